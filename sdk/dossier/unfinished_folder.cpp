// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/unfinished_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace enrolkit {

namespace fs = std::filesystem;

Result<UnfinishedFolder> UnfinishedFolder::create(const fs::path& final_folder) {
  const fs::path parent = final_folder.has_parent_path() ? final_folder.parent_path() : fs::path(".");
  std::string name = (parent / ("." + final_folder.filename().string() + ".XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) {
    const int error = errno;
    const ErrorCode code = error == ENOENT || error == ENOTDIR ? ErrorCode::not_found
                           : error == ENOSPC                   ? ErrorCode::no_space
                           : error == EACCES || error == EROFS ? ErrorCode::permission_denied
                                                               : ErrorCode::io;
    return Error{
        code, final_folder.string() + ": cannot create a folder in " + parent.string() + ": " + std::strerror(error)};
  }
  return UnfinishedFolder(name);
}

UnfinishedFolder::~UnfinishedFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Status UnfinishedFolder::become(const fs::path& final_folder) {
  if (::rename(path_.c_str(), final_folder.c_str()) != 0) {
    return Error{errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? ErrorCode::already_exists : ErrorCode::io,
                 final_folder.string() + ": cannot be put in place: " + std::strerror(errno)};
  }
  path_.clear();
  return {};
}

void synchronise_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace enrolkit

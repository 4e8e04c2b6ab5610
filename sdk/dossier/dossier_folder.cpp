// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

#include "enrolkit/enrolment.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

// A folder beside the final one that is removed again unless the dossier is complete.
class UnfinishedFolder {
 public:
  static Result<UnfinishedFolder> create(const fs::path& final_folder) {
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

  UnfinishedFolder(UnfinishedFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  UnfinishedFolder& operator=(UnfinishedFolder&&) = delete;
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
  ~UnfinishedFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  [[nodiscard]] const fs::path& path() const { return path_; }

  // Takes the final name; an empty folder of that name is replaced.
  Status become(const fs::path& final_folder) {
    if (::rename(path_.c_str(), final_folder.c_str()) != 0) {
      return Error{
          errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? ErrorCode::already_exists : ErrorCode::io,
          final_folder.string() + ": cannot be put in place: " + std::strerror(errno)};
    }
    path_.clear();
    return {};
  }

 private:
  explicit UnfinishedFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

void synchronise_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

Status write_dossier(const Enrolment& enrolment, const fs::path& wanted) {
  const fs::path folder = wanted.has_filename() ? wanted : wanted.parent_path();  // "out/" means "out"
  std::error_code error;
  if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error))) {
    return Error{ErrorCode::already_exists, folder.string() + ": is there already; a dossier is never overwritten"};
  }
  auto unfinished = UnfinishedFolder::create(folder);
  if (!unfinished) return unfinished.error();
  for (const FileEntry& file : enrolment.files) {
    const fs::path path = unfinished->path() / file.path;
    fs::create_directories(path.parent_path(), error);
    if (const Status written = write_file(path, BytesView(file.bytes)); !written) {
      return Error{written.error().code, (folder / file.path).string() + ": cannot write the dossier: " +
                                             (written.error().code == ErrorCode::no_space ? "no space left on the disk"
                                                                                          : written.error().message)};
    }
  }
  synchronise_folder(unfinished->path() / "chip");
  synchronise_folder(unfinished->path());
  if (const Status placed = unfinished->become(folder); !placed) return placed;
  synchronise_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
  return {};
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/whole_folder.hpp"

#include <set>
#include <string>
#include <system_error>

#include "enrolkit/file.hpp"
#include "sdk/dossier/unfinished_folder.hpp"

namespace enrolkit {

namespace fs = std::filesystem;

Status write_whole_folder(const std::vector<FileEntry>& files, const fs::path& wanted) {
  const fs::path folder = wanted.has_filename() ? wanted : wanted.parent_path();  // "out/" means "out"
  std::error_code error;
  if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error))) {
    return Error{ErrorCode::already_exists, folder.string() + ": is there already; it is never overwritten"};
  }
  auto unfinished = UnfinishedFolder::create(folder);
  if (!unfinished) return unfinished.error();
  std::set<fs::path> folders = {""};
  for (const FileEntry& file : files) {
    const fs::path path = unfinished->path() / file.path;
    folders.insert(fs::path(file.path).parent_path());
    fs::create_directories(path.parent_path(), error);
    if (const Status written = write_file(path, BytesView(file.bytes)); !written) {
      return Error{written.error().code, (folder / file.path).string() + ": cannot be written: " +
                                             (written.error().code == ErrorCode::no_space ? "no space left on the disk"
                                                                                          : written.error().message)};
    }
  }
  for (const fs::path& inner : folders) synchronise_folder(unfinished->path() / inner);
  if (const Status placed = unfinished->become(folder); !placed) return placed;
  synchronise_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
  return {};
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "capture/finger/host_program.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <system_error>
#include <vector>

#include "capture/finger/host_protocol.hpp"

namespace enrolkit::host {
namespace {

namespace fs = std::filesystem;

// The folder of the shared library, or of the program where enrolkit is linked statically.
std::vector<fs::path> home_folders() {
  std::vector<fs::path> folders;
  std::error_code failed;
  Dl_info module{};
  if (dladdr(reinterpret_cast<const void*>(&find_program), &module) != 0 && module.dli_fname != nullptr) {
    const fs::path library = fs::canonical(module.dli_fname, failed);
    if (!failed) folders.push_back(library.parent_path());
  }
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) folders.push_back(program.parent_path());
  return folders;
}

}  // namespace

Result<fs::path> find_program() {
  for (const fs::path& home : home_folders()) {
    for (const char* folder : {".", "../bin", "../libexec/enrolkit", "../../libexec/enrolkit"}) {
      fs::path candidate = home / folder / kProgram;
      if (access(candidate.c_str(), X_OK) == 0) return candidate;
    }
  }
  fs::path installed = fs::path(ENROLKIT_LIBEXEC_DIR) / kProgram;
  if (access(installed.c_str(), X_OK) == 0) return installed;
  return Error{ErrorCode::device_failed, "the program " + std::string(kProgram) +
                                             ", which runs the fingerprint readers, is missing: it is installed as " +
                                             installed.string()};
}

}  // namespace enrolkit::host

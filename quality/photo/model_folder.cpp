// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <unistd.h>

#include <system_error>
#include <vector>

#include "enrolkit/photo.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "face-landmarks-68.bin";
constexpr const char* kDlibModel = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat";

// The folder of the shared library, or of the program where enrolkit is linked statically.
std::vector<fs::path> home_folders() {
  std::vector<fs::path> folders;
  std::error_code failed;
  Dl_info module{};
  if (dladdr(reinterpret_cast<const void*>(&default_landmark_model), &module) != 0 && module.dli_fname != nullptr) {
    const fs::path library = fs::canonical(module.dli_fname, failed);
    if (!failed) folders.push_back(library.parent_path());
  }
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) folders.push_back(program.parent_path());
  return folders;
}

bool readable(const fs::path& path) { return ::access(path.c_str(), R_OK) == 0; }

}  // namespace

// In a build tree lib and share are neighbours; installed, lib may have the architecture's folder between.
fs::path default_landmark_model() {
  for (const fs::path& home : home_folders()) {
    for (const char* share : {"../share/enrolkit", "../../share/enrolkit"}) {
      fs::path candidate = (home / share / kName).lexically_normal();
      if (readable(candidate)) return candidate;
    }
  }
  fs::path installed = fs::path(ENROLKIT_DATA_DIR) / kName;
  return readable(installed) ? installed : fs::path(kDlibModel);
}

}  // namespace enrolkit

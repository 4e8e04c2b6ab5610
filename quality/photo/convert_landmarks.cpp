// SPDX-License-Identifier: Apache-2.0
// enrolkit-convert-landmarks MODEL OUT: writes a 68-point landmark model in enrolkit's own format, which is a third of
// the size of dlib's and is there at once when a program starts.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <system_error>

#include "quality/photo/landmark_model.hpp"

namespace {

namespace fs = std::filesystem;
using namespace enrolkit::photo;

constexpr int kImpossible = 2;

int fail(const std::string& message) {
  std::fprintf(stderr, "enrolkit-convert-landmarks: %s\n", message.c_str());
  return kImpossible;
}

bool write_all(std::FILE* out, const std::vector<std::uint8_t>& bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size() && std::fflush(out) == 0 &&
         ::fsync(::fileno(out)) == 0;
}

// Beside the old file, then in its place: a program that has the old one mapped keeps it.
int replace(const fs::path& path, const std::vector<std::uint8_t>& bytes) {
  const fs::path unfinished = path.string() + ".part";
  std::FILE* out = std::fopen(unfinished.c_str(), "wb");
  if (out == nullptr) return fail(unfinished.string() + ": cannot be written");
  const bool written = write_all(out, bytes);
  std::error_code failed;
  if (std::fclose(out) != 0 || !written) {
    fs::remove(unfinished, failed);
    return fail(unfinished.string() + ": not all of it could be written");
  }
  fs::rename(unfinished, path, failed);
  return failed ? fail(path.string() + ": " + failed.message()) : 0;
}

int convert(const fs::path& from, const fs::path& to) {
  auto file = MappedFile::open(from, LandmarkLimits::kBytes, "landmark model");
  if (!file) return fail(file.error().message);
  const auto model = read_landmark_model(std::move(*file), from);
  if (!model) return fail(model.error().message);
  return replace(to, write_compact_landmark_model(*model));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("usage: enrolkit-convert-landmarks MODEL OUT (a 68-point model in dlib's format)");
  try {
    return convert(argv[1], argv[2]);
  } catch (const std::exception& e) {
    return fail(e.what());
  }
}

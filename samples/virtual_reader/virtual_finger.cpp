// SPDX-License-Identifier: Apache-2.0
// Puts a finger on libfprint's virtual reader: waits until somebody opened the reader, sends the image, and leaves.
// usage: virtual-finger SOCKET IMAGE
#include <cstdio>

#include "enrolkit/image_codec.hpp"
#include "samples/virtual_reader/virtual_reader.hpp"

namespace {

int fail(const enrolkit::Error& error) {
  std::fprintf(stderr, "virtual-finger: %s\n", error.message.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail({enrolkit::ErrorCode::invalid_argument, "usage: virtual-finger SOCKET IMAGE"});
  const auto print = enrolkit::load_image(argv[2]);
  if (!print) return fail(print.error());
  auto reader = enrolkit::samples::VirtualReader::connect(argv[1], std::chrono::seconds(20));
  if (!reader) return fail(reader.error());
  const enrolkit::Status sent = reader->send_image(to_grey(print->image).view());
  if (!sent) return fail(sent.error());
  const enrolkit::Status finished = reader->finish();
  return finished ? 0 : fail(finished.error());
}

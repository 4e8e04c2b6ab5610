// SPDX-License-Identifier: Apache-2.0
// A test PKI made by samples/pki/make-test-pki.sh, and the openssl command as the other opinion.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "enrolkit/file.hpp"
#include "enrolkit/passive_authentication.hpp"
#include "enrolkit/security_object.hpp"
#include "tests/temporary_folder.hpp"

namespace enrolkit {

// The exit status of a shell command; its output goes nowhere.
inline int run_command(const std::string& command) {
  const int status = std::system((command + " >/dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The folder with csca.pem, csca.key, ds.pem and ds.key.
inline std::filesystem::path make_test_pki(const TemporaryFolder& folder, const std::string& name,
                                           const std::string& options = "") {
  const std::filesystem::path path = folder / name;
  if (run_command(ENROLKIT_MAKE_TEST_PKI " '" + path.string() + "' " + options) != 0) {
    throw std::runtime_error("make-test-pki.sh failed");
  }
  return path;
}

inline Bytes load(const std::filesystem::path& path) { return read_file(path, 1U << 20U).value(); }

}  // namespace enrolkit

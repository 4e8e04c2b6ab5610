// SPDX-License-Identifier: Apache-2.0
// For tests that run a program and look at what it says, and the temporary folder they do it in.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/temporary_folder.hpp"

namespace enrolkit {

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline void write_text(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string quoted(const std::string& word) {
  std::string safe = "'";
  for (const char c : word) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + "'";
}

struct Answer {
  int code = -1;  // exit code; -1 = killed by a signal
  std::string out;
  std::string err;

  [[nodiscard]] std::size_t error_lines() const {
    return static_cast<std::size_t>(std::count(err.begin(), err.end(), '\n'));
  }
};

// Runs a shell command line.
inline Answer run_command(const std::string& command) {
  const TemporaryFolder folder;
  const int status =
      std::system(("( " + command + " ) >" + quoted(folder / "out") + " 2>" + quoted(folder / "err")).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of(folder / "out"), content_of(folder / "err")};
}

inline Answer tool(const std::string& arguments) { return run_command(quoted(ENROLKIT_TOOL) + " " + arguments); }

// Exit code 2 and one line that names what is wrong and why.
inline void expect_impossible(const Answer& answer, const std::string& names, const std::string& reason) {
  EXPECT_EQ(answer.code, 2) << answer.err;
  EXPECT_EQ(answer.error_lines(), 1U) << answer.err;
  EXPECT_EQ(answer.err.rfind("enrolkit: ", 0), 0U) << answer.err;
  EXPECT_NE(answer.err.find(names), std::string::npos) << answer.err;
  EXPECT_NE(answer.err.find(reason), std::string::npos) << answer.err;
}

}  // namespace enrolkit

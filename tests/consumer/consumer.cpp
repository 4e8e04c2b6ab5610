// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstring>
#include <enrolkit/enrolkit.hpp>

// The age rules and the MRZ of Doc 9303-4's specimen, through the installed library.
int main() {
  const auto policy = enrolkit::builtin_policy("be-passport-2026");
  const auto birth = enrolkit::parse_date("1974-08-12");
  const auto on = enrolkit::parse_date("2026-11-22");
  if (!policy || !birth || !on) return 2;
  const auto answer = enrolkit::apply_rules(*policy, "ordinary", *birth, *on);
  if (!answer || answer->age != 52) return 3;
  if (enrolkit::mrz_check_digit("L898902C3") != '6') return 4;
  const auto readers = enrolkit::list_finger_readers();  // finds and starts the installed finger host
  if (!readers) {
    std::fprintf(stderr, "%s\n", readers.error().message.c_str());
    return 5;
  }
  return std::strcmp(enrolkit::version(), "0.1.0") == 0 ? 0 : 6;
}

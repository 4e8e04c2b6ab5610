// SPDX-License-Identifier: Apache-2.0
// What the commands of the tool share: exit codes, the one line of an error, names on the command line.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/enrolkit.hpp"
#include "samples/cli/command_line.hpp"

namespace enrolkit::cli {

enum ExitCode : int {
  kCompliant = 0,     // done and compliant
  kNotCompliant = 1,  // done and not compliant
  kImpossible = 2,    // could not be done
};

// Each command fills `exit_code` when it runs.
void add_rules_command(Command app, int& exit_code);
void add_photo_command(Command app, int& exit_code);
void add_photo_crop_command(Command photo, int& exit_code);
void add_photo_live_command(Command photo, int& exit_code);
void add_finger_command(Command app, int& exit_code);
void add_finger_segment_command(Command finger, int& exit_code);
void add_finger_session_command(Command finger, int& exit_code);
void add_wsq_command(Command app, int& exit_code);
void add_finger_image_commands(Command finger, int& exit_code);
void add_finger_match_command(Command finger, int& exit_code);
void add_signature_command(Command app, int& exit_code);
void add_enrol_command(Command app, int& exit_code);
void add_session_command(Command app, int& exit_code);
void add_chip_command(Command app, int& exit_code);
void add_chip_show_command(Command chip, int& exit_code);
void add_chip_encode_command(Command chip, int& exit_code);
void add_chip_verify_command(Command chip, int& exit_code);
void add_mrz_command(Command app, int& exit_code);
void add_mrz_compose_command(Command mrz, int& exit_code);
void add_mrz_parse_command(Command mrz, int& exit_code);
void add_dossier_command(Command app, int& exit_code);
void add_dossier_init_command(Command dossier, int& exit_code);
void add_dossier_list_command(Command dossier, int& exit_code);
void add_dossier_get_command(Command dossier, int& exit_code);
void add_dossier_show_command(Command dossier, int& exit_code);
void add_dossier_verify_command(Command dossier, int& exit_code);
void add_dossier_purge_command(Command dossier, int& exit_code);
void add_dossier_destroy_command(Command dossier, int& exit_code);
void add_dossier_export_command(Command dossier, int& exit_code);
void add_dossier_import_command(Command dossier, int& exit_code);
void add_dossier_reissue_command(Command dossier, int& exit_code);
void add_dossier_rekey_command(Command dossier, int& exit_code);
void add_people_command(Command app, int& exit_code);

// One line on standard error; kImpossible.
int report_error(const Error& error);

// A date of the command line. Errors name the option.
Result<Date> date_option(const std::string& option, const std::string& text);

// By the clock of this machine, in its time zone.
Date today();

// The worst of several exit codes.
int worse(int a, int b);

int exit_code_of(Overall verdict);

// The findings as a table for people, and the verdict.
void print_findings(std::string_view file, Overall verdict, const std::vector<Finding>& findings);

class Stopwatch {
 public:
  [[nodiscard]] double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

inline constexpr std::size_t kMaxSampleBytes = 64U << 20U;  // as ImageLimits::max_bytes
inline constexpr std::size_t kMaxTextBytes = 1U << 20U;     // a profile, policy or applicant's file

// A builtin profile by its name, or a file of that path. `Parse` and `builtin` are those of the kind of profile.
template <class Profile>
Result<Profile> load_profile(const std::string& name_or_path, Result<Profile> (*builtin)(std::string_view),
                             Result<Profile> (*parse)(std::string_view, std::string_view)) {
  if (!name_or_path.ends_with(".json") && name_or_path.find('/') == std::string::npos) return builtin(name_or_path);
  const auto bytes = read_file(name_or_path, kMaxTextBytes);
  if (!bytes) return bytes.error();
  return parse({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, name_or_path);
}

}  // namespace enrolkit::cli

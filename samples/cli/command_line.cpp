// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

namespace enrolkit::cli {
namespace {

template <class Check>
Check listed_or_not(Check check, Listed listed) {
  if (listed == Listed::no) check.description("");
  return check;
}

}  // namespace

Option Option::required() const { return Option(*option_->required()); }
Option Option::needs(Option other) const { return Option(*option_->needs(other.option_)); }
Option Option::excludes(Option other) const { return Option(*option_->excludes(other.option_)); }
Option Option::expected(int least, int most) const { return Option(*option_->expected(least, most)); }

Option Option::repeated() const {
  return Option(*option_->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll));
}

Option Option::delimiter(char between) const { return Option(*option_->delimiter(between)); }
Option Option::envname(const std::string& name) const { return Option(*option_->envname(name)); }
Option Option::positive() const { return Option(*option_->check(CLI::PositiveNumber)); }
Option Option::within(int least, int most) const { return Option(*option_->check(CLI::Range(least, most))); }
Option Option::within(double least, double most) const { return Option(*option_->check(CLI::Range(least, most))); }

Option Option::within(std::size_t least, std::size_t most) const {
  return Option(*option_->check(CLI::Range(least, most)));
}

Option Option::one_of(std::vector<std::string> names, Listed listed) const {
  return Option(*option_->check(listed_or_not(CLI::IsMember(std::move(names)), listed)));
}

Option Option::one_of_in_any_case(std::vector<std::string> names, Listed listed) const {
  return Option(*option_->transform(listed_or_not(CLI::IsMember(std::move(names), CLI::ignore_case), listed)));
}

Command Command::add_subcommand(const std::string& name, const std::string& description) const {
  return Command(*app_->add_subcommand(name, description));
}

void Command::require_subcommand() const { app_->require_subcommand(1); }

template <class T>
Option Command::add_option(const std::string& name, T& value, const std::string& description) const {
  return Option(*app_->add_option(name, value, description));
}

template Option Command::add_option(const std::string&, std::string&, const std::string&) const;
template Option Command::add_option(const std::string&, std::vector<std::string>&, const std::string&) const;
template Option Command::add_option(const std::string&, int&, const std::string&) const;
template Option Command::add_option(const std::string&, std::filesystem::path&, const std::string&) const;
template Option Command::add_option(const std::string&, std::int64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, double&, const std::string&) const;
template Option Command::add_option(const std::string&, std::size_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<int>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<double>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<std::size_t>&, const std::string&) const;

Option Command::add_option_function(const std::string& name, const std::function<void(const std::string&)>& take,
                                    const std::string& description) const {
  return Option(*app_->add_option_function<std::string>(name, take, description));
}

Option Command::add_flag(const std::string& name, bool& given, const std::string& description) const {
  return Option(*app_->add_flag(name, given, description));
}

Option Command::add_flag_callback(const std::string& name, std::function<void()> given,
                                  const std::string& description) const {
  return Option(*app_->add_flag_callback(name, std::move(given), description));
}

Command Command::add_option_group(const std::string& name, std::size_t least, std::size_t most) const {
  return Command(*app_->add_option_group(name)->require_option(least, most));
}

void Command::footer(const std::string& text) const { app_->footer(text); }
void Command::callback(std::function<void()> run) const { app_->callback(std::move(run)); }

CommandLine::CommandLine(const std::string& program, const std::string& version, const std::string& description)
    : app_(std::make_unique<CLI::App>(description, program)) {
  app_->set_version_flag("--version", version);
}

CommandLine::~CommandLine() = default;

Command CommandLine::top() const { return Command(*app_); }

Result<bool> CommandLine::run(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
    return true;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return Error{ErrorCode::invalid_argument, error.what()};
    app_->exit(error);  // prints the help or the version
    return false;
  }
}

}  // namespace enrolkit::cli

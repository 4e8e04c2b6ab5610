// SPDX-License-Identifier: Apache-2.0
// The command line as the commands describe it. CLI11 reads it, and only command_line.cpp knows CLI11: its headers are
// half of what compiling a command took. The names are CLI11's, and mean the same.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "enrolkit/result.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace enrolkit::cli {

// Whether the help lists the names that an option takes.
enum class Listed { yes, no };

// An option, a flag or an operand. As Command, it only points to what the command line owns.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option required() const;
  Option needs(Option other) const;
  Option excludes(Option other) const;
  // So many values at one place of the command line.
  Option expected(int least, int most) const;
  // May be given again; one value each time.
  Option repeated() const;
  // Several values in one, with this between them.
  Option delimiter(char between) const;
  // Taken from this environment variable when it is not given.
  Option envname(const std::string& name) const;

  // What a value must be; anything else is a wrong command line.
  Option positive() const;
  Option within(int least, int most) const;
  Option within(double least, double most) const;
  Option within(std::size_t least, std::size_t most) const;
  Option one_of(std::vector<std::string> names, Listed listed = Listed::yes) const;
  // In capitals or not; the value becomes the name as it stands here.
  Option one_of_in_any_case(std::vector<std::string> names, Listed listed) const;

 private:
  CLI::Option* option_;
};

class Command {
 public:
  explicit Command(CLI::App& app) : app_(&app) {}

  Command add_subcommand(const std::string& name, const std::string& description) const;
  // One of its subcommands must be given.
  void require_subcommand() const;

  // `name`: "--long", "-s,--long", or of an operand a name alone. `value` is written to when the line is read.
  // T: std::string, a vector of it, std::filesystem::path, int, std::int64_t, std::size_t, double, or std::optional of
  // int, std::size_t or double.
  template <class T>
  Option add_option(const std::string& name, T& value, const std::string& description) const;
  Option add_option_function(const std::string& name, const std::function<void(const std::string&)>& take,
                             const std::string& description) const;
  Option add_flag(const std::string& name, bool& given, const std::string& description) const;
  Option add_flag_callback(const std::string& name, std::function<void()> given, const std::string& description) const;

  // Options of which from `least` to `most` must be given.
  Command add_option_group(const std::string& name, std::size_t least, std::size_t most) const;

  // Below the help of the options.
  void footer(const std::string& text) const;
  // What is done when the command was given.
  void callback(std::function<void()> run) const;

 private:
  CLI::App* app_;
};

class CommandLine {
 public:
  CommandLine(const std::string& program, const std::string& version, const std::string& description);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  [[nodiscard]] Command top() const;

  // Reads the line and runs its command. False: help or the version was asked for, and was printed. `invalid_argument`:
  // the line is wrong.
  Result<bool> run(int argc, char** argv);

 private:
  std::unique_ptr<CLI::App> app_;
};

// Of a table from names to what they mean.
template <class Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& [name, meaning] : table) names.push_back(name);
  return names;
}

}  // namespace enrolkit::cli

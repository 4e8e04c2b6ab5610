// SPDX-License-Identifier: Apache-2.0
// Result<T>: how every call of enrolkit that can fail answers.
//
// The member names are those of std::expected (C++23), which the compilers that enrolkit supports do not all have yet;
// code written against Result<T> keeps compiling when it becomes an alias of it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#pragma GCC visibility push(default)
namespace enrolkit {

// What went wrong, for machines. The names (see error_code_name) are part of the JSON interface and never change.
enum class ErrorCode : std::uint8_t {
  invalid_argument,   // a value outside its documented range
  not_found,          // the file, folder, model or device does not exist
  permission_denied,  // the operating system refused access
  not_a_file,         // a folder or special file where a regular file is expected
  empty_input,        // zero bytes
  truncated,          // the data ends before its own header says
  malformed,          // the data breaks its format
  unsupported,        // a legal format or feature that enrolkit does not read or write
  too_large,          // more bytes, pixels, items or nesting than the documented limit
  no_space,           // the disk is full
  io,                 // any other failure to read or write
  refused_by_rules,   // the law or the policy forbids it, or demands what is missing
  already_exists,     // the output is there and would be overwritten
  device_missing,     // no reader, camera or pad
  device_failed,      // the device answered with an error or went away
  retry,              // the device asks for another try (the sentence says what to do)
  timeout,            // the deadline passed
  cancelled,          // the caller cancelled
  crypto,             // a key, certificate or signature problem
  internal,           // a dependency failed in a way that has no better name
};

// "invalid_argument", "not_found", ...: stable, for JSON and logs.
[[nodiscard]] std::string_view error_code_name(ErrorCode code) noexcept;

// The message is one English sentence without a line break that names the file, field or device and what was expected.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
};

// Thrown by Result<T>::value() on an error, as std::expected does. enrolkit itself never lets it escape.
class BadResultAccess : public std::logic_error {
 public:
  explicit BadResultAccess(const Error& error) : std::logic_error(error.message) {}
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] T& value() & { return require(), *std::get_if<0>(&state_); }
  [[nodiscard]] const T& value() const& { return require(), *std::get_if<0>(&state_); }
  [[nodiscard]] T&& value() && { return require(), std::move(*std::get_if<0>(&state_)); }

  // Undefined without a value, as with std::expected: test first.
  [[nodiscard]] T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  [[nodiscard]] T* operator->() noexcept { return std::get_if<0>(&state_); }
  [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&state_); }

  // Undefined with a value.
  [[nodiscard]] Error& error() & noexcept { return *std::get_if<1>(&state_); }
  [[nodiscard]] const Error& error() const& noexcept { return *std::get_if<1>(&state_); }
  [[nodiscard]] Error&& error() && noexcept { return std::move(*std::get_if<1>(&state_)); }

  template <class U>
  [[nodiscard]] T value_or(U&& fallback) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
  }

 private:
  void require() const {
    if (!has_value()) throw BadResultAccess(error());
  }
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  using error_type = Error;

  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return ok_; }
  explicit operator bool() const noexcept { return ok_; }
  void value() const {
    if (!ok_) throw BadResultAccess(error_);
  }
  [[nodiscard]] Error& error() & noexcept { return error_; }
  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error&& error() && noexcept { return std::move(error_); }

 private:
  Error error_;
  bool ok_ = true;
};

using Status = Result<void>;

}  // namespace enrolkit
#pragma GCC visibility pop

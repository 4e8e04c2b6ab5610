// SPDX-License-Identifier: Apache-2.0
// Reads JSON that people write: every key must be known, and the first thing that is wrong is told with its place.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/date.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit {

// Parses a document; a duplicate key is an error too. Errors: malformed, with line and column.
Result<nlohmann::json> parse_json(std::string_view text, std::string_view name);

// One object of a document. The getters note the first error and give an empty value after it; ask error() at the end,
// after finish(), which reports the keys that nobody asked for.
class JsonReader {
 public:
  enum class Need { required, optional };

  // With the `text` that was parsed, which must outlive the reader, errors tell line and column too.
  JsonReader(const nlohmann::json& object, std::string name, std::string_view text = {})
      : JsonReader(object, std::move(name), text, "", own_error_) {}

  [[nodiscard]] bool has(std::string_view key) const { return object_.is_object() && object_.contains(key); }
  [[nodiscard]] std::vector<std::string> keys() const;

  std::string text(std::string_view key, Need need = Need::required);
  // One of `choices`.
  std::string choice(std::string_view key, const std::vector<std::string_view>& choices, Need need = Need::required);
  int integer(std::string_view key, int least, int most, Need need = Need::required);
  bool boolean(std::string_view key, Need need = Need::required);
  std::optional<Date> date(std::string_view key, Need need = Need::required);
  std::vector<std::string> texts(std::string_view key);

  // Calls `read(JsonReader&)` for the object at `key`, for each object of the array at `key`, or for each member of the
  // object at `key` (`read(name, JsonReader&)`), and finishes each.
  template <class Read>
  void object(std::string_view key, Read read) {
    if (const nlohmann::json* value = find(key, nlohmann::json::value_t::object, Need::required)) {
      child(*value, key, read);
    }
  }
  template <class Read>
  void objects(std::string_view key, Read read) {
    const nlohmann::json* value = find(key, nlohmann::json::value_t::array, Need::required);
    for (std::size_t i = 0; value != nullptr && i < value->size(); ++i) {
      child((*value)[i], std::string(key) + "[" + std::to_string(i) + "]", read);
    }
  }
  template <class Read>
  void members(std::string_view key, Read read) {
    if (const nlohmann::json* value = find(key, nlohmann::json::value_t::object, Need::required)) {
      for (const auto& item : value->items()) {
        const std::string& member = item.key();
        child(item.value(), std::string(key) + "." + member, [&](JsonReader& reader) { read(member, reader); });
      }
    }
  }

  // Notes an error at `key` of this object, unless there is one already.
  void fail(std::string_view key, const std::string& what, ErrorCode code = ErrorCode::malformed);
  void finish();
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  JsonReader(const nlohmann::json& object, std::string name, std::string_view text, std::string path,
             std::optional<Error>& error);
  const nlohmann::json* find(std::string_view key, nlohmann::json::value_t type, Need need);

  template <class Read>
  void child(const nlohmann::json& value, std::string_view key, Read read) {
    JsonReader reader(value, name_, text_, path_ + std::string(key) + ".", error_);
    if (error_) return;
    read(reader);
    reader.finish();
  }

  const nlohmann::json& object_;
  std::string name_;
  std::string_view text_;
  std::string path_;
  std::optional<Error> own_error_;
  std::optional<Error>& error_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace enrolkit

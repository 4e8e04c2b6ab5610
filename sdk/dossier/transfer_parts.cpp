// SPDX-License-Identifier: Apache-2.0
// A sealed transfer in parts, so that a broken line costs one part and not the whole.
#include <algorithm>

#include "enrolkit/file.hpp"
#include "enrolkit/transfer.hpp"
#include "enrolkit/version.hpp"
#include "sdk/dossier/dossier_id.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/dossier/unfinished_folder.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxListBytes = 4U << 20U;  // of kMaxParts parts

struct Part {
  std::size_t bytes = 0;
  std::string sha256;
};

struct PartsList {
  std::string id;
  std::vector<Part> parts;
};

std::string part_name(const std::string& id, std::size_t index) {
  const std::string number = std::to_string(index + 1);
  return id + ".p7m." + std::string(number.size() < 3 ? 3 - number.size() : 0, '0') + number;
}

Result<PartsList> read_list(const std::filesystem::path& path) {
  const auto bytes = read_file(path, kMaxListBytes);
  if (!bytes) return bytes.error();
  const auto document = parse_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path.string());
  if (!document) return document.error();
  PartsList list;
  JsonReader reader(*document, path.string());
  reader.choice("schema", {"enrolkit.transfer_parts/1"});
  reader.text("version");
  list.id = reader.text("id");
  if (!is_id(list.id)) reader.fail("id", "32 hexadecimal digits are expected");
  reader.objects("parts", [&](JsonReader& part) {
    const int size = part.integer("bytes", 1, static_cast<int>(kMaxTransferBytes));
    list.parts.push_back({static_cast<std::size_t>(size), part.text("sha256")});
  });
  if (list.parts.empty() || list.parts.size() > kMaxParts) {
    reader.fail("parts", "1 to " + std::to_string(kMaxParts) + " parts are expected");
  }
  reader.finish();
  if (reader.error()) return *reader.error();
  return list;
}

enum class PartState { whole, missing, damaged };

PartState state_of(const std::filesystem::path& path, const Part& part, Bytes& content) {
  auto bytes = read_file(path, kMaxTransferBytes);
  if (!bytes) return bytes.error().code == ErrorCode::not_found ? PartState::missing : PartState::damaged;
  if (bytes->size() != part.bytes || sha256_hex(*bytes) != part.sha256) return PartState::damaged;
  content = *std::move(bytes);
  return PartState::whole;
}

}  // namespace

Status write_transfer_parts(BytesView message, const std::string& id, std::size_t part_bytes,
                            const std::filesystem::path& folder) {
  const std::size_t count = part_bytes == 0 ? 0 : (message.size() + part_bytes - 1) / part_bytes;
  if (part_bytes < kMinPartBytes || count > kMaxParts || count == 0) {
    return Error{ErrorCode::invalid_argument, "parts of " + std::to_string(part_bytes) + " bytes: at least " +
                                                  std::to_string(kMinPartBytes) + ", and at most " +
                                                  std::to_string(kMaxParts) + " parts"};
  }
  Json list = {{"schema", "enrolkit.transfer_parts/1"}, {"version", version()}, {"id", id}, {"parts", Json::array()}};
  for (std::size_t i = 0; i < count; ++i) {
    const BytesView part = message.subspan(i * part_bytes, std::min(part_bytes, message.size() - i * part_bytes));
    if (Status written = write_file(folder / part_name(id, i), part); !written) return written;
    list["parts"].push_back({{"bytes", part.size()}, {"sha256", sha256_hex(part)}});
  }
  Status listed = write_file(folder / (id + ".parts.json"), std::string_view(list.dump(1) + "\n"));
  if (listed) synchronise_folder(folder);
  return listed;
}

Result<std::filesystem::path> write_transfer(BytesView message, const std::string& id,
                                             const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / (id + ".p7m");
  if (const Status written = write_file(path, message); !written) return written.error();
  synchronise_folder(folder);
  return path;
}

Result<PartsReview> review_transfer_parts(const std::filesystem::path& path) {
  const auto list = read_list(path);
  if (!list) return list.error();
  PartsReview review;
  review.id = list->id;
  for (std::size_t i = 0; i < list->parts.size(); ++i) {
    Bytes content;
    const std::string name = part_name(list->id, i);
    const PartState state = state_of(path.parent_path() / name, list->parts[i], content);
    if (state == PartState::missing) review.missing.push_back(name);
    if (state == PartState::damaged) review.damaged.push_back(name);
  }
  return review;
}

Result<Bytes> join_transfer_parts(const std::filesystem::path& path) {
  const auto list = read_list(path);
  if (!list) return list.error();
  Bytes message;
  for (std::size_t i = 0; i < list->parts.size(); ++i) {
    Bytes content;
    const std::string name = part_name(list->id, i);
    const PartState state = state_of(path.parent_path() / name, list->parts[i], content);
    if (state != PartState::whole) {
      return Error{ErrorCode::truncated, path.string() + ": the part " + name + " " +
                                             (state == PartState::missing ? "has not arrived" : "is damaged") +
                                             ": send it again"};
    }
    if (content.size() > kMaxTransferBytes - message.size()) {
      return Error{ErrorCode::too_large, path.string() + ": the parts are too large together"};
    }
    message.insert(message.end(), content.begin(), content.end());
  }
  return message;
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/store_lock.hpp"

#include "enrolkit/file.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/sha256.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit::store {
namespace {

constexpr std::size_t kMaxLockBytes = 16U << 10U;  // a key wrapped by RSA 16384 takes 4 KiB in digits
constexpr std::string_view kSchema = "enrolkit.store-lock/1";
constexpr int kMostGenerations = 1'000'000;  // a new key each minute for two years

std::string generation_text(const StoreLock& lock, char separator) {
  return lock.generation > 0 ? separator + std::to_string(lock.generation) : std::string();
}

// Tells a damaged lock from a wrong key.
std::string check_of(const StoreLock& lock) {
  const std::string text =
      lock.store + "|" + lock.kind + "|" + crypto::to_hex(lock.wrapped) + generation_text(lock, '|');
  return sha256_hex(BytesView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::string context_of(const StoreLock& lock) { return "enrolkit store " + lock.store + generation_text(lock, ' '); }

}  // namespace

Result<StoreLock> read_lock(const std::filesystem::path& path) {
  const auto bytes = read_file(path, kMaxLockBytes);
  if (!bytes) return bytes.error();
  const auto json = parse_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path.string());
  if (!json) return json.error();
  JsonReader reader(*json, path.string());
  StoreLock lock;
  const std::string schema = reader.text("schema");
  lock.store = reader.text("store");
  lock.kind = reader.text("kind");
  const auto wrapped = crypto::from_hex(reader.text("wrapped"));
  lock.generation = reader.integer("generation", 0, kMostGenerations, JsonReader::Need::optional);
  const std::string check = reader.text("check");
  if (!reader.error() && schema != kSchema) {
    return Error{ErrorCode::unsupported,
                 path.string() + ": its schema is '" + schema + "', this enrolkit knows " + std::string(kSchema)};
  }
  reader.finish();
  if (reader.error()) return *reader.error();
  if (wrapped) lock.wrapped = *wrapped;
  if (!wrapped || check != check_of(lock)) {
    return Error{ErrorCode::malformed, path.string() + ": the file is damaged: its check does not fit its content"};
  }
  return lock;
}

Status write_lock(const std::filesystem::path& path, const StoreLock& lock) {
  const nlohmann::ordered_json json = {{"schema", kSchema},
                                       {"store", lock.store},
                                       {"kind", lock.kind},
                                       {"wrapped", crypto::to_hex(lock.wrapped)},
                                       {"generation", lock.generation},
                                       {"check", check_of(lock)}};
  return write_file(path, json.dump(2) + "\n");
}

Result<StoreLock> make_lock(const std::string& store, const crypto::SecretKey& store_key, const StationKey& key,
                            int generation) {
  StoreLock lock{store, std::string(key.kind()), {}, generation};
  auto wrapped = key.wrap(store_key.view(), context_of(lock));
  if (!wrapped) return wrapped.error();
  lock.wrapped = *std::move(wrapped);
  return lock;
}

Result<crypto::SecretKey> unlock(const StoreLock& lock, const StationKey& key, const std::filesystem::path& path) {
  const std::string folder = path.parent_path().string();
  if (lock.kind != key.kind()) {
    return Error{ErrorCode::crypto, folder + ": the store is locked by a station key of kind '" + lock.kind +
                                        "', but one of kind '" + std::string(key.kind()) + "' was given"};
  }
  auto plain = key.unwrap(lock.wrapped, context_of(lock));
  if (!plain) {
    return Error{plain.error().code, folder + ": " + plain.error().message};
  }
  const crypto::Wiped wiped(*plain);
  if (plain->size() != crypto::kKeyBytes) {
    return Error{ErrorCode::crypto, folder + ": the station's key gave " + std::to_string(plain->size()) +
                                        " bytes where the store's key has " + std::to_string(crypto::kKeyBytes)};
  }
  return crypto::SecretKey(std::span<const std::uint8_t, crypto::kKeyBytes>(*plain));
}

}  // namespace enrolkit::store

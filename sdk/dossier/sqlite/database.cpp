// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/sqlite/database.hpp"

#include <cerrno>

namespace enrolkit::sqlite {
namespace {

ErrorCode code_of(int code, int system_error) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return ErrorCode::no_space;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::timeout;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return ErrorCode::malformed;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return ErrorCode::permission_denied;
    case SQLITE_CANTOPEN:
      return system_error == EACCES || system_error == EROFS ? ErrorCode::permission_denied
             : system_error == ENOSPC                        ? ErrorCode::no_space
                                                             : ErrorCode::not_found;
    case SQLITE_TOOBIG:
      return ErrorCode::too_large;
    case SQLITE_IOERR:
      return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG ? ErrorCode::no_space
                                                                                       : ErrorCode::io;
    default:
      return ErrorCode::internal;
  }
}

std::string reason_of(ErrorCode code, const char* words) {
  switch (code) {
    case ErrorCode::no_space:
      return "no space left on the disk";
    case ErrorCode::timeout:
      return "another program writes to the store, and did not finish in time";
    case ErrorCode::malformed:
      return std::string("the file is damaged (") + words + ")";
    default:
      return words;
  }
}

}  // namespace

Error error_of(sqlite3* connection, int code, const std::string& name) {
  const int system_error = connection != nullptr ? sqlite3_system_errno(connection) : 0;
  const ErrorCode ours = code_of(code, system_error);
  return Error{ours, name + ": " + reason_of(ours, sqlite3_errstr(code))};
}

Result<bool> Statement::step() {
  if (code_ != SQLITE_OK) return error_of(connection_, code_, name_);
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(connection_, sqlite3_extended_errcode(connection_), name_);
}

bool Statement::null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Bytes Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, data + sqlite3_column_bytes(statement_.get(), column)};
}

void Statement::bind(std::int64_t value) { note(sqlite3_bind_int64(statement_.get(), ++bound_, value)); }

void Statement::bind(std::string_view value) {
  note(sqlite3_bind_text64(statement_.get(), ++bound_, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

// The caller's bytes outlive the statement: a portrait is not copied once more.
void Statement::bind(BytesView value) {
  static constexpr std::uint8_t kNothing = 0;
  note(sqlite3_bind_blob64(statement_.get(), ++bound_, value.empty() ? &kNothing : value.data(), value.size(),
                           SQLITE_STATIC));
}

Result<Database> Database::open(const std::filesystem::path& path, int flags) {
  Database database;
  database.name_ = path.string();
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  database.connection_.reset(connection);
  if (code != SQLITE_OK) return error_of(connection, code, database.name_);
  return database;
}

Status Database::execute(const char* sql) {
  const int code = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(connection_.get(), sqlite3_extended_errcode(connection_.get()), name_);
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  Statement statement(connection_.get(), name_);
  sqlite3_stmt* prepared = nullptr;
  const int code =
      sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()), 0, &prepared, nullptr);
  statement.statement_.reset(prepared);
  if (code != SQLITE_OK) return error_of(connection_.get(), sqlite3_extended_errcode(connection_.get()), name_);
  return statement;
}

Result<Transaction> Transaction::begin(Database& database) {
  if (const Status begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ == nullptr || sqlite3_get_autocommit(database_->handle()) != 0) return;
  static_cast<void>(database_->execute("ROLLBACK"));
}

Status Transaction::commit() {
  if (const Status committed = database_->execute("COMMIT"); !committed) return committed;
  database_ = nullptr;
  return {};
}

}  // namespace enrolkit::sqlite

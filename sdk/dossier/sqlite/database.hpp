// SPDX-License-Identifier: Apache-2.0
// SQLite behind Result<T>.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::sqlite {

struct Finalise {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
struct Close {
  void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
};

// A prepared statement with its values bound. What it reads is copied out.
class Statement {
 public:
  // True: there is a row. Errors: those of Database::error.
  Result<bool> step();

  [[nodiscard]] bool null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Bytes blob(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* connection, std::string name) : connection_(connection), name_(std::move(name)) {}
  void bind(std::int64_t value);
  void bind(int value) { bind(static_cast<std::int64_t>(value)); }
  void bind(std::string_view value);
  void bind(const std::string& value) { bind(std::string_view(value)); }
  void bind(const char* value) { bind(std::string_view(value)); }
  void bind(BytesView value);
  void bind(const Bytes& value) { bind(BytesView(value)); }
  void note(int code) {
    if (code_ == SQLITE_OK) code_ = code;
  }

  sqlite3* connection_;
  std::string name_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
  int bound_ = 0;
  int code_ = SQLITE_OK;
};

class Database {
 public:
  // Errors: not_found, permission_denied, malformed (not a database). `flags` are sqlite3_open_v2's.
  static Result<Database> open(const std::filesystem::path& path, int flags);

  // One or several statements without values.
  Status execute(const char* sql);

  template <class... Values>
  Result<Statement> query(std::string_view sql, const Values&... values) {
    auto statement = prepare(sql);
    if (statement) (statement->bind(values), ...);
    return statement;
  }

  // A statement that gives no row.
  template <class... Values>
  Status run(std::string_view sql, const Values&... values) {
    auto statement = query(sql, values...);
    if (!statement) return statement.error();
    const auto stepped = statement->step();
    if (!stepped) return stepped.error();
    return {};
  }

  // One integer; malformed when there is no row.
  template <class... Values>
  Result<std::int64_t> number(std::string_view sql, const Values&... values) {
    auto statement = query(sql, values...);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return Error{ErrorCode::malformed, name_ + ": an entry that every store has is missing"};
    return statement->integer(0);
  }

  [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(connection_.get()); }
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(connection_.get()); }
  [[nodiscard]] sqlite3* handle() const { return connection_.get(); }

 private:
  Database() = default;
  Result<Statement> prepare(std::string_view sql);
  std::string name_;
  std::unique_ptr<sqlite3, Close> connection_;
};

// The writer's lock from the start; undone unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

// What SQLite says as an error of ours, naming the file.
Error error_of(sqlite3* connection, int code, const std::string& name);

}  // namespace enrolkit::sqlite

// SQLite, with its handles owned and its codes translated. Nothing but the implementation of this
// file includes the header of SQLite itself.
//
//   DICTUM_TRY(Statement insert, database.prepare("INSERT INTO turn VALUES (?1, ?2)"));
//   DICTUM_CHECK(insert.run(1, "qa-8"));
//
// Files are opened as if an enemy had written them: defensive mode, no trusted schema, no triggers,
// views or extensions, no memory mapping, cells checked, limits lowered.
//
// Files that are written are in WAL mode: a reader never waits for a writer, nor a writer for a
// reader; a writer waits some seconds for another writer. Readers recover what a crash left, which
// takes writing; where a file can't be written at all they read it as it stands.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/value/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dictum {

class Statement {
  public:
    // Binds the arguments to ?1, ?2, ..., runs to the end and is ready again. Rows are dropped.
    template <class... Arguments>
    Status run(const Arguments&... arguments) {
        bind_all(arguments...);
        return finish();
    }
    // Binds and makes ready; rows come from step(). The arguments must live until the last step.
    template <class... Arguments>
    void start(const Arguments&... arguments) {
        reset();
        bind_all(arguments...);
    }

    // One argument, for statements whose width is known at run time. Texts must live until
    // finish().
    void bind(int index, std::string_view text);
    void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
    void bind(int index, const char* text) { bind(index, std::string_view(text)); }
    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, std::uint32_t value) { bind(index, std::int64_t{value}); }
    void bind(int index, std::size_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
    void bind(int index, double value);
    void bind(int index, std::nullopt_t);
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value) {
            bind(index, *value);
        } else {
            bind(index, std::nullopt);
        }
    }

    // True: a row is there. False: the end.
    Result<bool> step();
    Status finish();
    void reset();

    // Of the current row. Texts stay valid until the next step.
    std::string_view text(int column) const;
    std::string string(int column) const { return std::string(text(column)); }
    std::int64_t integer(int column) const;
    std::uint32_t natural(int column) const { return static_cast<std::uint32_t>(integer(column)); }
    double real(int column) const;
    bool is_null(int column) const;
    bool is_real(int column) const;
    bool is_blob(int column) const;
    std::size_t columns() const;  // of every row

  private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    template <class... Arguments>
    void bind_all(const Arguments&... arguments) {
        [[maybe_unused]] int index = 0;
        (bind(++index, arguments), ...);
    }
    void note(int code);
    Error error(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bind_code_ = 0;  // of the first binding that failed
};

class Database {
  public:
    enum class Mode : std::uint8_t { ReadOnly, ReadWrite, Memory };
    // ReadWrite creates the file. ReadOnly refuses every change by a statement.
    static Result<Database> open(const std::string& path, Mode mode);
    // The bytes of a database file, in memory and only to be read.
    static Result<Database> of_bytes(std::string bytes);

    Status execute(const std::string& statements);
    Result<Statement> prepare(std::string_view statement);
    // The first column of the first row.
    Result<std::int64_t> integer(std::string_view query);
    // Statements that are prepared from now on can read this table, and nothing else.
    Status allow_reading_only(const std::string& table);
    // In WAL mode all statements from now on see the file as it is now, whatever others write. A
    // file that was settled is not held, which would keep others from writing it.
    Status hold_snapshot();
    // Readers and a writer don't wait for each other from now on. That nobody else has it open is
    // needed once; while somebody has, the file stays as it is.
    Status use_wal();
    // One file again, without others beside it. Io while somebody else has it open.
    Status leave_wal();
    // Copies everything, as it is now, into `other`, which must be empty.
    Status copy_to(Database& other);
    std::int64_t last_row() const;  // the key of the row inserted last
    bool changed_rows() const;      // did the last statement change any

  private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    explicit Database(sqlite3* handle) : handle_(handle) {}
    static Result<Database> open_named(const std::string& path, const std::string& name, int flags);
    static Result<Database> open_to_read(const std::string& path, const std::string& name);
    Status harden();
    friend class Transaction;
    void roll_back() noexcept;

    std::unique_ptr<std::string> readable_;  // the one table, of allow_reading_only()
    std::unique_ptr<std::string> bytes_;     // what the handle reads, of of_bytes()
    std::unique_ptr<sqlite3, Close> handle_;
};

// Everything until commit(), or nothing.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : database_(other.database_) {
        other.database_ = nullptr;
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction& operator=(Transaction&&) = delete;

    Status commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

// A name as SQL writes it: "r_price".
std::string quoted_name(std::string_view name);

}  // namespace dictum

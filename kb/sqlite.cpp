#include "kb/sqlite.h"

#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace dictum {
namespace {

constexpr int kBusyMilliseconds = 5'000;

// What no statement of ours comes near; bytes of a text or a row come first.
constexpr std::array<std::pair<int, int>, 5> kSqlLimits{{{SQLITE_LIMIT_LENGTH, 512 << 20},
                                                         {SQLITE_LIMIT_EXPR_DEPTH, 100},
                                                         {SQLITE_LIMIT_COMPOUND_SELECT, 20},
                                                         {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                                                         {SQLITE_LIMIT_ATTACHED, 0}}};

ErrorCode code_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_NOMEM:
            return ErrorCode::OutOfMemory;
        case SQLITE_INTERRUPT:
            return ErrorCode::Interrupted;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return ErrorCode::Damaged;
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_RANGE:
            return ErrorCode::InvalidInput;
        case SQLITE_TOOBIG:
            return ErrorCode::Limit;
        default:
            return ErrorCode::Io;
    }
}

Error error_of(sqlite3* handle, int code) {
    const char* message = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    return Error{code_of(code), "knowledge base: " + std::string(message)};
}

// The name of a file as a URI has it.
std::string uri_of(const std::string& name) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
        if (plain) {
            uri += c;
        } else {
            uri += '%';
            uri += kHex[byte >> 4];
            uri += kHex[byte & 15];
        }
    }
    return uri;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::note(int code) {
    if (code != SQLITE_OK && bind_code_ == SQLITE_OK) bind_code_ = code;
}

void Statement::bind(int index, std::string_view text) {
    // An empty view may have no address, and SQLite takes that for NULL.
    const char* data = text.empty() ? "" : text.data();
    note(sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_STATIC,
                             SQLITE_UTF8));
}

void Statement::bind(int index, std::int64_t value) {
    note(sqlite3_bind_int64(statement_.get(), index, value));
}

void Statement::bind(int index, double value) {
    note(sqlite3_bind_double(statement_.get(), index, value));
}

void Statement::bind(int index, std::nullopt_t) {
    note(sqlite3_bind_null(statement_.get(), index));
}

Error Statement::error(int code) const {
    return error_of(sqlite3_db_handle(statement_.get()), code);
}

Result<bool> Statement::step() {
    if (bind_code_ != SQLITE_OK) return error(std::exchange(bind_code_, SQLITE_OK));
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error(code);
}

Status Statement::finish() {
    const Result<bool> stepped = step();
    Status status = stepped ? Status{} : Status{stepped.error()};
    reset();
    return status;
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::string_view Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

bool Statement::is_real(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_FLOAT;
}

bool Statement::is_blob(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_BLOB;
}

std::size_t Statement::columns() const {
    return static_cast<std::size_t>(sqlite3_column_count(statement_.get()));
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Result<Database> Database::open_named(const std::string& path, const std::string& name, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &handle,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(handle);
    if (code != SQLITE_OK) {
        return Error{code_of(code), "can't open `" + path + "`: " +
                                        (handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code))};
    }
    DICTUM_CHECK(database.harden());
    return database;
}

// SQLite itself opens what can't be written to be read only. In WAL mode even a reader makes files
// beside the database; where it can't, and there are none, nobody writes it.
Result<Database> Database::open_to_read(const std::string& path, const std::string& name) {
    auto database = open_named(path, name, SQLITE_OPEN_READWRITE);
    if (!database) return database;
    const int code = sqlite3_exec(database->handle_.get(), "SELECT 1 FROM sqlite_schema", nullptr,
                                  nullptr, nullptr);
    const bool unwritable = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_READONLY;
    if (unwritable && ::access((name + "-wal").c_str(), F_OK) != 0) {
        database =
            open_named(path, uri_of(name) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
        if (!database) return database;
    }
    DICTUM_CHECK(database->execute("PRAGMA query_only = ON"));
    return database;
}

Result<Database> Database::open(const std::string& path, Mode mode) {
    // `file:...` and `:memory:` are names of files here, not SQLite's own notations.
    const std::string name = path.starts_with('/') ? path : "./" + path;
    switch (mode) {
        case Mode::Memory:
            return open_named(path, ":memory:", SQLITE_OPEN_READWRITE);
        case Mode::ReadOnly:
            return open_to_read(path, name);
        case Mode::ReadWrite:
            break;
    }
    return open_named(path, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Result<Database> Database::of_bytes(std::string bytes) {
    DICTUM_TRY(Database database, open("", Mode::Memory));
    database.bytes_ = std::make_unique<std::string>(std::move(bytes));
    std::string& held = *database.bytes_;
    const auto size = static_cast<sqlite3_int64>(held.size());
    const int code = sqlite3_deserialize(database.handle_.get(), "main",
                                         reinterpret_cast<unsigned char*>(held.data()), size, size,
                                         SQLITE_DESERIALIZE_READONLY);
    if (code != SQLITE_OK) return error_of(database.handle_.get(), code);
    // Pages are read where they lie; what was said against mapping is said of files.
    DICTUM_CHECK(database.execute("PRAGMA mmap_size = " + std::to_string(size)));
    return database;
}

Status Database::harden() {
    sqlite3* handle = handle_.get();
    constexpr std::array<std::pair<int, int>, 6> kSettings{{{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                                            {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                                            {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                                            {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                                            {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
                                                            {SQLITE_DBCONFIG_DQS_DML, 0}}};
    for (const auto& [setting, value] : kSettings) {
        const int code = sqlite3_db_config(handle, setting, value, nullptr);
        if (code != SQLITE_OK) return error_of(handle, code);
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    for (const auto& [limit, value] : kSqlLimits) sqlite3_limit(handle, limit, value);
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    return execute("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
}

Status Database::execute(const std::string& statements) {
    const int code = sqlite3_exec(handle_.get(), statements.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(handle_.get(), code);
    return {};
}

// A failure means that SQLite has rolled back by itself, or will when the handle is closed. There
// may be no memory to say so.
void Database::roll_back() noexcept {
    static_cast<void>(sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr));
}

Result<Statement> Database::prepare(std::string_view statement) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), statement.data(),
                                        static_cast<int>(statement.size()), 0, &prepared, nullptr);
    if (code != SQLITE_OK) return error_of(handle_.get(), code);
    return Statement(prepared);
}

Result<std::int64_t> Database::integer(std::string_view query) {
    DICTUM_TRY(Statement statement, prepare(query));
    DICTUM_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : std::int64_t{0};
}

Status Database::allow_reading_only(const std::string& table) {
    readable_ = std::make_unique<std::string>(table);
    const auto authorise = [](void* allowed, int action, const char* what, const char*,
                              const char* database, const char* by) {
        if (action == SQLITE_SELECT && by == nullptr) return SQLITE_OK;
        const bool table_read = action == SQLITE_READ && by == nullptr && what != nullptr &&
                                database != nullptr && std::string_view(database) == "main";
        const auto* name = static_cast<const std::string*>(allowed);
        const bool named = table_read && sqlite3_stricmp(what, name->c_str()) == 0;
        return named ? SQLITE_OK : SQLITE_DENY;
    };
    const int code = sqlite3_set_authorizer(handle_.get(), authorise, readable_.get());
    return code == SQLITE_OK ? Status{} : Status{error_of(handle_.get(), code)};
}

Status Database::hold_snapshot() {
    DICTUM_TRY(Statement mode, prepare("PRAGMA journal_mode"));
    DICTUM_TRY(const bool told, mode.step());
    if (!told || mode.text(0) != "wal") return {};
    mode.reset();
    DICTUM_CHECK(execute("BEGIN"));
    return execute("SELECT 1 FROM sqlite_schema");
}

Status Database::use_wal() {
    const int code =
        sqlite3_exec(handle_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY) return {};
    return error_of(handle_.get(), code);
}

Status Database::leave_wal() { return execute("PRAGMA journal_mode = DELETE"); }

Status Database::copy_to(Database& other) {
    sqlite3* to = other.handle_.get();
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", handle_.get(), "main");
    if (backup == nullptr) return error_of(to, sqlite3_errcode(to));
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped == SQLITE_DONE && finished == SQLITE_OK) return {};
    return error_of(to, finished != SQLITE_OK ? finished : stepped);
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
bool Database::changed_rows() const { return sqlite3_changes64(handle_.get()) > 0; }

Result<Transaction> Transaction::begin(Database& database) {
    DICTUM_CHECK(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ != nullptr) database_->roll_back();
}

Status Transaction::commit() {
    DICTUM_CHECK(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
}

std::string quoted_name(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace dictum

#include "kb/knowledge_base.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "kb/as_recorded.h"
#include "kb/claim_editor.h"
#include "kb/data_csv.h"
#include "kb/knowledge_reader.h"
#include "kb/normal_text.h"
#include "kb/pack_writer.h"
#include "kb/schema.h"
#include "kb/seal.h"
#include "kb/sqlite.h"
#include "kb/stored_facts.h"

namespace dictum {
namespace {

// SQLite waits for ever on a FIFO, and its message for a folder says nothing.
Status check_path(const std::string& path, bool may_be_absent) {
    struct stat about{};
    if (::stat(path.c_str(), &about) != 0) {
        if (may_be_absent) return {};
        return Error{ErrorCode::NotFound, "there is no knowledge base `" + path +
                                              "`; `dictum load PACK --kb FILE` makes one"};
    }
    if (S_ISREG(about.st_mode)) return {};
    return Error{ErrorCode::Io, "`" + path + "` is not a file"};
}

Status with_path(Status status, const std::string& path) {
    if (!status && status.error().message.find(path) == std::string::npos) {
        status.error().message = "`" + path + "`: " + status.error().message;
    }
    return status;
}

// One that is only read is written this once.
Status bring_up_to_date(Database& database, const std::string& path, bool writable) {
    DICTUM_TRY(const bool older, is_older(database, path));
    if (!older) return {};
    if (writable) return migrate(database, path);
    DICTUM_TRY(Database written, Database::open(path, Database::Mode::ReadWrite));
    const Status migrated = migrate(written, path);
    if (migrated) return written.use_wal();
    return Error{ErrorCode::Unsupported,
                 "`" + path +
                     "` was written by an older dictum, and bringing it up to date failed: " +
                     migrated.error().message};
}

// Unless another process has just made it.
Status make_schema(Database& database) {
    DICTUM_TRY(Transaction transaction, Transaction::begin(database));
    DICTUM_TRY(const bool empty, is_empty(database));
    if (empty) DICTUM_CHECK(create_schema(database));
    return transaction.commit();
}

}  // namespace

struct KnowledgeBase::Connection {
    Database database;
    // Nobody reads a file that was empty: its first load writes every page once, and not into a
    // log first.
    bool new_file = false;
};

KnowledgeBase::KnowledgeBase(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
KnowledgeBase::~KnowledgeBase() = default;
KnowledgeBase::KnowledgeBase(KnowledgeBase&&) noexcept = default;
KnowledgeBase& KnowledgeBase::operator=(KnowledgeBase&&) noexcept = default;

Result<KnowledgeBase> KnowledgeBase::in_memory() {
    DICTUM_TRY(Database database, Database::open("", Database::Mode::Memory));
    // Nobody else writes here, and what is loaded was checked: nothing to sync or to look up.
    DICTUM_CHECK(database.execute("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF"));
    DICTUM_CHECK(make_schema(database));
    return KnowledgeBase(std::make_unique<Connection>(Connection{std::move(database), false}));
}

Result<KnowledgeBase> KnowledgeBase::open(const std::string& path, Access access) {
    const bool write = access == Access::Write;
    DICTUM_CHECK(check_path(path, write));
    DICTUM_TRY(Database database,
               Database::open(path, write ? Database::Mode::ReadWrite : Database::Mode::ReadOnly));
    auto empty = is_empty(database);
    if (!empty) return with_path(empty.error(), path).error();
    if (*empty && !write) {
        return Error{ErrorCode::Damaged, "`" + path + "` is empty; it is not a knowledge base"};
    }
    if (*empty) {
        DICTUM_CHECK(with_path(make_schema(database), path));
    } else {
        DICTUM_CHECK(with_path(bring_up_to_date(database, path, write), path));
    }
    if (!write) DICTUM_CHECK(with_path(database.hold_snapshot(), path));
    DICTUM_CHECK(with_path(check_schema(database, path), path));
    if (write && !*empty) DICTUM_CHECK(with_path(database.use_wal(), path));
    return KnowledgeBase(std::make_unique<Connection>(Connection{std::move(database), *empty}));
}

Result<KnowledgeBase> KnowledgeBase::open_sealed(const std::string& path) {
    DICTUM_TRY(std::string bytes, read_sealed(path));
    DICTUM_TRY(Database database, Database::of_bytes(std::move(bytes)));
    DICTUM_CHECK(check_schema(database, path, Pages::Sealed));
    return KnowledgeBase(std::make_unique<Connection>(Connection{std::move(database), false}));
}

Result<KnowledgeBase> KnowledgeBase::of_bytes(std::string bytes, const std::string& name) {
    // Where the header says how the file is journalled: in memory nothing is.
    constexpr std::size_t kWriteVersion = 18;
    constexpr std::size_t kReadVersion = 19;
    if (bytes.size() > kReadVersion) bytes[kWriteVersion] = bytes[kReadVersion] = 1;
    DICTUM_TRY(Database database, Database::of_bytes(std::move(bytes)));
    DICTUM_TRY(const bool empty, is_empty(database));
    if (empty) return Error{ErrorCode::Damaged, name + " is empty; it is not a knowledge base"};
    DICTUM_TRY(const bool older, is_older(database, name));
    if (older) {
        return Error{
            ErrorCode::Unsupported,
            name + " was written by an older dictum; opening the file brings it up to date"};
    }
    DICTUM_CHECK(with_path(check_schema(database, name), name));
    return KnowledgeBase(std::make_unique<Connection>(Connection{std::move(database), false}));
}

Result<KnowledgeBase> KnowledgeBase::open_as_recorded(const std::string& path, Date by) {
    DICTUM_TRY(KnowledgeBase base, open(path, Access::Read));
    DICTUM_TRY(base.lost_, shadow_as_recorded(base.connection_->database, by));
    return base;
}

Status KnowledgeBase::load(const Knowledge& knowledge, const Assembled& assembled,
                           const CheckedProgram& program, const Values& values,
                           std::string_view recorded_at) {
    Database& database = connection_->database;
    DICTUM_TRY(Transaction transaction, Transaction::begin(database));
    DICTUM_CHECK(write_packs(database, {knowledge, assembled, program, values, recorded_at}));
    DICTUM_CHECK(transaction.commit());
    // What is loaded is loaded, whatever becomes of this.
    if (std::exchange(connection_->new_file, false)) static_cast<void>(database.use_wal());
    return {};
}

Status KnowledgeBase::settle() { return connection_->database.leave_wal(); }

Status KnowledgeBase::back_up(const std::string& copy) const {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(copy, ignored))) {
        return Error{ErrorCode::InvalidInput,
                     "there is already a `" + copy + "`; name a copy that isn't there yet"};
    }
    const std::string aside = copy + ".partial";
    std::filesystem::remove(aside, ignored);
    Status copied = [&]() -> Status {
        DICTUM_TRY(Database other, Database::open(aside, Database::Mode::ReadWrite));
        return connection_->database.copy_to(other);
    }();
    std::error_code failed;
    if (copied) std::filesystem::rename(aside, copy, failed);
    if (copied && !failed) return {};
    std::filesystem::remove(aside, ignored);
    if (!copied) return with_path(std::move(copied), copy);
    return Error{ErrorCode::Io, "`" + copy + "` can't be written: " + failed.message()};
}

Status KnowledgeBase::change(const std::function<Status(Database&)>& work) {
    DICTUM_TRY(Transaction transaction, Transaction::begin(connection_->database));
    DICTUM_CHECK(work(connection_->database));
    return transaction.commit();
}

Result<std::vector<HistoryEntry>> KnowledgeBase::history(const std::string& id) const {
    return history_of(connection_->database, id);
}

Result<Knowledge> KnowledgeBase::knowledge(SourceMap& sources, LeftOut* left_out) const {
    DICTUM_TRY(Knowledge knowledge, read_knowledge(connection_->database, sources));
    DICTUM_TRY(std::vector<Bar> held, bars(connection_->database, today_));
    LeftOut found = leave_out_barred(std::move(held), knowledge);
    if (left_out != nullptr) *left_out = std::move(found);
    return knowledge;
}

Result<Knowledge> KnowledgeBase::whole_knowledge(SourceMap& sources) const {
    return read_knowledge(connection_->database, sources);
}

std::unique_ptr<FactSource> KnowledgeBase::facts(const Knowledge& knowledge,
                                                 const UnitTable& units) const {
    return stored_facts(connection_->database, knowledge, units);
}

Result<std::vector<Passage>> KnowledgeBase::passages(const std::vector<std::string>& words,
                                                     std::size_t count_max,
                                                     std::string_view as_of) const {
    std::vector<std::string> wanted;
    for (const std::string& word : words) {
        std::string folded = folded_text(word);
        const bool known = std::find(wanted.begin(), wanted.end(), folded) != wanted.end();
        if (!folded.empty() && !known) wanted.push_back(std::move(folded));
    }
    struct Scored {
        Passage passage;
        std::size_t words = 0;
        std::size_t place = 0;  // among the turns
    };
    std::vector<Scored> found;
    if (wanted.empty()) return std::vector<Passage>();
    DICTUM_TRY(Statement turns,
               connection_->database.prepare(
                   "SELECT source.id, turn.id, turn.text FROM turn "
                   "JOIN source ON source.number = turn.source WHERE source.retracted_at IS NULL "
                   "AND (?1 = '' OR source.date <= ?1) AND source.id NOT IN (SELECT source FROM "
                   "main.barred WHERE lifted_at IS NULL AND (until IS NULL OR until > ?2)) "
                   "ORDER BY source.pack, source.ordinal, turn.ordinal"));
    turns.start(as_of, today_);
    for (;;) {
        DICTUM_TRY(const bool row, turns.step());
        if (!row) break;
        const std::string text = folded_text(turns.text(2));
        const auto score = std::count_if(
            wanted.begin(), wanted.end(),
            [&](const std::string& word) { return text.find(word) != std::string::npos; });
        if (score == 0) continue;
        found.push_back({{turns.string(0), turns.string(1), turns.string(2)},
                         static_cast<std::size_t>(score),
                         found.size()});
    }
    std::sort(found.begin(), found.end(), [](const Scored& a, const Scored& b) {
        return a.words != b.words ? a.words > b.words : a.place < b.place;
    });
    std::vector<Passage> passages;
    for (Scored& scored : found) {
        if (passages.size() == count_max) break;
        passages.push_back(std::move(scored.passage));
    }
    return passages;
}

Result<FoundTurns> KnowledgeBase::search(const std::vector<std::string>& words,
                                         std::size_t count_max, std::string_view as_of) const {
    return search_turns(connection_->database, words, count_max, as_of, today_);
}

Result<std::string> KnowledgeBase::data_csv(const RelationSchema& relation, const std::string& pack,
                                            const UnitTable& units) const {
    return write_data_csv(connection_->database, relation, pack, units);
}

}  // namespace dictum

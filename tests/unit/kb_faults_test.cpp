// Disks that fail and processes that are killed, at every n-th call: afterwards the file holds what
// it held before or what it should hold, and nothing between.
//
// DICTUM_FAULTS=all tries every call instead of some.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "embed/check_base.h"
#include "kb/sqlite.h"
#include "tests/unit/fault_vfs.h"
#include "tests/unit/kb_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

bool try_all() { return std::getenv("DICTUM_FAULTS") != nullptr; }

PackFiles changed_files() {
    PackFiles files = tea_files();
    std::string& statements = files[1].second;
    statements = replaced(statements, "80..100元", "90元");
    statements = replaced(statements, "p > q", "p >= q");
    const std::size_t second = statements.find("[[claim]]", 10);
    statements.erase(second, statements.find("[[rule]]") - second);
    files[2].second += "\n## qa-2\nlater words\n" + std::string(20'000, 'x') + "\n";
    return files;
}

// Every row of every table; empty when there are none.
std::string contents(const std::string& path) {
    auto database = Database::open(path, Database::Mode::ReadOnly);
    if (!database) return "unreadable: " + database.error().message;
    auto tables = database->prepare("SELECT name FROM sqlite_schema WHERE type = 'table'");
    if (!tables) return "unreadable: " + tables.error().message;
    std::string text;
    for (auto row = tables->step(); row && *row; row = tables->step()) {
        auto rows = database->prepare("SELECT * FROM " + quoted_name(tables->text(0)));
        REQUIRE(rows);
        for (auto each = rows->step(); each && *each; each = rows->step()) {
            text += tables->string(0);
            for (int i = 0; i < static_cast<int>(rows->columns()); ++i) {
                text += "|" + rows->string(i);
            }
            text += '\n';
        }
    }
    return text;
}

// What a fault interrupts, and what the file holds before and after it.
struct Work {
    std::string before_bytes;
    std::string before;
    std::string after;
    const CheckedTea* pack = nullptr;
    std::string_view at;

    // The message of what went wrong, or empty.
    std::string run(const std::string& path) const {
        auto base = KnowledgeBase::open(path, KnowledgeBase::Access::Write);
        if (!base) return base.error().message;
        return load(*base, *pack, at);
    }
};

Work work_of(const TemporaryFolder& folder, const CheckedTea* before, const CheckedTea& after) {
    Work work;
    work.pack = &after;
    work.at = kSecond;
    const std::string path = folder.at("tea.kb");
    if (before != nullptr) {
        auto base = KnowledgeBase::open(path, KnowledgeBase::Access::Write);
        REQUIRE(base);
        REQUIRE(load(*base, *before, kFirst).empty());
    } else {
        folder.write("tea.kb", "");
    }
    work.before_bytes = folder.read("tea.kb");
    work.before = contents(path);
    REQUIRE(work.run(path).empty());
    work.after = contents(path);
    REQUIRE(work.before != work.after);
    return work;
}

void start_again(const TemporaryFolder& folder, const Work& work) {
    for (const char* beside : {"tea.kb-wal", "tea.kb-shm", "tea.kb-journal"}) {
        std::filesystem::remove(folder.at(beside));
    }
    folder.write("tea.kb", work.before_bytes);
}

// Before or after, whole, and as good as new.
void check_outcome(const TemporaryFolder& folder, const Work& work, bool done) {
    const std::string path = folder.at("tea.kb");
    const std::string now = contents(path);
    CHECK((now == work.after || (!done && now == work.before)));
    if (now.empty()) return;
    const auto checked = check_base(path);
    const auto* whole = std::get_if<CheckedFile>(&checked);
    REQUIRE(whole != nullptr);
    INFO(whole->text);
    CHECK(whole->whole);
}

// How many calls a whole run makes that the fault could hit.
std::uint64_t calls_of(const TemporaryFolder& folder, const Work& work, Fault fault) {
    std::uint64_t low = 1;
    std::uint64_t high = 1;
    const auto reaches = [&](std::uint64_t at) {
        start_again(folder, work);
        FaultyFiles::arm(fault, at, false);
        static_cast<void>(work.run(folder.at("tea.kb")));
        const bool hit = FaultyFiles::hit();
        FaultyFiles::disarm();
        return hit;
    };
    while (reaches(high)) low = std::exchange(high, high * 2);
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (reaches(middle) ? low : high) = middle;
    }
    return low;
}

void try_faults(const TemporaryFolder& folder, const Work& work, Fault fault,
                std::uint64_t points_max) {
    const std::uint64_t calls = calls_of(folder, work, fault);
    const std::uint64_t step = try_all() ? 1 : std::max<std::uint64_t>(1, calls / points_max);
    std::size_t failed = 0;
    for (const bool for_ever : {false, true}) {
        for (std::uint64_t at = 1; at <= calls; at += step) {
            INFO("fault " << static_cast<int>(fault) << " at " << at << " for ever " << for_ever);
            start_again(folder, work);
            FaultyFiles::arm(fault, at, for_ever);
            const std::string problem = work.run(folder.at("tea.kb"));
            FaultyFiles::disarm();
            failed += problem.empty() ? 0U : 1U;
            check_outcome(folder, work, problem.empty());
        }
    }
    CHECK(failed > 0);
}

// A child does the work and is killed at a call; true: it said before that it was done.
bool killed_at(const TemporaryFolder& folder, const Work& work, std::uint64_t at) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        FaultyFiles::arm(Fault::Kill, at, false);
        auto base = KnowledgeBase::open(folder.at("tea.kb"), KnowledgeBase::Access::Write);
        if (base && load(*base, *work.pack, work.at).empty()) {
            static_cast<void>(!::write(ends[1], "d", 1));
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    char said = 0;
    const bool done = ::read(ends[0], &said, 1) == 1;
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return done;
}

}  // namespace

TEST_CASE("a failing disk leaves what was there or what should be there") {
    const auto first = check_tea(tea_files());
    const auto second = check_tea(changed_files());
    FaultyFiles faults;
    TemporaryFolder folder;
    const Work replacing = work_of(folder, first.get(), *second);
    try_faults(folder, replacing, Fault::IoError, 14);
    try_faults(folder, replacing, Fault::DiskFull, 7);
    try_faults(folder, replacing, Fault::ShortWrite, 7);
    try_faults(folder, replacing, Fault::FailedSync, 4);
}

TEST_CASE("kill -9 at any call leaves what was there or what should be there") {
    const auto first = check_tea(tea_files());
    const auto second = check_tea(changed_files());
    FaultyFiles faults;
    std::uint64_t seed = 9;
    for (const CheckedTea* before : {first.get(), static_cast<CheckedTea*>(nullptr)}) {
        TemporaryFolder folder;
        const Work work = work_of(folder, before, *second);
        for (std::uint64_t i = 0; i < (try_all() ? 500U : 25U); ++i) {
            seed = seed * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
            const std::uint64_t at = 1 + (seed >> 33) % 260;
            INFO("killed at " << at << (before != nullptr ? ", replacing" : ", loading first"));
            start_again(folder, work);
            const bool done = killed_at(folder, work, at);
            auto base = KnowledgeBase::open(folder.at("tea.kb"), KnowledgeBase::Access::Write);
            REQUIRE(base);
            base = Error{};
            if (before == nullptr && contents(folder.at("tea.kb")).empty()) {
                CHECK_FALSE(done);
                CHECK(work.run(folder.at("tea.kb")).empty());
            }
            check_outcome(folder, work, done);
        }
    }
}

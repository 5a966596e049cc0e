// A knowledge base file beside bare SQLite, in one run: dictum_bench_base FOLDER ROWS.
//
// Rows are two texts and a number, made up. Written: the same rows from memory into a STRICT table
// by one prepared statement in one transaction, and from CSV by load_packs. Read: a loop that steps
// and looks at each column, and Session with a goal that needs every row, opened twice.
#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "embed/session.h"

namespace {

namespace fs = std::filesystem;

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

struct Row {
    std::string buyer;
    std::string item;
    long long amount;
};

Row made_up(long long i) {
    return {"buyer-" + std::to_string(i % 10'007), "item-" + std::to_string(i * 7919 % 99'991),
            i * 31 % 1'000'003};
}

void write_pack(const fs::path& folder, long long rows) {
    fs::create_directories(folder / "pack");
    std::ofstream(folder / "pack" / "pack.toml")
        << "# Made up.\n[pack]\nname = \"orders\"\ntitle = \"Made-up orders\"\n"
           "[[relation]]\nname = \"orders\"\n"
           "columns = [\"buyer: symbol\", \"item: symbol\", \"amount: number\"]\n"
           "[[relation]]\nname = \"many\"\ncolumns = [\"rows: number\"]\n"
           "[[rule]]\nid = \"many\"\nrule = 'many(n) :- n = count : { orders(_, _, _) }.'\n"
           "[[data]]\nrelation = \"orders\"\ncsv = \"orders.csv\"\n";
    std::ofstream csv(folder / "pack" / "orders.csv");
    csv << "buyer,item,amount\n";
    for (long long i = 0; i < rows; ++i) {
        const Row row = made_up(i);
        csv << row.buyer << ',' << row.item << ',' << row.amount << '\n';
    }
}

void write_bare(const std::string& path, long long rows) {
    sqlite3* database = nullptr;
    sqlite3_stmt* insert = nullptr;
    sqlite3_open(path.c_str(), &database);
    sqlite3_exec(database,
                 "CREATE TABLE r_orders (_row INTEGER PRIMARY KEY, _claim INTEGER, _pack INTEGER "
                 "NOT NULL, buyer TEXT NOT NULL, item TEXT NOT NULL, amount INTEGER NOT NULL) "
                 "STRICT; BEGIN",
                 nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(database, "INSERT INTO r_orders VALUES (NULL, NULL, 1, ?, ?, ?)", -1,
                       &insert, nullptr);
    for (long long i = 0; i < rows; ++i) {
        const Row row = made_up(i);
        sqlite3_bind_text(insert, 1, row.buyer.data(), static_cast<int>(row.buyer.size()),
                          SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, row.item.data(), static_cast<int>(row.item.size()),
                          SQLITE_STATIC);
        sqlite3_bind_int64(insert, 3, row.amount);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(database);
}

long long read_bare(const std::string& path) {
    sqlite3* database = nullptr;
    sqlite3_stmt* rows = nullptr;
    sqlite3_open(path.c_str(), &database);
    sqlite3_prepare_v2(database, "SELECT buyer, item, amount FROM r_orders", -1, &rows, nullptr);
    long long sum = 0;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        sum += sqlite3_column_text(rows, 0)[0] + sqlite3_column_text(rows, 1)[0] +
               sqlite3_column_int64(rows, 2);
    }
    sqlite3_finalize(rows);
    sqlite3_close(database);
    return sum;
}

bool ask(const std::string& kb) {
    auto opened = dictum::Session::open({.packs = {}, .kb = kb});
    auto* session = std::get_if<dictum::Session>(&opened);
    if (session == nullptr) return false;
    const auto answer = session->query("many(rows)");
    return std::holds_alternative<dictum::Answer>(answer) &&
           !std::get<dictum::Answer>(answer).answers.empty();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const fs::path folder(argv[1]);
    const long long rows = std::atoll(argv[2]);
    fs::remove_all(folder);
    write_pack(folder, rows);
    const std::string bare = (folder / "bare.db").string();
    const std::string kb = (folder / "orders.kb").string();
    const double written_bare = seconds_of([&] { write_bare(bare, rows); });
    const double read = seconds_of([&] { std::printf("checksum %lld\n", read_bare(bare)); });
    const long before = peak_megabytes();
    bool good = true;
    const double written = seconds_of([&] {
        good =
            dictum::load_packs({(folder / "pack").string()}, kb, "2024-01-01T00:00:00Z").index() ==
            0;
    });
    const long loaded = peak_megabytes();
    std::printf("write: bare %.2f s, load %.2f s: %.0f %% of bare; peak %ld MB (%ld before)\n",
                written_bare, written, 100 * written_bare / written, loaded, before);
    const double first = seconds_of([&] { good = ask(kb) && good; });
    const double second = seconds_of([&] { good = ask(kb) && good; });
    std::printf(
        "read: bare %.2f s, into the engine %.2f s (%.1f times), again %.2f s; peak %ld MB\n", read,
        first, first / read, second, peak_megabytes());
    return good ? 0 : 1;
}

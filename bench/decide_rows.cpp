// Measures compiled decision tables: dictum_bench_decide ROWS INPUTS [SECONDS].
//
// ROWS: tab-separated; a header `name: type` a column, then a row of cells a line; the last column
// is the outcome. INPUTS: tab-separated values of the inputs, a decision a line. Prints one JSON
// object: decisions a second in a batch of columns and one at a time, the sum of the outcomes, and
// what the table cost to make.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>

#include "engine/check/check.h"
#include "engine/lang/parser.h"
#include "engine/table/decision_table.h"

namespace dictum {
namespace {

// Of the processor: others may share the machine.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
    return cells;
}

[[noreturn]] void stop(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

struct Bench {
    SourceMap sources;
    Vocabulary vocabulary;
    Values values;
    Diagnostics diagnostics;
    std::optional<CheckedProgram> program;
    std::optional<DecisionTable> table;
    std::vector<std::vector<Word>> columns;
    std::size_t count = 0;
    double make_seconds = 0;

    static Fragment fragment(const std::string& text) {
        Fragment fragment;
        fragment.text = text;
        return fragment;
    }

    TableText read_rows(const char* path) {
        std::ifstream file(path);
        TableText text;
        std::string line;
        std::getline(file, line);
        const std::vector<std::string> header = cells_of(line);
        text.id = "bench";
        text.hit = HitPolicy::First;
        std::string declared = ".decl out(o: " + header.back().substr(header.back().find(": ") + 2);
        const FileId id = sources.add("program", declared + ")");
        const SyntaxProgram syntax = parse_program(sources.whole(id), Dialect::Dictum, diagnostics);
        program = check(syntax, vocabulary, values, diagnostics);
        text.concludes = fragment("out(" + header.back().substr(0, header.back().find(':')) + ")");
        for (std::size_t i = 0; i + 1 < header.size(); ++i) {
            text.inputs.push_back({fragment(header[i])});
        }
        text.outputs.push_back({fragment(header.back())});
        while (std::getline(file, line)) {
            TableRowText row;
            for (const std::string& cell : cells_of(line)) row.when.push_back(fragment(cell));
            row.then.push_back(std::move(row.when.back()));
            row.when.pop_back();
            text.rows.push_back(std::move(row));
        }
        return text;
    }

    void compile(const TableText& text) {
        const double start = now();
        auto checked = checked_table(text, *program, vocabulary, values, diagnostics);
        if (!checked) stop(render(diagnostics, sources));
        const double compiled = now();
        table.emplace(*std::move(checked), values);
        make_seconds = now() - compiled;
        std::fprintf(stderr, "checked in %.3f s, compiled in %.3f s\n", compiled - start,
                     make_seconds);
    }

    Word word(const std::string& text, const Type& type) {
        switch (type.base) {
            case BaseType::Number:
                return word_of(std::int64_t{std::strtoll(text.c_str(), nullptr, 10)});
            case BaseType::Bool:
                return word_of(text == "true");
            case BaseType::Symbol:
                return word_of(values.symbol(text));
            default:
                stop("an input of this type is not measured");
        }
    }

    void read_inputs(const char* path) {
        std::ifstream file(path);
        const std::vector<CheckedInput>& inputs = table->table().inputs;
        columns.resize(inputs.size());
        for (std::string line; std::getline(file, line); ++count) {
            const std::vector<std::string> cells = cells_of(line);
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                columns[i].push_back(word(cells[i], inputs[i].type));
            }
        }
    }

    long long outcome(const TableHit& hit) const {
        if (hit.kind != TableHit::Kind::Row) return 0;
        return as_number(table->outcome(hit.row, 0).value_or(0));
    }

    double batch(double seconds, long long& sum) {
        std::vector<const Word*> pointers;
        for (const std::vector<Word>& column : columns) pointers.push_back(column.data());
        std::vector<TableHit> hits(count);
        std::size_t rounds = 0;
        const double start = now();
        double spent = 0;
        do {
            table->hits(pointers, count, hits.data());
            ++rounds;
            spent = now() - start;
        } while (spent < seconds);
        for (const TableHit& hit : hits) sum += outcome(hit);
        return static_cast<double>(rounds * count) / spent;
    }

    double single(double seconds, long long& sum) {
        const std::size_t inputs = columns.size();
        std::vector<Word> rows;
        for (std::size_t n = 0; n < count; ++n) {
            for (const std::vector<Word>& column : columns) rows.push_back(column[n]);
        }
        std::size_t rounds = 0;
        const double start = now();
        double spent = 0;
        do {
            sum = 0;
            for (std::size_t n = 0; n < count; ++n) {
                sum += outcome(table->hit({rows.data() + n * inputs, inputs}));
            }
            ++rounds;
            spent = now() - start;
        } while (spent < seconds);
        return static_cast<double>(rounds * count) / spent;
    }

    // Every input but the first: what is unknown is looked for row by row.
    double missing(double seconds) {
        std::vector<TableArgument> arguments(columns.size());
        Decision decision;
        std::size_t done = 0;
        const double start = now();
        double spent = 0;
        do {
            for (std::size_t k = 0; k < 64; ++k, ++done) {
                arguments[0] = table->missing(0);
                for (std::uint32_t i = 1; i < columns.size(); ++i) {
                    arguments[i] = table->argument(i, columns[i][done % count]);
                }
                if (!table->decide(arguments, decision)) stop("a decision failed");
            }
            spent = now() - start;
        } while (spent < seconds);
        return static_cast<double>(done) / spent;
    }
};

}  // namespace
}  // namespace dictum

int main(int argc, char** argv) {
    if (argc < 3) dictum::stop("usage: dictum_bench_decide ROWS INPUTS [SECONDS]");
    const double seconds = argc > 3 ? std::strtod(argv[3], nullptr) : 1;
    dictum::Bench bench;
    bench.compile(bench.read_rows(argv[1]));
    bench.read_inputs(argv[2]);
    long long batch_sum = 0;
    long long single_sum = 0;
    const double batch = bench.batch(seconds, batch_sum);
    const double single = bench.single(seconds, single_sum);
    const double missing = bench.missing(seconds / 4);
    const dictum::Matcher& matcher = bench.table->matcher();
    std::printf(
        "{\"rows\": %zu, \"inputs\": %zu, \"batch\": %.0f, \"single\": %.0f, "
        "\"missing\": %.0f, \"sum\": %lld, \"agree\": %s, \"make_seconds\": %.3f, "
        "\"bytes\": %zu, \"nodes\": %zu, \"leaves\": %zu}\n",
        bench.table->table().rows.size(), bench.count, batch, single, missing, batch_sum,
        batch_sum == single_sum ? "true" : "false", bench.make_seconds, bench.table->bytes(),
        matcher.nodes(), matcher.leaves());
    return 0;
}

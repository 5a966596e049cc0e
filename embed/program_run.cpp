#include "embed/program_run.h"

#include <algorithm>

#include "embed/failure.h"
#include "engine/check/check.h"
#include "engine/eval/model.h"
#include "engine/eval/solve.h"
#include "engine/explain/proof_text.h"
#include "engine/explain/weigh.h"
#include "engine/lang/parser.h"
#include "engine/lang/printer.h"
#include "engine/plan/plan.h"
#include "kb/fact_file.h"
#include "kb/files.h"

namespace dictum {
namespace {

// Rows in the total order of their values, so that the same program writes the same bytes.
std::vector<RowId> sorted_rows(const Tuples& tuples, const std::vector<Column>& columns,
                               const Values& values) {
    std::vector<RowId> rows(tuples.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = id_at<RowId>(i);
    std::sort(rows.begin(), rows.end(), [&](RowId a, RowId b) {
        const auto left = tuples[a];
        const auto right = tuples[b];
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (left[i] != right[i]) return values.less(left[i], right[i], columns[i].type);
        }
        return false;
    });
    return rows;
}

class ProgramRun {
  public:
    explicit ProgramRun(const ProgramOptions& options) : options_(options) {}

    Outcome<ProgramOutput> run() {
        if (auto failed = read()) return *std::move(failed);
        if (options_.show == "ast") return shown(dump(syntax_));
        if (options_.show == "program") return shown(print(syntax_));
        if (auto failed = check_program()) return *std::move(failed);
        const UnitTable& units = vocabulary_.units;
        if (options_.show == "checked") return shown(dump_checked(*program_, values_, units));
        if (options_.show == "strata") return shown(dump_strata(*program_));
        if (options_.show == "plan") return shown(dump_plan(*program_, values_, units));
        FactFolder facts(options_.facts_folder, vocabulary_.units);
        Model model(*program_, values_, supports_, &facts, options_.limits);
        model.weigh_with(proof_weigher());
        if (auto failed = evaluate(model)) return *std::move(failed);
        return std::move(output_);
    }

  private:
    std::optional<Failure> read() {
        auto text = read_file(options_.path);
        if (!text) return failure(text.error());
        const FileId file = sources_.add(options_.path, *std::move(text));
        syntax_ = parse_program(sources_.whole(file), Dialect::Souffle, diagnostics_);
        if (diagnostics_.has_errors()) return failed();
        return std::nullopt;
    }

    std::optional<Failure> check_program() {
        program_ = check(syntax_, vocabulary_, values_, diagnostics_);
        if (!program_ || diagnostics_.has_errors()) return failed();
        for (const Diagnostic& item : diagnostics_.items()) {
            output_.warnings.push_back(render(item, sources_));
        }
        return std::nullopt;
    }

    std::optional<Failure> evaluate(Model& model) {
        if (auto run = model.require_all(); !run) return failure(run.error());
        for (const RunWarning& warning : model.warnings()) {
            output_.warnings.push_back("warning: " + warning.message + " [" + warning.id + "]");
        }
        std::string proofs;
        for (const std::string& goal : options_.why) {
            if (auto failed = prove_goal(goal, model, proofs)) return failed;
        }
        for (const CheckedDirective& directive : program_->directives) {
            if (auto done = write(directive, model); !done) return failure(done.error());
        }
        output_.text += proofs;
        return std::nullopt;
    }

    Status write(const CheckedDirective& directive, const Model& model) {
        const Relation& relation = program_->relations[directive.relation];
        const Tuples& tuples = model.tuples(directive.relation);
        if (directive.kind == DirectiveKind::PrintSize) {
            output_.text += relation.name + "\t" + std::to_string(tuples.size()) + "\n";
        }
        if (directive.kind != DirectiveKind::Output) return {};
        const std::vector<RowId> rows = sorted_rows(tuples, relation.columns, values_);
        if (options_.output_folder == "-") {
            print_rows(relation, tuples, rows);
            return {};
        }
        const RelationSchema schema = relation.schema();
        FactFile file(options_.output_folder, schema, values_, vocabulary_.units);
        for (const RowId row : rows) DICTUM_CHECK(file.fact(tuples[row].words(), std::nullopt));
        return file.finish();
    }

    void print_rows(const Relation& relation, const Tuples& tuples,
                    const std::vector<RowId>& rows) {
        output_.text += relation.name + "\n";
        for (const RowId row : rows) {
            const auto tuple = tuples[row];
            for (std::size_t i = 0; i < tuple.size(); ++i) {
                if (i > 0) output_.text += '\t';
                output_.text +=
                    fact_text(tuple[i], relation.columns[i].type, values_, vocabulary_.units);
            }
            output_.text += tuple.empty() ? "()\n" : "\n";
        }
    }

    std::optional<Failure> prove_goal(const std::string& text, Model& model, std::string& proofs) {
        const FileId file = sources_.add("goal", text);
        const auto parsed = parse_goal(sources_.whole(file), diagnostics_);
        std::optional<CheckedGoal> goal;
        if (parsed && !diagnostics_.has_errors()) {
            goal = check_goal(*parsed, *program_, vocabulary_, values_, diagnostics_);
        }
        if (!goal || diagnostics_.has_errors()) return failed();
        const auto rows = solve(*goal, model);
        if (!rows) return failure(rows.error());
        if (rows->empty()) proofs += "no proof: nothing answers " + text + "\n";
        for (const std::vector<Word>& row : *rows) {
            const auto proof = prove(model, *goal, row, vocabulary_.units);
            if (!proof) return failure(proof.error());
            proofs += print_proof(*proof, model, vocabulary_.units);
        }
        return std::nullopt;
    }

    Failure failed() {
        diagnostics_.sort();
        return failure(diagnostics_, sources_);
    }

    static ProgramOutput shown(std::string text) { return {std::move(text), {}}; }

    const ProgramOptions& options_;
    SourceMap sources_;
    Values values_;
    Vocabulary vocabulary_;
    SupportTable supports_;
    Diagnostics diagnostics_;
    SyntaxProgram syntax_;
    std::optional<CheckedProgram> program_;
    ProgramOutput output_;
};

}  // namespace

Outcome<ProgramOutput> run_program(const ProgramOptions& options) {
    return ProgramRun(options).run();
}

}  // namespace dictum

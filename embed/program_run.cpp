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
        FactFolder::Formats inputs;
        for (const CheckedDirective& directive : program_->directives) {
            if (directive.kind != DirectiveKind::Input) continue;
            inputs[program_->relations[directive.relation].name].push_back(format(directive));
        }
        if (auto failed = tell_parameters()) return *std::move(failed);
        FactFolder facts(options_.facts_folder, std::move(inputs), vocabulary_.units);
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
        return std::nullopt;
    }

    FactFormat format(const CheckedDirective& directive) {
        return fact_format(directive.kind, program_->relations[directive.relation].name,
                           directive.parameters, directive.span, diagnostics_);
    }

    // Of all directives, before anything is read or written.
    std::optional<Failure> tell_parameters() {
        for (const CheckedDirective& directive : program_->directives) {
            if (directive.kind == DirectiveKind::Output) outputs_.push_back(format(directive));
        }
        if (diagnostics_.has_errors()) return failed();
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
        auto output = outputs_.begin();
        for (const CheckedDirective& directive : program_->directives) {
            const bool writes = directive.kind == DirectiveKind::Output;
            if (auto done = write(directive, model, writes ? &*output++ : nullptr); !done) {
                return failure(done.error());
            }
        }
        output_.text += proofs;
        return std::nullopt;
    }

    // `format`: of an output.
    Status write(const CheckedDirective& directive, const Model& model, const FactFormat* format) {
        const Relation& relation = program_->relations[directive.relation];
        const Tuples& tuples = model.tuples(directive.relation);
        if (directive.kind == DirectiveKind::PrintSize) {
            output_.text += relation.name + "\t" + std::to_string(tuples.size()) + "\n";
        }
        if (format == nullptr) return {};
        const RelationSchema schema = relation.schema();
        FactFile file(*format, schema, values_, vocabulary_.units);
        for (const RowId row : sorted_rows(tuples, relation.columns, values_)) {
            DICTUM_CHECK(file.fact(tuples[row].words(), std::nullopt));
        }
        if (format->medium == FactFormat::Medium::StandardOutput) {
            constexpr std::string_view kThin = "---------------\n";
            constexpr std::string_view kThick = "===============\n";
            output_.text += kThin;
            output_.text += relation.name + "\n";
            if (!format->headers) output_.text += kThick;
            print_framed(file.text(), format->headers ? kThick : "");
            output_.text += kThick;
            return {};
        }
        if (options_.output_folder != "-") return file.finish(options_.output_folder);
        output_.text += relation.name + "\n" + file.text();
        return {};
    }

    // The first line, if there is one, then the rule and the others.
    void print_framed(const std::string& text, std::string_view rule) {
        const std::size_t first = rule.empty() ? 0 : text.find('\n') + 1;
        output_.text += text.substr(0, first);
        output_.text += rule;
        output_.text += text.substr(first);
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
    std::vector<FactFormat> outputs_;  // of the output directives, in their order
    ProgramOutput output_;
};

}  // namespace

Outcome<ProgramOutput> run_program(const ProgramOptions& options) {
    return ProgramRun(options).run();
}

}  // namespace dictum

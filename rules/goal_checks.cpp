#include "rules/goal_checks.h"

#include <re2/re2.h>

#include <algorithm>

#include "engine/check/check.h"
#include "engine/lang/parser.h"
#include "rules/entry_readers.h"

namespace dictum {
namespace {

constexpr std::size_t kPatternBytesMax = 1024;
constexpr std::int64_t kPatternMemory = std::int64_t{1} << 20;

bool has_slot(const Fragment& text, const std::string& name) {
    const std::vector<Slot> holes = slots(text.text);
    return std::any_of(holes.begin(), holes.end(),
                       [&](const Slot& hole) { return hole.name == name; });
}

// The goal with `_name` for `{name}`: a variable that is not asked for.
Fragment with_variables(const Fragment& goal) {
    Fragment result;
    result.file = goal.file;
    const std::vector<Slot> holes = slots(goal.text);
    auto hole = holes.begin();
    for (std::size_t i = 0; i < goal.text.size(); ++i) {
        if (hole != holes.end() && i == hole->begin) {
            result.text += '_';
        } else if (hole != holes.end() && i + 1 == hole->end) {
            ++hole;
            continue;
        } else {
            result.text += goal.text[i];
        }
        result.offsets.push_back(goal.file_offset(i));
    }
    result.offsets.push_back(goal.file_offset(goal.text.size()));
    return result;
}

class GoalChecker {
  public:
    GoalChecker(const CheckedProgram& program, Vocabulary& vocabulary, Values& values,
                ReadingContext& context)
        : program_(program), vocabulary_(vocabulary), values_(values), context_(context) {}

    void check(const QuestionPattern& question) {
        for (const Fragment& pattern : question.match_texts) {
            check_pattern(pattern);
            for (const Slot& hole : slots(question.goal.text)) {
                if (has_slot(pattern, hole.name)) continue;
                context_.diagnostics.error(
                    "unknown-slot", question.goal.span(hole.begin, hole.end),
                    "the phrasing `" + pattern.text + "` has no {" + hole.name + "}");
            }
        }
        check_text(with_variables(question.goal));
    }

    void check(const PackTest& test) {
        if (!test.goal.empty()) check_text(test.goal_text);
    }

  private:
    void check_text(const Fragment& text) {
        Diagnostics found;
        const auto goal = parse_goal(text, found);
        if (goal) static_cast<void>(check_goal(*goal, program_, vocabulary_, values_, found));
        for (const Diagnostic& item : found.items()) {
            if (item.id != "unavailable") context_.diagnostics.add(item);
        }
    }

    void check_pattern(const Fragment& pattern) {
        if (is_blank(pattern.text)) {
            context_.diagnostics.error("empty-value", whole_span(pattern), "a phrasing is empty");
            return;
        }
        if (pattern.text.size() > kPatternBytesMax) {
            context_.diagnostics.error(
                "bad-pattern", whole_span(pattern),
                "a phrasing has at most " + std::to_string(kPatternBytesMax) + " bytes");
            return;
        }
        std::string expression;
        std::size_t from = 0;
        for (const Slot& hole : slots(pattern.text)) {
            expression += pattern.text.substr(from, hole.begin - from) + "(.+?)";
            from = hole.end;
        }
        expression += pattern.text.substr(from);
        RE2::Options options(RE2::Quiet);
        options.set_max_mem(kPatternMemory);
        const RE2 compiled(expression, options);
        if (!compiled.ok()) report_pattern(pattern, compiled);
    }

    void report_pattern(const Fragment& pattern, const RE2& compiled) {
        Span span = whole_span(pattern);
        const std::string& part = compiled.error_arg();
        const std::size_t at = part.empty() ? std::string::npos : pattern.text.find(part);
        if (at != std::string::npos) span = pattern.span(at, at + part.size());
        // RE2 repeats the pattern, as it got it, behind its reason.
        const std::string reason = compiled.error().substr(0, compiled.error().find(": "));
        context_.diagnostics.error("bad-pattern", span,
                                   "not a regular expression (RE2): " + reason);
    }

    const CheckedProgram& program_;
    Vocabulary& vocabulary_;
    Values& values_;
    ReadingContext& context_;
};

}  // namespace

void check_goals(const Knowledge& knowledge, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, ReadingContext& context) {
    GoalChecker checker(program, vocabulary, values, context);
    for (const QuestionPattern& question : knowledge.questions) checker.check(question);
    for (const PackTest& test : knowledge.tests) checker.check(test);
}

}  // namespace dictum

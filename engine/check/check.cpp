#include "engine/check/check.h"

#include "engine/check/clauses.h"
#include "engine/check/declarations.h"
#include "engine/check/exceptions.h"
#include "engine/check/policies.h"
#include "engine/check/stratify.h"
#include "engine/check/subsumption.h"

namespace dictum {

std::optional<CheckedProgram> check(const SyntaxProgram& program, Vocabulary& vocabulary,
                                    Values& values, Diagnostics& diagnostics) {
    CheckedProgram checked;
    Findings findings(diagnostics);
    Catalog catalog(checked);
    declare(program, vocabulary, checked, catalog, values, findings);
    TypeRules types(checked.types, vocabulary);
    Constants constants(program.dialect, EntityNames::Ids, types, vocabulary, values, findings);
    const RuleContext context{
        {program.terms, program.formulas}, catalog, types, constants, vocabulary, values, findings};
    Clauses clauses(program, checked, context);
    for (const Clause& clause : program.clauses) clauses.add(clause);
    separate_exceptions(checked, findings);
    separate_policies(checked, findings);
    separate_strengths(checked, findings);
    separate_subsumption(checked);
    stratify(checked, findings);
    if (findings.failed()) return std::nullopt;
    return checked;
}

}  // namespace dictum

// The words of an answer, in its language: values, sentences, hedges, proofs.
#pragma once

#include <string>
#include <string_view>

#include "ask/answer.h"
#include "ask/reader.h"
#include "engine/check/program.h"

namespace dictum {

// What wording looks things up in.
struct WordingContext {
    const Knowledge& knowledge;
    const Vocabulary& vocabulary;
    const CheckedProgram& program;
    const Values& values;
    const SupportTable& supports;
};

// 120万–140万元 / RMB 1.2–1.4 million; 12.5%–33.3%; an entity's best name in the language.
ShownValue show_value(const WordingContext& context, std::string name, Word word, const Type& type,
                      std::string_view language);

// The sentence of a tuple: the relation's `says` with values put in, or its canonical text.
std::string sentence(const WordingContext& context, RelationId relation,
                     std::span<const Word> tuple, std::string_view language);

// Answer::text from the rest of the answer: sentences of the rows with their hedge (专家估计, "in
// the expert's opinion"), both sides of a conflict, or what is not known; at most 300 code points.
std::string answer_text(const WordingContext& context, const Answer& answer,
                        const Reading* reading);

// assuming price("green", 60CNY); without call p1; as of 2024-05-01. Empty for no scenario.
std::string scenario_text(const ShownScenario& scenario, std::string_view language);

// What falls short of the demanded strength: "does not reach "estimate": price(...) (opinion)".
std::string weaker_note(const Answer& answer);

// Of a question that was read as a goal that can't be evaluated: `reason` is the diagnostic.
std::string not_evaluated_text(const Answer& answer, std::string_view reason);

// What to say when a question takes another number of answers for granted; otherwise empty.
std::string count_note(const Answer& answer, const Reading& reading);
// How slips in names were taken; empty without any.
std::string spelling_note(const Answer& answer, const Reading& reading);
// Which of several things that the question asks about the answer says nothing of; otherwise empty.
std::string unanswered_note(const WordingContext& context, const Answer& answer,
                            const Reading& reading);

// A row of a decision table with the cells that it tests: "row 2 of the table fees: amount: <
// 50万元".
std::string row_text(const TableRow& row, std::string_view language);

// The proof as sentences, indented: conclusion, rule with its citation, claims with quote, turn,
// date and modality.
std::string proof_text(const WordingContext& context, const Proof& proof,
                       std::string_view language);

}  // namespace dictum

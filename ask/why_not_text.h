// A why-not as sentences, indented: for each rule what holds and what fails, followed down to what
// is missing, and at the end what to ask for.
//
//   does not follow: dearer("green", "oolong")
//     rule dearer: dearer(x, y) :- price(x, p), price(y, q), p > q.
//       holds: green tea costs RMB 50 (call q1)
//       fails: 50CNY > 80..100CNY (30CNY apart)
//   to ask on the next call, any one of these is enough:
//     1. price("green", p), where p > 80..100CNY; for instance price("green", 101CNY)
//
// What is left out for length is counted; JSON has all of it. No recursion.
#pragma once

#include <string>

#include "ask/wording.h"
#include "engine/explain/why_not.h"

namespace dictum {

// `goal`: its canonical text.
std::string why_not_text(const WordingContext& context, const Model& model, const WhyNot& why_not,
                         std::string_view goal, std::string_view language);

// "call q1, call q3": where the claims of a tuple stand; empty for derived ones and data.
std::string turns_of(const WordingContext& context, std::span<const SupportId> supports);

// Of a goal that demands strength and is known, but not as strongly: `weaker` of the answer, and by
// which links each falls short.
std::string weaker_why_not_text(const Answer& answer, std::string_view goal);

// The claims and rules that a row rests on and that don't reach the demand.
std::vector<ShownCitation> weak_links(const AnswerRow& row, std::string_view at_least);

}  // namespace dictum

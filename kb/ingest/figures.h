// Every figure of a text: what number, of which unit, between which ends.
//
//   "芯片价格在120万到140万元之间"      1200000..1400000 CNY
//   "fell below 40% of revenue"          <40 percent
//   "使用比例约为9:1"                     9:1 ratio
//
// One pass: numerals are read by hand (kb/ingest/numeral.h); the few words on either side of one
// decide by patterns whether it is a figure at all (years, ordinals, list numbers and names such as
// A100 are none), and whether it is a bound. Approximations stay the number that was said: how it
// was said is the business of modality.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kb/ingest/compiled_patterns.h"
#include "kb/ingest/numeral.h"

namespace dictum {

struct Figure {
    std::size_t begin = 0;  // of sign, number and unit in the text
    std::size_t end = 0;
    ExactNumber lo;
    ExactNumber hi;  // as lo unless the text gives a range
    FigureBound bound = FigureBound::Exactly;
    std::string unit;        // as packs write it, or the counted noun; empty: none was said
    bool known_unit = true;  // in the patterns' list
    bool ratio = false;      // lo:hi, as written
};

std::vector<Figure> find_figures(std::string_view text, const CompiledPatterns& patterns);

// "1200000..1400000", ">=15", "9:1".
std::string value_text(const Figure& figure);

}  // namespace dictum

// The figures that a text contains, as values in base units.
//
//   "卖到120-140万元"      120, 140, 1200000, 1400000      "八成", "80%"    0.8
//   "a third, 9 to 1"      1/3, 9, 1                       "两百亿"         20000000000
//
// A number is read with every scale word and unit that can follow it, and with those of the number
// behind it, as in a range. So the list holds more than what the text says: what is not in it does
// not stand there.
//
// Cost: linear in the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/value/unit.h"

namespace dictum {

class FigureReader {
  public:
    // The units must outlive it.
    explicit FigureReader(UnitTable& units) : units_(units) {}

    // Ascending, each once.
    std::vector<Decimal> figures_in(std::string_view text);
    // What `units` says of it: the same words follow many numbers.
    const std::optional<Suffix>& suffix(const std::string& text);
    UnitTable& units() { return units_; }

  private:
    UnitTable& units_;
    std::unordered_map<std::string, std::optional<Suffix>> known_;
};
// Is there a number in digits that is no part of a name such as A100?
bool has_figure(std::string_view text);

}  // namespace dictum

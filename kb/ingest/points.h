// The head of a transcript: its title, its date, and the numbered points that sum it up.
//
//   "要点 1.需求增长。2.成本下降3%。"  ->  "要点", 1 "需求增长。", 2 "成本下降3%。"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.h"
#include "kb/ingest/lines.h"

namespace dictum {

struct Point {
    bool numbered = false;
    std::string text;
};

// Numbers count one by one, at the start of a line or behind a sentence; another 1 starts anew.
std::vector<Point> split_points(const std::vector<std::string_view>& lines);

// The first line that may be one; empty when there is none.
std::string title_of(const std::vector<Piece>& pieces, const CompiledPatterns& patterns);

// The first whole date near the top: 2024-02-27, 2024年2月27日, August 14, 2025.
std::optional<Date> date_of(std::string_view text);

}  // namespace dictum

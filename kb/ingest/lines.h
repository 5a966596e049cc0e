// Lines of a transcript, each told for what it is: the first pass of reading.
//
//   [00:03:05] 主持人：库存还有多少        Speaker "主持人", text "库存还有多少"
//   ...更高。 Q:价格呢？A:稳定。            Text, Label (asks), Label (answers)
//   **What about stocks?**                Question
#pragma once

#include <string_view>
#include <vector>

#include "kb/ingest/compiled_patterns.h"

namespace dictum {

struct Piece {
    enum class Kind : std::uint8_t {
        Blank,
        Notice,  // of a web page, a page number: of no turn
        Heading,
        AskerList,  // a heading: names of those who ask follow
        AnswererList,
        Asks,      // behind a label such as Q:
        Answers,   // behind a label such as A:
        Speaker,   // behind a name with a colon
        OwnLine,   // a line that may be the name of a speaker, or a title
        Question,  // a line that is a question, without a label
        Text,
    };
    Kind kind = Kind::Text;
    std::string_view name;  // of a Speaker; the number of an OwnLine's or Text's line is not kept
    std::string_view text;
    bool bold = false;
    bool starts_line = true;
};

std::vector<Piece> read_pieces(std::string_view text, const CompiledPatterns& patterns);

}  // namespace dictum

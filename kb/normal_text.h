// Text in the form in which quotes are compared, with the way back to the bytes it came from.
//
//   「ＧＰＵ 一项」 and "GPU一项" have the same form
//
// Declared normalisation, and nothing else: compatibility decomposition (NFKD: full-width forms,
// circled digits, composed letters), one sign for all quotation marks, one blank for a run of white
// space, and none beside a wide (East Asian) character, where white space means nothing.
//
// Cost: linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dictum {

struct NormalText {
    std::u32string points;
    std::vector<std::uint32_t> begins;  // points[i] came from bytes [begins[i], ends[i])
    std::vector<std::uint32_t> ends;

    std::size_t size() const { return points.size(); }
};

NormalText normal_text(std::string_view text);

// For searching: NFKC with case folded. Text that is not UTF-8 is given back as it is.
std::string folded_text(std::string_view text);

}  // namespace dictum

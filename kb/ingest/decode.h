// The bytes of a file -> UTF-8, whatever they were written in.
//
// A byte order mark decides; then bytes that are UTF-8; then UTF-16 without a mark, seen by its
// zero bytes; then GB18030, which holds GBK and GB2312. What is none of them is refused with the
// place of the first bad byte: nothing is guessed at and no character is dropped.
//
// Cost: linear.
#pragma once

#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace dictum {

struct DecodedText {
    std::string text;  // UTF-8 without a mark, NUL or invalid bytes
    std::string_view encoding;
};

Result<DecodedText> decode_text(std::string bytes);

}  // namespace dictum

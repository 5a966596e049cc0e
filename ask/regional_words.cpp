#include "ask/regional_words.h"

namespace dictum {

std::string with_regional_words(const Language& language, std::string_view question) {
    std::string text(question);
    for (const std::vector<std::string>& words : language.regional) {
        if (words.size() != 2) continue;
        for (std::size_t at = text.find(words[0]); at != std::string::npos;
             at = text.find(words[0], at + words[1].size()))
            text.replace(at, words[0].size(), words[1]);
    }
    return text;
}

}  // namespace dictum

#include "cli/line_reader.h"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "cli/output.h"

namespace dictum::cli {

namespace {

using ReadLine = char* (*)(const char*);
using AddHistory = int (*)(const char*);
using Complete = char** (*)(const char*, int, int);

const std::vector<std::string>* g_words = nullptr;  // libedit's completion takes no context

// A list as the library wants it: what is common first, then the words, all from malloc.
char** completed(const char* beginning, int, int) {
    if (g_words == nullptr) return nullptr;
    const std::vector<std::string> found = completions(*g_words, beginning);
    if (found.empty()) return nullptr;
    std::string common = found.front();
    for (const std::string& word : found) {
        std::size_t same = 0;
        while (same < common.size() && same < word.size() && common[same] == word[same]) ++same;
        common.resize(same);
    }
    char** list = static_cast<char**>(std::calloc(found.size() + 2, sizeof(char*)));
    if (list == nullptr) return nullptr;
    list[0] = strdup(common.c_str());
    if (found.size() > 1)
        for (std::size_t i = 0; i < found.size(); ++i) list[i + 1] = strdup(found[i].c_str());
    return list;
}

}  // namespace

struct LineReader::Editing {
    void* library = nullptr;
    ReadLine read_line = nullptr;
    AddHistory add_history = nullptr;

    bool open() {
        library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) return false;
        read_line = reinterpret_cast<ReadLine>(dlsym(library, "readline"));
        add_history = reinterpret_cast<AddHistory>(dlsym(library, "add_history"));
        auto* const complete =
            static_cast<Complete*>(dlsym(library, "rl_attempted_completion_function"));
        if (complete != nullptr) *complete = completed;
        return read_line != nullptr && add_history != nullptr;
    }
    ~Editing() {
        if (library != nullptr) dlclose(library);
    }
};

LineReader::LineReader(std::vector<std::string> words)
    : interactive_(isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0) {
    static std::vector<std::string> kept;
    kept = std::move(words);
    std::sort(kept.begin(), kept.end());
    g_words = &kept;
    if (!interactive_) return;
    // In the locale C libedit drops what is not ASCII. Nothing else looks at the locale.
    std::setlocale(LC_CTYPE, "C.UTF-8");
    auto editing = std::make_unique<Editing>();
    if (editing->open()) editing_ = std::move(editing);
}

LineReader::~LineReader() { g_words = nullptr; }

std::optional<std::string> LineReader::next(const char* prompt) {
    flush_output();
    if (editing_) {
        char* const line = editing_->read_line(prompt);
        if (line == nullptr) return std::nullopt;
        std::string text(line);
        std::free(line);
        if (!text.empty()) editing_->add_history(text.c_str());
        return text;
    }
    if (interactive_) {
        print(prompt);
        flush_output();
    }
    std::string text;
    if (!std::getline(std::cin, text)) return std::nullopt;
    if (!text.empty() && text.back() == '\r') text.pop_back();
    return text;
}

std::vector<std::string> completions(const std::vector<std::string>& words,
                                     std::string_view beginning) {
    std::vector<std::string> found;
    auto at = std::lower_bound(words.begin(), words.end(), beginning);
    for (; at != words.end() && at->starts_with(beginning); ++at) found.push_back(*at);
    return found;
}

}  // namespace dictum::cli

#include "tests/runner/case_file.h"

#include <fstream>
#include <sstream>

namespace dictum::test {
namespace {

constexpr const char* kSeparator = "----";

class Reader {
  public:
    explicit Reader(CaseFile& file) : file_(file) {}

    std::optional<std::string> read() {
        while (at_ < file_.lines.size()) {
            const std::string& line = file_.lines[at_];
            if (line.empty() || line[0] == '#') {
                ++at_;
            } else if (auto problem = block()) {
                return problem;
            }
        }
        if (file_.blocks.empty()) return "the file has no block";
        return std::nullopt;
    }

  private:
    std::optional<std::string> block() {
        Block block;
        block.line = at_ + 1;
        const std::string& head = file_.lines[at_++];
        const auto space = head.find(' ');
        block.verb = head.substr(0, space);
        if (space != std::string::npos) block.argument = head.substr(space + 1);
        const bool to_end = block.verb == "pack" || block.verb == "load" || block.verb == "audit";
        while (at_ < file_.lines.size()) {
            const std::string& line = file_.lines[at_];
            if (to_end ? line == "end" : line.empty() || line == kSeparator) break;
            block.body.push_back(line);
            ++at_;
        }
        if (to_end) {
            if (at_ == file_.lines.size()) return "a pack block without a line `end`";
            ++at_;
        }
        if (at_ < file_.lines.size() && file_.lines[at_] == kSeparator) expectation(block);
        file_.blocks.push_back(std::move(block));
        return std::nullopt;
    }

    void expectation(Block& block) {
        block.expected_begin = ++at_;
        block.expected.emplace();
        while (at_ < file_.lines.size() && !file_.lines[at_].empty()) {
            block.expected->push_back(file_.lines[at_++]);
        }
        block.expected_end = at_;
    }

    CaseFile& file_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::optional<std::string> read_case(const std::string& path, CaseFile& file) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return "the file can't be read";
    std::ostringstream text;
    text << stream.rdbuf();
    file.path = path;
    file.lines = lines_of(text.str());
    return Reader(file).read();
}

bool rewrite_case(const CaseFile& file, const std::vector<std::vector<std::string>>& outputs) {
    std::ofstream stream(file.path, std::ios::binary);
    std::size_t at = 0;
    for (std::size_t i = 0; i < file.blocks.size(); ++i) {
        const Block& block = file.blocks[i];
        if (!block.expected) continue;
        for (; at < block.expected_begin; ++at) stream << file.lines[at] << '\n';
        for (const std::string& line : outputs[i]) stream << line << '\n';
        at = block.expected_end;
    }
    for (; at < file.lines.size(); ++at) stream << file.lines[at] << '\n';
    return stream.good();
}

}  // namespace dictum::test

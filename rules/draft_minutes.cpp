#include "rules/draft_minutes.h"

#include "engine/value/utf8.h"

namespace dictum {
namespace {

bool is_chinese(std::string_view text) {
    std::size_t han = 0;
    std::size_t looked = 0;
    for (std::size_t at = 0; at < text.size() && looked < 100; ++looked) {
        const CodePoint point = code_point_at(text, at);
        if (is_han(point.value)) ++han;
        at += point.length;
    }
    return han * 4 > looked;
}

// `## ` at the start of a line would begin a turn.
void add_text(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        if (line.starts_with("## ")) out += ' ';
        out += line;
        out += '\n';
        at = end + 1;
    }
}

void add_said(std::string& out, const Utterance& said, std::string_view zh, std::string_view en) {
    if (!said.speaker.empty()) {
        out += said.speaker + (is_chinese(said.text) ? "：" : ": ");
    } else if (!zh.empty()) {
        out += is_chinese(said.text) ? zh : en;
    }
    add_text(out, said.text);
}

}  // namespace

std::string draft_minutes(const Transcript& transcript) {
    std::string out;
    if (!transcript.title.empty()) out += "# " + transcript.title + "\n";
    for (const TranscriptTurn& turn : transcript.turns) {
        out += "\n## " + turn.id + "\n";
        for (const Utterance& said : turn.questions) add_said(out, said, "问：", "Q: ");
        const bool exchange = turn.kind == TranscriptTurn::Kind::Exchange;
        for (const Utterance& said : turn.answers) {
            add_said(out, said, exchange ? "答：" : "", exchange ? "A: " : "");
        }
    }
    return out;
}

}  // namespace dictum

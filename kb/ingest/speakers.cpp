#include "kb/ingest/speakers.h"

namespace dictum {
namespace {

constexpr std::size_t kWordsMax = 5;

std::size_t words_of(std::string_view name) {
    std::size_t words = 1;
    for (const char c : name) words += c == ' ' ? 1 : 0;
    return words;
}

bool is_text(const Piece& piece) {
    return piece.kind == Piece::Kind::Text || piece.kind == Piece::Kind::Question;
}

}  // namespace

std::string_view short_name(std::string_view name) {
    for (const std::string_view mark : {" - ", " – ", " — ", ", ", " (", "（", "("}) {
        const std::size_t at = name.find(mark);
        if (at != std::string_view::npos && at > 0) return name.substr(0, at);
    }
    return name;
}

Speakers::Speakers(const std::vector<Piece>& pieces, const CompiledPatterns& patterns)
    : patterns_(patterns) {
    list_names(pieces);
    count(pieces);
    for (const auto& [name, seen] : with_colon_) {
        const Role role = judge(name, seen, false);
        if (role != Role::NoSpeaker) roles_.emplace(name, role);
    }
    for (const auto& [name, seen] : own_lines_) {
        const Role role = judge(name, seen, true);
        if (role != Role::NoSpeaker) roles_.emplace(name, role);
    }
}

// The names below `Company Participants` and the like, down to the next heading.
void Speakers::list_names(const std::vector<Piece>& pieces) {
    Role role = Role::NoSpeaker;
    for (const Piece& piece : pieces) {
        switch (piece.kind) {
            case Piece::Kind::AskerList:
                role = Role::Asks;
                break;
            case Piece::Kind::AnswererList:
                role = Role::Answers;
                break;
            case Piece::Kind::Heading:
            case Piece::Kind::Text:
            case Piece::Kind::Asks:
                role = Role::NoSpeaker;
                break;
            case Piece::Kind::OwnLine:
                if (role != Role::NoSpeaker) listed_.emplace(short_name(piece.text), role);
                break;
            default:
                break;
        }
    }
}

void Speakers::count(const std::vector<Piece>& pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i) count_one(pieces, i);
}

void Speakers::count_one(const std::vector<Piece>& pieces, std::size_t i) {
    const Piece& piece = pieces[i];
    if (piece.kind == Piece::Kind::Speaker) {
        Seen& seen = with_colon_[piece.name];
        ++seen.times;
        if (found(*patterns_.asking, piece.text)) ++seen.asked;
    } else if (piece.kind == Piece::Kind::OwnLine) {
        Seen& seen = own_lines_[piece.text];
        ++seen.times;
        const bool said = i + 1 < pieces.size() &&
                          (is_text(pieces[i + 1]) || pieces[i + 1].kind == Piece::Kind::OwnLine ||
                           pieces[i + 1].kind == Piece::Kind::Notice);
        const bool apart = i == 0 || pieces[i - 1].kind == Piece::Kind::Blank ||
                           pieces[i - 1].kind == Piece::Kind::Heading;
        if (said && apart) ++seen.apart;
        if (said && found(*patterns_.asking, pieces[i + 1].text)) ++seen.asked;
    }
}

Role Speakers::judge(std::string_view name, const Seen& seen, bool own_line) const {
    if (own_line && seen.apart == 0) return Role::NoSpeaker;
    if (found(*patterns_.operator_role, name)) return Role::PassesOn;
    const auto listed = listed_.find(short_name(name));
    if (listed != listed_.end()) return listed->second;
    const bool again = (own_line ? seen.apart : seen.times) >= 2;
    if (own_line && !again) return Role::NoSpeaker;
    if (words_of(name) > kWordsMax && !own_line) return Role::NoSpeaker;
    const bool answers = found(*patterns_.answerer_role, name);
    const bool asks = found(*patterns_.asker_role, name);
    if (asks && !answers) return Role::Asks;
    if (answers && !asks) return Role::Answers;
    if (!again) return Role::NoSpeaker;
    return seen.asked * 2 > seen.times ? Role::Asks : Role::Answers;
}

Role Speakers::role_of(std::string_view name) const {
    const auto role = roles_.find(name);
    return role == roles_.end() ? Role::NoSpeaker : role->second;
}

}  // namespace dictum

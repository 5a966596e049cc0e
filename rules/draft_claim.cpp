#include "rules/draft_claim.h"

#include <algorithm>

#include "engine/value/unit_text.h"
#include "engine/value/utf8.h"
#include "kb/content_hash.h"
#include "rules/fields.h"

namespace dictum {
namespace {

constexpr std::size_t kIdDigits = 12;
constexpr std::string_view kThing = "thing";

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        if (is_han(point.value)) return true;
        at += point.length;
    }
    return false;
}

std::string decimal_text(ExactNumber number, int scale) {
    const auto decimal = Decimal::from_parts(number.coefficient, number.exponent - scale);
    return decimal ? decimal->to_plain_string() : "0";
}

// As rule text has it: `120..140万CNY`, `>=15%`.
std::string literal(const Figure& figure, std::string_view suffix, bool chinese) {
    if (figure.ratio) return decimal_text(figure.lo, 0) + ":" + decimal_text(figure.hi, 0);
    int scale = 0;
    if (chinese && compare(figure.lo, {1, 8}) >= 0) {
        scale = 8;
    } else if (chinese && compare(figure.lo, {1, 4}) >= 0) {
        scale = 4;
    }
    const std::string behind = std::string(scale == 8   ? "亿"
                                           : scale == 4 ? "万"
                                                        : "") +
                               std::string(suffix);
    const std::string lo = decimal_text(figure.lo, scale);
    if (compare(figure.lo, figure.hi) != 0) {
        return lo + ".." + decimal_text(figure.hi, scale) + behind;
    }
    static constexpr std::string_view kSigns[] = {"", ">", ">=", "<", "<="};
    return std::string(kSigns[static_cast<std::size_t>(figure.bound)]) + lo + behind;
}

std::string list_text(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const std::string& text : texts) out += (out.size() > 1 ? ", " : "") + toml_quoted(text);
    return out + "]";
}

std::string commented(std::string_view lines) {
    std::string out;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        out += '#';
        out += lines.substr(at, end - at);
        out += '\n';
        at = end + 1;
    }
    return out;
}

std::string claim_text(const DraftClaim& claim, const std::string& fact, const std::string& cite,
                       const Candidate& candidate) {
    std::string text = "[[claim]]\nid = " + toml_quoted(claim.id) + "\nfact = " + fact +
                       "\ncite = " + toml_quoted(cite) +
                       "\nquote = " + toml_quoted(candidate.quote) + "\nmodality = \"" +
                       std::string(to_string(candidate.modality)) + "\"\n";
    return commented(text);
}

// In a literal string where that holds it: rule text has its own quotes.
std::string fact_text(const std::string& fact) {
    return fact.find('\'') == std::string::npos ? "'" + fact + "'" : toml_quoted(fact);
}

}  // namespace

std::string toml_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string entity_id(std::string_view name) {
    std::string id = folded(name);
    std::replace(id.begin(), id.end(), ' ', '_');
    return id;
}

std::string entity_text(std::string_view name) {
    return "[[entity]]\nid = " + toml_quoted(entity_id(name)) + "\ntype = \"" +
           std::string(kThing) + "\"\nnames = [" + toml_quoted(name) + "]\n";
}

DraftClaims::DraftClaims(const IngestPatterns& patterns) : patterns_(patterns) {}

// Words that a built-in unit has already are not declared again.
const std::string& DraftClaims::names_of(const UnitWords& unit) {
    std::string& text = unit_names_[unit.name];
    if (!text.empty()) return text;
    std::vector<std::string> names;
    for (const std::string& word : unit.words) {
        if (word != unit.name && !units_.find(word)) names.push_back(word);
    }
    text = list_text(names);
    return text;
}

DraftClaims::NamedUnit DraftClaims::unit_of(const Figure& figure, DraftClaim& claim) {
    if (figure.ratio) return {"", "", "ratio"};
    if (figure.unit.empty()) return {"1", "", "number"};
    if (!figure.known_unit) {
        // A counted noun: a unit of its own, unless it is one that there is.
        std::string name = figure.unit;
        std::replace(name.begin(), name.end(), '-', '_');
        const auto [noun, fresh] = nouns_.emplace(name, std::nullopt);
        if (fresh) {
            if (const auto known = units_.find(name)) noun->second = *known;
        }
        if (const auto known = noun->second) {
            return {units_[*known].name, units_[*known].suffix, name};
        }
        claim.unit = name;
        claim.unit_text = "[[unit]]\nname = " + toml_quoted(name) +
                          "\ndimension = " + toml_quoted("count of " + name) + "\n";
        return {name, name, name};
    }
    const auto words =
        std::find_if(patterns_.units.begin(), patterns_.units.end(),
                     [&](const UnitWords& unit) { return unit.name == figure.unit; });
    const std::string label = words->label.empty() ? folded(words->name) : words->label;
    if (words->dimension.empty()) {
        const auto known = units_.find(words->name);
        return {words->name, known ? units_[*known].suffix : words->name, label};
    }
    std::string name = words->name;
    std::replace(name.begin(), name.end(), ' ', '_');
    claim.unit = name;
    claim.unit_text = "[[unit]]\nname = " + toml_quoted(name) +
                      "\ndimension = " + toml_quoted(words->dimension) +
                      "\nfactor = " + words->factor + "\nnames = " + names_of(*words) + "\n";
    return {name, name, label};
}

void DraftClaims::relate(const Candidate& candidate, const NamedUnit& unit, DraftClaim& claim) {
    std::string label = unit.label;
    std::replace(label.begin(), label.end(), ' ', '_');
    std::replace(label.begin(), label.end(), '/', '_');
    const RelationPattern* about =
        candidate.relation ? &patterns_.relations[*candidate.relation] : nullptr;
    const std::string zh = about == nullptr ? "数字" : about->zh;
    const std::string en = about == nullptr ? "figure" : about->en;
    claim.relation = (about == nullptr ? "figure" : about->name) + "_" + label;
    const std::string type = candidate.figure.ratio ? "ratio(first, second)" : unit.name;
    claim.relation_text = "[[relation]]\nname = " + toml_quoted(claim.relation) +
                          "\nabout = { zh = " + toml_quoted(zh) + ", en = " + toml_quoted(en) +
                          " }\ncolumns = [\"subject: " + std::string(kThing) + "\", " +
                          toml_quoted("value: " + type) + "]\n";
    if (about != nullptr) claim.relation_text += "asks = " + list_text(about->asks) + "\n";
    claim.relation_text += "says = { zh = " + toml_quoted("{subject}的" + zh + "：{value}") +
                           ", en = " + toml_quoted("{subject}: " + en + " {value}") + " }\n";
}

std::string DraftClaims::new_id(const DraftSource& source, const Candidate& candidate,
                                std::string_view value) {
    ContentHash content;
    content.add(source.id).add(candidate.quote).add(value);
    // The second figure that reads the same in one sentence, and so on.
    std::uint64_t& again = repeated_[content.hex()];
    for (;;) {
        ContentHash hash = content;
        std::string id = "c-" + hash.add(again++).hex().substr(0, kIdDigits);
        if (ids_.insert(id).second) return id;
    }
}

DraftClaim DraftClaims::of_figure(const DraftSource& source, const Candidate& candidate) {
    DraftClaim claim;
    const TranscriptTurn& turn = source.transcript.turns[candidate.turn];
    const NamedUnit unit = unit_of(candidate.figure, claim);
    relate(candidate, unit, claim);
    const std::string value = literal(candidate.figure, unit.suffix, has_han(candidate.quote));
    claim.id = new_id(source, candidate, value);
    const std::string_view subject = candidate.subject.empty() ? source.id : candidate.subject;
    claim.entity = entity_id(subject);
    claim.entity_text = entity_text(subject);
    claim.weight = (candidate.relation ? 4 : 0) + (candidate.figure.unit.empty() ? 0 : 2) +
                   (candidate.subject.empty() ? 0 : 2) +
                   (candidate.modality == Modality::Stated ? 1 : 0) - (candidate.asked ? 8 : 0);
    claim.text = "# " + source.id + " " + turn.id + ": " + std::string(candidate.said) +
                 (candidate.asked ? " (in the question: nobody states it)" : "") + "\n#   " +
                 std::string(candidate.quote) + "\n";
    const std::string fact = claim.relation + "(" + toml_quoted(claim.entity) + ", " + value + ")";
    claim.text += claim_text(claim, fact_text(fact), source.id + " " + turn.id, candidate);
    return claim;
}

DraftClaim DraftClaims::of_condition(const DraftSource& source, const Candidate& candidate) {
    DraftClaim claim;
    const TranscriptTurn& turn = source.transcript.turns[candidate.turn];
    claim.relation = "condition";
    claim.relation_text =
        "[[relation]]\nname = \"condition\"\nabout = { zh = \"条件\", en = \"condition\" }\n"
        "columns = [\"condition: symbol\", \"follows: symbol\"]\nasks = [\"条件\", \"如果\", "
        "\"condition\", \"if\"]\nsays = { zh = \"{condition}：{follows}\", en = \"{condition}: "
        "{follows}\" }\n";
    claim.id = new_id(source, candidate, "condition");
    claim.weight = -4;
    claim.text = "# " + source.id + " " + turn.id +
                 ": a condition; write it as a rule, or keep it " + "as it was said\n#   " +
                 std::string(candidate.quote) + "\n";
    const std::string fact =
        "condition(" + toml_quoted(candidate.said) + ", " + toml_quoted(candidate.follows) + ")";
    claim.text += claim_text(claim, fact_text(fact), source.id + " " + turn.id, candidate);
    return claim;
}

}  // namespace dictum

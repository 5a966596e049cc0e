// What is made of each turn: claims, the rules that reach them, tests that ask for it. And the
// transcripts, with the quoted words marked and linked to what quotes them.
#include <algorithm>
#include <map>
#include <set>

#include "audit/figures.h"
#include "audit/page_parts.h"
#include "engine/table/lower_table.h"

namespace dictum {
namespace {

constexpr std::size_t kListed = 100;  // of a cell

using Cited = std::pair<std::string, std::string>;  // source and turn

struct Used {
    std::set<std::size_t> claims;
    std::set<std::size_t> rules;    // that cite the turn themselves
    std::set<std::string> rows;     // the same of tables
    std::set<std::size_t> reading;  // rules that read what its claims say
    std::set<std::size_t> tests;    // that expect to be answered from it
};

class EvidencePage {
  public:
    explicit EvidencePage(const AuditSubject& subject) : known_(subject.knowledge) {
        std::map<std::string, std::set<std::size_t>> readers;  // by relation
        std::map<std::string_view, std::size_t> rule_index;
        for (std::size_t i = 0; i < known_.rules.size(); ++i) rule_index[known_.rules[i].id] = i;
        for (const Rule& rule : subject.program.rules) {
            const auto at = rule_index.find(rule.id);
            if (at == rule_index.end()) continue;
            for (const Literal& literal : rule.literals) {
                if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
                    readers[subject.program.shown_name(atom->relation)].insert(at->second);
                }
            }
        }
        for (std::size_t i = 0; i < known_.claims.size(); ++i) {
            const Claim& claim = known_.claims[i];
            const auto read = readers.find(claim.fact.text.substr(0, claim.fact.text.find('(')));
            for (const Citation& cited : claim.citations) {
                Used& used = used_[{cited.source, cited.turn}];
                used.claims.insert(i);
                if (read != readers.end()) {
                    used.reading.insert(read->second.begin(), read->second.end());
                }
            }
        }
        for (std::size_t i = 0; i < known_.rules.size(); ++i) {
            for (const Citation& cited : known_.rules[i].citations) {
                used_[{cited.source, cited.turn}].rules.insert(i);
            }
        }
        add_tables();
        for (std::size_t i = 0; i < known_.tests.size(); ++i) {
            for (const std::string& turn : known_.tests[i].cites) {
                for (const Source& source : known_.sources) {
                    if (source.turn(turn) != nullptr) used_[{source.id, turn}].tests.insert(i);
                }
            }
        }
    }

    const Used& of(const Source& source, const Turn& turn) { return used_[{source.id, turn.id}]; }

  private:
    void add_tables() {
        for (const TableDeclaration& declared : known_.tables) {
            for (std::size_t row = 0; row < declared.row_citations.size(); ++row) {
                for (const Citation& cited : declared.row_citations[row]) {
                    used_[{cited.source, cited.turn}].rows.insert(row_id(declared.table.id, row));
                }
            }
        }
    }

    const Knowledge& known_;
    std::map<Cited, Used> used_;
};

// A cell of the matrix: how many, and on opening which.
template <class Items, class Show>
void cell(const Items& items, Html& html, Show show) {
    if (items.empty()) {
        html.element("td", "0", {{"class", "none"}});
        return;
    }
    html.open("td", {{"class", "one"}}).open("details");
    html.element("summary", std::to_string(items.size())).open("ul", {{"class", "plain"}});
    std::size_t shown = 0;
    for (const auto& item : items) {
        if (shown++ < kListed) show(item);
    }
    if (items.size() > kListed) {
        html.element("li", std::to_string(items.size() - kListed) + " more");
    }
    html.close().close().close();
}

// Stretches of a turn in which the same claims are quoted.
void marked(const Source& source, const Turn& turn, const Knowledge& known,
            const std::set<std::size_t>& claims, Html& html) {
    std::map<std::uint32_t, std::vector<std::pair<bool, std::size_t>>> ends;
    for (const std::size_t claim : claims) {
        for (const Citation& cited : known.claims[claim].citations) {
            if (cited.source != source.id || cited.turn != turn.id || cited.end <= cited.begin) {
                continue;
            }
            ends[std::max(cited.begin, turn.begin)].emplace_back(true, claim);
            ends[std::min(cited.end, turn.end)].emplace_back(false, claim);
        }
    }
    std::multiset<std::size_t> open;
    std::uint32_t at = turn.begin;
    const auto flush = [&](std::uint32_t to) {
        if (to <= at) return;
        const auto text = std::string_view(source.text).substr(at, to - at);
        at = to;
        if (open.empty()) {
            html.text(text);
            return;
        }
        html.open("mark").text(text);
        for (const std::size_t claim : std::set<std::size_t>(open.begin(), open.end())) {
            html.text(" ").element(
                "a", std::to_string(claim + 1),
                {{"href", "#" + anchor("c", claim)}, {"title", known.claims[claim].fact.text}});
        }
        html.close();
    };
    for (const auto& [place, changes] : ends) {
        flush(place);
        for (const auto& [begins, claim] : changes) {
            if (begins) {
                open.insert(claim);
            } else if (const auto one = open.find(claim); one != open.end()) {
                open.erase(one);
            }
        }
    }
    flush(turn.end);
}

}  // namespace

void page_evidence(const AuditSubject& subject, Html& html) {
    html.element("h2", "EvidencePage", {{"id", "evidence"}});
    const Knowledge& known = subject.knowledge;
    if (known.sources.empty()) {
        html.element("p", "There are no sources.");
        return;
    }
    html.element("p", "What is made of each turn. Open a number to see which.", {{"class", "dim"}});
    EvidencePage evidence(subject);
    html.open("div", {{"class", "scroll"}, {"tabindex", "0"}})
        .open("table")
        .open("thead")
        .open("tr");
    for (const char* name : {"turn", "figures", "claims", "cited by rules", "and rows",
                             "read by rules", "expected by tests"}) {
        html.element("th", name);
    }
    html.close().close().open("tbody");
    for (std::size_t i = 0; i < known.sources.size(); ++i) {
        const Source& source = known.sources[i];
        for (std::size_t k = 0; k < source.turns.size(); ++k) {
            const Used& used = evidence.of(source, source.turns[k]);
            const bool idle = used.claims.empty() && used.rules.empty() && used.rows.empty();
            const bool figures = has_figure(source.turn_text(source.turns[k]));
            html.open("tr").open("th").element("a", source.id + " " + source.turns[k].id,
                                               {{"href", "#" + turn_anchor(i, k)}});
            html.close();
            html.element("td", figures ? "yes" : "no",
                         {{"class", idle && figures ? "gap" : "none"}});
            const auto rule = [&](std::size_t at) { html.element("li", known.rules[at].id); };
            cell(used.claims, html, [&](std::size_t at) {
                html.open("li").element("a", known.claims[at].fact.text,
                                        {{"href", "#" + anchor("c", at)}});
                html.close();
            });
            cell(used.rules, html, rule);
            cell(used.rows, html, [&](const std::string& row) { html.element("li", row); });
            cell(used.reading, html, rule);
            cell(used.tests, html, [&](std::size_t at) {
                const PackTest& test = known.tests[at];
                html.element("li", test.ask.empty() ? test.goal : test.ask);
            });
            html.close();
        }
    }
    html.close().close().close();
}

void page_transcripts(const AuditSubject& subject, Html& html) {
    html.element("h2", "Transcripts", {{"id", "transcripts"}});
    const Knowledge& known = subject.knowledge;
    EvidencePage evidence(subject);
    for (std::size_t i = 0; i < known.sources.size(); ++i) {
        const Source& source = known.sources[i];
        html.element("h3", (source.title.empty() ? source.id : source.title) + ", " +
                               source.date.to_string());
        for (std::size_t k = 0; k < source.turns.size(); ++k) {
            const Turn& turn = source.turns[k];
            const Used& used = evidence.of(source, turn);
            html.open("section", {{"class", "turn"}, {"id", turn_anchor(i, k)}});
            html.element("h3", turn.id).open("p");
            marked(source, turn, known, used.claims, html);
            html.close();
            html.open("details").element("summary",
                                         std::to_string(used.claims.size()) + " claims of it");
            html.open("ul", {{"class", "plain"}});
            for (const std::size_t claim : used.claims) {
                const Citation& first = known.claims[claim].citations.front();
                const bool here = first.source == source.id && first.turn == turn.id;
                html.open("li").text(std::to_string(claim + 1) + " ");
                html.element("code", known.claims[claim].fact.text);
                html.text(" " + std::string(to_string(known.claims[claim].strength.modality)));
                if (!here) html.text(" also " + first.turn);
                html.close();
            }
            html.close().close().close();
        }
    }
    html.element("h3", "Claims");
    html.open("ol");
    for (std::size_t i = 0; i < known.claims.size(); ++i) {
        const Claim& claim = known.claims[i];
        html.open("li", {{"id", anchor("c", i)}}).element("code", claim.fact.text);
        html.text(" " + std::string(to_string(claim.strength.modality)));
        for (const Citation& cited : claim.citations) {
            for (std::size_t s = 0; s < known.sources.size(); ++s) {
                const Turn* turn = known.sources[s].id == cited.source
                                       ? known.sources[s].turn(cited.turn)
                                       : nullptr;
                if (turn == nullptr) continue;
                const auto at = static_cast<std::size_t>(turn - known.sources[s].turns.data());
                html.text(" ").element("a", cited.turn, {{"href", "#" + turn_anchor(s, at)}});
            }
        }
        if (!claim.note.empty()) html.element("p", claim.note, {{"class", "dim"}});
        html.close();
    }
    html.close();
}

}  // namespace dictum

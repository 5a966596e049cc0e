// Rules that conclude different values of one key for some possible input, whether or not anything
// known makes them both fire.
//
//   fee(o, 5CNY) :- order(o, n), n > 100.
//   fee(o, 9CNY) :- order(o, n), n < 200.        clash: order("o", 150)
//
// Sound: what is reported comes with an input that fires both. Conditions on derived relations are
// unfolded into those of their rules, each way of doing so by itself. Rules that calculate what
// they conclude are not compared; aggregates, patterns, tables and recursion leave a pair
// undecided.
#include <algorithm>
#include <map>
#include <set>

#include "audit/together.h"

namespace dictum {
namespace {

constexpr std::size_t kPairsOfPack = 200'000;
constexpr std::size_t kWaysOfPair = 64;
constexpr std::size_t kUnfoldedMost = 12;

enum class Verdict : std::uint8_t { Apart, Clash, Undecided };

class Clashes {
  public:
    Clashes(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings) {
        for (const Exception& each : subject.program.exceptions) {
            excepted_.emplace(each.by, each.overridden);
            excepted_.emplace(each.overridden, each.by);
        }
        for (const Rule& rule : subject.program.rules) rules_of_[rule.head].push_back(&rule);
    }

    void run(const std::vector<AuditedRule>& rules) {
        std::map<std::string, std::vector<One>> by_head;
        for (const AuditedRule& audited : rules) {
            for (const Rule* rule : audited.rules) {
                by_head[subject_.program.shown_name(rule->head)].push_back({&audited, rule});
            }
        }
        for (const auto& [name, group] : by_head) {
            const auto id = subject_.program.find(name);
            if (!id) continue;
            const Relation& relation = subject_.program.relations[*id];
            if (relation.key.empty() || relation.conflict != ConflictPolicy::Report) continue;
            compare(name, relation, group);
        }
    }

  private:
    struct One {
        const AuditedRule* audited;
        const Rule* rule;
    };

    void compare(const std::string& name, const Relation& relation, const std::vector<One>& group) {
        std::size_t undecided = 0;
        for (std::size_t i = 0; i < group.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                const One& a = group[k];
                const One& b = group[i];
                if (a.audited == b.audited ||
                    excepted_.contains({a.audited->text->id, b.audited->text->id})) {
                    continue;
                }
                if (!differ(relation, *a.rule, *b.rule)) continue;
                if (pairs_ == 0) {
                    ++undecided;
                    continue;
                }
                --pairs_;
                std::string witness;
                const Verdict verdict = judge(relation, *a.rule, *b.rule, witness);
                if (verdict == Verdict::Undecided) ++undecided;
                if (verdict == Verdict::Clash) report(name, a, b, witness);
            }
        }
        const RelationDeclaration* declared = subject_.knowledge.relation(name);
        if (undecided == 0 || declared == nullptr) return;
        findings_.add("undecided-clash", declared->span, name,
                      "whether " + std::to_string(undecided) +
                          (undecided == 1 ? " pair" : " pairs") + " of rules of `" + name +
                          "` can conclude different values at once");
    }

    // Two constants of one column, outside the key, that don't agree.
    bool differ(const Relation& relation, const Rule& a, const Rule& b) const {
        for (std::uint32_t i = 0; i < a.head_args.size() && i < b.head_args.size(); ++i) {
            if (std::ranges::find(relation.key, i) != relation.key.end()) continue;
            const auto* x = std::get_if<ConstantExpr>(&a.exprs[a.head_args[i]].node);
            const auto* y = std::get_if<ConstantExpr>(&b.exprs[b.head_args[i]].node);
            if (x == nullptr || y == nullptr || x->value == y->value) continue;
            if (relation.columns[i].type.base != BaseType::Quantity) return true;
            if (!overlaps(subject_.values.interval(x->value), subject_.values.interval(y->value))) {
                return true;
            }
        }
        return false;
    }

    Verdict judge(const Relation& relation, const Rule& a, const Rule& b, std::string& witness) {
        Together both(subject_);
        const std::size_t first = both.add(a);
        const std::size_t second = both.add(b);
        for (const std::uint32_t column : relation.key) {
            if (!both.unify(both.head_arg(a, first, column), both.head_arg(b, second, column))) {
                return Verdict::Apart;
            }
        }
        return search(std::move(both), witness);
    }

    struct Way {
        Together body;
        std::size_t at = 0;  // the condition that is to be unfolded next
        std::size_t unfolded = 0;
    };

    Verdict search(Together start, std::string& witness) {
        std::vector<Way> ways;
        ways.push_back({std::move(start), 0, 0});
        bool undecided = false;
        for (std::size_t tried = 0; !ways.empty(); ++tried) {
            if (tried == kWaysOfPair) return Verdict::Undecided;
            Way way = std::move(ways.back());
            ways.pop_back();
            if (!way.body.settle()) continue;
            const auto wanted = next_derived(way);
            if (!wanted) {
                const auto sample = way.body.sample();
                if (sample) {
                    witness = *sample;
                    return Verdict::Clash;
                }
                undecided = true;
                continue;
            }
            if (way.unfolded == kUnfoldedMost || !unfold(way, *wanted, ways)) undecided = true;
        }
        return undecided ? Verdict::Undecided : Verdict::Apart;
    }

    std::optional<LiteralId> next_derived(Way& way) const {
        const Rule& rule = way.body.rule();
        for (; way.at < rule.body.size(); ++way.at) {
            const LiteralId id = rule.body[way.at];
            const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
            if (atom == nullptr || atom->negated) continue;
            if (subject_.program.relations[atom->relation].derived) return id;
        }
        return std::nullopt;
    }

    // A way for each rule of the relation. False when its rows come from elsewhere too.
    bool unfold(const Way& way, LiteralId id, std::vector<Way>& ways) const {
        const auto atom = std::get<AtomLiteral>(way.body.rule().literals[id].node);
        const auto rules = rules_of_.find(atom.relation);
        if (rules == rules_of_.end()) return false;
        for (const Rule* rule : rules->second) {
            if (rule->made != Made::No && rule->made != Made::Copy) return false;
        }
        for (const Rule* rule : rules->second) {
            Way next = way;
            const std::size_t moved = next.body.add(*rule);
            ++next.at;
            ++next.unfolded;
            bool fits = true;
            for (std::size_t i = 0; fits && i < atom.args.size(); ++i) {
                fits = next.body.unify(atom.args[i], next.body.head_arg(*rule, moved, i));
            }
            if (fits) ways.push_back(std::move(next));
        }
        return true;
    }

    void report(const std::string& name, const One& a, const One& b, const std::string& witness) {
        Finding& found =
            findings_.add("rule-clash", b.audited->text->span, b.audited->text->id,
                          "`" + a.audited->text->id + "` and `" + b.audited->text->id +
                              "` can conclude different values of one `" + name + "` at once");
        found.witness = witness.empty() ? "any input" : witness;
        found.mend = "narrow one of them, or let it override the other";
        found.related.push_back({a.audited->text->span, "`" + a.audited->text->id + "`"});
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::set<std::pair<std::string, std::string>> excepted_;
    std::map<RelationId, std::vector<const Rule*>> rules_of_;
    std::size_t pairs_ = kPairsOfPack;
};

}  // namespace

void find_clashes(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                  Findings& findings) {
    Clashes(subject, findings).run(rules);
}

}  // namespace dictum

// What is known, as a whole: values that quarrel or only touch, claims that are stale, names that
// two things share, and what nothing mentions.
#include <algorithm>
#include <map>
#include <set>

#include "audit/mentions.h"
#include "audit/subject.h"
#include "engine/eval/solve.h"
#include "kb/normal_text.h"

namespace dictum {
namespace {

constexpr std::size_t kSidesShown = 4;

// ---- rows of a key -------------------------------------------------------------------------

class KeyedRows {
  public:
    KeyedRows(const AuditSubject& subject, RelationId relation, Findings& findings)
        : subject_(subject),
          id_(relation),
          relation_(subject.program.relations[relation]),
          findings_(findings) {}

    void run() {
        for (const std::vector<RowId>& group : subject_.model.disputes(id_).groups) {
            if (!is_inherited(subject_, id_, group)) {
                report("conflict", group,
                       "has " + std::to_string(group.size()) + " values that don't agree");
            }
        }
        edges();
    }

  private:
    void edges() {
        const Tuples& tuples = subject_.model.tuples(id_);
        std::map<std::vector<Word>, std::vector<RowId>> by_key;
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            std::vector<Word> key;
            for (const std::uint32_t column : relation_.key)
                key.push_back(tuples[id_at<RowId>(i)][column]);
            by_key[std::move(key)].push_back(id_at<RowId>(i));
        }
        for (const auto& [key, rows] : by_key) {
            if (rows.size() < 2 || rows.size() > kRowsCompared) continue;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                for (std::size_t k = 0; k < i; ++k) {
                    if (!only_touch(rows[k], rows[i])) continue;
                    report("edge-agreement", {rows[k], rows[i]},
                           "has two values that agree at one end only");
                }
            }
        }
    }
    static constexpr std::size_t kRowsCompared = 100;

    bool only_touch(RowId a, RowId b) const {
        const Tuples& tuples = subject_.model.tuples(id_);
        if (subject_.model.disputes(id_).group_of(a) && subject_.model.disputes(id_).group_of(b)) {
            return false;
        }
        for (std::uint32_t column = 0; column < relation_.columns.size(); ++column) {
            const Type& type = relation_.columns[column].type;
            if (type.base != BaseType::Quantity || is_period(type)) continue;
            const Interval& x = subject_.values.interval(tuples[a][column]);
            const Interval& y = subject_.values.interval(tuples[b][column]);
            const auto both = intersection(x, y);
            // A point inside a range is no edge; at its end it is.
            if (!both || !both->is_point() || x == y) continue;
            if (*both->lo == x.lo || *both->lo == x.hi) {
                if (*both->lo == y.lo || *both->lo == y.hi) return true;
            }
        }
        return false;
    }

    std::string literal(RowId row) const {
        const Tuples& tuples = subject_.model.tuples(id_);
        std::string text = subject_.program.shown_name(id_) + "(";
        for (std::uint32_t i = 0; i < relation_.columns.size(); ++i) {
            text += (i == 0 ? "" : ", ") +
                    subject_.values.literal(tuples[row][i], relation_.columns[i].type,
                                            subject_.assembled.vocabulary.units);
        }
        return text + ")";
    }

    const Claim* claim_of(RowId row) const {
        const auto supports = subject_.model.supports(id_, row);
        if (supports.empty() || index_of(supports.front()) >= subject_.knowledge.claims.size()) {
            return nullptr;
        }
        return &subject_.knowledge.claims[index_of(supports.front())];
    }

    // `... p2 "words"`, or the rule that concludes it.
    std::string side(RowId row) const {
        std::string text = literal(row);
        if (const Claim* claim = claim_of(row)) {
            for (const Citation& cited : claim->citations) {
                text += " " + cited.turn + " \"" + cited.quote + "\"";
            }
            return text;
        }
        const auto derivation = first_derivation(subject_.model, id_, row);
        if (derivation && *derivation && (*derivation)->rule) {
            text += " by " + subject_.program.rules[*(*derivation)->rule].id;
        }
        return text;
    }

    void report(std::string_view kind, const std::vector<RowId>& rows, const std::string& what) {
        const auto* declared = subject_.knowledge.relation(subject_.program.shown_name(id_));
        if (declared == nullptr) return;
        Span span = declared->span;
        std::string about = declared->name;
        std::string key;
        for (const std::uint32_t column : relation_.key) {
            key += (key.empty() ? "" : ", ") +
                   subject_.values.literal(subject_.model.tuples(id_)[rows.front()][column],
                                           relation_.columns[column].type,
                                           subject_.assembled.vocabulary.units);
        }
        if (const Claim* claim = claim_of(rows.front())) {
            span = claim->span;
            about = claim->id;
        }
        Finding& found =
            findings_.add(kind, span, about, "`" + declared->name + "` of " + key + " " + what);
        for (std::size_t i = 0; i < rows.size() && i < kSidesShown; ++i) {
            found.witness += (i == 0 ? "" : "\n") + side(rows[i]);
            const Claim* claim = claim_of(rows[i]);
            if (i > 0 && claim != nullptr) found.related.push_back({claim->span, "the other side"});
        }
    }

    const AuditSubject& subject_;
    RelationId id_;
    const Relation& relation_;
    Findings& findings_;
};

void find_quarrels(const AuditSubject& subject, Findings& findings) {
    for (std::size_t i = 0; i < subject.program.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const Relation& relation = subject.program.relations[id];
        if (relation.key.empty() || relation.hidden || relation.part_of) continue;
        KeyedRows(subject, id, findings).run();
    }
}

// ---- age -----------------------------------------------------------------------------------

std::optional<Date> newest_of(const Knowledge& knowledge, const Claim& claim) {
    std::optional<Date> newest;
    for (const Citation& cited : claim.citations) {
        const Source* source = knowledge.source(cited.source);
        if (source != nullptr && (!newest || *newest < source->date)) newest = source->date;
    }
    return newest;
}

// Measured at the newest source; a fact that several claims say is as old as the newest of them.
void find_stale_claims(const AuditSubject& subject, Findings& findings) {
    std::optional<Date> now;
    for (const Source& source : subject.knowledge.sources) {
        if (!now || *now < source.date) now = source.date;
    }
    for (const RelationDeclaration& declared : subject.knowledge.relations) {
        const auto id = subject.program.find(declared.name);
        if (!declared.fresh_days || !id || !now) continue;
        const RelationId holder = subject.program.holder_of(*id);
        for (std::size_t row = 0; row < subject.model.tuples(holder).size(); ++row) {
            const Claim* first = nullptr;
            std::optional<Date> newest;
            for (const SupportId support : subject.model.supports(holder, id_at<RowId>(row))) {
                if (index_of(support) >= subject.knowledge.claims.size()) continue;
                const Claim& claim = subject.knowledge.claims[index_of(support)];
                if (first == nullptr) first = &claim;
                newest = std::max(newest, newest_of(subject.knowledge, claim));
            }
            if (first == nullptr || !newest) continue;
            const std::int64_t age = std::int64_t{now->days} - newest->days;
            if (age <= std::int64_t{*declared.fresh_days}) continue;
            findings.add("stale-claim", first->span, first->id,
                         "this claim of " + newest->to_string() + " is " + std::to_string(age) +
                             " days older than the newest source; `" + declared.name +
                             "` stays fresh for " + std::to_string(*declared.fresh_days));
        }
    }
}

// ---- names ---------------------------------------------------------------------------------

bool share_a_type(const Entity& a, const Entity& b) {
    return std::ranges::any_of(a.types, [&](const std::string& type) {
        return std::ranges::find(b.types, type) != b.types.end();
    });
}

void find_collisions(const AuditSubject& subject, Findings& findings) {
    std::map<std::string, std::vector<const EntityDeclaration*>> by_name;
    for (const EntityDeclaration& declared : subject.knowledge.entities) {
        std::set<std::string> names{folded_text(declared.entity.id)};
        for (const std::string& name : declared.entity.names) names.insert(folded_text(name));
        for (const std::string& name : names) by_name[name].push_back(&declared);
    }
    for (const auto& [name, owners] : by_name) {
        for (std::size_t i = 1; i < owners.size(); ++i) {
            const auto other = std::find_if(
                owners.begin(), owners.begin() + static_cast<std::ptrdiff_t>(i),
                [&](const auto* each) { return share_a_type(each->entity, owners[i]->entity); });
            if (other == owners.begin() + static_cast<std::ptrdiff_t>(i)) continue;
            Finding& found =
                findings.add("alias-collision", owners[i]->span, owners[i]->entity.id,
                             "`" + name + "` names `" + (*other)->entity.id + "` and `" +
                                 owners[i]->entity.id + "`, which have a type in common");
            found.mend = "give the name to one of them";
            found.related.push_back({(*other)->span, "`" + (*other)->entity.id + "`"});
        }
    }
}

// ---- what nothing mentions -----------------------------------------------------------------

void find_unused(const AuditSubject& subject, Findings& findings) {
    const Mentions mentions(subject);
    for (const EntityDeclaration& declared : subject.knowledge.entities) {
        if (mentions.entity(declared.entity)) continue;
        findings.add("unused-entity", declared.span, declared.entity.id,
                     "nothing mentions `" + declared.entity.id + "`");
    }
    for (const RelationDeclaration& declared : subject.knowledge.relations) {
        const auto id = subject.program.find(declared.name);
        if (!id || declared.complete) continue;
        const bool filled = mentions.is_filled(declared, *id);
        const bool read = mentions.is_read(declared.name);
        if (!filled && read) {
            findings
                .add("empty-relation", declared.span, declared.name,
                     "`" + declared.name + "` is read, and nothing says or concludes it")
                .mend = "add claims, data or rules; or declare it complete = true";
        } else if (!filled) {
            findings
                .add("unused-relation", declared.span, declared.name,
                     "nothing says, concludes or reads `" + declared.name + "`")
                .mend = "leave it out";
        } else if (!read && declared.asks.empty() && !mentions.is_decided(declared, *id)) {
            findings.add(
                "unread-claim", declared.span, declared.name,
                "no rule, question, test or word of `asks` reaches `" + declared.name + "`");
        }
    }
}

}  // namespace

bool is_inherited(const AuditSubject& subject, RelationId relation,
                  const std::vector<RowId>& group) {
    return std::ranges::any_of(group, [&](RowId row) {
        if (subject.model.is_base(relation, row)) return false;
        const auto derivation = first_derivation(subject.model, relation, row);
        if (!derivation || !*derivation) return false;
        return std::ranges::any_of((*derivation)->premises, [&](const Premise& premise) {
            const auto* tuple = std::get_if<TuplePremise>(&premise);
            return tuple != nullptr && subject.model.disputes(tuple->relation).group_of(tuple->row);
        });
    });
}

void audit_base(const AuditSubject& subject, Findings& findings) {
    find_quarrels(subject, findings);
    find_stale_claims(subject, findings);
    find_collisions(subject, findings);
    find_unused(subject, findings);
}

}  // namespace dictum

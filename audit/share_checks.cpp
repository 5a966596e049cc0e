// Shares of one whole that sum to more than all of it, or to less though the rest is named.
//
//   share("letters", 60%), share("boxes", 55%)                  115 %
//   share("letters", 60%), share("other", 20%)                  80 %, and "other" is the rest
//
// A relation is one of shares when its name or `about` says so and it has a column of percent;
// claims of one modality are added up.
// The parts of a whole differ in one column of the key, which one is not said: only when no choice
// of it makes the sums fit is anything reported. Ranges count with the end that could still fit.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "audit/subject.h"

namespace dictum {
namespace {

// Of one market or one whole. `gpu_share(server, share)` has a whole for each server, so a share of
// anything else is not enough.
bool says_share(const RelationDeclaration& relation) {
    const auto has = [](const std::string& text, const auto& words) {
        return std::ranges::any_of(
            words, [&](const char* word) { return text.find(word) != std::string::npos; });
    };
    constexpr std::array kNames{"market_share", "usage_share", "sales_share", "revenue_share",
                                "split"};
    constexpr std::array kShareWords{"market share", "share of the market", "share of sales",
                                     "市场份额"};
    return relation.name == "share" || relation.name == "shares" || has(relation.name, kNames) ||
           std::ranges::any_of(relation.about,
                               [&](const auto& each) { return has(each.second, kShareWords); });
}

struct Whole {
    std::vector<RowId> rows;
    std::set<Word> parts;
    Decimal least;
    Decimal most;
    bool has_rest = false;
    bool bounded = true;
};

class Shares {
  public:
    Shares(const AuditSubject& subject, const RelationDeclaration& declared, RelationId id)
        : subject_(subject),
          declared_(declared),
          id_(id),
          relation_(subject.program.relations[id]) {}

    void run(Findings& findings) {
        const auto column = share_column();
        if (!column) return;
        share_ = *column;
        std::optional<Whole> wrong;
        bool any = false;
        for (std::uint32_t part = 0; part < relation_.columns.size(); ++part) {
            if (!is_part(part)) continue;
            any = true;
            wrong = first_wrong(part);
            if (!wrong) return;
        }
        if (any && wrong) report(*wrong, findings);
    }

  private:
    // The one column of percent.
    std::optional<std::uint32_t> share_column() const {
        std::optional<std::uint32_t> found;
        for (std::uint32_t i = 0; i < relation_.columns.size(); ++i) {
            const Type& type = relation_.columns[i].type;
            if (type.base != BaseType::Quantity) continue;
            if (type.measure.fraction != Fraction::Percent || found) return std::nullopt;
            found = i;
        }
        return found;
    }
    bool in_key(std::uint32_t column) const {
        return relation_.key.empty()
                   ? column != share_
                   : std::ranges::find(relation_.key, column) != relation_.key.end();
    }
    bool is_part(std::uint32_t column) const {
        return in_key(column) && relation_.columns[column].type.base == BaseType::Symbol;
    }

    std::optional<Whole> first_wrong(std::uint32_t part) const {
        const Tuples& tuples = subject_.model.tuples(id_);
        std::map<std::vector<Word>, Whole> wholes;
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const auto row = id_at<RowId>(i);
            if (subject_.model.disputes(id_).group_of(row)) return std::nullopt;
            const auto modality = said_as(row);
            if (!modality) continue;
            std::vector<Word> key{static_cast<Word>(*modality)};
            for (std::uint32_t column = 0; column < relation_.columns.size(); ++column) {
                if (column != part && in_key(column)) key.push_back(tuples[row][column]);
            }
            if (!enter(wholes[key], row, part)) return std::nullopt;
        }
        for (const auto& [key, whole] : wholes) {
            if (whole.rows.size() < 2) continue;
            const Decimal all = Decimal::from_integer(1);
            if (whole.least > all) return whole;
            if (whole.has_rest && whole.bounded && whole.most < all) return whole;
        }
        return std::nullopt;
    }
    // What is concluded may be an alternative to what is said; a forecast is of another day.
    std::optional<Modality> said_as(RowId row) const {
        for (const SupportId support : subject_.model.supports(id_, row)) {
            if (index_of(support) < subject_.knowledge.claims.size()) {
                return subject_.knowledge.claims[index_of(support)].strength.modality;
            }
        }
        return std::nullopt;
    }
    bool enter(Whole& whole, RowId row, std::uint32_t part) const {
        const auto tuple = subject_.model.tuples(id_)[row];
        // Two values of one part agree with each other; one counts.
        if (!whole.parts.insert(tuple[part]).second) return true;
        const Interval& share = subject_.values.interval(tuple[share_]);
        const auto least = add(whole.least, share.lo.value_or(Decimal()), Rounding::Down);
        const auto most = add(whole.most, share.hi.value_or(Decimal()), Rounding::Up);
        if (!least || !most) return false;
        whole.least = *least;
        whole.most = *most;
        whole.bounded = whole.bounded && share.hi.has_value();
        const std::string& name = subject_.values.text(as_symbol(tuple[part]));
        whole.has_rest = whole.has_rest || name == "other" || name == "others" || name == "rest";
        whole.rows.push_back(row);
        return true;
    }

    void report(const Whole& whole, Findings& findings) const {
        const auto hundredfold = [](const Decimal& value) {
            const auto percent = multiply(value, Decimal::from_integer(100), Rounding::Down);
            return percent ? percent->to_string() : value.to_string();
        };
        const bool over = whole.least > Decimal::from_integer(1);
        Span span = declared_.span;
        std::string about = declared_.name;
        for (const RowId row : whole.rows) {
            for (const SupportId support : subject_.model.supports(id_, row)) {
                if (index_of(support) >= subject_.knowledge.claims.size()) continue;
                span = subject_.knowledge.claims[index_of(support)].span;
                about = subject_.knowledge.claims[index_of(support)].id;
            }
        }
        Finding& found = findings.add(
            "shares-dont-sum", span, about,
            "the shares of `" + declared_.name + "` sum to " +
                (over ? "at least " + hundredfold(whole.least) : hundredfold(whole.most)) + " %" +
                (over ? "" : " at most, though the rest is among them"));
        constexpr std::size_t kShown = 8;
        for (std::size_t i = 0; i < whole.rows.size() && i < kShown; ++i) {
            found.witness += (i == 0 ? "" : "\n") + literal(whole.rows[i]);
        }
    }
    std::string literal(RowId row) const {
        std::string text = declared_.name + "(";
        for (std::uint32_t i = 0; i < relation_.columns.size(); ++i) {
            text +=
                (i == 0 ? "" : ", ") + subject_.values.literal(subject_.model.tuples(id_)[row][i],
                                                               relation_.columns[i].type,
                                                               subject_.assembled.vocabulary.units);
        }
        return text + ")";
    }

    const AuditSubject& subject_;
    const RelationDeclaration& declared_;
    RelationId id_;
    const Relation& relation_;
    std::uint32_t share_ = 0;
};

}  // namespace

void audit_shares(const AuditSubject& subject, Findings& findings) {
    for (const RelationDeclaration& declared : subject.knowledge.relations) {
        const auto id = subject.program.find(declared.name);
        if (id && says_share(declared)) Shares(subject, declared, *id).run(findings);
    }
}

}  // namespace dictum

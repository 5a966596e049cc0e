#include "engine/table/match_builder.h"

#include <algorithm>

namespace dictum {
namespace {

constexpr std::size_t kLeafRows = 32;
constexpr std::size_t kOnlyLeafRows = 256;  // of a table that is one leaf
constexpr std::size_t kCopiesARow = 8;
constexpr std::size_t kCopiesAlways = std::size_t{1} << 18;
constexpr std::size_t kCopiesACut = 4;     // a cut may copy each row so often, on average
constexpr double kWorthwhile = 0.8;        // a child keeps at most this part of the rows
constexpr std::size_t kRowsAChild = 8;     // cuts aim at no fewer
constexpr std::uint32_t kChildrenMin = 8;  // as many are always allowed

}  // namespace

Matcher::Matcher(MatchRows rows) : rows_(std::move(rows)) { MatchBuilder(*this).run(); }

std::size_t Matcher::bytes() const {
    return rows_.pieces.cells.capacity() * 4 + rows_.pieces.begins.capacity() * 4 +
           rows_.pieces.pool.capacity() * sizeof(ClassRange) + rows_.exact.capacity() +
           rows_.outcomes.capacity() * 4 + nodes_.capacity() * sizeof(Node) +
           children_.capacity() * 4 + leaves_.capacity() * 4;
}

bool Matcher::matches(std::uint32_t row, const std::uint32_t* classes, std::size_t stride) const {
    for (std::size_t input = 0; input < rows_.pieces.inputs; ++input) {
        if (!rows_.pieces.holds(row, input, classes[input * stride])) return false;
    }
    return true;
}

void MatchBuilder::run() {
    Pending root;
    for (const std::uint32_t classes : rows_.classes) root.box.push_back({0, classes - 1});
    root.rows.resize(rows_.exact.size());
    for (std::uint32_t row = 0; row < root.rows.size(); ++row) root.rows[row] = row;
    const std::size_t copies_max = kCopiesAlways + kCopiesARow * root.rows.size();
    add(std::move(root));
    while (!pending_.empty()) {
        const Pending pending = pending_.top();
        pending_.pop();
        const std::size_t few = pending.slot ? kLeafRows : kOnlyLeafRows;
        const auto cut = pending.rows.size() > few ? best_cut(pending) : std::nullopt;
        if (cut && copies_ + cut->copies <= copies_max) {
            split(pending, *cut);
        } else {
            place(pending.slot, make_leaf(pending));
        }
    }
    out_.leaves_.shrink_to_fit();
    out_.nodes_.shrink_to_fit();
    out_.children_.shrink_to_fit();
}

void MatchBuilder::add(Pending pending) {
    prune(pending.rows, pending.box);
    copies_ += pending.rows.size();
    pending.number = made_++;
    pending_.push(std::move(pending));
}

void MatchBuilder::place(const std::optional<std::uint32_t>& slot, std::uint32_t child) {
    (slot ? out_.children_[*slot] : out_.root_) = child;
}

// ---- rows that can't matter ----------------------------------------------------------------

bool MatchBuilder::covers(std::uint32_t row, const Box& box) const {
    if (!rows_.exact[row]) return false;
    for (std::size_t input = 0; input < box.size(); ++input) {
        const auto pieces = rows_.pieces.of(row, input);
        const bool whole = std::any_of(pieces.begin(), pieces.end(), [&](const ClassRange& piece) {
            return piece.first <= box[input].first && box[input].last <= piece.last;
        });
        if (!whole) return false;
    }
    return true;
}

void MatchBuilder::prune(std::vector<std::uint32_t>& rows, const Box& box) const {
    if (rows_.keep == MatchKeep::All) return;
    std::size_t kept = 0;
    std::optional<std::uint32_t> sure;  // the first row that covers the box
    for (const std::uint32_t row : rows) {
        const bool same = sure && rows_.keep == MatchKeep::Differing &&
                          rows_.outcomes[row] == rows_.outcomes[*sure];
        if (same) continue;
        rows[kept++] = row;
        if (!covers(row, box)) continue;
        if (sure || rows_.keep == MatchKeep::None) break;
        sure = row;
    }
    rows.resize(kept);
}

// ---- cuts ----------------------------------------------------------------------------------

std::optional<MatchBuilder::Cut> MatchBuilder::best_cut(const Pending& pending) const {
    std::optional<Cut> best;
    for (std::uint32_t input = 0; input < pending.box.size(); ++input) {
        const auto cut = cut_by(pending, input);
        if (cut && (!best || cut->rows_a_child < best->rows_a_child)) best = cut;
    }
    const double most = kWorthwhile * static_cast<double>(pending.rows.size());
    if (best && best->rows_a_child > most) best.reset();
    return best;
}

// The finest cut by the input that doesn't copy rows too often.
std::optional<MatchBuilder::Cut> MatchBuilder::cut_by(const Pending& pending,
                                                      std::uint32_t input) const {
    const std::uint32_t width = pending.box[input].last - pending.box[input].first;
    const auto wanted = static_cast<std::uint32_t>(pending.rows.size() / kRowsAChild);
    const std::uint32_t children_max = std::max(wanted, kChildrenMin);
    std::uint32_t shift = 0;
    while ((width >> shift) >= children_max) ++shift;
    for (; (width >> shift) > 0; ++shift) {
        const std::size_t copies = copies_of(pending, input, shift);
        if (copies > kCopiesACut * pending.rows.size()) continue;
        const std::uint32_t children = (width >> shift) + 1;
        return Cut{input, shift, children, copies,
                   static_cast<double>(copies) / static_cast<double>(children)};
    }
    return std::nullopt;
}

// Calls `visit(child)` for each child that the row falls into, ascending.
template <class Visit>
void visit_children(std::span<const ClassRange> pieces, ClassRange box, std::uint32_t shift,
                    Visit visit) {
    std::uint32_t next = 0;
    for (const ClassRange& piece : pieces) {
        if (piece.last < box.first || piece.first > box.last) continue;
        const std::uint32_t first = (std::max(piece.first, box.first) - box.first) >> shift;
        const std::uint32_t last = (std::min(piece.last, box.last) - box.first) >> shift;
        if (last < next) continue;
        visit(std::max(first, next), last);
        next = last + 1;
    }
}

std::size_t MatchBuilder::copies_of(const Pending& pending, std::uint32_t input,
                                    std::uint32_t shift) const {
    std::size_t copies = 0;
    for (const std::uint32_t row : pending.rows) {
        visit_children(
            rows_.pieces.of(row, input), pending.box[input], shift,
            [&](std::uint32_t first, std::uint32_t last) { copies += last - first + 1; });
    }
    return copies;
}

void MatchBuilder::split(const Pending& pending, const Cut& cut) {
    copies_ -= pending.rows.size();
    std::vector<std::vector<std::uint32_t>> children(cut.children);
    const ClassRange box = pending.box[cut.input];
    for (const std::uint32_t row : pending.rows) {
        visit_children(rows_.pieces.of(row, cut.input), box, cut.shift,
                       [&](std::uint32_t first, std::uint32_t last) {
                           for (std::uint32_t i = first; i <= last; ++i) children[i].push_back(row);
                       });
    }
    const auto base = static_cast<std::uint32_t>(out_.children_.size());
    out_.children_.resize(base + cut.children);
    place(pending.slot, static_cast<std::uint32_t>(out_.nodes_.size()));
    out_.nodes_.push_back({cut.input, box.first, cut.shift, base});
    for (std::uint32_t i = 0; i < cut.children; ++i) {
        Pending child;
        child.rows = std::move(children[i]);
        child.box = pending.box;
        child.box[cut.input].first = box.first + (i << cut.shift);
        const std::uint32_t last = box.first + ((i + 1) << cut.shift) - 1;
        child.box[cut.input].last = std::min(box.last, last);
        child.slot = base + i;
        add(std::move(child));
    }
}

}  // namespace dictum

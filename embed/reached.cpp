#include "embed/reached.h"

namespace dictum {
namespace {

void add(View& view, const std::string& goal, std::vector<RelationId>& found) {
    if (goal.empty()) return;
    auto read = view.goal(goal);
    const auto* checked = std::get_if<CheckedGoal>(&read);
    if (checked != nullptr) found.insert(found.end(), checked->reads.begin(), checked->reads.end());
}

void add(View& view, const Reading& reading, std::vector<RelationId>& found) {
    add(view, reading.goal, found);
    if (!reading.whether) return;
    add(view, reading.whether->yes, found);
    for (const std::string& no : reading.whether->no) add(view, no, found);
}

}  // namespace

Reached::Reached(const CheckedProgram& program) : reads_(program.relations.size()) {
    for (const Rule& rule : program.rules) {
        for (const Literal& literal : rule.literals) {
            if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
                reads_[index_of(rule.head)].push_back(atom->relation);
            }
        }
    }
    for (std::size_t i = 0; i < program.relations.size(); ++i) {
        const Relation& relation = program.relations[id_at<RelationId>(i)];
        if (relation.resolution) reads_[i].push_back(relation.resolution->from);
    }
}

std::vector<char> Reached::from(std::vector<RelationId> open) const {
    std::vector<char> seen(reads_.size());
    while (!open.empty()) {
        const RelationId relation = open.back();
        open.pop_back();
        if (seen[index_of(relation)] != 0) continue;
        seen[index_of(relation)] = 1;
        const auto& reads = reads_[index_of(relation)];
        open.insert(open.end(), reads.begin(), reads.end());
    }
    return seen;
}

std::vector<RelationId> read_by(View& view, const QuestionReader& reader, const PackTest& test) {
    std::vector<RelationId> found;
    if (test.ask.empty()) {
        add(view, test.goal, found);
        return found;
    }
    const Reading reading = reader.read(test.ask);
    add(view, reading, found);
    for (const Reading& also : reading.also) add(view, also, found);
    return found;
}

}  // namespace dictum

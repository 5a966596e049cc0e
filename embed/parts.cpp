#include "embed/parts.h"

#include <algorithm>
#include <iterator>

namespace dictum {

namespace {

template <class T>
void move_behind(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void add_part(Answer& whole, Answer part) {
    std::uint32_t groups = 0;
    for (const AnswerRow& row : whole.conflicts) groups = std::max(groups, row.group);
    for (AnswerRow& row : part.conflicts) row.group += groups;
    if (whole.status == AnswerStatus::Unknown || part.status == AnswerStatus::Unknown) {
        whole.status = AnswerStatus::Unknown;
        whole.answers.clear();
        whole.conflicts.clear();
        return;
    }
    if (part.status == AnswerStatus::Conflict) whole.status = AnswerStatus::Conflict;
    move_behind(whole.answers, part.answers);
    move_behind(whole.conflicts, part.conflicts);
    move_behind(whole.stale, part.stale);
    for (std::string& note : part.notes)
        if (std::find(whole.notes.begin(), whole.notes.end(), note) == whole.notes.end())
            whole.notes.push_back(std::move(note));
}

}  // namespace dictum

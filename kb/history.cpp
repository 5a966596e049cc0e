#include "kb/history.h"

#include <array>

namespace dictum {
namespace {
constexpr std::array<std::string_view, 3> kChanges{"corrected", "retracted", "restored"};
constexpr std::string_view kReplaced = "the pack was loaded again";
constexpr std::string_view kGone = "the pack was loaded again without it";
}  // namespace

std::string_view to_string(Change change) { return kChanges[static_cast<std::size_t>(change)]; }

Result<History> History::open(Database& database, const PackLoad& load, const LoadState& state) {
    const std::string content =
        state.fresh ? "NULL" : "(SELECT content FROM temp.earlier WHERE kind = ?4 AND id = ?5)";
    DICTUM_TRY(Statement add,
               database.prepare("INSERT INTO history (recorded_at, since, pack, kind, id, change, "
                                "was, reason, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, " +
                                content + ")"));
    return History(database, load, std::move(add));
}

Status History::note(std::uint32_t pack, std::string_view kind, std::string_view id, Change change,
                     const Earlier& was) {
    return add_.run(load_->recorded_at, was.recorded_at, load_->knowledge.packs[pack].name, kind,
                    id, to_string(change), was.text,
                    change == Change::Retracted ? kGone : kReplaced);
}

Status History::note_gone(std::string_view table, std::string_view was) {
    const std::string name(table);
    DICTUM_TRY(
        Statement copy,
        database_->prepare("INSERT INTO history (recorded_at, since, pack, kind, id, change, was, "
                           "reason, content) SELECT ?1, gone.recorded_at, pack.name, '" +
                           name + "', gone.id, 'retracted', " + std::string(was) +
                           ", ?2, (SELECT content FROM temp.earlier WHERE kind = '" + name +
                           "' AND earlier.id = gone.id) FROM " + name +
                           " AS gone JOIN pack ON pack.number = gone.pack "
                           "WHERE gone.ordinal = -1 AND gone.retracted_at IS NULL "
                           "ORDER BY gone.number"));
    return copy.run(load_->recorded_at, kGone);
}

}  // namespace dictum

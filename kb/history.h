// The `history` table: what was there before it changed or went.
//
// An entry says when the change was recorded, and since when what it was had stood. A thing that
// was only added has no entry; its row says when it was recorded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kb/pack_state.h"

namespace dictum {

// Persisted by name.
enum class Change : std::uint8_t { Corrected, Retracted, Restored };
std::string_view to_string(Change change);

class History {
  public:
    // Requires: what is replaced was kept (kb/earlier.h).
    static Result<History> open(Database& database, const PackLoad& load, const LoadState& state);

    // How it stood before, and when that was recorded.
    struct Earlier {
        std::string text;
        std::string recorded_at;
    };
    Status note(std::uint32_t pack, std::string_view kind, std::string_view id, Change change,
                const Earlier& was);
    // An entry for each live row of `table` that was not written again (ordinal -1); `was` is the
    // SQL expression of its old text.
    Status note_gone(std::string_view table, std::string_view was);

  private:
    History(Database& database, const PackLoad& load, Statement add)
        : database_(&database), load_(&load), add_(std::move(add)) {}

    Database* database_;
    const PackLoad* load_;
    Statement add_;
};

}  // namespace dictum

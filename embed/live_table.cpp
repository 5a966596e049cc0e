#include "embed/live_table.h"

#include "embed/failure.h"

namespace dictum {
namespace {

// What calculations of a stream may intern before the table is made afresh.
constexpr std::size_t kValueBytesKept = std::size_t{128} << 20;

Failure no_such_table(const Knowledge& knowledge, std::string_view id) {
    std::vector<std::string> names;
    for (const TableDeclaration& table : knowledge.tables) names.push_back(table.table.id);
    std::string message = "there is no table `" + std::string(id) + "`";
    const std::string near = nearest(id, names);
    if (!near.empty()) {
        message += "; did you mean `" + near + "`?";
    } else if (names.empty()) {
        message += "; the knowledge holds none";
    }
    return failure(Error{ErrorCode::NotFound, std::move(message)});
}

}  // namespace

Outcome<std::unique_ptr<LiveTable>> LiveTable::make(const TableContext& context,
                                                    std::string_view id) {
    std::unique_ptr<LiveTable> live(new LiveTable(context));
    for (const TableDeclaration& table : context.knowledge.tables) {
        if (table.table.id == id) live->declaration_ = &table;
    }
    if (live->declaration_ == nullptr) return no_such_table(context.knowledge, id);
    if (auto failed = live->compile()) return *std::move(failed);
    return live;
}

std::optional<Failure> LiveTable::compile() {
    auto parts = std::make_unique<Parts>();
    Diagnostics diagnostics;
    auto checked = checked_table(declaration_->table, context_.program, context_.vocabulary,
                                 parts->values, diagnostics);
    if (!checked) return failure(diagnostics, context_.sources);
    parts->table.emplace(*std::move(checked), parts->values);
    parts->reads.emplace(*parts->table, parts->values, context_.model, context_.vocabulary.units);
    std::vector<char> words = parts->reads->keys();
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        // What was read is shown.
        if (parts->table->table().inputs[i].read) words[i] = 1;
    }
    parts->inputs.emplace(*parts->table, parts->values, context_.vocabulary, std::move(words));
    parts->bytes = parts->values.bytes();
    parts_ = std::move(parts);
    return std::nullopt;
}

Outcome<bool> LiveTable::refresh() {
    if (parts_->values.bytes() < parts_->bytes + kValueBytesKept) return false;
    if (auto failed = compile()) return *std::move(failed);
    return true;
}

}  // namespace dictum

// [[data]] of tables of the user's own SQLite database: read into the CSV that data is read from.
#include "kb/user_table.h"
#include "rules/entry_readers.h"

namespace dictum {
namespace {

const RelationDeclaration* declared(const Knowledge& knowledge, const std::string& name) {
    for (const RelationDeclaration& relation : knowledge.relations) {
        if (relation.name == name) return &relation;
    }
    return nullptr;
}

// "price: CNY" -> "price"
std::vector<std::string> column_names(const RelationDeclaration& relation) {
    std::vector<std::string> names;
    for (const Fragment& column : relation.columns) {
        std::string name = column.text.substr(0, column.text.find(':'));
        while (name.ends_with(' ')) name.pop_back();
        while (name.starts_with(' ')) name.erase(0, 1);
        names.push_back(std::move(name));
    }
    return names;
}

Result<std::string> content_of(const UserTableDraft& draft, const RelationDeclaration& relation,
                               PackInput& input) {
    DICTUM_TRY(const std::string path, input.place_of(draft.file.text));
    return user_table_csv(path, draft.table.text, column_names(relation));
}

}  // namespace

void read_user_tables(EntryContext& context) {
    Diagnostics& diagnostics = context.reading.diagnostics;
    for (const UserTableDraft& draft : context.user_tables) {
        Knowledge& knowledge = context.drafts.knowledge;
        const RelationDeclaration* relation = declared(knowledge, draft.relation.text);
        if (relation == nullptr) {
            diagnostics.error("unknown-relation", whole_span(draft.relation),
                              "no relation `" + draft.relation.text +
                                  "` is declared in this pack or one that is read before it");
            continue;
        }
        auto content = content_of(draft, *relation, context.input);
        if (!content) {
            const bool outside =
                content.error().message.find("does not stay inside") != std::string::npos;
            diagnostics.error(outside ? "pack-path" : "unreadable-file", whole_span(draft.file),
                              content.error().message);
            continue;
        }
        const std::string name = draft.file.text + "/" + draft.table.text;
        const FileId id = context.reading.sources.add(context.input.name() + "/" + name, *content);
        knowledge.data.push_back({draft.relation.text, name, *std::move(content), id,
                                  whole_span(draft.relation), context.pack});
    }
}

}  // namespace dictum

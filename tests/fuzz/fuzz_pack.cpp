// A pack: read, checked, and if it has no mistakes loaded into a knowledge base and read back. The
// text is pack.toml, to which made-up minutes and data are added, or like a case's block holds
// several files, each after a line `== NAME ==`. Found wrong: a crash, a mistake outside its file,
// a string that is not what toml++ makes of it, a pack without mistakes that can't be loaded, or a
// base that gives back another program.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(expression) static_cast<void>(0)
#undef NDEBUG
#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>

#include "engine/check/check.h"
#include "engine/lang/printer.h"
#include "kb/files.h"
#include "kb/knowledge_base.h"
#include "rules/check_inputs.h"
#include "rules/toml_guard.h"
#include "rules/toml_value.h"

namespace {

using namespace dictum;

constexpr const char* kMinutes =
    "# Made up\n\n## p1\n乌龙茶大约八十元，“绿茶”卖 50 元。\n\n## qa-1\n问：谁买？答：茶馆。\n";
constexpr const char* kData = "tea,price\ngreen,50..60元\n";

void require(bool holds) {
    if (!holds) std::abort();
}

// The same tree on both sides, string for string.
void compare(const toml::node& node, const TomlValue& value) {
    if (const auto* text = node.as_string()) {
        require(value.kind == TomlKind::String);
        require(value.text.text == text->get());
        const auto& offsets = value.text.offsets;
        require(offsets.empty() || offsets.size() == text->get().size() + 1);
        for (std::size_t i = 1; i < offsets.size(); ++i) require(offsets[i - 1] <= offsets[i]);
    } else if (const auto* array = node.as_array()) {
        require(value.kind == TomlKind::Array && value.items.size() == array->size());
        for (std::size_t i = 0; i < array->size(); ++i) compare((*array)[i], value.items[i]);
    } else if (const auto* table = node.as_table()) {
        require(value.kind == TomlKind::Table && value.members.size() == table->size());
        for (const TomlMember& member : value.members) {
            const toml::node* held = table->get(member.key);
            require(held != nullptr);
            compare(*held, member.value);
        }
    }
}

void check_toml(const std::string& text) {
    std::string fit = text;
    if (first_bad_byte(text) < text.size() || guard_toml(fit)) return;
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("pack.toml", text);
    const auto document = parse_toml(file, sources, diagnostics);
    const toml::parse_result parsed = toml::parse(std::string_view(fit));
    require(static_cast<bool>(parsed) == !diagnostics.has_errors());
    if (parsed && fit == text) compare(parsed.table(), document->root);
}

using PackFiles = std::vector<std::pair<std::string, std::string>>;

PackFiles files_of(const std::string& text) {
    PackFiles files;
    std::string* file = &files.emplace_back("pack.toml", "").second;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        if (line.starts_with("== ") && line.ends_with(" ==\n") && line.size() > 7) {
            const std::string name(line.substr(3, line.size() - 7));
            const auto same = [&](const auto& held) { return held.first == name; };
            const auto held = std::ranges::find_if(files, same);
            file = held != files.end() ? &held->second : &files.emplace_back(name, "").second;
        } else {
            file->append(line);
        }
        begin = end;
    }
    if (files.size() > 1) return files;
    files.emplace_back("minutes.md", kMinutes);
    files.emplace_back("data.csv", kData);
    return files;
}

// The program that a base gives back, without the facts that stay in its tables.
void check_base(const CheckedPack& pack, const Values& values) {
    auto base = KnowledgeBase::in_memory();
    require(base.has_value());
    const auto loaded = base->load(pack.knowledge, pack.assembled, pack.program, values, "now");
    if (!loaded) {
        // SQLite's own bounds, such as 2,000 columns.
        require(loaded.error().code != ErrorCode::Damaged);
        return;
    }
    SourceMap sources;
    const auto knowledge = base->knowledge(sources);
    require(knowledge.has_value());
    Diagnostics diagnostics;
    Assembled again = assemble(*knowledge, FactsFrom::Store, diagnostics);
    require(!diagnostics.has_errors());
    Values new_values;
    const auto program = check(again.program, again.vocabulary, new_values, diagnostics);
    require(program.has_value());
    SyntaxProgram direct = pack.assembled.program;
    std::erase_if(direct.clauses, [](const Clause& clause) { return !clause.body; });
    require(print(again.program) == print(direct));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const PackFiles files = files_of(text);
    check_toml(files.front().second);
    SourceMap sources;
    Values values;
    Diagnostics diagnostics;
    std::vector<std::unique_ptr<PackInput>> inputs;
    inputs.push_back(std::make_unique<PackInMemory>("pack", files));
    const auto pack = check_inputs(inputs, sources, values, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) {
        require(sources.contains(item.span.file));
        require(item.span.begin <= item.span.end);
        require(item.span.end <= sources.text(item.span.file).size());
        require(!item.id.empty() && !item.message.empty());
    }
    static_cast<void>(render(diagnostics, sources));
    if (pack && *pack) check_base(**pack, values);
    return 0;
}

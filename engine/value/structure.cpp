#include "engine/value/structure.h"

#include <string_view>

#include "engine/value/values.h"

namespace dictum {
namespace {

constexpr std::string_view kCut = "...";

// What stands behind the last part that was written, on the way back up.
struct Open {
    Word record = 0;
    const Structure::Branch* branch = nullptr;
    std::size_t next = 0;  // field
    bool is_record = false;
};

}  // namespace

bool record_less(const Values& values, Word a, Word b, const Type& type) {
    const Type* at = &type;
    while (at->base == BaseType::Record) {
        const std::uint32_t tag = values.records().tag(a);
        if (tag != values.records().tag(b)) return tag < values.records().tag(b);
        if (tag == 0) return false;
        const auto& fields = values.structure(at->structure).branches[tag - 1].fields;
        const auto left = values.records().fields(a);
        const auto right = values.records().fields(b);
        std::size_t field = 0;
        while (field < fields.size() && left[field] == right[field]) ++field;
        if (field == fields.size()) return false;
        a = left[field];
        b = right[field];
        at = &fields[field].type;
    }
    return values.less(a, b, *at);
}

std::string record_text(const Values& values, Word word, const Type& type,
                        const std::function<std::string(Word, const Type&)>& leaf) {
    std::string text;
    std::vector<Open> open;
    const auto begin = [&](Word value, const Type& of) {
        if (of.base != BaseType::Record) {
            text += leaf(value, of);
            return;
        }
        const std::uint32_t tag = values.records().tag(value);
        if (tag == 0) {
            text += "nil";
            return;
        }
        const Structure& structure = values.structure(of.structure);
        const Structure::Branch& branch = structure.branches[tag - 1];
        if (!structure.is_record) text += "$" + branch.name;
        if (!structure.is_record && branch.fields.empty()) return;
        text += structure.is_record ? '[' : '(';
        open.push_back({value, &branch, 0, structure.is_record});
    };
    begin(word, type);
    while (!open.empty()) {
        if (text.size() > kRecordTextMax) return text.substr(0, kRecordTextMax).append(kCut);
        Open& top = open.back();
        if (top.next == top.branch->fields.size()) {
            text += top.is_record ? ']' : ')';
            open.pop_back();
            continue;
        }
        if (top.next > 0) text += ", ";
        const std::size_t field = top.next++;
        begin(values.records().fields(top.record)[field], top.branch->fields[field].type);
    }
    return text;
}

bool has_whole_text(const std::string& text) {
    return text.size() != kRecordTextMax + kCut.size() || !text.ends_with(kCut);
}

}  // namespace dictum

#include "engine/table/table_head.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/lang/parser.h"
#include "engine/table/fragments.h"

namespace dictum {
namespace {

struct BaseKind {
    std::string_view name;
    InputKind kind;
};
constexpr std::array<BaseKind, 6> kBaseKinds = {{
    {"number", InputKind::Whole},
    {"unsigned", InputKind::Whole},
    {"float", InputKind::Float},
    {"symbol", InputKind::Symbol},
    {"date", InputKind::Date},
    {"bool", InputKind::Bool},
}};

// In the order in which `check` looks names of types up.
InputKind kind_of(const std::string& type, const Vocabulary& vocabulary) {
    for (const BaseKind& base : kBaseKinds) {
        if (base.name == type) return base.kind;
    }
    if (type.starts_with("ratio")) return InputKind::Ratio;
    return vocabulary.has_type(type) ? InputKind::Entity : InputKind::Quantity;
}

class HeadReader {
  public:
    HeadReader(const TableText& table, const Vocabulary& vocabulary, SyntaxProgram& program,
               Diagnostics& diagnostics)
        : table_(table), vocabulary_(vocabulary), program_(program), diagnostics_(diagnostics) {}

    std::optional<TableHead> run() {
        const auto concluded = atom(table_.concludes);
        if (!concluded) return std::nullopt;
        head_.concluded = *concluded;
        for (const TableColumnText& input : table_.inputs) {
            if (!read_input(input.text)) return std::nullopt;
        }
        for (const TableColumnText& output : table_.outputs) {
            const auto column = parse_column(output.text, diagnostics_);
            if (!column) return std::nullopt;
            head_.outputs.push_back(
                {column->name, column->type.text, kind_of(column->type.text, vocabulary_)});
        }
        find_sources();
        order_reads();
        return std::move(head_);
    }

  private:
    bool read_input(const Fragment& text) {
        const std::size_t equals = find_outside(text.text, "=");
        const bool reads = equals != std::string::npos;
        const auto column = parse_column(reads ? slice(text, 0, equals) : text, diagnostics_);
        if (!column) return false;
        HeadInput input;
        input.name = column->name;
        input.type = column->type.text;
        input.span = column->span;
        input.kind = kind_of(input.type, vocabulary_);
        if (reads) {
            input.read = atom(trimmed(slice(text, equals + 1, text.text.size())));
            if (!input.read) return false;
        }
        by_name_.emplace(input.name, head_.inputs.size());
        head_.inputs.push_back(std::move(input));
        return true;
    }

    std::optional<Atom> atom(const Fragment& text) {
        std::vector<Clause>& clauses = program_.clauses;
        const std::size_t errors = diagnostics_.errors();
        const std::size_t first = parse_clauses(text, program_, diagnostics_);
        std::optional<Atom> found;
        if (diagnostics_.errors() == errors && clauses.size() == first + 1 &&
            clauses[first].heads.size() == 1) {
            found = clauses[first].heads[0];
        }
        clauses.resize(first);
        return found;
    }

    void find_sources() {
        for (const std::size_t input : mentioned(head_.concluded)) {
            head_.inputs[input].concluded = true;
        }
        for (HeadInput& input : head_.inputs) {
            if (input.read) {
                input.source = InputSource::Read;
            } else if (input.concluded) {
                const bool entity = input.kind == InputKind::Entity;
                input.source = entity ? InputSource::Entities : InputSource::Given;
            } else if (!head_.unknown) {
                head_.unknown = input.name;
            }
        }
    }

    // Inputs whose names are arguments of the atom, in its order.
    std::vector<std::size_t> mentioned(const Atom& atom) const {
        std::vector<std::size_t> found;
        for (const TermId arg : atom.args) {
            const auto* const variable = std::get_if<VariableTerm>(&program_.terms[arg].node);
            if (variable == nullptr) continue;
            const auto input = by_name_.find(variable->name);
            if (input != by_name_.end()) found.push_back(input->second);
        }
        return found;
    }

    // Depth first, with a stack of its own. Of inputs that are read by way of each other, the one
    // that is met again does not wait for the other.
    void order_reads() {
        std::vector<char> state(head_.inputs.size(), 0);  // 1: being ordered, 2: ordered
        for (std::size_t first = 0; first < head_.inputs.size(); ++first) {
            std::vector<std::size_t> stack{first};
            while (!stack.empty()) {
                const std::size_t at = stack.back();
                HeadInput& input = head_.inputs[at];
                if (state[at] != 0 || !input.read) {
                    stack.pop_back();
                    if (state[at] == 1) head_.reading.push_back(at);
                    if (input.read) state[at] = 2;
                    continue;
                }
                state[at] = 1;
                for (const std::size_t other : mentioned(*input.read)) {
                    if (other == at || state[other] == 1) continue;
                    input.needs.push_back(other);
                    if (state[other] == 0) stack.push_back(other);
                }
            }
        }
    }

    const TableText& table_;
    const Vocabulary& vocabulary_;
    SyntaxProgram& program_;
    Diagnostics& diagnostics_;
    TableHead head_;
    std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace

std::optional<TableHead> read_head(const TableText& table, const Vocabulary& vocabulary,
                                   SyntaxProgram& program, Diagnostics& diagnostics) {
    return HeadReader(table, vocabulary, program, diagnostics).run();
}

}  // namespace dictum

// The arguments of a tool: what it takes, as a JSON Schema, and a call's arguments read by it.
#pragma once

#include <string>
#include <variant>

#include "embed/mcp/json.h"
#include "embed/session.h"

namespace dictum::mcp {

// Groups of arguments; the first five are needed where a tool has them.
enum class Wanted : std::uint32_t {
    Question = 1,   // question
    Goal = 2,       // goal
    Asked = 4,      // asked: a goal or a question
    Table = 8,      // table, inputs
    Words = 16,     // words
    Scenario = 32,  // assume, without, set: lists; at_least; language
    Time = 64,      // as_of, recorded_by
    Page = 128,     // limit, cursor
    Part = 256,     // relation, type
};
constexpr Wanted operator|(Wanted a, Wanted b) {
    return static_cast<Wanted>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr bool has(Wanted all, Wanted one) {
    return (static_cast<std::uint32_t>(all) & static_cast<std::uint32_t>(one)) != 0;
}

struct Arguments {
    std::string asked;  // question, goal, table or words
    Json inputs = Json::object();
    AskOptions options;
    std::size_t page = 50;
    std::size_t cursor = 0;
    std::string relation;
    std::string type;
};

Json input_schema(Wanted wanted);

// Or what is wrong with them, in words.
std::variant<Arguments, std::string> read_arguments(const Json& given, Wanted wanted);

}  // namespace dictum::mcp

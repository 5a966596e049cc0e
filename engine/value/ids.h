// Strong ids: each kind of thing is numbered in a type of its own, so that a RuleId can't be passed
// where a RelationId is wanted; and a vector that only the right kind can index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dictum {

enum class FileId : std::uint32_t {};       // a source text known to a SourceMap
enum class SymbolId : std::uint32_t {};     // an interned string
enum class UnitId : std::uint32_t {};       // a unit of a UnitTable
enum class TypeId : std::uint32_t {};       // a named type of a program (subtype or entity type)
enum class StructureId : std::uint32_t {};  // the shape of a record or algebraic data type
enum class RelationId : std::uint32_t {};   // a relation of a CheckedProgram
enum class RuleId : std::uint32_t {};       // a rule of a CheckedProgram
enum class StratumId : std::uint32_t {};    // a stratum of a CheckedProgram, evaluated in order
enum class RowId : std::uint32_t {};        // a tuple of a relation; order is derivation order
enum class SupportId : std::uint32_t {};    // a claim (or datum) that a base tuple rests on
enum class TermId : std::uint32_t {};       // a term of a syntax tree
enum class FormulaId : std::uint32_t {};    // a formula of a syntax tree
enum class ExprId : std::uint32_t {};       // a typed expression of a CheckedProgram
enum class LiteralId : std::uint32_t {};    // a body literal of a CheckedProgram

template <class Id>
constexpr std::size_t index_of(Id id) {
    return static_cast<std::size_t>(id);
}

template <class Id>
constexpr Id id_at(std::size_t index) {
    return static_cast<Id>(static_cast<std::uint32_t>(index));
}

// A vector that is indexed by one kind of id.
template <class Id, class T>
class IdMap {
  public:
    Id push(T value) {
        items_.push_back(std::move(value));
        return id_at<Id>(items_.size() - 1);
    }
    T& operator[](Id id) { return items_[index_of(id)]; }
    const T& operator[](Id id) const { return items_[index_of(id)]; }
    bool contains(Id id) const { return index_of(id) < items_.size(); }
    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }
    Id next_id() const { return id_at<Id>(items_.size()); }
    void reserve(std::size_t n) { items_.reserve(n); }
    void resize(std::size_t n) { items_.resize(n); }
    auto begin() { return items_.begin(); }
    auto end() { return items_.end(); }
    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }
    const std::vector<T>& items() const { return items_; }

  private:
    std::vector<T> items_;
};

}  // namespace dictum

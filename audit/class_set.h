// A set of the classes of one input, and boxes of them: a class a stretch of values that all cells
// of a table treat alike.
//
//   cells < 5, >= 9      classes 0: below 5   1: 5..<9   2: from 9
//   box  {0, 2} x {1}    the inputs whose first is below 5 or from 9, and whose second is in 1
//
// A row of a table is a box, since its cells are independent; so what rows leave open is found by
// taking boxes from boxes, exactly. Work is counted and bounded: boxes can become many.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/table/key_classes.h"

namespace dictum {

class ClassSet {
  public:
    explicit ClassSet(std::uint32_t size = 0);  // empty
    void add(ClassRange range);
    void add(std::uint32_t of_class) { add(ClassRange{of_class, of_class}); }

    bool empty() const;
    bool has(std::uint32_t of_class) const;
    std::uint32_t first() const;  // requires !empty()
    std::vector<std::uint32_t> classes() const;
    bool meets(const ClassSet& other) const;
    bool holds(const ClassSet& other) const;
    bool operator==(const ClassSet& other) const { return words_ == other.words_; }
    bool operator<(const ClassSet& other) const { return words_ < other.words_; }

    ClassSet& operator&=(const ClassSet& other);
    ClassSet& operator|=(const ClassSet& other);
    ClassSet& operator-=(const ClassSet& other);
    std::size_t cost() const { return words_.size(); }

  private:
    std::vector<std::uint64_t> words_;
};

using ClassBox = std::vector<ClassSet>;

class AuditWork {
  public:
    explicit AuditWork(std::uint64_t most) : left_(most) {}
    bool spend(std::uint64_t steps);  // false: the bound is reached
    bool exhausted() const { return exhausted_; }

  private:
    std::uint64_t left_;
    bool exhausted_ = false;
};

bool meet(const ClassBox& a, const ClassBox& b, AuditWork& work);
bool is_empty(const ClassBox& box);
// Takes `part` from each of the boxes, which stay disjoint. False: the bound was reached.
bool take(std::vector<ClassBox>& boxes, const ClassBox& part, AuditWork& work);

}  // namespace dictum

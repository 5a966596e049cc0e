// A value that lies elsewhere, so that a variant need not be as large as a rare alternative.
//
//   std::variant<IntegerTerm, Boxed<QuantityTerm>> node;    16 bytes, where a quantity takes 150
//
// It copies, compares and moves as the value does; never empty but when moved from.
#pragma once

#include <memory>
#include <utility>

namespace dictum {

template <class Value>
class Boxed {
  public:
    // Implicit, both ways: the box is nobody's business but the variant's.
    Boxed(Value value) : value_(std::make_unique<Value>(std::move(value))) {}
    Boxed(const Boxed& other) : value_(std::make_unique<Value>(*other.value_)) {}
    Boxed(Boxed&& other) noexcept = default;
    Boxed& operator=(const Boxed& other) {
        if (this != &other) *this = Boxed(other);
        return *this;
    }
    Boxed& operator=(Boxed&& other) noexcept = default;
    ~Boxed() = default;

    operator const Value&() const { return *value_; }
    Value& operator*() { return *value_; }
    const Value& operator*() const { return *value_; }
    Value* operator->() { return value_.get(); }
    const Value* operator->() const { return value_.get(); }

  private:
    std::unique_ptr<Value> value_;
};

}  // namespace dictum

// The values of one input -> its classes.
#pragma once

#include <string_view>
#include <vector>

#include "engine/table/axis.h"

namespace dictum {

class InputIndex {
  public:
    // `axis` is settled; `classes` are those of its keys.
    InputIndex(Axis axis, KeyClasses classes);

    const Axis& axis() const { return axis_; }
    const KeyClasses& classes() const { return classes_; }

    // The class of each value. A quantity that lies in several classes gets the first of them, and
    // its place in `open` is set; `open` is not touched otherwise.
    void classify(const Word* values, std::size_t count, std::uint32_t* classes, char* open) const;

  private:
    template <class ToKey>
    void classify_keys(const Word* values, std::size_t count, std::uint32_t* classes,
                       ToKey to_key) const;

    Axis axis_;
    KeyClasses classes_;
    // Discrete values with small ids: of each word its class; the last entry is for all others.
    std::vector<std::uint32_t> dense_;
};

}  // namespace dictum

// Functors over words: arithmetic, text, conversions, dates. (Arithmetic of quantities is compiled
// into ranges and not among them.)
//
//   number    64 bits; a result beyond them is an error
//   unsigned  wraps            float  IEEE, but division by zero is an error
//
// Errors are InvalidInput with the values in the message ("1 / 0: division by zero"), Limit for
// text that would outgrow the limit; callers add the rule.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/check/program.h"
#include "engine/value/values.h"

namespace dictum {

struct FunctorContext {
    Values& values;
    std::uint64_t bytes_max = 0;  // of all values together
};

// Requires: as many args of the types that check has found for the functor.
Result<Word> apply(Functor functor, BaseType operands, std::span<const Word> args,
                   const FunctorContext& context);

// What `apply` is made of.
Result<Word> apply_number(Functor functor, std::int64_t a, std::int64_t b);
Result<Word> apply_unsigned(Functor functor, std::uint64_t a, std::uint64_t b);
Result<Word> apply_float(Functor functor, double a, double b);
Result<Word> apply_text(Functor functor, std::span<const Word> args, const FunctorContext& context);
Result<Word> convert(Functor functor, BaseType from, Word value, Values& values);
Result<Word> apply_quantity(Functor functor, BaseType operands, std::span<const Word> args,
                            Values& values);
Result<Word> apply_record(Functor functor, std::span<const Word> args,
                          const FunctorContext& context);
Result<Word> apply_date(Functor functor, std::span<const Word> args, Values& values);

// The order of comparisons and of min and max: numbers by value, text by bytes.
bool word_less(Word a, Word b, BaseType type, const Values& values);
// A value in an error message: 42, "text" (shortened), 120..140.
std::string show(Word word, BaseType type, const Values& values);
std::string show_float(double value);

}  // namespace dictum

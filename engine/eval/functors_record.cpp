// Making records and taking them apart.
#include <string>

#include "engine/eval/functors.h"

namespace dictum {

Result<Word> apply_record(Functor functor, std::span<const Word> args,
                          const FunctorContext& context) {
    RecordPool& records = context.values.records();
    if (functor == Functor::HasBranch) return word_of(records.tag(args[0]) == args[1]);
    if (functor == Functor::FieldOf) {
        return records.tag(args[0]) == args[1] ? records.fields(args[0])[args[2]] : Word{0};
    }
    // Ids have 32 bits. The meter counts the pool's bytes from time to time; here the limit is met
    // at once, since a step may make very many.
    if (records.bytes() > context.bytes_max) {
        return Error{ErrorCode::Limit, "records take more than the limit bytes_max = " +
                                           std::to_string(context.bytes_max)};
    }
    return records.intern(static_cast<std::uint32_t>(args[0]), args.subspan(1));
}

}  // namespace dictum

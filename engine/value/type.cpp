#include "engine/value/type.h"

namespace dictum {

std::string to_string(BaseType base) {
    switch (base) {
        case BaseType::Number:
            return "number";
        case BaseType::Unsigned:
            return "unsigned";
        case BaseType::Float:
            return "float";
        case BaseType::Symbol:
            return "symbol";
        case BaseType::Quantity:
            return "quantity";
        case BaseType::Ratio:
            return "ratio";
        case BaseType::Date:
            return "date";
        case BaseType::Bool:
            return "bool";
        case BaseType::Record:
            return "record";
    }
    return "unknown";
}

}  // namespace dictum

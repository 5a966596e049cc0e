// Modality and confidence, and how links combine.
#include "engine/value/strength.h"
#include "engine/value/type.h"
#include "tests/catch.hpp"

using namespace dictum;

TEST_CASE("modality decides before confidence") {
    CHECK(stronger({Modality::Stated, 0.1}, {Modality::Estimate, 1.0}));
    CHECK(stronger({Modality::Stated, 0.5}, {Modality::Stated, 0.4}));
    CHECK_FALSE(stronger({Modality::Opinion, 0.5}, {Modality::Opinion, 0.5}));
    CHECK_FALSE(stronger({Modality::Unconfirmed, 1.0}, {Modality::Opinion, 0.0}));
}

TEST_CASE("two links are as strong as the weaker in each respect") {
    CHECK(weakest({Modality::Stated, 0.1}, {Modality::Forecast, 0.9}) ==
          Strength{Modality::Forecast, 0.1});
    CHECK(weakest({}, {Modality::Opinion, 1.0}) == Strength{Modality::Opinion, 1.0});
}

TEST_CASE("modalities have names") {
    for (std::size_t i = 0; i < kModalities; ++i) {
        const auto modality = static_cast<Modality>(i);
        CHECK(modality_named(to_string(modality)) == modality);
    }
    CHECK(to_string(Modality::Unconfirmed) == "unconfirmed");
    CHECK_FALSE(modality_named("Stated"));
    CHECK_FALSE(modality_named(""));
}

TEST_CASE("base types are named by the word that declares them") {
    CHECK(to_string(BaseType::Number) == "number");
    CHECK(to_string(BaseType::Quantity) == "quantity");
    CHECK(to_string(BaseType::Bool) == "bool");
}

// What a session takes for granted or leaves out until it is told otherwise: facts that a program
// asserts and retracts. Nothing of it is written anywhere.
//
//   assert   price("green", 60CNY)      from now on it holds, beside what is known
//   retract  price("green", 60CNY)      no longer; a known fact is left out with its claims
//
// Cost: a change reads its own text; the model is made when it is next asked for, and evaluates
// only the strata that the changes reach.
#pragma once

#include <memory>

#include "embed/session_state.h"

namespace dictum {

class Overlay {
  public:
    bool empty() const { return assumed_.empty() && without_.empty(); }
    // Nothing: it was done. A mistake changes nothing.
    std::optional<Failure> assert_fact(View& view, const std::string& fact);
    std::optional<Failure> retract_fact(View& view, const std::string& fact);

    // Before what a call brings by itself.
    void add_to(AskOptions& options) const;
    // The model under the changes; it lives on while somebody holds it.
    std::shared_ptr<Model> model(View& view);
    void allow(const Limits& limits);

  private:
    struct Assumed {
        std::string text;  // canonical
        Assumption fact;
    };
    std::optional<Failure> leave_out(View& view, const Assumed& fact);

    std::vector<Assumed> assumed_;
    std::vector<std::string> without_;   // ids of claims
    std::vector<std::size_t> left_out_;  // the same as indexes of the knowledge
    std::shared_ptr<Model> model_;
};

}  // namespace dictum

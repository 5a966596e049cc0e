// Decisions of one table, for records that come in a stream or arguments that are bound.
//
//   auto decider = session.decider("price-band");
//   decider->run(request, [](const InputDecision&, DecisionText& text) { ... });
//
// Records are CSV with a header that names inputs, or NDJSON, an object a line. An input that is
// not given is missing, or read from the knowledge where the table says so; what is given wins.
// Memory does not grow with the stream. Not thread-safe.
#pragma once

#include <functional>
#include <memory>

#include "embed/decision_text.h"
#include "embed/live_table.h"
#include "embed/record_blocks.h"

namespace dictum {

enum class RecordForm : std::uint8_t { Detect, Csv, Ndjson };

struct DecideRequest {
    std::string name = "input";  // of the stream, in messages
    RecordForm form = RecordForm::Detect;
    ReadBytes read;
    bool why = false;
    std::string language = "en";
    Limits limits;                                 // only its poll is asked
    std::function<void(const std::string&)> note;  // a column that is no input, once each
};

struct DecideCounts {
    std::uint64_t decisions = 0;
    std::uint64_t unknown = 0;
};

// Gets each decision in the order of the records; false stops (what it writes to is full).
using OnDecision = std::function<bool(const InputDecision&, DecisionText&)>;

class Decider {
  public:
    static Outcome<Decider> make(const TableContext& context, std::string_view table);
    ~Decider();
    Decider(Decider&&) noexcept;

    // The whole stream, or up to the first record with a mistake: a Failure at its place that says
    // how many decisions were made before it.
    Outcome<DecideCounts> run(const DecideRequest& request, const OnDecision& on_decision);
    // The columns of a decision as cells.
    std::vector<std::string> header(bool why) const;
    const DecisionTable& table() const;

  private:
    explicit Decider(std::unique_ptr<LiveTable> live);
    std::unique_ptr<LiveTable> live_;
};

}  // namespace dictum

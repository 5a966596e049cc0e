// The C interface: options, and what is answered as JSON.
#include <cstring>

#include "embed/c/handles.h"
#include "embed/description.h"

using dictum::AskOptions;
using dictum::Failure;
using dictum::Outcome;
using dictum::Session;
using dictum::c::ask;
using dictum::c::call;

namespace {

AskOptions merged(const dictum_session& session, const dictum_options* options) {
    AskOptions made = options == nullptr ? AskOptions() : options->options;
    session.overlay.add_to(made);
    return made;
}

// `answer(session, text, options)` gives an Outcome of what `write(session, answered)` makes text.
template <class Answer, class Write>
int answered(dictum_session* session, const char* asked, const dictum_options* options,
             const char** out, size_t* length, Answer answer, Write write) {
    if (out != nullptr) *out = nullptr;
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (asked == nullptr || out == nullptr) return own.misuse("error: an argument is missing");
        auto outcome = answer(knowledge, std::string_view(asked), merged(own, options));
        if (auto* failed = std::get_if<Failure>(&outcome)) return own.fail(*std::move(failed));
        return own.give(write(knowledge, std::get<0>(outcome)), out, length);
    });
}

const auto kAsJson = [](const Session& knowledge, const auto& found) {
    return knowledge.to_json(found);
};

const auto kQuery = [](Session& knowledge, std::string_view asked, const AskOptions& options) {
    return knowledge.query(asked, options);
};

bool is_language(const char* text) {
    return std::strcmp(text, "zh") == 0 || std::strcmp(text, "en") == 0;
}

// Gives the bytes of a text, as a stream does.
dictum::ReadBytes reading(std::string_view left) {
    return [left](char* bytes, std::size_t size) mutable -> dictum::Result<std::size_t> {
        const std::size_t taken = left.copy(bytes, size);
        left.remove_prefix(taken);
        return taken;
    };
}

}  // namespace

extern "C" {

int dictum_options_new(dictum_options** options) {
    if (options == nullptr) return DICTUM_MISUSE;
    *options = new (std::nothrow) dictum_options;
    return *options == nullptr ? DICTUM_NOMEM : DICTUM_OK;
}

int dictum_options_set(dictum_options* options, int option, const char* text) {
    if (options == nullptr || text == nullptr) return DICTUM_MISUSE;
    AskOptions& own = options->options;
    try {
        switch (option) {
            case DICTUM_LANGUAGE:
                if (!is_language(text)) return DICTUM_INVALID;
                own.language = text;
                return DICTUM_OK;
            case DICTUM_AS_OF:
                own.as_of = text;
                return DICTUM_OK;
            case DICTUM_RECORDED_BY:
                own.recorded_by = text;
                return DICTUM_OK;
            case DICTUM_AT_LEAST:
                own.at_least = text;
                return DICTUM_OK;
            case DICTUM_ASSUME:
                own.assume.emplace_back(text);
                return DICTUM_OK;
            case DICTUM_WITHOUT:
                own.without.emplace_back(text);
                return DICTUM_OK;
            case DICTUM_SET:
                own.set.emplace_back(text);
                return DICTUM_OK;
            default:
                return DICTUM_MISUSE;
        }
    } catch (...) {
        return DICTUM_NOMEM;
    }
}

void dictum_options_free(dictum_options* options) { delete options; }

int dictum_ask(dictum_session* session, const char* question, const dictum_options* options,
               const char** json, size_t* length) {
    return answered(
        session, question, options, json, length,
        [](Session& knowledge, std::string_view asked, const AskOptions& under) {
            return knowledge.ask(asked, under);
        },
        kAsJson);
}

int dictum_query(dictum_session* session, const char* goal, const dictum_options* options,
                 const char** json, size_t* length) {
    return answered(session, goal, options, json, length, kQuery, kAsJson);
}

int dictum_why(dictum_session* session, const char* fact, const dictum_options* options,
               const char** json, size_t* length) {
    return dictum_query(session, fact, options, json, length);
}

int dictum_why_text(dictum_session* session, const char* fact, const dictum_options* options,
                    const char** text, size_t* length) {
    return answered(session, fact, options, text, length, kQuery,
                    [](const Session& knowledge, const dictum::Answer& found) {
                        return knowledge.why_text(found);
                    });
}

int dictum_why_not(dictum_session* session, const char* goal, const dictum_options* options,
                   const char** json, size_t* length) {
    return answered(
        session, goal, options, json, length,
        [](Session& knowledge, std::string_view asked, const AskOptions& under) {
            return knowledge.why_not(asked, under);
        },
        [](const Session&, dictum::WhyNotAnswer& found) { return std::move(found.json); });
}

int dictum_what_if(dictum_session* session, const char* asked, const dictum_options* options,
                   const char** json, size_t* length) {
    return answered(
        session, asked, options, json, length,
        [](Session& knowledge, std::string_view goal, const AskOptions& under) {
            return knowledge.what_if(goal, under);
        },
        kAsJson);
}

int dictum_sensitivity(dictum_session* session, const char* asked, const dictum_options* options,
                       const char** json, size_t* length) {
    return answered(
        session, asked, options, json, length,
        [](Session& knowledge, std::string_view goal, const AskOptions& under) {
            return knowledge.sensitivity(goal, under);
        },
        kAsJson);
}

int dictum_decide(dictum_session* session, const char* table, const char* records, size_t size,
                  int why, const char** json, size_t* length) {
    if (json != nullptr) *json = nullptr;
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (table == nullptr || json == nullptr || (records == nullptr && size > 0)) {
            return own.misuse("error: an argument is missing");
        }
        auto known = own.deciders.find(std::string_view(table));
        if (known == own.deciders.end()) {
            auto made = knowledge.decider(table);
            if (auto* failed = std::get_if<Failure>(&made)) return own.fail(*std::move(failed));
            known = own.deciders.emplace(table, std::get<dictum::Decider>(std::move(made))).first;
        }
        dictum::DecideRequest request;
        request.name = "records";
        request.read = reading(std::string_view(records, size));
        request.why = why != 0;
        request.limits = own.limits;
        std::string lines;
        auto outcome = known->second.run(
            request, [&](const dictum::InputDecision& decided, dictum::DecisionText& text) {
                text.append_json(decided, lines);
                lines += '\n';
                return true;
            });
        own.give(std::move(lines), json, length);
        if (auto* failed = std::get_if<Failure>(&outcome)) return own.fail(*std::move(failed));
        return static_cast<int>(DICTUM_OK);
    });
}

int dictum_schema(dictum_session* session, const char** json, size_t* length) {
    if (json != nullptr) *json = nullptr;
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (json == nullptr) return own.misuse("error: an argument is missing");
        return own.give(dictum::schema_json(knowledge.present()), json, length);
    });
}

int dictum_source(dictum_session* session, const char* id, const char** json, size_t* length) {
    if (json != nullptr) *json = nullptr;
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (id == nullptr || json == nullptr) return own.misuse("error: an argument is missing");
        auto found = dictum::source_json(knowledge.present(), id);
        if (found) return own.give(*std::move(found), json, length);
        return own.fail_plainly(DICTUM_NOT_FOUND, "error: there is no source of that id");
    });
}

// ---- facts of the session ------------------------------------------------------------------

int dictum_assert(dictum_session* session, const char* fact) {
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (fact == nullptr) return own.misuse("error: there is no fact");
        auto failed = own.overlay.assert_fact(knowledge.present(), fact);
        return failed ? own.fail(*std::move(failed)) : static_cast<int>(DICTUM_OK);
    });
}

int dictum_retract(dictum_session* session, const char* fact) {
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (fact == nullptr) return own.misuse("error: there is no fact");
        auto failed = own.overlay.retract_fact(knowledge.present(), fact);
        return failed ? own.fail(*std::move(failed)) : static_cast<int>(DICTUM_OK);
    });
}

int dictum_forget(dictum_session* session) {
    return call(session, [](dictum_session& own) {
        own.overlay = {};
        return static_cast<int>(DICTUM_OK);
    });
}

}  // extern "C"

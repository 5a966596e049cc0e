#include "embed/ingest.h"

#include <algorithm>
#include <filesystem>

#include "embed/failure.h"
#include "kb/files.h"
#include "kb/ingest/clean_text.h"
#include "kb/ingest/decode.h"
#include "kb/ingest/html_text.h"
#include "kb/ingest/pages.h"
#include "rules/draft_pack.h"
#include "rules/ingest_patterns.h"
#include "rules/pack.h"

namespace dictum {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBytesMax = std::uint64_t{256} << 20;  // of one file

Failure refused(std::string message) {
    return {ErrorCode::InvalidInput, "error: " + std::move(message)};
}

// One word of letters, digits, `-` and `_`: other characters become `-`.
std::string id_of(const std::string& path) {
    std::string id;
    for (const char c : fs::path(path).stem().string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '_' ||
                           static_cast<unsigned char>(c) >= 0x80;
        if (plain) {
            id += c;
        } else if (!id.empty() && id.back() != '-') {
            id += '-';
        }
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    return id.empty() || first_bad_byte(id) < id.size() ? "transcript" : id;
}

class IngestRun {
  public:
    explicit IngestRun(const IngestRequest& request) : request_(request) {}

    Outcome<std::string> write() {
        if (auto failed = read_all()) return *failed;
        PackFiles existing;
        if (auto failed = read_pack(existing)) return *failed;
        std::string name = id_of(fs::path(request_.draft).lexically_normal().string() + ".");
        auto draft = write_draft(name, sources_, existing, patterns_->source);
        if (!draft) return failure(draft.error());
        if (auto failed = write_pack(*draft)) return *failed;
        return report(*draft);
    }

    Outcome<std::string> list() {
        if (auto failed = read_all()) return *failed;
        std::string out;
        for (const DraftSource& source : sources_) list_source(source, out);
        return out;
    }

  private:
    std::optional<Failure> read_all() {
        auto words = read_ingest_patterns(shipped_ingest_patterns());
        if (!words) return failure(words.error());
        auto patterns = CompiledPatterns::compile(std::move(*words));
        if (!patterns) return failure(patterns.error());
        patterns_ = std::move(*patterns);
        if (auto failed = read_date()) return failed;
        std::error_code ignored;
        for (const std::string& path : request_.files) all_ += fs::file_size(path, ignored);
        for (const std::string& path : request_.files) {
            if (auto failed = read(path)) return failed;
        }
        return std::nullopt;
    }

    std::optional<Failure> read_date() {
        if (request_.date.empty()) return std::nullopt;
        const auto date = Date::parse(request_.date);
        if (!date) return refused("`" + request_.date + "` is no date; write YYYY-MM-DD");
        date_ = *date;
        return std::nullopt;
    }

    std::optional<Failure> read(const std::string& path) {
        auto bytes = read_file(path, kBytesMax);
        if (!bytes) return failure(bytes.error());
        const std::uint64_t size = bytes->size();
        std::string text;
        if (bytes->starts_with("%PDF-")) {
            if (!request_.pdf_text)
                return refused("`" + path + "` is a PDF, which is not read here");
            auto printed = request_.pdf_text(path);
            if (const auto* failed = std::get_if<Failure>(&printed)) return *failed;
            text = without_page_furniture(std::get<std::string>(printed));
        } else {
            auto decoded = decode_text(std::move(*bytes));
            if (!decoded) {
                return refused("`" + path + "`: " + decoded.error().message);
            }
            text = std::move(decoded->text);
        }
        HtmlText page;
        if (looks_like_html(text)) {
            page = html_text(text);
            text = page.text;
        }
        step(size / 4);
        if (auto failed = add(path, clean_text(text), page.title)) return failed;
        step(size - size / 4);
        return std::nullopt;
    }

    std::optional<Failure> add(const std::string& path, const std::string& text,
                               const std::string& title) {
        DraftSource source;
        source.id = id_of(path);
        source.file = fs::path(path).filename().string();
        for (const DraftSource& other : sources_) {
            if (other.id == source.id) {
                return refused("`" + other.file + "` and `" + source.file +
                               "` would both be the source `" + source.id + "`: rename one");
            }
        }
        source.transcript = read_transcript(text, *patterns_);
        if (source.transcript.turns.empty()) {
            return refused(
                "`" + path + "`: no turns were found in it; questions are known by " +
                "labels such as `Q:`, by speakers with a colon, or by a `?` at the end " +
                "of a line of their own");
        }
        if (source.transcript.title.empty()) source.transcript.title = clean_text(title);
        if (!source.transcript.date) source.transcript.date = date_;
        sources_.push_back(std::move(source));
        // Candidates point into the transcript: only now does it stay where it is.
        return std::nullopt;
    }

    void find() {
        for (DraftSource& source : sources_) {
            source.candidates = find_candidates(source.transcript, *patterns_);
        }
    }

    void step(std::uint64_t bytes) {
        done_ += bytes;
        if (request_.progress) request_.progress(std::min(done_, all_), all_);
    }

    std::optional<Failure> read_pack(PackFiles& existing) {
        find();
        std::error_code code;
        if (!fs::exists(request_.draft, code)) return std::nullopt;
        fs::directory_iterator entry(request_.draft, code);
        if (code)
            return refused("can't read the folder `" + request_.draft + "`: " + code.message());
        for (const fs::directory_iterator end; entry != end; entry.increment(code)) {
            const std::string name = entry->path().filename().string();
            if (!entry->is_regular_file(code)) continue;
            if (name != kDraftMemory && !name.ends_with(".toml") && !name.ends_with(".md"))
                continue;
            auto text = read_file(entry->path().string(), kBytesMax);
            if (!text) return failure(text.error());
            existing.emplace(name, std::move(*text));
        }
        return std::nullopt;
    }

    std::optional<Failure> write_pack(const DraftFiles& draft) {
        std::error_code code;
        fs::create_directories(request_.draft, code);
        if (code)
            return refused("can't make the folder `" + request_.draft + "`: " + code.message());
        for (const auto& [name, text] : draft.write) {
            if (name == kDraftMemory) continue;
            if (auto done = write_file(request_.draft + "/" + name, text); !done) {
                return failure(done.error());
            }
        }
        const auto memory = draft.write.find(std::string(kDraftMemory));
        if (memory == draft.write.end()) return std::nullopt;
        auto done = write_file(request_.draft + "/" + memory->first, memory->second);
        if (!done) return failure(done.error());
        return std::nullopt;
    }

    std::string report(const DraftFiles& draft) {
        std::string out;
        for (const DraftSource& source : sources_) {
            std::size_t asked = 0;
            for (const TranscriptTurn& turn : source.transcript.turns) {
                asked += turn.kind == TranscriptTurn::Kind::Exchange ? 1U : 0U;
            }
            out += source.id + ": " + std::to_string(source.transcript.turns.size()) + " turns, " +
                   std::to_string(asked) + " of them questions; " +
                   std::to_string(source.candidates.claims.size()) + " candidates\n";
        }
        out += request_.draft + ": " + std::to_string(draft.offered) + " candidates added, " +
               std::to_string(draft.known) + " offered before\n";
        for (const std::string& note : draft.notes) out += "note: " + note + "\n";
        return out;
    }

    void list_source(DraftSource source, std::string& out) const {
        const Candidates candidates = find_candidates(source.transcript, *patterns_);
        const Transcript& transcript = source.transcript;
        out += "title\t" + transcript.title + "\n";
        out += "date\t" + (transcript.date ? transcript.date->to_string() : "") + "\n";
        for (const TranscriptTurn& turn : transcript.turns) {
            const Utterance none;
            const Utterance& first = turn.questions.empty() ? none : turn.questions[0];
            std::string asked = bare_question(first.text, *patterns_);
            std::replace(asked.begin(), asked.end(), '\n', ' ');
            out += "turn\t" + turn.id + "\t" + first.speaker + "\t" + asked + "\n";
        }
        for (const Candidate& claim : candidates.claims) list_claim(transcript, claim, out);
    }

    void list_claim(const Transcript& transcript, const Candidate& claim, std::string& out) const {
        const std::string& turn = transcript.turns[claim.turn].id;
        if (claim.kind == Candidate::Kind::Condition) {
            out += "condition\t" + turn + "\t" + std::string(claim.said) + "\t" +
                   std::string(claim.follows) + "\n";
            return;
        }
        const auto& relations = patterns_->source.relations;
        out += (claim.asked ? "asked\t" : "figure\t") + turn + "\t" + value_text(claim.figure) +
               "\t" + (claim.figure.unit.empty() ? "-" : claim.figure.unit) + "\t" +
               std::string(claim.said) + "\t" + std::string(to_string(claim.modality)) + "\t" +
               (claim.relation ? relations[*claim.relation].name : "-") + "\t" +
               std::string(claim.subject) + "\n";
    }

    const IngestRequest& request_;
    std::optional<CompiledPatterns> patterns_;
    std::optional<Date> date_;
    std::vector<DraftSource> sources_;
    std::uint64_t done_ = 0;
    std::uint64_t all_ = 0;
};

}  // namespace

Outcome<std::string> ingest(const IngestRequest& request) { return IngestRun(request).write(); }

Outcome<std::string> list_ingest(const IngestRequest& request) { return IngestRun(request).list(); }

}  // namespace dictum

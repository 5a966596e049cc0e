#include "embed/export.h"

#include <filesystem>
#include <set>

#include "embed/failure.h"
#include "engine/check/check.h"
#include "kb/files.h"
#include "kb/knowledge_base.h"
#include "rules/pack_text.h"

namespace dictum {
namespace {

namespace fs = std::filesystem;

// A pack's name as the name of its folder, which is no other pack's.
std::string folder_name(const std::string& pack, std::set<std::string>& taken) {
    std::string name;
    for (const char c : pack) {
        const auto byte = static_cast<unsigned char>(c);
        name += byte <= 0x20 || byte == 0x7F || c == '/' || c == '\\' ? '-' : c;
    }
    if (name.empty() || name.front() == '.') name.insert(0, "pack-");
    while (!taken.insert(name).second) name += "-";
    return name;
}

class BaseExport {
  public:
    BaseExport(const KnowledgeBase& base, std::string folder)
        : base_(base), folder_(std::move(folder)) {}

    Status run() {
        DICTUM_TRY(knowledge_, base_.whole_knowledge(sources_));
        Diagnostics diagnostics;
        assembled_ = assemble(knowledge_, FactsFrom::Store, diagnostics);
        program_ = check_with_tables(knowledge_, assembled_, values_, diagnostics);
        if (!program_ || diagnostics.has_errors()) {
            return Error{ErrorCode::Damaged,
                         "the base does not make a program; `dictum check` "
                         "says what is wrong"};
        }
        std::set<std::string> taken;
        for (std::size_t i = 0; i < knowledge_.packs.size(); ++i) {
            DICTUM_CHECK(
                write(static_cast<std::uint32_t>(i), folder_name(knowledge_.packs[i].name, taken)));
        }
        return {};
    }
    const std::string& report() const { return report_; }

  private:
    Status write(std::uint32_t pack, const std::string& name) {
        std::vector<std::pair<std::string, std::string>> data;
        std::vector<PackFile> tables;
        for (std::size_t i = 0; i < knowledge_.relations.size(); ++i) {
            const RelationSchema schema = program_->relations[id_at<RelationId>(i)].schema();
            DICTUM_TRY(std::string csv, base_.data_csv(schema, knowledge_.packs[pack].name,
                                                       assembled_.vocabulary.units));
            if (csv.empty()) continue;
            const std::string file = "data/" + schema.name + ".csv";
            data.emplace_back(schema.name, file);
            tables.push_back({file, std::move(csv)});
        }
        std::vector<PackFile> files = pack_files(knowledge_, pack, data);
        for (PackFile& table : tables) files.push_back(std::move(table));
        for (const PackFile& file : files) {
            const fs::path path = fs::path(folder_) / name / file.path;
            std::error_code failed;
            fs::create_directories(path.parent_path(), failed);
            if (failed) {
                return Error{ErrorCode::Io, "can't make `" + path.parent_path().string() +
                                                "`: " + failed.message()};
            }
            DICTUM_CHECK(write_file(path.string(), file.text));
        }
        report_ += "exported " + knowledge_.packs[pack].name + " to " + name + "\n";
        return {};
    }

    const KnowledgeBase& base_;
    std::string folder_;
    SourceMap sources_;
    Knowledge knowledge_;
    Assembled assembled_;
    Values values_;
    std::optional<CheckedProgram> program_;
    std::string report_;
};

}  // namespace

Outcome<std::string> export_base(const std::string& kb, const std::string& folder) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(folder, ignored))) {
        return failure(Error{ErrorCode::InvalidInput, "there is already a `" + folder +
                                                          "`; name a folder that isn't there yet"});
    }
    auto base = KnowledgeBase::open(kb, KnowledgeBase::Access::Read);
    if (!base) return failure(base.error());
    const std::string aside = folder + ".partial";
    fs::remove_all(aside, ignored);
    BaseExport written(*base, aside);
    const Status done = written.run();
    std::error_code failed;
    if (done) fs::rename(aside, folder, failed);
    if (done && !failed) return written.report();
    fs::remove_all(aside, ignored);
    if (!done) return failure(done.error());
    return failure(Error{ErrorCode::Io, "`" + folder + "` can't be made: " + failed.message()});
}

}  // namespace dictum

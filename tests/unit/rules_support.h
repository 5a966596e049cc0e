// A small made-up pack about tea shops, and helpers to read it with changes: each test alters what
// it is about and looks at the mistakes that are reported.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rules/check_inputs.h"
#include "rules/pack_input.h"
#include "rules/read_packs.h"

namespace dictum::test {

using PackFiles = std::vector<std::pair<std::string, std::string>>;

inline std::string tea_minutes() {
    return "# Minutes of a made-up call\n"
           "\n"
           "## p1\n"
           "乌龙茶大约八十元，“绿茶”卖 50 元。\n"
           "\n"
           "## qa-1\n"
           "问：谁买？\n"
           "答：茶馆买乌龙茶，ＧＰＵ一项不买。\n";
}

inline std::string tea_declarations() {
    return "# A made-up pack\n"
           "[pack]\n"
           "name = \"tea\"\n"
           "title = \"Tea shops\"\n"
           "\n"
           "[[source]]\n"
           "id = \"call\"\n"
           "title = \"A made-up call\"\n"
           "date = 2024-05-01\n"
           "text = \"minutes.md\"\n"
           "\n"
           "[[entity]]\n"
           "id = \"oolong\"\n"
           "type = \"tea\"\n"
           "names = [\"乌龙茶\", \"oolong tea\"]\n"
           "\n"
           "[[entity]]\n"
           "id = \"green\"\n"
           "type = [\"tea\", \"colour\"]\n"
           "names = [\"绿茶\"]\n"
           "\n"
           "[[relation]]\n"
           "name = \"price\"\n"
           "about = { zh = \"茶价\", en = \"the price of a tea\" }\n"
           "columns = [\"tea: tea\", \"price: CNY\"]\n"
           "key = [\"tea\"]\n"
           "asks = [\"价格\", \"price\"]\n"
           "says = { zh = \"{tea}卖{price}\", en = \"{tea} costs {price}\" }\n"
           "\n"
           "[[relation]]\n"
           "name = \"dearer\"\n"
           "columns = [\"tea: tea\", \"other: tea\"]\n";
}

inline std::string tea_statements() {
    return "[[claim]]\n"
           "id = \"oolong-price\"\n"
           "fact = 'price(\"oolong\", 80..100元)'\n"
           "cite = \"call p1\"\n"
           "quote = \"乌龙茶大约八十元\"\n"
           "modality = \"estimate\"\n"
           "confidence = 0.5\n"
           "note = \"about\"\n"
           "reviewed_by = \"analyst\"\n"
           "reviewed_on = 2024-05-02\n"
           "\n"
           "[[claim]]\n"
           "fact = 'price(\"green\", 50元)'\n"
           "cites = [{ at = \"call p1\", quote = \"\\\"绿茶\\\"卖50元\" }]\n"
           "\n"
           "[[rule]]\n"
           "id = \"dearer\"\n"
           "rule = 'dearer(x, y) :- price(x, p), price(y, q), p > q.'\n";
}

inline PackFiles tea_files() {
    return {{"declarations.toml", tea_declarations()},
            {"statements.toml", tea_statements()},
            {"minutes.md", tea_minutes()}};
}

// The tea files, and `text` in a file of its own that comes last.
inline PackFiles tea_files_with(std::string text) {
    PackFiles files = tea_files();
    files.insert(files.begin() + 2, {"zz.toml", std::move(text)});
    return files;
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// Each mistake: the headline, then ` | note` and ` | mend` where there are.
inline std::vector<std::string> mistakes(Diagnostics found, const SourceMap& sources) {
    found.sort();
    std::vector<std::string> lines;
    for (const Diagnostic& item : found.items()) {
        std::string line = headline(item, sources);
        if (!item.note.empty()) line += " | " + item.note;
        if (!item.mend.empty()) line += " | " + item.mend;
        lines.push_back(std::move(line));
    }
    return lines;
}

inline std::vector<std::unique_ptr<PackInput>> one_input(PackFiles files) {
    std::vector<std::unique_ptr<PackInput>> inputs;
    inputs.push_back(std::make_unique<PackInMemory>("tea", std::move(files)));
    return inputs;
}

struct ReadTea {
    SourceMap sources;
    Diagnostics diagnostics;
    PacksRead read;
    std::string error;  // of the environment
};

inline std::unique_ptr<ReadTea> read_tea(PackFiles files) {
    auto tea = std::make_unique<ReadTea>();
    auto read = read_inputs(one_input(std::move(files)), tea->sources, tea->diagnostics);
    if (read) {
        tea->read = *std::move(read);
    } else {
        tea->error = read.error().message;
    }
    return tea;
}

// What reading alone has to say about the files.
inline std::vector<std::string> reading_mistakes(PackFiles files) {
    const auto tea = read_tea(std::move(files));
    if (!tea->error.empty()) return {tea->error};
    return mistakes(tea->diagnostics, tea->sources);
}

struct CheckedTea {
    SourceMap sources;
    Values values;
    Diagnostics diagnostics;
    std::optional<CheckedPack> pack;
    std::string error;
};

inline std::unique_ptr<CheckedTea> check_inputs_of(std::vector<std::unique_ptr<PackInput>> inputs) {
    auto tea = std::make_unique<CheckedTea>();
    auto checked = check_inputs(inputs, tea->sources, tea->values, tea->diagnostics);
    if (checked) {
        tea->pack = *std::move(checked);
    } else {
        tea->error = checked.error().message;
    }
    return tea;
}

inline std::unique_ptr<CheckedTea> check_tea(PackFiles files) {
    return check_inputs_of(one_input(std::move(files)));
}

inline std::vector<std::string> checking_mistakes(PackFiles files) {
    const auto tea = check_tea(std::move(files));
    if (!tea->error.empty()) return {tea->error};
    return mistakes(tea->diagnostics, tea->sources);
}

// A folder of the test's own, gone at its end.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "dictum-test-XXXXXX").string();
        path_ = ::mkdtemp(name.data()) == nullptr ? std::string() : name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string at(const std::string& name) const { return path_ + "/" + name; }

    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(std::filesystem::path(at(name)).parent_path());
        std::ofstream(at(name), std::ios::binary) << text;
    }
    std::string read(const std::string& name) const {
        std::ifstream file(at(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

  private:
    std::string path_;
};

}  // namespace dictum::test

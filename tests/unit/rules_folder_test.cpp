// Pack folders: which files are read, what is refused, and the bounds that are checked before
// reading.
#include <sys/stat.h>
#include <unistd.h>

#include "rules/pack.h"
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

class PackOnDisk {
  public:
    PackOnDisk() {
        for (const auto& [name, text] : tea_files()) folder.write("tea/" + name, text);
    }

    // The mistakes, with the folder's path taken out; an Error of the environment as `! message`.
    std::vector<std::string> read(std::vector<std::string> packs = {"tea"}) {
        SourceMap sources;
        Diagnostics diagnostics;
        for (std::string& pack : packs) pack = folder.at(pack);
        const auto knowledge = read_packs(packs, sources, diagnostics);
        std::vector<std::string> lines = mistakes(diagnostics, sources);
        if (!knowledge) lines = {"! " + knowledge.error().message};
        if (!knowledge) code = knowledge.error().code;
        for (std::string& line : lines) {
            for (std::size_t at = line.find(folder.path()); at != std::string::npos;
                 at = line.find(folder.path())) {
                line.erase(at, folder.path().size() + 1);
            }
        }
        return lines;
    }

    TemporaryFolder folder;
    ErrorCode code{};
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is read, its subfolders too, hidden files not") {
    PackOnDisk pack;
    CHECK(pack.read().empty());
    CHECK(pack.read({"tea/"}).empty());
    pack.folder.write("tea/.hidden.toml", "broken");
    pack.folder.write("tea/.git/x.toml", "broken");
    pack.folder.write("tea/notes.txt", "no TOML");
    CHECK(pack.read().empty());
    pack.folder.write("tea/sub/more.toml", "[[x]]\n");
    CHECK(pack.read() == Lines{"tea/sub/more.toml:1:3: error: a pack has no table `x` "
                               "[unknown-table]"});
}

TEST_CASE("a folder that is not there, is empty, or is a file") {
    PackOnDisk pack;
    CHECK(pack.read({"absent"})[0].find("! can't read the folder `absent`") == 0);
    CHECK(pack.code == ErrorCode::NotFound);
    std::filesystem::create_directory(pack.folder.at("empty"));
    CHECK(pack.read({"empty"}) == Lines{"! `empty` holds no pack: there is no *.toml file in it"});
    CHECK(pack.read({"tea/minutes.md"})[0].find("! can't read the folder") == 0);
}

TEST_CASE("paths stay inside the pack") {
    PackOnDisk pack;
    pack.folder.write("outside.md", tea_minutes());
    const auto with_text = [&](const std::string& path) {
        pack.folder.write("tea/declarations.toml",
                          replaced(tea_declarations(), "minutes.md", path));
        const Lines lines = pack.read();
        return lines.empty() ? std::string() : lines[0];
    };
    const std::string outside = "does not stay inside the pack";
    CHECK(with_text("../outside.md")
              .find("tea/declarations.toml:10:9: error: `../outside.md` " + outside) == 0);
    CHECK(with_text("sub/../../outside.md").find(outside) != std::string::npos);
    CHECK(with_text("/etc/passwd").find(outside) != std::string::npos);
    CHECK(with_text("./minutes.md").empty());
    std::filesystem::create_symlink("../outside.md", pack.folder.at("tea/link.md"));
    CHECK(with_text("link.md").find("is a symbolic link that leads out of the pack [pack-path]") !=
          std::string::npos);
    std::filesystem::create_symlink("minutes.md", pack.folder.at("tea/inside.md"));
    CHECK(with_text("inside.md").empty());
    CHECK(with_text("absent.md").find("[unreadable-file]") != std::string::npos);
}

TEST_CASE("devices, FIFOs and folders are not read, and nothing waits for them") {
    PackOnDisk pack;
    REQUIRE(::mkfifo(pack.folder.at("tea/fifo.md").c_str(), 0600) == 0);
    std::filesystem::create_directory(pack.folder.at("tea/folder.md"));
    for (const char* name : {"fifo.md", "folder.md"}) {
        pack.folder.write("tea/declarations.toml",
                          replaced(tea_declarations(), "minutes.md", name));
        const Lines lines = pack.read();
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].find("not a file [unreadable-file]") != std::string::npos);
    }
    PackOnDisk other;
    REQUIRE(::mkfifo(other.folder.at("tea/x.toml").c_str(), 0600) == 0);
    CHECK(other.read() == Lines{"! `tea/x.toml` is a FIFO, not a file"});
    PackOnDisk linked;
    linked.folder.write("outside.toml", "");
    std::filesystem::create_symlink("../outside.toml", linked.folder.at("tea/x.toml"));
    CHECK(linked.read() == Lines{"! `tea/x.toml` is a symbolic link that leads out of the pack"});
    PackOnDisk cyclic;
    std::filesystem::create_directory_symlink(".", cyclic.folder.at("tea/self"));
    CHECK(cyclic.read()[0].find("is a symbolic link to a folder") != std::string::npos);
}

TEST_CASE("bounds of files, depth and bytes") {
    PackOnDisk many;
    for (int i = 0; i < 1'000; ++i) many.folder.write("tea/n" + std::to_string(i), "");
    CHECK(many.read() == Lines{"! the pack `tea` has more than 1000 files"});
    CHECK(many.code == ErrorCode::Limit);
    PackOnDisk deep;
    std::string path = "tea";
    for (int i = 0; i < 17; ++i) path += "/d";
    deep.folder.write(path + "/x.toml", "");
    CHECK(deep.read() == Lines{"! the pack `tea` has folders nested deeper than 16"});
    PackOnDisk large;
    large.folder.write("tea/x.toml", "");
    std::filesystem::resize_file(large.folder.at("tea/x.toml"), 64'000'001);
    CHECK(large.read() == Lines{"! the pack `tea` has more than 64000000 bytes"});
    PackOnDisk text;
    std::filesystem::resize_file(text.folder.at("tea/minutes.md"), 64'000'001);
    CHECK(text.read() == Lines{"! the pack `tea` has more than 64000000 bytes"});
}

TEST_CASE("files that are not UTF-8 have the place of the first bad byte") {
    PackOnDisk pack;
    pack.folder.write("tea/x.toml", "# 茶\nk = \"\xC0\xAF\"\n");
    CHECK(pack.read()[0] ==
          "tea/x.toml:2:6: error: this byte is not UTF-8 text [invalid-utf-8] | "
          "save the file as UTF-8");
    pack.folder.write("tea/x.toml", std::string("a\0b", 3));
    CHECK(pack.read()[0].find("tea/x.toml:1:2: error: this byte is not UTF-8 text") == 0);
    pack.folder.write("tea/x.toml", "");
    pack.folder.write("tea/minutes.md", "## p1\n茶\xED\xA0\x80\n");
    CHECK(pack.read() == Lines{"tea/minutes.md:2:2: error: this byte is not UTF-8 text "
                               "[invalid-utf-8] | save the file as UTF-8"});
}

TEST_CASE("two packs are read as one; the same pack twice is refused") {
    PackOnDisk pack;
    pack.folder.write("more/pack.toml",
                      "[pack]\nname = \"more\"\n[[claim]]\nfact = 'price(\"green\", 60元)'\ncite = "
                      "\"call p1\"\nquote = \"绿茶\"\n");
    CHECK(pack.read({"tea", "more"}).empty());
    CHECK(pack.read({"more"})[0].find("there is no source `call`") != std::string::npos);
    const Lines lines = pack.read({"tea", "tea"});
    CHECK(lines.size() > 1);
    CHECK(lines[0].find("two of the packs are named `tea` [duplicate-pack]") != std::string::npos);
}

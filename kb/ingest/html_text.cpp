#include "kb/ingest/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/value/unit_text.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::string_view kWhite = " \t\r\n\f";

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Their content is no markup.
constexpr std::array<std::string_view, 6> kRaw = {"script",   "style",  "template",
                                                  "textarea", "iframe", "noscript"};
// Beside the article.
constexpr std::array<std::string_view, 9> kBesideText = {
    "nav", "header", "footer", "aside", "form", "button", "select", "svg", "dialog"};
constexpr std::array<std::string_view, 30> kLines = {
    "p",          "div",   "br",    "li",   "ul",     "ol",    "tr",      "table",
    "h1",         "h2",    "h3",    "h4",   "h5",     "h6",    "section", "blockquote",
    "pre",        "dl",    "dt",    "dd",   "figure", "hr",    "article", "main",
    "figcaption", "tbody", "thead", "body", "html",   "option"};

constexpr std::pair<std::string_view, char32_t> kEntities[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
    {"nbsp", ' '},     {"ensp", ' '},      {"emsp", ' '},     {"thinsp", ' '},    {"ndash", 0x2013},
    {"mdash", 0x2014}, {"hellip", 0x2026}, {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"middot", 0xB7},   {"bull", 0x2022},  {"times", 0xD7},    {"pound", 0xA3},
    {"euro", 0x20AC},  {"yen", 0xA5},      {"cent", 0xA2},    {"copy", 0xA9},     {"reg", 0xAE},
    {"deg", 0xB0},     {"plusmn", 0xB1},   {"frac12", 0xBD},  {"permil", 0x2030}, {"laquo", 0xAB},
    {"raquo", 0xBB},   {"trade", 0x2122},  {"eacute", 0xE9},  {"uuml", 0xFC},     {"ouml", 0xF6},
    {"auml", 0xE4},    {"szlig", 0xDF},    {"ge", 0x2265},    {"le", 0x2264}};

class HtmlReader {
  public:
    HtmlReader(std::string_view page, bool only_article)
        : page_(page), only_article_(only_article) {}

    HtmlText run() {
        while (at_ < page_.size()) {
            if (page_[at_] == '<' && tag()) continue;
            character();
        }
        return std::move(out_);
    }

    bool saw_article() const { return saw_article_; }

  private:
    // False: this `<` begins no tag.
    bool tag() {
        if (page_.substr(at_).starts_with("<!--")) {
            const std::size_t end = page_.find("-->", at_ + 4);
            at_ = end == std::string_view::npos ? page_.size() : end + 3;
            return true;
        }
        const bool closing = at_ + 1 < page_.size() && page_[at_ + 1] == '/';
        const std::size_t name_begin = at_ + (closing ? 2 : 1);
        if (name_begin >= page_.size()) return false;
        const char first = page_[name_begin];
        const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        if (!letter && first != '!' && first != '?') return false;
        const std::size_t name_end =
            std::min(page_.find_first_of(" \t\r\n\f/>", name_begin), page_.size());
        const std::string name = folded(page_.substr(name_begin, name_end - name_begin));
        at_ = end_of_tag(name_end);
        act(name, closing);
        return true;
    }

    // Behind the `>` that ends the tag, quoted values skipped.
    std::size_t end_of_tag(std::size_t at) const {
        char quote = 0;
        for (; at < page_.size(); ++at) {
            const char c = page_[at];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if ((c == '"' || c == '\'') && at > 0 && page_[at - 1] == '=') {
                quote = c;
            } else if (c == '>') {
                return at + 1;
            }
        }
        return page_.size();
    }

    void act(const std::string& name, bool closing) {
        if (among(name, kRaw)) {
            if (!closing) skip_raw(name);
            return;
        }
        if (name == "title") {
            in_title_ = !closing && out_.title.empty();
            return;
        }
        if (name == "article" || name == "main") {
            saw_article_ = true;
            if (!closing) ++article_;
            if (closing && article_ > 0) --article_;
        }
        if (among(name, kBesideText)) {
            if (!closing) ++beside_;
            if (closing && beside_ > 0) --beside_;
        }
        if (among(name, kLines) && !out_.text.empty() && out_.text.back() != '\n') {
            out_.text += '\n';
        } else if ((name == "td" || name == "th") && !out_.text.empty()) {
            out_.text += ' ';
        }
    }

    void skip_raw(const std::string& name) {
        for (;;) {
            const std::size_t end = page_.find("</", at_);
            if (end == std::string_view::npos) {
                at_ = page_.size();
                return;
            }
            at_ = end + 2;
            if (folded(page_.substr(at_, name.size())) == name) {
                at_ = end_of_tag(at_);
                return;
            }
        }
    }

    void character() {
        const char c = page_[at_];
        if (c == '&' && entity()) return;
        ++at_;
        if (kWhite.find(c) == std::string_view::npos) {
            put(std::string_view(&c, 1));
        } else {
            blank();
        }
    }

    bool entity() {
        const std::size_t end = page_.find(';', at_);
        if (end == std::string_view::npos || end - at_ > 10) return false;
        const std::string_view name = page_.substr(at_ + 1, end - at_ - 1);
        char32_t value = 0;
        if (name.starts_with('#')) {
            const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
            const std::string_view digits = name.substr(hex ? 2 : 1);
            std::uint32_t number = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
            if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) {
                return false;
            }
            value = number;
        }
        for (const auto& [known, meant] : kEntities) {
            if (name == known) value = meant;
        }
        if (value == 0) return false;
        at_ = end + 1;
        if (value == ' ' || value == 0xA0) {
            blank();
        } else {
            std::string text;
            append_utf8(text, value);
            put(text);
        }
        return true;
    }

    std::string* target() {
        if (in_title_) return &out_.title;
        if (beside_ > 0 || (only_article_ && article_ == 0)) return nullptr;
        return &out_.text;
    }

    void put(std::string_view text) {
        if (std::string* out = target()) *out += text;
    }
    void blank() {
        std::string* out = target();
        if (out != nullptr && !out->empty() && out->back() != ' ' && out->back() != '\n') {
            *out += ' ';
        }
    }

    std::string_view page_;
    bool only_article_;
    std::size_t at_ = 0;
    std::size_t beside_ = 0;
    std::size_t article_ = 0;
    bool saw_article_ = false;
    bool in_title_ = false;
    HtmlText out_;
};

}  // namespace

bool looks_like_html(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kWhite);
    if (begin == std::string_view::npos) return false;
    const std::string head = folded(text.substr(begin, 1024));
    return head.starts_with("<!doctype html") || head.starts_with("<html") ||
           (head.starts_with("<") && head.find("<body") != std::string::npos) ||
           (head.starts_with("<!--") && head.find("<html") != std::string::npos);
}

HtmlText html_text(std::string_view page) {
    HtmlReader whole(page, false);
    HtmlText text = whole.run();
    if (!whole.saw_article()) return text;
    HtmlText article = HtmlReader(page, true).run();
    // An <article> that holds a line or two is a teaser beside the text.
    return article.text.size() * 4 >= text.text.size() ? article : text;
}

}  // namespace dictum

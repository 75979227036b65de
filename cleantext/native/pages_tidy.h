/* What writing a page in order needs: the names of elements, and what is open. */

#ifndef CLEANTEXT_PAGES_TIDY_H
#define CLEANTEXT_PAGES_TIDY_H

#include "pages.h"
#include <stddef.h>

/* What the standard does with the tags of an element: a line for each way. */
enum {
    AS_PLAIN, AS_BLOCK, AS_HEADING, AS_ITEM, AS_TERM, AS_FORM, AS_PRE, AS_BUTTON, AS_FORMAT, AS_OBJECT,
    AS_EMPTY, AS_EMPTY_PLAIN, AS_RULE, AS_TEXTAREA, AS_TITLE, AS_RAW, AS_META, AS_SELECT, AS_OPTION, AS_GROUP,
    AS_READING, AS_TABLE, AS_CAPTION, AS_COLUMNS, AS_COLUMN, AS_SECTION, AS_ROW, AS_CELL, AS_HTML, AS_HEAD,
    AS_BODY, AS_FOREIGN, AS_TEMPLATE, AS_STRANGE
};
/* Elements that end tags do not look beyond, that bound scopes, and whose end tags may be left out. */
enum { SPECIAL = 1, BOUND = 2, IMPLIED = 4 };

/* Name, constant, way, flags. */
#define ELEMENTS(X)                                                                                            \
    X("", UNKNOWN, AS_PLAIN, 0) X("a", A, AS_FORMAT, 0) X("address", ADDRESS, AS_BLOCK, SPECIAL)               \
    X("applet", APPLET, AS_OBJECT, SPECIAL | BOUND) X("area", AREA, AS_EMPTY, SPECIAL)                         \
    X("article", ARTICLE, AS_BLOCK, SPECIAL) X("aside", ASIDE, AS_BLOCK, SPECIAL) X("b", B, AS_FORMAT, 0)      \
    X("base", BASE, AS_META, SPECIAL) X("basefont", BASEFONT, AS_META, SPECIAL)                                \
    X("bgsound", BGSOUND, AS_META, SPECIAL) X("big", BIG, AS_FORMAT, 0)                                        \
    X("blockquote", BLOCKQUOTE, AS_BLOCK, SPECIAL) X("body", BODY, AS_BODY, SPECIAL)                           \
    X("br", BR, AS_EMPTY, SPECIAL) X("button", BUTTON, AS_BUTTON, SPECIAL)                                     \
    X("caption", CAPTION, AS_CAPTION, SPECIAL | BOUND) X("center", CENTER, AS_BLOCK, SPECIAL)                  \
    X("code", CODE, AS_FORMAT, 0) X("col", COL, AS_COLUMN, SPECIAL)                                            \
    X("colgroup", COLGROUP, AS_COLUMNS, SPECIAL) X("dd", DD, AS_TERM, SPECIAL | IMPLIED)                       \
    X("details", DETAILS, AS_BLOCK, SPECIAL) X("dialog", DIALOG, AS_BLOCK, 0) X("dir", DIR, AS_BLOCK, SPECIAL) \
    X("div", DIV, AS_BLOCK, SPECIAL) X("dl", DL, AS_BLOCK, SPECIAL) X("dt", DT, AS_TERM, SPECIAL | IMPLIED)    \
    X("em", EM, AS_FORMAT, 0) X("embed", EMBED, AS_EMPTY, SPECIAL) X("fieldset", FIELDSET, AS_BLOCK, SPECIAL)  \
    X("figcaption", FIGCAPTION, AS_BLOCK, SPECIAL) X("figure", FIGURE, AS_BLOCK, SPECIAL)                      \
    X("font", FONT, AS_FORMAT, 0) X("footer", FOOTER, AS_BLOCK, SPECIAL) X("form", FORM, AS_FORM, SPECIAL)     \
    X("frame", FRAME, AS_STRANGE, SPECIAL) X("frameset", FRAMESET, AS_STRANGE, SPECIAL)                        \
    X("h1", H1, AS_HEADING, SPECIAL) X("h2", H2, AS_HEADING, SPECIAL) X("h3", H3, AS_HEADING, SPECIAL)         \
    X("h4", H4, AS_HEADING, SPECIAL) X("h5", H5, AS_HEADING, SPECIAL) X("h6", H6, AS_HEADING, SPECIAL)         \
    X("head", HEAD, AS_HEAD, SPECIAL) X("header", HEADER, AS_BLOCK, SPECIAL)                                   \
    X("hgroup", HGROUP, AS_BLOCK, SPECIAL) X("hr", HR, AS_RULE, SPECIAL)                                       \
    X("html", HTML, AS_HTML, SPECIAL | BOUND) X("i", I, AS_FORMAT, 0) X("iframe", IFRAME, AS_RAW, SPECIAL)     \
    X("image", PICTURE, AS_STRANGE, 0) X("img", IMG, AS_EMPTY, SPECIAL) X("input", INPUT, AS_EMPTY, SPECIAL)   \
    X("keygen", KEYGEN, AS_STRANGE, SPECIAL) X("li", LI, AS_ITEM, SPECIAL | IMPLIED)                           \
    X("link", LINKED, AS_META, SPECIAL) X("listing", LISTING, AS_PRE, SPECIAL)                                 \
    X("main", MAIN, AS_BLOCK, SPECIAL) X("marquee", MARQUEE, AS_OBJECT, SPECIAL | BOUND)                       \
    X("math", MATH, AS_FOREIGN, 0) X("menu", MENU, AS_BLOCK, SPECIAL) X("meta", META, AS_META, SPECIAL)        \
    X("nav", NAV, AS_BLOCK, SPECIAL) X("nobr", NOBR, AS_STRANGE, 0) X("noembed", NOEMBED, AS_RAW, SPECIAL)     \
    X("noframes", NOFRAMES, AS_RAW, SPECIAL) X("noscript", NOSCRIPT, AS_PLAIN, SPECIAL)                        \
    X("object", OBJECT, AS_OBJECT, SPECIAL | BOUND) X("ol", OL, AS_BLOCK, SPECIAL)                             \
    X("optgroup", OPTGROUP, AS_GROUP, IMPLIED) X("option", OPTION, AS_OPTION, IMPLIED)                         \
    X("p", P, AS_BLOCK, SPECIAL | IMPLIED) X("param", PARAM, AS_EMPTY_PLAIN, SPECIAL)                          \
    X("plaintext", PLAINTEXT, AS_STRANGE, SPECIAL) X("pre", PRE, AS_PRE, SPECIAL)                              \
    X("rb", RB, AS_STRANGE, IMPLIED) X("rp", RP, AS_READING, IMPLIED) X("rt", RT, AS_READING, IMPLIED)         \
    X("rtc", RTC, AS_STRANGE, IMPLIED) X("ruby", RUBY, AS_PLAIN, 0) X("s", S, AS_FORMAT, 0)                    \
    X("script", SCRIPT, AS_RAW, SPECIAL) X("search", SEARCH, AS_BLOCK, SPECIAL)                                \
    X("section", SECTION, AS_BLOCK, SPECIAL) X("select", SELECT, AS_SELECT, SPECIAL)                           \
    X("selectedcontent", SELECTED, AS_STRANGE, 0) X("small", SMALL, AS_FORMAT, 0)                              \
    X("source", SOURCE, AS_EMPTY_PLAIN, SPECIAL) X("span", SPAN, AS_PLAIN, 0)                                  \
    X("strike", STRIKE, AS_FORMAT, 0) X("strong", STRONG, AS_FORMAT, 0) X("style", STYLE, AS_RAW, SPECIAL)     \
    X("summary", SUMMARY, AS_BLOCK, SPECIAL) X("svg", SVG, AS_FOREIGN, 0)                                      \
    X("table", TABLE, AS_TABLE, SPECIAL | BOUND) X("tbody", TBODY, AS_SECTION, SPECIAL)                        \
    X("td", TD, AS_CELL, SPECIAL | BOUND) X("template", TEMPLATE, AS_TEMPLATE, SPECIAL | BOUND)                \
    X("textarea", TEXTAREA, AS_TEXTAREA, SPECIAL) X("tfoot", TFOOT, AS_SECTION, SPECIAL)                       \
    X("th", TH, AS_CELL, SPECIAL | BOUND) X("thead", THEAD, AS_SECTION, SPECIAL)                               \
    X("title", TITLE, AS_TITLE, SPECIAL) X("tr", TR, AS_ROW, SPECIAL)                                          \
    X("track", TRACK, AS_EMPTY_PLAIN, SPECIAL) X("tt", TT, AS_FORMAT, 0) X("u", U, AS_FORMAT, 0)               \
    X("ul", UL, AS_BLOCK, SPECIAL) X("wbr", WBR, AS_EMPTY, SPECIAL) X("xmp", XMP, AS_STRANGE, SPECIAL)

#define CONSTANT(name, constant, way, flags) THE_##constant,
enum { ELEMENTS(CONSTANT) KNOWN_ELEMENTS };
#undef CONSTANT

typedef struct {
    const char *name;
    uint8_t length, way, flags;
} Element;

extern const Element pages_elements[KNOWN_ELEMENTS];

/* Where a page is, from its beginning to its end. */
enum { INITIAL, BEFORE_HTML, BEFORE_HEAD, IN_HEAD, IN_NOSCRIPT, AFTER_HEAD, IN_BODY, AFTER_BODY, AFTER_HTML };
/* What part of a table, or else, an element stands in. */
enum { ANYWHERE, IN_TABLE, IN_SECTION, IN_ROW, IN_CELL, IN_CAPTION, IN_COLUMNS, IN_SELECT };
/* What is to be done with a tag. */
enum { GIVE_UP, LEAVE_OUT, INSERT, INSERT_EMPTY, INSERT_IN_HEAD, GIVE_BODY };

enum { DEEPEST = 500, MOST_FORMATS = 200, MOST_GIVEN = 64, SLOTS = 512 };

/* An element that is open: what it is, where its name stands in what is written. */
typedef struct {
    uint8_t element, place;
    uint32_t length;
    size_t name;
} Opened;

/* An element that changes how text looks, open or to be opened again; a mark where `element` is UNKNOWN. */
typedef struct {
    int element, depth; /* -1 where it is not open */
    size_t from, to;    /* its start tag as it was written */
} Format;

typedef struct {
    char *data;
    size_t length, room, most;
    const char *end;
    PyObject *named;
    int phase, quirks, depth, formats, paragraphs, has_form, form, drops_newline;
    size_t head, body; /* where the end tag of the head, and the end of the start tag of an implied body, are written */
    Array beside, behind, given;
    Opened opened[DEEPEST];
    Format format[MOST_FORMATS];
    uint8_t slots[SLOTS];
} Tidy;

#define PUT(text) tidy_put(tidy, text, sizeof text - 1)

/* All return 0 where nothing can go on, with an exception or because the page is not in order. Written: */
int tidy_grow(Tidy *tidy, size_t length);
int tidy_put_text(Tidy *tidy, const char *from, const char *end, int in_value);
/* Opened: */
int tidy_push(Tidy *tidy, int element, size_t name, size_t length);
int tidy_imply(Tidy *tidy, int element);
int tidy_note_format(Tidy *tidy, int element, size_t from);
int tidy_reopen(Tidy *tidy);
int tidy_may_hold(Tidy *tidy, int blank);
/* Closed: */
int tidy_pop(Tidy *tidy);
int tidy_pop_to(Tidy *tidy, int depth);
int tidy_imply_ends(Tidy *tidy, int but);
int tidy_close_paragraph(Tidy *tidy);
int tidy_close_to_mark(Tidy *tidy, int depth);
int tidy_close_cell(Tidy *tidy);
int tidy_end_in_scope(Tidy *tidy, int element, int but, int bound, int other);
int tidy_end_format(Tidy *tidy, int element);
int tidy_end_other(Tidy *tidy, int element, Span name);
int tidy_close(Tidy *tidy);
/* What a tag does: */
int tidy_step(Tidy *tidy);
int tidy_start(Tidy *tidy, int element);
int tidy_end(Tidy *tidy, int element, Span name);

/* What is open: */
int tidy_in_scope(const Tidy *tidy, int element, int bound, int other);
int tidy_in_table_scope(const Tidy *tidy, int element);
int tidy_is_dangling(const Tidy *tidy);
int tidy_format_of(const Tidy *tidy, int element);

void tidy_fill_slots(Tidy *tidy);
/* What is read, and where that ends; NULL where it has no end, or is too strange. */
int tidy_element(const Tidy *tidy, const char *name, size_t length);
const char *tidy_put_attributes(Tidy *tidy, const char *at, int *closes);
const char *tidy_end_tag(const Tidy *tidy, const char *at, const Element *known);
int tidy_nests_script(const char *from, const char *end);
const char *tidy_behind_comment(const char *at, const char *end, Span *content);
const char *tidy_behind_foreign(Tidy *tidy, const char *at, Span name);
const char *tidy_behind_template(Tidy *tidy, const char *at);

static inline int tidy_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f'; }

static inline int tidy_letter(char c) { return (unsigned char)((c | 0x20) - 'a') < 26; }

static inline int tidy_digit(char c) { return (unsigned char)(c - '0') < 10; }

static inline char tidy_lower(char c) { return (unsigned char)(c - 'A') < 26 ? (char)(c | 0x20) : c; }

static inline int way_of(int element) { return pages_elements[element].way; }

static inline int has(int element, int flag) { return pages_elements[element].flags & flag; }

/* Whether a way is that of parts of tables. */
static inline int is_part(int way) { return way >= AS_CAPTION && way <= AS_CELL; }

/* Write some bytes, or make room for them. */
static inline int tidy_put(Tidy *tidy, const char *text, size_t length)
{
    if (tidy->room - tidy->length < length && !tidy_grow(tidy, length))
        return 0;
    if (text)
        memcpy(tidy->data + tidy->length, text, length);
    tidy->length += length;
    return 1;
}

static inline Opened *innermost(Tidy *tidy) { return tidy->opened + tidy->depth - 1; }

#endif

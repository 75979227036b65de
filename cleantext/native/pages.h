/* What the loops over a page share: how a page is written, and how its parts are kept. */

#ifndef CLEANTEXT_PAGES_H
#define CLEANTEXT_PAGES_H

#include "module.h"
#include <stdint.h>
#include <string.h>

/* What is known of a tag, as cleantext/markup/walk.py packs it; the number of its bit stands above. */
enum {
    BREAKS = 3, PARAGRAPH = 1, LINE = 2, CELL = 3,
    EMPTY = 1 << 2, SILENT = 1 << 3, PREFORMATTED = 1 << 4, LINK = 1 << 5, OWN = 1 << 6,
    LEFT_OUT = 1 << 8, RAW = 1 << 9, UNCLOSED = 1 << 10, TELLING = 1 << 11, READING = 1 << 12,
    IMAGE = 1 << 13, FIELD = 1 << 14, ROW = 1 << 15, BIT_SHIFT = 16, TEXT = 1 << 30
};
/* What is known of an element's attributes. */
enum { HAS_ATTRIBUTES = 1, HAS_HREF = 2, CAN_SHOW = 4 };

/* What characters are told apart by, as cleantext/markup/flow.py has it; up to DIGIT they make words. */
enum { LOWER, UPPER, LETTER, DIGIT, SPACE, STOP, COMMA, BAR, OTHER, MARK, KINDS };
/* What is known of a block, as cleantext/markup/page.py names it: a 64-bit number each. */
enum {
    START, END, CONTAINER, TAGS, OWN_HINTS, SECOND, THIRD, EVERY, DEPTH, LINKS, LINK_CHARS, IMAGES, FIELDS, ROWS,
    KIND, WORDS = KIND + KINDS, FIRST_KIND, LAST_KIND, COLUMNS
};

/* An element that counts, or a text. */
typedef struct {
    int32_t tag, parent, last, place, stop, name, flags;
} Node;

typedef struct {
    const char *start;
    Py_ssize_t length; /* -1 where there is none */
} Span;

typedef struct {
    char *data;
    size_t length, room, item;
} Array;

static inline void *push(Array *array)
{
    if (array->length == array->room) {
        size_t room = array->room ? array->room * 2 : 256;
        char *data = PyMem_Realloc(array->data, room * array->item);
        if (data == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        array->data = data;
        array->room = room;
    }
    return array->data + array->item * array->length++;
}

static inline PyObject *as_bytes(const Array *array)
{
    return PyBytes_FromStringAndSize(array->data, (Py_ssize_t)(array->length * array->item));
}

static inline int folded(unsigned char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The character that a reference stands for, and its length; 0 when there is none. Of all references a
 * parser writes these alone. */
static inline Py_ssize_t reference(const char *text, const char *end, const char **what)
{
    static const struct {
        const char *written, *meant;
        Py_ssize_t length;
    } known[] = {{"&amp;", "&", 5}, {"&nbsp;", "\xc2\xa0", 6}, {"&lt;", "<", 4}, {"&gt;", ">", 4},
                 {"&quot;", "\"", 6}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (end - text >= known[i].length && memcmp(text, known[i].written, (size_t)known[i].length) == 0) {
            *what = known[i].meant;
            return known[i].length;
        }
    return 0;
}

static inline PyObject *unescaped(Span span)
{
    const char *end = span.start + span.length;
    if (span.length <= 0 || memchr(span.start, '&', (size_t)span.length) == NULL)
        return PyUnicode_DecodeUTF8(span.start, span.length > 0 ? span.length : 0, "replace");
    char *made = PyMem_Malloc((size_t)span.length), *to = made;
    if (made == NULL)
        return PyErr_NoMemory();
    for (const char *from = span.start; from < end;) {
        const char *what;
        Py_ssize_t length = *from == '&' ? reference(from, end, &what) : 0;
        if (length) {
            for (from += length; *what; what++)
                *to++ = *what;
        }
        else
            *to++ = *from++;
    }
    PyObject *text = PyUnicode_DecodeUTF8(made, to - made, "replace");
    PyMem_Free(made);
    return text;
}

static inline const char *find(const char *from, const char *end, const char *what, size_t length)
{
    while (from < end && (from = memchr(from, what[0], (size_t)(end - from))) != NULL) {
        if ((size_t)(end - from) >= length && memcmp(from, what, length) == 0)
            return from;
        from++;
    }
    return NULL;
}

static inline int is(Span span, const char *name)
{
    size_t length = strlen(name);
    return (size_t)span.length == length && memcmp(span.start, name, length) == 0;
}

static inline int same(Span one, Span other)
{
    return one.length == other.length
           && (one.length <= 0 || memcmp(one.start, other.start, (size_t)one.length) == 0);
}

/* The name of a tag, which begins at `at`. */
static inline Span tag_name(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && *stop != '>' && *stop != '/' && !folded((unsigned char)*stop))
        stop++;
    return (Span){at, stop - at};
}

/* Read an attribute from `*at` on; 0 at the end of the tag, behind which `*at` then is. */
static inline int attribute(const char **at, const char *end, Span *name, Span *value)
{
    const char *p = *at;
    while (p < end && (folded((unsigned char)*p) || *p == '/'))
        p++;
    if (p >= end || *p == '>') {
        *at = p < end ? p + 1 : end;
        return 0;
    }
    const char *from = p++; /* a name can begin with "=" */
    while (p < end && *p != '=' && *p != '>' && !folded((unsigned char)*p))
        p++;
    *name = (Span){from, p - from};
    *value = (Span){p, 0};
    if (p + 1 < end && p[0] == '=' && p[1] == '"') {
        p += 2;
        const char *quote = memchr(p, '"', (size_t)(end - p));
        if (quote == NULL)
            quote = end;
        *value = (Span){p, quote - p};
        p = quote < end ? quote + 1 : end;
    }
    *at = p;
    return 1;
}

static inline PyObject *given(const char *at, const char *end)
{
    PyObject *found = PyDict_New();
    Span name, value;
    while (found != NULL && attribute(&at, end, &name, &value)) {
        PyObject *key = PyUnicode_DecodeUTF8(name.start, name.length, "replace");
        PyObject *text = key ? unescaped(value) : NULL;
        if (text == NULL || PyDict_SetItem(found, key, text) < 0)
            Py_CLEAR(found);
        Py_XDECREF(key);
        Py_XDECREF(text);
    }
    return found;
}

/* Where the content of an element ends that holds no elements. */
static inline const char *raw_end(const char *at, const char *end, Span name)
{
    char close[16];
    size_t length = (size_t)name.length + 2;
    if (length > sizeof close)
        return end;
    memcpy(close, "</", 2);
    memcpy(close + 2, name.start, (size_t)name.length);
    if (is(name, "plaintext")) { /* nothing ends it but the page */
        const char *last = NULL;
        for (const char *next = at; (next = find(next, end, close, length)) != NULL; next++)
            last = next;
        return last ? last : end;
    }
    if (!is(name, "script")) {
        const char *found = find(at, end, close, length);
        return found ? found : end;
    }
    /* A script within a comment within a script is part of that. */
    const char *found = find(at, end, close, length);
    const char *comment = found ? find(at, found, "<!--", 4) : NULL;
    while (found != NULL && comment != NULL) {
        const char *over = find(comment + 2, end, "-->", 3);
        const char *inner = find(comment, end, "<script", 7);
        if (inner != NULL && inner < found && (over == NULL || inner < over)) {
            found = find(found + length, end, close, length);
            if (found == NULL || over == NULL || found < over)
                break;
        }
        if (over == NULL || over >= found)
            break;
        comment = find(over, found, "<!--", 4);
    }
    return found ? found : end;
}

/* The functions of the module, each in its file, with what help() says of it. */
PyObject *pages_read(PyObject *module, PyObject *args);
extern const char pages_read_doc[];
PyObject *pages_attributes(PyObject *module, PyObject *args);
extern const char pages_attributes_doc[];
PyObject *pages_tidy(PyObject *module, PyObject *args);
extern const char pages_tidy_doc[];
PyObject *pages_build(PyObject *module, PyObject *args);
extern const char pages_build_doc[];
PyObject *pages_vocabulary(PyObject *module, PyObject *given);
extern const char pages_vocabulary_doc[];
PyObject *pages_hints(PyObject *module, PyObject *args);
extern const char pages_hints_doc[];
PyObject *pages_utf8(PyObject *module, PyObject *text);
extern const char pages_utf8_doc[];
PyObject *pages_is_utf8(PyObject *module, PyObject *data);
extern const char pages_is_utf8_doc[];
PyObject *pages_hostile(PyObject *module, PyObject *args);
extern const char pages_hostile_doc[];
PyObject *pages_asked(PyObject *module, PyObject *args);
extern const char pages_asked_doc[];
PyObject *pages_does(PyObject *module, PyObject *script);
extern const char pages_does_doc[];
PyObject *pages_met(PyObject *module, PyObject *args);
extern const char pages_met_doc[];
PyObject *pages_rules(PyObject *module, PyObject *args);
extern const char pages_rules_doc[];
PyObject *pages_contexts(PyObject *module, PyObject *args);
extern const char pages_contexts_doc[];
PyObject *pages_judge(PyObject *module, PyObject *args);
extern const char pages_judge_doc[];
PyObject *pages_likely(PyObject *module, PyObject *args);
extern const char pages_likely_doc[];
PyObject *pages_border(PyObject *module, PyObject *args);
extern const char pages_border_doc[];

#endif

/* How a parser writes characters, values and tags: references resolved, every value quoted. */

#include "pages_tidy.h"

enum { LONGEST_REFERENCE = 40 };

int tidy_grow(Tidy *tidy, size_t length)
{
    size_t room = 2 * tidy->room + length;
    if (tidy->length > tidy->most)
        return 0;
    char *data = PyMem_Realloc(tidy->data, room);
    if (data == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    tidy->data = data;
    tidy->room = room;
    return 1;
}

/* Write a character as a parser does. */
static int put_character(Tidy *tidy, uint32_t code, int in_value)
{
    char bytes[4];
    size_t length = 1;
    switch (code) {
    case '&':
        return PUT("&amp;");
    case '<':
        return PUT("&lt;");
    case '>':
        return PUT("&gt;");
    case 0xA0:
        return PUT("&nbsp;");
    case '"':
        if (in_value)
            return PUT("&quot;");
    }
    if (code < 0x80)
        bytes[0] = (char)code;
    else if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        length = 2;
    }
    else if (code < 0x10000) {
        bytes[0] = (char)(0xE0 | code >> 12);
        length = 3;
    }
    else {
        bytes[0] = (char)(0xF0 | code >> 18);
        length = 4;
    }
    for (size_t i = 1; i < length; i++)
        bytes[i] = (char)(0x80 | (code >> (6 * (length - 1 - i)) & 0x3F));
    return tidy_put(tidy, bytes, length);
}

/* What a number in a reference stands for. */
static uint32_t meant(uint32_t code)
{
    static const uint16_t western[32] = {
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178};
    if (code >= 0x80 && code < 0xA0)
        return western[code - 0x80];
    return code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code;
}

static int put_named(Tidy *tidy, const char **at, const char *stop, const char *behind, int in_value)
{
    PyObject *found = PyObject_CallFunction(tidy->named, "s#", *at, (Py_ssize_t)(stop - *at));
    if (found == NULL)
        return 0;
    PyObject *text;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(found, "Un", &text, &length)) {
        Py_DECREF(found);
        return 0;
    }
    const char *over = *at + length;
    /* In an address "&copy=" is no sign. */
    if (length == 0 || length > stop - *at
        || (in_value && over[-1] != ';' && over < behind && (*over == '=' || tidy_letter(*over) || tidy_digit(*over)))) {
        Py_DECREF(found);
        return PUT("&amp;");
    }
    int done = 1;
    for (Py_ssize_t i = 0; done && i < PyUnicode_GET_LENGTH(text); i++)
        done = put_character(tidy, PyUnicode_READ_CHAR(text, i), in_value);
    *at = over;
    Py_DECREF(found);
    return done;
}

/* Write what a reference stands for, which begins behind the "&" at `*at`; then that is behind it. */
static int put_reference(Tidy *tidy, const char **at, const char *end, int in_value)
{
    const char *from = *at;
    if (from < end && *from == '#') {
        int hex = end - from > 1 && (from[1] | 0x20) == 'x';
        const char *first = from + 1 + hex, *p = first;
        uint32_t code = 0;
        for (; p < end; p++) {
            char low = (char)(*p | 0x20);
            uint32_t value = tidy_digit(*p) ? (uint32_t)(*p - '0') : hex && low >= 'a' && low <= 'f' ? (uint32_t)(low - 'a') + 10 : 99;
            if (value == 99)
                break;
            code = code > 0x10FFFF ? code : code * (hex ? 16 : 10) + value;
        }
        if (p == first)
            return PUT("&amp;");
        *at = p + (p < end && *p == ';');
        return put_character(tidy, meant(code), in_value);
    }
    const char *stop = from;
    while (stop < end && stop - from < LONGEST_REFERENCE && (tidy_letter(*stop) || tidy_digit(*stop)))
        stop++;
    if (stop == from)
        return PUT("&amp;");
    if (stop == end || *stop != ';') {
        /* Without a semicolon, names are of two to six letters. */
        if (stop - from < 2 || (in_value && (stop - from > 6 || (stop < end && *stop == '='))))
            return PUT("&amp;");
    }
    else {
        const char *what;
        Py_ssize_t length = reference(from - 1, end, &what);
        if (length) {
            if (*what == '"' && !in_value) {
                *at = from - 1 + length;
                return PUT("\"");
            }
            *at = from - 1 + length;
            return tidy_put(tidy, from - 1, (size_t)length);
        }
        stop++;
    }
    return put_named(tidy, at, stop, end, in_value);
}

/* So many bytes are looked at at once. */
#define PIECE 32

/* Whether none of so many bytes may be written in another way. */
static inline int stays(const unsigned char *text)
{
    unsigned char any = 0;
    for (int i = 0; i < PIECE; i++) {
        unsigned char c = text[i];
        any |= (unsigned char)((c == '&') | (c == '<') | (c == '>') | (c == '"') | (c == 0xC2));
    }
    return !any;
}

/* Write a text, or a value, with its references resolved. */
int tidy_put_text(Tidy *tidy, const char *from, const char *end, int in_value)
{
    static const uint8_t special[256] = {['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 2, [0xC2] = 1};
    int wanted = in_value ? 3 : 1;
    for (const char *at = from; from < end; from = at) {
        while (end - at >= PIECE && stays((const unsigned char *)at))
            at += PIECE;
        while (at < end && !(special[(unsigned char)*at] & wanted))
            at++;
        if (!tidy_put(tidy, from, (size_t)(at - from)))
            return 0;
        if (at == end)
            break;
        unsigned char c = (unsigned char)*at++;
        if (c == '&') {
            if (!put_reference(tidy, &at, end, in_value))
                return 0;
        }
        else if (c != 0xC2) {
            if (!put_character(tidy, c, in_value))
                return 0;
        }
        else if (at < end && (unsigned char)*at == 0xA0) {
            at++;
            if (!PUT("&nbsp;"))
                return 0;
        }
        else if (!tidy_put(tidy, at - 1, 1))
            return 0;
    }
    return 1;
}

/* Write the attributes of a tag, of which an earlier one of a name counts; behind the tag, or NULL. */
const char *tidy_put_attributes(Tidy *tidy, const char *at, int *closes)
{
    const char *end = tidy->end;
    struct {
        size_t from, length;
    } given[MOST_GIVEN];
    int count = 0;
    *closes = 0;
    for (;;) {
        while (at < end && (tidy_blank(*at) || *at == '/')) {
            *closes = *at == '/';
            at++;
        }
        if (at == end || count == MOST_GIVEN)
            return NULL;
        if (*at == '>')
            return at + 1;
        *closes = 0;
        const char *name = at++; /* which can begin with "=" */
        while (at < end && !tidy_blank(*at) && *at != '/' && *at != '>' && *at != '=')
            at++;
        size_t length = (size_t)(at - name), start = tidy->length;
        if (!tidy_put(tidy, NULL, length + 1))
            return NULL;
        char *written = tidy->data + start + 1;
        written[-1] = ' ';
        for (size_t i = 0; i < length; i++)
            written[i] = tidy_lower(name[i]);
        int again = 0;
        for (int i = 0; i < count && !again; i++)
            again = given[i].length == length && memcmp(tidy->data + given[i].from, written, length) == 0;
        given[count].from = start + 1;
        given[count].length = length;
        count += !again;
        const char *value = at, *stop = at;
        while (at < end && tidy_blank(*at))
            at++;
        if (at < end && *at == '=') {
            at++;
            while (at < end && tidy_blank(*at))
                at++;
            if (at == end)
                return NULL;
            if (*at == '"' || *at == '\'') {
                value = at + 1;
                stop = memchr(value, *at, (size_t)(end - value));
                if (stop == NULL)
                    return NULL;
                at = stop + 1;
            }
            else {
                value = at;
                while (at < end && !tidy_blank(*at) && *at != '>')
                    at++;
                stop = at;
            }
        }
        if (again)
            tidy->length = start;
        else if (!PUT("=\"") || !tidy_put_text(tidy, value, stop, 1) || !PUT("\""))
            return NULL;
    }
}

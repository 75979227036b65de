/* Character references of HTML become characters; the twin is in cleantext/references.py. */

#include "edits.h"
#include <string.h>

/* A number has no more digits than these, a name no more characters, and a reference stands for no more. */
#define DECIMALS 8
#define HEXADECIMALS 7
#define NAME 32
#define CHARACTERS 2

/* A reference at text[start:end], and what comes in for it: `size` characters. */
typedef struct {
    Py_ssize_t start, end;
    int size;
    Py_UCS4 new[CHARACTERS];
} Reference;

typedef struct {
    PyObject *text, *names, *western;
    const void *data;
    int kind;
    Py_ssize_t length;
} Source;

static inline Py_UCS4 at(const Source *source, Py_ssize_t place)
{
    return place < source->length ? PyUnicode_READ(source->kind, source->data, place) : 0;
}

static inline int is_digit(Py_UCS4 c)
{
    return c - '0' < 10;
}

static inline int is_letter(Py_UCS4 c)
{
    return (c | 0x20) - 'a' < 26;
}

/* The value of a hexadecimal digit; 16 of what is none. */
static inline Py_UCS4 digit_of(Py_UCS4 c)
{
    return is_digit(c) ? c - '0' : (c | 0x20) - 'a' < 6 ? (c | 0x20) - 'a' + 10 : 16;
}

/* Whether `place` is behind an x that begins a hexadecimal number. */
static inline int is_hexadecimal(const Source *source, Py_ssize_t place)
{
    return (at(source, place) | 0x20) == 'x';
}

/* The end of an ampersand that is written as a reference, but for its own ampersand; 0 if there is none. */
static Py_ssize_t ampersand(const Source *source, Py_ssize_t place)
{
    Py_UCS4 c = at(source, place);
    if (c == 'a' && at(source, place + 1) == 'm' && at(source, place + 2) == 'p')
        place += 3;
    else if (c == 'A' && at(source, place + 1) == 'M' && at(source, place + 2) == 'P')
        place += 3;
    else if (c == '#') {
        int hexadecimal = is_hexadecimal(source, ++place);
        place += hexadecimal;
        while (at(source, place) == '0')
            place++;
        if (at(source, place) != (hexadecimal ? '2' : '3') || at(source, place + 1) != (hexadecimal ? '6' : '8'))
            return 0;
        place += 2;
    } else
        return 0;
    return at(source, place) == ';' ? place + 1 : 0;
}

/* Whether a number stands for a sound character. */
static int is_sound(Py_UCS4 code)
{
    if (code < 32)
        return code == '\t' || code == '\n';
    return code != 127 && !(code >= 0xD800 && code < 0xE000) && code <= 0x10FFFF && (code & 0xFFFE) != 0xFFFE
           && !(code >= 0xFDD0 && code < 0xFDF0);
}

/* The number of a reference, and what it stands for; where it ends, 0 if there is none. */
static Py_ssize_t number(const Source *source, Py_ssize_t place, Reference *found)
{
    int hexadecimal = is_hexadecimal(source, place), left = hexadecimal ? HEXADECIMALS : DECIMALS;
    Py_UCS4 code = 0, base = hexadecimal ? 16 : 10, digit;
    place += hexadecimal;
    Py_ssize_t first = place;
    for (; left && (digit = digit_of(at(source, place))) < base; left--, place++)
        code = code * base + digit;
    if (place == first || at(source, place) != ';')
        return 0;
    if (code >= 128 && code < 160)
        code = PyUnicode_READ_CHAR(source->western, code - 128);
    found->size = is_sound(code);
    found->new[0] = code;
    return place + 1;
}

/* The same of a name; -1 and an error set if something fails. */
static Py_ssize_t name(const Source *source, Py_ssize_t place, Reference *found)
{
    Py_ssize_t end = place;
    while (end - place < NAME && (is_letter(at(source, end)) || (end > place && is_digit(at(source, end)))))
        end++;
    if (end - place < 2 || at(source, end) != ';')
        return 0;
    PyObject *key = PyUnicode_Substring(source->text, place, ++end);
    PyObject *new = key ? PyDict_GetItemWithError(source->names, key) : NULL;
    Py_XDECREF(key);
    if (new == NULL && PyErr_Occurred())
        return -1;
    if (new && (!PyUnicode_Check(new) || PyUnicode_GET_LENGTH(new) > CHARACTERS)) {
        PyErr_SetString(PyExc_ValueError, "unescaped: a name does not stand for one character or two");
        return -1;
    }
    found->size = new ? (int)PyUnicode_GET_LENGTH(new) : 0;
    for (int i = 0; i < found->size; i++)
        found->new[i] = PyUnicode_READ_CHAR(new, i);
    return end;
}

/* The reference whose ampersand is at `place`: 1, or 0 if there is none; -1 and an error set if something fails. */
static int read_reference(const Source *source, Py_ssize_t place, Reference *found)
{
    Py_ssize_t end = place + 1, next;
    while ((next = ampersand(source, end)) != 0)
        end = next;
    found->start = place;
    found->size = 0;
    next = at(source, end) == '#' ? number(source, end + 1, found) : name(source, end, found);
    if (next < 0)
        return -1;
    if (next == 0 && end == place + 1)
        return 0;
    if (next == 0) {
        found->size = 1;
        found->new[0] = '&';
    }
    found->end = next ? next : end;
    return 1;
}

/* The text with the references replaced that stand for something. */
static PyObject *replaced(const Source *source, const Reference *all, size_t count)
{
    Py_ssize_t length = source->length, from = 0, to = 0;
    Py_UCS4 highest = PyUnicode_MAX_CHAR_VALUE(source->text);
    for (size_t i = 0; i < count; i++) {
        length -= all[i].end - all[i].start - all[i].size;
        for (int k = 0; k < all[i].size; k++)
            highest = all[i].new[k] > highest ? all[i].new[k] : highest;
    }
    PyObject *made = PyUnicode_New(length, highest);
    if (made == NULL)
        return NULL;
    int kind = PyUnicode_KIND(made);
    void *data = PyUnicode_DATA(made);
    for (size_t i = 0; i < count; i++) {
        edits_copy(data, kind, to, source->text, from, all[i].start);
        to += all[i].start - from;
        for (int k = 0; k < all[i].size; k++)
            PyUnicode_WRITE(kind, data, to++, all[i].new[k]);
        from = all[i].end;
    }
    edits_copy(data, kind, to, source->text, from, source->length);
    return made;
}

const char edits_unescaped_doc[] = PyDoc_STR(
"unescaped(text, names, western, quotes)\n--\n\n"
"Return a text with its character references replaced, how many it has, and whether one stands behind a quote.\n\n"
"`names` holds what names stand for, each with its semicolon; `western` what the numbers from 128 on do, U+0000 for\n"
"nothing; `quotes` the quotes.");

PyObject *edits_unescaped(PyObject *module, PyObject *args)
{
    Source source;
    PyObject *quotes, *made = NULL;
    if (!PyArg_ParseTuple(args, "UO!UU", &source.text, &PyDict_Type, &source.names, &source.western, &quotes))
        return NULL;
    if (PyUnicode_GET_LENGTH(source.western) != 32) {
        PyErr_SetString(PyExc_ValueError, "unescaped: what 32 numbers stand for is wanted");
        return NULL;
    }
    source.data = PyUnicode_DATA(source.text);
    source.kind = (int)PyUnicode_KIND(source.text);
    source.length = PyUnicode_GET_LENGTH(source.text);
    Reference *all = NULL;
    size_t count = 0, room = 0;
    Py_ssize_t references = 0, place = 0;
    int quoted = 0;
    while ((place = PyUnicode_FindChar(source.text, '&', place, source.length, 1)) >= 0) {
        if (count == room) {
            room = room ? 2 * room : 64;
            Reference *more = PyMem_Realloc(all, room * sizeof *all);
            if (more == NULL) {
                PyErr_NoMemory();
                goto done;
            }
            all = more;
        }
        int found = read_reference(&source, place, &all[count]);
        if (found < 0)
            goto done;
        if (found == 0) {
            place++;
            continue;
        }
        if (place > 0 && !quoted)
            quoted = PyUnicode_FindChar(quotes, at(&source, place - 1), 0, PyUnicode_GET_LENGTH(quotes), 1) >= 0;
        references++;
        place = all[count].end;
        count += all[count].size > 0;
    }
    if (place == -1)
        made = count ? replaced(&source, all, count) : Py_NewRef(source.text);
done:
    PyMem_Free(all);
    return made ? Py_BuildValue("NnO", made, references, quoted ? Py_True : Py_False) : NULL;
}

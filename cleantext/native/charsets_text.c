/* Text of legacy charsets; the twins in Python are in cleantext/decoding/strict.py and guess.py. */

#include "charsets.h"
#include <stdint.h>
#include <string.h>

#define NO_CHARACTER 0x10000

/* Put the character of each byte into `text`; the bits that any of them has. */
#define DEFINE_MAP(WIDTH)                                                                                  \
    static uint32_t map_##WIDTH(const unsigned char *bytes, Py_ssize_t size, const uint32_t *table,        \
                                Py_UCS##WIDTH *text)                                                       \
    {                                                                                                      \
        uint32_t any = 0;                                                                                  \
        for (Py_ssize_t i = 0; i < size; i++) {                                                            \
            uint32_t character = table[bytes[i]];                                                          \
            text[i] = (Py_UCS##WIDTH)character;                                                            \
            any |= character;                                                                              \
        }                                                                                                  \
        return any;                                                                                        \
    }

DEFINE_MAP(1)
DEFINE_MAP(2)

const char charsets_mapped_doc[] = PyDoc_STR(
"mapped(data, table)\n--\n\n"
"Return the characters of some bytes, or None if one of these is none.\n\n"
"`table` holds 32 bits for each byte: a character up to U+FFFF, or 0x10000 for none.");

PyObject *charsets_mapped(PyObject *module, PyObject *args)
{
    Py_buffer data, table;
    if (!PyArg_ParseTuple(args, "y*y*", &data, &table))
        return NULL;
    const uint32_t *character = table.buf;
    PyObject *text = NULL;
    if (table.len != 256 * sizeof(uint32_t)) {
        PyErr_SetString(PyExc_ValueError, "mapped: a table does not have the size that it must have");
        goto done;
    }
    text = PyUnicode_New(data.len, 0xFFFF);
    if (text == NULL || data.len == 0)
        goto done;
    uint32_t any = map_2(data.buf, data.len, character, PyUnicode_2BYTE_DATA(text));
    if (any >= NO_CHARACTER) {
        Py_SETREF(text, Py_NewRef(Py_None));
    } else if (any < 0x100) {
        Py_SETREF(text, PyUnicode_New(data.len, any));
        if (text)
            map_1(data.buf, data.len, character, PyUnicode_1BYTE_DATA(text));
    }
done:
    PyBuffer_Release(&data);
    PyBuffer_Release(&table);
    return text;
}

static int is_within(Py_UCS4 character, const uint16_t *bounds, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size && character >= bounds[i]; i += 2)
        if (character <= bounds[i + 1])
            return 1;
    return 0;
}

const char charsets_crossings_doc[] = PyDoc_STR(
"crossings(text, bounds)\n--\n\n"
"Return how often a letter of ASCII and a character within some bounds stand side by side.\n\n"
"`bounds` holds 16 bits each for the first character and the last of each range, in order.");

PyObject *charsets_crossings(PyObject *module, PyObject *args)
{
    PyObject *text;
    Py_buffer bounds;
    if (!PyArg_ParseTuple(args, "Uy*", &text, &bounds))
        return NULL;
    int kind = PyUnicode_KIND(text), letter_before = 0;
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t found = 0, size = bounds.len / 4 * 2;
    Py_UCS4 before = 0;
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(text); i++) {
        Py_UCS4 character = PyUnicode_READ(kind, data, i);
        int letter = is_letter(character);
        if (letter != letter_before)
            found += is_within(letter ? before : character, bounds.buf, size);
        letter_before = letter;
        before = character;
    }
    PyBuffer_Release(&bounds);
    return PyLong_FromSsize_t(found);
}

const char charsets_distinct_doc[] = PyDoc_STR(
"distinct(text)\n--\n\n"
"Return the characters of a text beyond ASCII, each once up to U+FFFF.");

PyObject *charsets_distinct(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "distinct: a str is wanted");
        return NULL;
    }
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), size = 0;
    uint64_t met[0x10000 / 64] = {0};
    Py_UCS4 *found = PyMem_Malloc((size_t)(length + 1) * sizeof *found);
    if (found == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < length; i++) {
        Py_UCS4 character = PyUnicode_READ(kind, data, i);
        if (character < 0x80)
            continue;
        if (character <= 0xFFFF) {
            uint64_t bit = (uint64_t)1 << (character & 63);
            if (met[character >> 6] & bit)
                continue;
            met[character >> 6] |= bit;
        }
        found[size++] = character;
    }
    PyObject *result = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, found, size);
    PyMem_Free(found);
    return result;
}

const char charsets_marked_doc[] = PyDoc_STR(
"marked(text, table)\n--\n\n"
"Return how many characters of a text are marked by 2 in a table of a byte for each up to U+FFFF; and those that are\n"
"marked by 0, or have no place there.");

PyObject *charsets_marked(PyObject *module, PyObject *args)
{
    PyObject *text, *found = NULL;
    Py_buffer table;
    if (!PyArg_ParseTuple(args, "Uy*", &text, &table))
        return NULL;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    const unsigned char *mark = table.buf;
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), count = 0, unknown = 0;
    Py_UCS4 *others = PyMem_Malloc((size_t)(length + 1) * sizeof *others);
    if (table.len != 0x10000)
        PyErr_SetString(PyExc_ValueError, "marked: a table does not have the size that it must have");
    else if (others == NULL)
        PyErr_NoMemory();
    else {
        for (Py_ssize_t i = 0; i < length; i++) {
            Py_UCS4 character = PyUnicode_READ(kind, data, i);
            if (character > 0xFFFF || mark[character] == 0)
                others[unknown++] = character;
            else
                count += mark[character] == 2;
        }
        found = Py_BuildValue("nN", count, PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, others, unknown));
    }
    PyMem_Free(others);
    PyBuffer_Release(&table);
    return found;
}

const char charsets_mapped_pairs_doc[] = PyDoc_STR(
"mapped_pairs(data, start, single, double)\n--\n\n"
"Return the characters of some bytes from `start` on, of which some begin pairs, up to one that is none; and where\n"
"that is.\n\n"
"`single` holds 16 bits for each byte, `double` for each byte from 0x80 on 256 times as many, one for each byte\n"
"behind it: a character up to U+FFFC, or what is above for none.");

PyObject *charsets_mapped_pairs(PyObject *module, PyObject *args)
{
    Py_buffer data, single, two;
    Py_ssize_t at;
    if (!PyArg_ParseTuple(args, "y*ny*y*", &data, &at, &single, &two))
        return NULL;
    const uint16_t *one = single.buf, *pairs = two.buf;
    const unsigned char *bytes = data.buf;
    PyObject *found = NULL;
    at = at < 0 ? 0 : at > data.len ? data.len : at;
    Py_UCS2 *text = PyMem_Malloc((size_t)(data.len - at + 1) * sizeof *text);
    if (single.len != 256 * 2 || two.len != 128 * 256 * 2)
        PyErr_SetString(PyExc_ValueError, "mapped_pairs: a table does not have the size that it must have");
    else if (text == NULL)
        PyErr_NoMemory();
    else {
        Py_ssize_t size = 0;
        while (at < data.len) {
            Py_UCS2 character = one[bytes[at]];
            int pair = character == REPLACEMENT && bytes[at] >= 0x80 && at + 1 < data.len;
            if (pair)
                character = pairs[(bytes[at] - 0x80) << 8 | bytes[at + 1]];
            if (character >= REPLACEMENT)
                break;
            text[size++] = character;
            at += 1 + pair;
        }
        found = Py_BuildValue("Nn", PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, text, size), at);
    }
    PyMem_Free(text);
    PyBuffer_Release(&data);
    PyBuffer_Release(&single);
    PyBuffer_Release(&two);
    return found;
}

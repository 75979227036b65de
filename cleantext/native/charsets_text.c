/* Bytes and characters that the search for a charset asks for; the twins in Python are in cleantext/decoding. */

#include "charsets.h"
#include <stdint.h>
#include <string.h>

const char charsets_strange_doc[] = PyDoc_STR(
"strange(data, known)\n--\n\n"
"Return the places where the bytes beyond ASCII that are not in `known` occur first, in the order of the bytes.");

PyObject *charsets_strange(PyObject *module, PyObject *args)
{
    Py_buffer data, known;
    if (!PyArg_ParseTuple(args, "y*y*", &data, &known))
        return NULL;
    unsigned char wanted[256];
    Py_ssize_t first[256];
    memset(wanted, 0, 0x80);
    memset(wanted + 0x80, 1, 0x80);
    for (Py_ssize_t i = 0; i < known.len; i++)
        wanted[((const unsigned char *)known.buf)[i]] = 0;
    const unsigned char *bytes = data.buf;
    unsigned char met[256] = {0};
    for (Py_ssize_t i = 0; i < data.len;) {
        if (data.len - i >= 8 && !(wanted[bytes[i]] | wanted[bytes[i + 1]] | wanted[bytes[i + 2]] | wanted[bytes[i + 3]]
                                   | wanted[bytes[i + 4]] | wanted[bytes[i + 5]] | wanted[bytes[i + 6]]
                                   | wanted[bytes[i + 7]])) {
            i += 8;
            continue;
        }
        if (wanted[bytes[i]]) {
            wanted[bytes[i]] = 0;
            met[bytes[i]] = 1;
            first[bytes[i]] = i;
        }
        i++;
    }
    PyBuffer_Release(&data);
    PyBuffer_Release(&known);
    PyObject *found = PyList_New(0);
    for (int byte = 0x80; byte < 0x100 && found != NULL; byte++) {
        PyObject *place = met[byte] ? PyLong_FromSsize_t(first[byte]) : NULL;
        if (met[byte] && (place == NULL || PyList_Append(found, place) < 0))
            Py_CLEAR(found);
        Py_XDECREF(place);
    }
    return found;
}

static inline int is_letter(unsigned int byte)
{
    return (byte | 0x20) - 'a' < 26u;
}

const char charsets_dense_doc[] = PyDoc_STR(
"dense(data)\n--\n\n"
"Return the bytes beyond ASCII, with a letter before each run of them and any byte behind it.");

PyObject *charsets_dense(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *found = PyBytes_FromStringAndSize(NULL, data.len);
    const unsigned char *bytes = data.buf;
    Py_ssize_t size = 0, taken = 0; /* what is before `taken` was behind a run */
    for (Py_ssize_t i = 0; found && i < data.len; i++) {
        if (bytes[i] < 0x80)
            continue;
        Py_ssize_t start = i > taken && is_letter(bytes[i - 1]) ? i - 1 : i;
        while (i < data.len && bytes[i] >= 0x80)
            i++;
        taken = i < data.len ? i + 1 : i;
        memcpy(PyBytes_AS_STRING(found) + size, bytes + start, (size_t)(taken - start));
        size += taken - start;
    }
    PyBuffer_Release(&data);
    if (found)
        _PyBytes_Resize(&found, size);
    return found;
}

const char charsets_stretches_doc[] = PyDoc_STR(
"stretches(text)\n--\n\n"
"Return how many stretches of characters beyond ASCII a text has, how many of them are of one character, and\n"
"how many letters of ASCII and such characters are followed by one of the other sort.");

PyObject *charsets_stretches(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "stretches: a str is wanted");
        return NULL;
    }
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), found = 0, alone = 0, beside = 0, run = 0;
    int letter_before = 0;
    for (Py_ssize_t i = 0; i <= length; i++) {
        Py_UCS4 character = i < length ? PyUnicode_READ(kind, data, i) : 0;
        int letter = is_letter(character);
        if (character > 0x7F) {
            found += run == 0;
            beside += letter_before;
            run++;
        } else {
            alone += run == 1;
            beside += letter && run > 0;
            run = 0;
        }
        letter_before = letter;
    }
    return Py_BuildValue("nnn", found, alone, beside);
}

#define NOT_KNOWN 0xFFFF

const char charsets_costs_doc[] = PyDoc_STR(
"costs(text, start, end, table)\n--\n\n"
"Return the sum of what the characters of text[start:end] beyond ASCII cost, and those of which that is not known.\n\n"
"`table` holds 16 bits for each character up to U+FFFF, 0xFFFF where it is not known; of others it never is.");

PyObject *charsets_costs(PyObject *module, PyObject *args)
{
    PyObject *text, *result = NULL;
    Py_ssize_t start, end;
    Py_buffer table;
    if (!PyArg_ParseTuple(args, "Unny*", &text, &start, &end, &table))
        return NULL;
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), unknown = 0;
    start = start < 0 ? 0 : start;
    end = end > length ? length : end;
    Py_UCS4 *others = PyMem_Malloc((size_t)(end > start ? end - start : 1) * sizeof *others);
    if (table.len != 0x10000 * 2)
        PyErr_SetString(PyExc_ValueError, "costs: a table does not have the size that it must have");
    else if (others == NULL)
        PyErr_NoMemory();
    else {
        int kind = PyUnicode_KIND(text);
        const void *data = PyUnicode_DATA(text);
        const uint16_t *known = table.buf;
        uint64_t total = 0;
        for (Py_ssize_t i = start; i < end; i++) {
            Py_UCS4 character = PyUnicode_READ(kind, data, i);
            if (character < 0x80)
                continue;
            uint16_t cost = character > 0xFFFF ? NOT_KNOWN : known[character];
            if (cost == NOT_KNOWN)
                others[unknown++] = character;
            else
                total += cost;
        }
        result = Py_BuildValue("KN", (unsigned long long)total,
                               PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, others, unknown));
    }
    PyMem_Free(others);
    PyBuffer_Release(&table);
    return result;
}

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

const char charsets_mapped_pairs_doc[] = PyDoc_STR(
"mapped_pairs(data, start, single, double)\n--\n\n"
"Return the characters of some bytes from `start` on, of which some begin pairs, up to one that is none; and where\n"
"that is.\n\n"
"`single` holds 16 bits for each byte, `double` for each byte from 0x80 on 256 times as many, one for each byte\n"
"behind it: a character up to U+FFFF, or U+FFFD for none.");

#define REPLACEMENT 0xFFFD

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
            if (character == REPLACEMENT)
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

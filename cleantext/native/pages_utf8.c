/* A page as UTF-8. Most of what pages consist of is ASCII, also where some of it is not: such runs are copied. */

#include "pages.h"

static int is_lone(Py_UCS4 code) { return code >= 0xD800 && code < 0xE000; }

static char *write_one(char *to, Py_UCS4 code)
{
    if (code < 0x80)
        *to++ = (char)code;
    else if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
        *to++ = (char)(0x80 | (code & 63));
    }
    else if (is_lone(code))
        *to++ = '?';
    else {
        if (code < 0x10000)
            *to++ = (char)(0xE0 | code >> 12);
        else {
            *to++ = (char)(0xF0 | code >> 18);
            *to++ = (char)(0x80 | (code >> 12 & 63));
        }
        *to++ = (char)(0x80 | (code >> 6 & 63));
        *to++ = (char)(0x80 | (code & 63));
    }
    return to;
}

/* Copy eight characters of ASCII, which a word or two hold; 0 where they are not. */
static int copy_bytes(char *to, const Py_UCS1 *text)
{
    uint64_t all;
    memcpy(&all, text, sizeof all);
    if (all & UINT64_C(0x8080808080808080))
        return 0;
    memcpy(to, &all, sizeof all);
    return 1;
}

static int copy_pairs(char *to, const Py_UCS2 *text)
{
    uint64_t halves[2];
    memcpy(halves, text, sizeof halves);
    if ((halves[0] | halves[1]) & UINT64_C(0xFF80FF80FF80FF80))
        return 0;
    for (int i = 0; i < 2; i++) { /* four bytes move together, in whichever order they are kept */
        uint64_t four = (halves[i] | halves[i] >> 8) & UINT64_C(0x0000FFFF0000FFFF);
        uint32_t packed = (uint32_t)(four | four >> 16);
        memcpy(to + 4 * i, &packed, sizeof packed);
    }
    return 1;
}

static char *write_all(char *to, int kind, const void *data, Py_ssize_t length)
{
    for (Py_ssize_t at = 0; at < length;) {
        if (at + 8 <= length
            && ((kind == PyUnicode_2BYTE_KIND && copy_pairs(to, (const Py_UCS2 *)data + at))
                || (kind == PyUnicode_1BYTE_KIND && copy_bytes(to, (const Py_UCS1 *)data + at)))) {
            at += 8;
            to += 8;
        }
        else
            to = write_one(to, PyUnicode_READ(kind, data, at++));
    }
    return to;
}

const char pages_utf8_doc[] = PyDoc_STR(
"utf8(text)\n--\n\n"
"Return a str as UTF-8, as its `encode` does; a lone surrogate becomes a question mark.");

PyObject *pages_utf8(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "utf8: a str is wanted");
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    if (PyUnicode_IS_ASCII(text))
        return PyBytes_FromStringAndSize(data, length);
    /* A character of so many bytes takes one more at most, but for those of four. */
    char *made = PyMem_Malloc((size_t)length * (size_t)(kind < PyUnicode_4BYTE_KIND ? kind + 1 : kind));
    if (made == NULL)
        return PyErr_NoMemory();
    PyObject *bytes = PyBytes_FromStringAndSize(made, write_all(made, kind, data, length) - made);
    PyMem_Free(made);
    return bytes;
}

/* A page as UTF-8, and whether it is that. Most of what pages consist of is ASCII, also where some of it is not: such
 * runs are copied, or passed over. */

#include "pages.h"

enum { RUN = 32 };

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

/* For each width of a str: copy a run where it is ASCII alone, 0 where it is not; and write all of a text.
 * Compilers make a few steps of the loops over a run in this form. */
#define FOR_WIDTH(type)                                                                                               \
    static int copy_##type(char *restrict to, const type *restrict text)                                              \
    {                                                                                                                 \
        type all = 0;                                                                                                 \
        for (int i = 0; i < RUN; i++)                                                                                 \
            all |= text[i];                                                                                           \
        if (all >= 0x80)                                                                                              \
            return 0;                                                                                                 \
        for (int i = 0; i < RUN; i++)                                                                                 \
            to[i] = (char)text[i];                                                                                    \
        return 1;                                                                                                     \
    }                                                                                                                 \
    static char *write_##type(char *to, const type *text, Py_ssize_t length)                                          \
    {                                                                                                                 \
        for (const type *end = text + length; text < end;) {                                                          \
            for (; end - text >= RUN && copy_##type(to, text); text += RUN)                                           \
                to += RUN;                                                                                            \
            /* on to the next character beyond ASCII, and to those that follow it */                                  \
            while (text < end && *text < 0x80)                                                                        \
                *to++ = (char)*text++;                                                                                \
            while (text < end && *text >= 0x80)                                                                       \
                to = write_one(to, *text++);                                                                          \
        }                                                                                                             \
        return to;                                                                                                    \
    }

FOR_WIDTH(Py_UCS1)
FOR_WIDTH(Py_UCS2)
FOR_WIDTH(Py_UCS4)

static char *write_all(char *to, int kind, const void *data, Py_ssize_t length)
{
    if (kind == PyUnicode_1BYTE_KIND)
        return write_Py_UCS1(to, data, length);
    return kind == PyUnicode_2BYTE_KIND ? write_Py_UCS2(to, data, length) : write_Py_UCS4(to, data, length);
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

/* How long the character at `p` is, if it is well-formed; else 0. */
static int length_of(const unsigned char *p, const unsigned char *end)
{
    unsigned char c = p[0];
    int length = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
    if (length == 0 || end - p < length)
        return 0;
    for (int i = 1; i < length; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    /* overlong, a surrogate, or beyond the last plane */
    if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) || (c == 0xF0 && p[1] < 0x90)
        || (c == 0xF4 && p[1] > 0x8F))
        return 0;
    return length;
}

const char pages_is_utf8_doc[] = PyDoc_STR("is_utf8(data)\n--\n\nReturn whether bytes are UTF-8 from end to end.");

PyObject *pages_is_utf8(PyObject *module, PyObject *data)
{
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    const unsigned char *p = view.buf, *end = p + view.len;
    while (p < end) {
        uint64_t eight;
        if (end - p >= 8 && (memcpy(&eight, p, 8), (eight & UINT64_C(0x8080808080808080)) == 0))
            p += 8;
        else if (*p < 0x80)
            p++;
        else {
            int length = length_of(p, end);
            if (length == 0)
                break;
            p += length;
        }
    }
    PyBuffer_Release(&view);
    return PyBool_FromLong(p == end);
}

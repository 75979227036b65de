/* Which lines of a text may be written for a program; what is asked of them, and the twin, is in cleantext/sources.py. */

#include "scan_members.h"

static inline int is_letter(Py_UCS4 c)
{
    return (c | 0x20) - 'a' < 26;
}

/* Whether some characters stand at a place. */
static int stands(const char *wanted, const Text *text, Py_ssize_t place, Py_ssize_t end)
{
    for (; *wanted; wanted++, place++)
        if (place >= end || AT(text, place) != (Py_UCS4)*wanted)
            return 0;
    return 1;
}

/* Whether a line may begin as one of a program does; `ink` is its first character that is no white space. */
static int may_begin(const Text *text, Py_ssize_t start, Py_ssize_t ink, Py_ssize_t end)
{
    static const char *const words[] = {"#include", "import", "def", "class", "return", "var", "let", "const"};
    Py_UCS4 first = AT(text, start), c = AT(text, ink);
    if ((first == '.' || first == '\'') && start + 1 < end && (is_letter(AT(text, start + 1)) || AT(text, start + 1) == '\\'))
        return 1;
    if (c == '{' || c == '}' || c == ']' || c == ')')
        return 1;
    for (size_t i = 0; c < 0x80 && i < sizeof words / sizeof *words; i++)
        if (stands(words[i], text, ink, end))
            return 1;
    return 0;
}

static int is_blank(const Text *text, Py_ssize_t place, Py_ssize_t end)
{
    while (place < end && Py_UNICODE_ISSPACE(AT(text, place)))
        place++;
    return place == end;
}

/* Whether a sign may be one that a program reads, by what stands around it. */
static int may_hold(const Text *text, Py_ssize_t start, Py_ssize_t place, Py_ssize_t end)
{
    Py_UCS4 next = place + 1 < end ? AT(text, place + 1) : ' ';
    switch (AT(text, place)) {
    case '\\':
        return next == 'f' || next == 'u' || next == '&' || next == '(' || next == '-';
    case '<':
        return next == '/' || is_letter(next);
    case '(':
        return place > start && is_word(AT(text, place - 1));
    case '=':
    case '!':
        return next == '=';
    case '-':
        return next == '>';
    default:
        return is_blank(text, place + 1, end);
    }
}

const char scan_source_lines_doc[] = PyDoc_STR(
"source_lines(text, signs, size)\n--\n\n"
"Return how many lines of text[:size] are not blank, and those that may be written for a program, as a list.\n\n"
"`signs` are the characters that such a line may hold, a bit for each code point.");

PyObject *scan_source_lines(PyObject *module, PyObject *args)
{
    PyObject *string, *signs;
    Py_ssize_t size, count = 0, end;
    if (!PyArg_ParseTuple(args, "USn", &string, &signs, &size))
        return NULL;
    if (PyBytes_GET_SIZE(signs) != CODE_POINTS / 8) {
        PyErr_SetString(PyExc_ValueError, "source_lines: a set does not have the size that it must have");
        return NULL;
    }
    Text text = text_of(string);
    PyObject *found = PyList_New(0);
    Walk members;
    size = size < text.length ? size : text.length;
    walk(&members, &text, (const uint8_t *)PyBytes_AS_STRING(signs), 0, size);
    Py_ssize_t sign = next_member(&members);
    for (Py_ssize_t start = 0; found && start < size; start = end + 1) {
        end = PyUnicode_FindChar(string, '\n', start, size, 1);
        end = end < 0 ? size : end;
        Py_ssize_t ink = start;
        while (ink < end && Py_UNICODE_ISSPACE(AT(&text, ink)))
            ink++;
        int is_any = ink < end && may_begin(&text, start, ink, end);
        for (; sign >= 0 && sign < end; sign = next_member(&members))
            is_any |= !is_any && may_hold(&text, start, sign, end);
        count += ink < end;
        if (!is_any)
            continue;
        PyObject *line = PyUnicode_Substring(string, start, end);
        if (line == NULL || PyList_Append(found, line) < 0)
            Py_CLEAR(found);
        Py_XDECREF(line);
    }
    return found ? Py_BuildValue("nN", count, found) : NULL;
}

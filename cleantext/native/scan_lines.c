/* Where one character stands, several times in a row, and the lines of a text; the twins are in cleantext/scan.py.
 *
 * A block of characters is passed over if none of them is wanted, which compilers tell of many at a time.
 */

#include "scan.h"
#if defined(__SSE2__) && !defined(PORTABLE)
#include <emmintrin.h>
#endif

#define BLOCK 64

/* Whether any of so many characters is `wanted` and so is the one `behind` it. */
#define DEFINE_ANY(NAME, CHAR)                                                                     \
    PER_PROCESSOR static int NAME(const CHAR *text, Py_ssize_t behind, CHAR wanted)                \
    {                                                                                              \
        const CHAR *other = text + behind;                                                         \
        CHAR any = 0;                                                                              \
        for (int i = 0; i < BLOCK; i++)                                                            \
            any |= (CHAR)((text[i] == wanted) & (other[i] == wanted));                             \
        return any != 0;                                                                           \
    }

DEFINE_ANY(any1, Py_UCS1)
DEFINE_ANY(any2, Py_UCS2)
DEFINE_ANY(any4, Py_UCS4)

/* The index of the first character, from `start` on, that is `wanted` and so are those behind it, `times` in all;
 * `length` without one. */
#define DEFINE_REPEATED(NAME, CHAR, ANY)                                                           \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t start, Py_ssize_t length, CHAR wanted,     \
                           Py_ssize_t times)                                                       \
    {                                                                                              \
        Py_ssize_t row = 0, i = start;                                                             \
        while (i < length) {                                                                       \
            if (row == 0 && times - 1 <= length - i - BLOCK &&                                     \
                !ANY(text + i, times > 1, wanted)) {                                               \
                i += BLOCK;                                                                        \
                continue;                                                                          \
            }                                                                                      \
            Py_ssize_t end = length - i < BLOCK ? length : i + BLOCK;                              \
            for (; i < end; i++) {                                                                 \
                row = text[i] == wanted ? row + 1 : 0;                                             \
                if (row == times)                                                                  \
                    return i + 1 - times;                                                          \
            }                                                                                      \
        }                                                                                          \
        return length;                                                                             \
    }

DEFINE_REPEATED(repeated1, Py_UCS1, any1)
DEFINE_REPEATED(repeated2, Py_UCS2, any2)
DEFINE_REPEATED(repeated4, Py_UCS4, any4)

#if defined(__SSE2__) && !defined(PORTABLE)
/* The same for one character, sixteen at a time: a line ends soon. */
static Py_ssize_t first2(const Py_UCS2 *text, Py_ssize_t start, Py_ssize_t length, Py_UCS2 wanted)
{
    const __m128i one = _mm_set1_epi16((short)wanted);
    for (; start <= length - 16; start += 16) {
        __m128i low = _mm_cmpeq_epi16(_mm_loadu_si128((const __m128i *)(text + start)), one);
        __m128i high = _mm_cmpeq_epi16(_mm_loadu_si128((const __m128i *)(text + start + 8)), one);
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_packs_epi16(low, high));
        if (found)
            return start + lowest(found);
    }
    while (start < length && text[start] != wanted)
        start++;
    return start;
}
#else
#define first2(text, start, length, wanted) repeated2(text, start, length, wanted, 1)
#endif

Py_ssize_t next_repeated(const Text *text, Py_ssize_t start, Py_UCS4 wanted, Py_ssize_t times)
{
    Py_ssize_t length = text->length;
    if (times == 1 && text->kind == PyUnicode_2BYTE_KIND)
        return first2(text->data, start, length, (Py_UCS2)wanted);
    if (text->kind == PyUnicode_2BYTE_KIND)
        return repeated2(text->data, start, length, (Py_UCS2)wanted, times);
    if (text->kind == PyUnicode_4BYTE_KIND)
        return repeated4(text->data, start, length, wanted, times);
    if (times > 1 || start >= length)
        return repeated1(text->data, start, length, (Py_UCS1)wanted, times);
    const Py_UCS1 *found = memchr((const Py_UCS1 *)text->data + start, (int)wanted, (size_t)(length - start));
    return found ? found - (const Py_UCS1 *)text->data : length;
}

const char scan_repeated_doc[] = PyDoc_STR(
"repeated(text, char, times, start)\n--\n\n"
"Return the index of the first character of text[start:] that is `char`, as are those behind it, `times` in all.\n\n"
"-1 without one.");

PyObject *scan_repeated(PyObject *module, PyObject *args)
{
    PyObject *string;
    int wanted;
    Py_ssize_t times, start;
    if (!PyArg_ParseTuple(args, "UCnn", &string, &wanted, &times, &start))
        return NULL;
    Text text = text_of(string);
    if (start < 0)
        start = 0;
    if (times < 1 || times > text.length || start >= text.length ||
        (Py_UCS4)wanted > PyUnicode_MAX_CHAR_VALUE(string))
        return PyLong_FromSsize_t(-1);
    Py_ssize_t found = next_repeated(&text, start, (Py_UCS4)wanted, times);
    return PyLong_FromSsize_t(found < text.length ? found : -1);
}

const char scan_short_lines_doc[] = PyDoc_STR(
"short_lines(text, most)\n--\n\n"
"Return the lines of a text that have no more than so many characters, as a list, line ends left out.");

PyObject *scan_short_lines(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "Un", &string, &most))
        return NULL;
    PyObject *lines = PyList_New(0);
    Text text = text_of(string);
    for (Py_ssize_t start = 0; lines && start <= text.length;) {
        Py_ssize_t end = next_repeated(&text, start, '\n', 1);
        if (end - start <= most) {
            PyObject *line = PyUnicode_Substring(string, start, end);
            if (line == NULL || PyList_Append(lines, line) < 0)
                Py_CLEAR(lines);
            Py_XDECREF(line);
        }
        start = end + 1;
    }
    return lines;
}

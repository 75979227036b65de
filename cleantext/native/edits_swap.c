/* Putting one character for another wherever it stands; the twin is in cleantext/swaps.py. */

#include "edits.h"
#include <stdint.h>
#include <string.h>

/* The characters are not further apart. */
#define FURTHEST 4096
/* So many characters are looked at at once, for those between the lowest and the highest that are swapped. */
#define AT_ONCE 1024

/* What the characters from `low` on become, `span` of them; 0 for those that stay. */
typedef struct {
    Py_UCS4 low, span, instead[FURTHEST];
} Table;

/* Where characters are swapped, and what they become. */
typedef struct {
    Py_ssize_t place;
    Py_UCS4 instead;
} Swap;

typedef struct {
    Swap *all;
    size_t count, room;
    Py_UCS4 kept; /* the bits that any character has that stays, or comes in */
} Swaps;

static int push(Swaps *swaps, Py_ssize_t place, Py_UCS4 instead)
{
    if (swaps->count == swaps->room) {
        size_t room = swaps->room ? 2 * swaps->room : 64;
        Swap *all = PyMem_RawRealloc(swaps->all, room * sizeof *all);
        if (all == NULL)
            return 0;
        swaps->all = all;
        swaps->room = room;
    }
    swaps->all[swaps->count++] = (Swap){place, instead};
    swaps->kept |= instead;
    return 1;
}

/* For each width of characters: tell which may be swapped, being from `low` on, and what bits the others have; and
 * find what is swapped. False without memory. */
#define DEFINE_FIND(WIDTH)                                                                                   \
    PER_PROCESSOR static void tell_##WIDTH(const Py_UCS##WIDTH *restrict text, Py_ssize_t size, Py_UCS4 low, \
                                           Py_UCS4 span, uint8_t *restrict told, Py_UCS4 *kept)              \
    {                                                                                                        \
        Py_UCS##WIDTH bits = 0;                                                                              \
        for (Py_ssize_t i = 0; i < size; i++) {                                                              \
            Py_UCS##WIDTH may = (Py_UCS##WIDTH)(text[i] - (Py_UCS##WIDTH)low) < span;                        \
            bits |= text[i] & (Py_UCS##WIDTH)(may - 1);                                                      \
            told[i] = (uint8_t)may;                                                                          \
        }                                                                                                    \
        *kept |= bits;                                                                                       \
    }                                                                                                        \
    static int find_##WIDTH(const Py_UCS##WIDTH *text, Py_ssize_t length, const Table *table, Swaps *found)  \
    {                                                                                                        \
        uint8_t told[AT_ONCE + 8];                                                                           \
        for (Py_ssize_t start = 0; start < length; start += AT_ONCE) {                                       \
            Py_ssize_t size = length - start < AT_ONCE ? length - start : AT_ONCE;                           \
            tell_##WIDTH(text + start, size, table->low, table->span, told, &found->kept);                   \
            memset(told + size, 0, 8);                                                                       \
            for (Py_ssize_t at = 0; at < size; at += 8) {                                                    \
                uint64_t eight;                                                                              \
                memcpy(&eight, told + at, sizeof eight);                                                     \
                for (; eight; eight &= eight - 1) {                                                          \
                    int place = PY_BIG_ENDIAN ? 7 - lowest(eight) / 8 : lowest(eight) / 8;                   \
                    Py_ssize_t i = start + at + place;                                                       \
                    Py_UCS4 instead = table->instead[text[i] - table->low];                                  \
                    if (instead == 0)                                                                        \
                        found->kept |= text[i];                                                              \
                    else if (!push(found, i, instead))                                                       \
                        return 0;                                                                            \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
        return 1;                                                                                            \
    }

DEFINE_FIND(1)
DEFINE_FIND(2)
DEFINE_FIND(4)

#define DEFINE_COPY(FROM, TO)                                                                                \
    PER_PROCESSOR static void copy_##FROM##_##TO(const Py_UCS##FROM *from, Py_UCS##TO *to, Py_ssize_t size)  \
    {                                                                                                        \
        for (Py_ssize_t i = 0; i < size; i++)                                                                \
            to[i] = (Py_UCS##TO)from[i];                                                                     \
    }

DEFINE_COPY(1, 2)
DEFINE_COPY(1, 4)
DEFINE_COPY(2, 1)
DEFINE_COPY(2, 4)
DEFINE_COPY(4, 1)
DEFINE_COPY(4, 2)

/* Copy a text into one of characters of another width; what does not fit is swapped afterwards. */
static void copy_text(PyObject *from, PyObject *to)
{
    const void *old = PyUnicode_DATA(from);
    void *made = PyUnicode_DATA(to);
    Py_ssize_t size = PyUnicode_GET_LENGTH(from);
    int wide = PyUnicode_KIND(from), narrow = PyUnicode_KIND(to);
    if (wide == narrow)
        memcpy(made, old, (size_t)size * (size_t)wide);
    else if (wide == 1)
        narrow == 2 ? copy_1_2(old, made, size) : copy_1_4(old, made, size);
    else if (wide == 2)
        narrow == 1 ? copy_2_1(old, made, size) : copy_2_4(old, made, size);
    else
        narrow == 1 ? copy_4_1(old, made, size) : copy_4_2(old, made, size);
}

static PyObject *swapped(PyObject *text, const Swaps *swaps)
{
    /* No character is higher than all their bits, and as wide as the widest are these. */
    PyObject *made = PyUnicode_New(PyUnicode_GET_LENGTH(text), swaps->kept > 0x10FFFF ? 0x10FFFF : swaps->kept);
    if (made == NULL)
        return NULL;
    copy_text(text, made);
    int kind = PyUnicode_KIND(made);
    void *data = PyUnicode_DATA(made);
    for (size_t i = 0; i < swaps->count; i++)
        PyUnicode_WRITE(kind, data, swaps->all[i].place, swaps->all[i].instead);
    return made;
}

const char edits_swap_doc[] = PyDoc_STR(
"swap(text, chars, instead)\n--\n\n"
"Return a text with each of some characters become the one at its place in `instead`; itself if it has none.");

PyObject *edits_swap(PyObject *module, PyObject *args)
{
    PyObject *text, *chars, *instead;
    Table table = {0x110000, 0, {0}};
    Swaps found = {0};
    if (!PyArg_ParseTuple(args, "UUU", &text, &chars, &instead))
        return NULL;
    Py_ssize_t size = PyUnicode_GET_LENGTH(chars);
    Py_UCS4 high = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        Py_UCS4 character = PyUnicode_READ_CHAR(chars, i);
        table.low = character < table.low ? character : table.low;
        high = character > high ? character : high;
    }
    if (size == 0 || size != PyUnicode_GET_LENGTH(instead) || high - table.low >= FURTHEST) {
        PyErr_SetString(PyExc_ValueError, "swap: the characters are too far apart, or not as many as come in");
        return NULL;
    }
    table.span = high - table.low + 1;
    for (Py_ssize_t i = 0; i < size; i++)
        table.instead[PyUnicode_READ_CHAR(chars, i) - table.low] = PyUnicode_READ_CHAR(instead, i);
    int kind = PyUnicode_KIND(text), enough;
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    /* What a width does not hold is in no such text, and would look like another character there. */
    if (kind < 4 && table.low >> 8 * kind)
        return Py_NewRef(text);
    Py_BEGIN_ALLOW_THREADS
    enough = kind == 1   ? find_1(data, length, &table, &found)
             : kind == 2 ? find_2(data, length, &table, &found)
                         : find_4(data, length, &table, &found);
    Py_END_ALLOW_THREADS
    PyObject *made = NULL;
    if (!enough)
        PyErr_NoMemory();
    else
        made = found.count ? swapped(text, &found) : Py_NewRef(text);
    PyMem_RawFree(found.all);
    return made;
}

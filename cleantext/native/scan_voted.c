/* What lines were before a mix-up of charsets that a document voted for; the twin is `as_voted` in cleantext/voted_lines.py.
 *
 * Most lines of a document that was read in the wrong charset have one reading, and nothing strange is left in it. Of
 * those that text is told, and of others nothing.
 */

#include "scan.h"

#define MOST_MIX_UPS 8
#define IDEOGRAPHIC(c) (((c) >= 0x4E00 && (c) < 0xA000) || ((c) >= 0xAC00 && (c) < 0xD7A4))
/* So much of a text is looked at by itself, which may cut a word. */
#define EARLY 64

/* What each character was before a mix-up, and what if that cannot have been: two bytes for each up to U+FFFF. */
typedef struct {
    const uint16_t *become, *instead;
} Swap;

typedef struct {
    Swap swaps[MOST_MIX_UPS];
    int count;
    const uint8_t *letters, *looked_at;
    const uint64_t *known;
    size_t mask;
} Voted;

/* What a line was before a mix-up, whether that is another text, and how many letters both have; 0 if it cannot have been. */
#define DEFINE_SWAP(NAME, CHAR)                                                                    \
    static int NAME(const CHAR *line, Py_ssize_t length, const uint16_t *become, const uint8_t *letters, Py_UCS2 *to, \
                    Py_ssize_t *before, Py_ssize_t *after)                                         \
    {                                                                                              \
        int differs = 0;                                                                           \
        *before = *after = 0;                                                                      \
        for (Py_ssize_t i = 0; i < length; i++) {                                                  \
            Py_UCS4 c = line[i];                                                                   \
            to[i] = c > 0xFFFF ? 0 : become[c];                                                    \
            if (to[i] == 0)                                                                        \
                return 0;                                                                          \
            *before += is_in(letters, c);                                                          \
            *after += is_in(letters, to[i]);                                                       \
            differs |= c != to[i];                                                                 \
        }                                                                                          \
        return differs ? DIFFERENT : SAME;                                                         \
    }

enum { NONE, SAME, DIFFERENT };

DEFINE_SWAP(swap1, Py_UCS1)
DEFINE_SWAP(swap2, Py_UCS2)
DEFINE_SWAP(swap4, Py_UCS4)

static int swap(const Voted *voted, const Text *line, const uint16_t *become, Py_UCS2 *to, Py_ssize_t *before,
                Py_ssize_t *after)
{
    if (become == NULL)
        return NONE;
    if (line->kind == PyUnicode_1BYTE_KIND)
        return swap1(line->data, line->length, become, voted->letters, to, before, after);
    if (line->kind == PyUnicode_2BYTE_KIND)
        return swap2(line->data, line->length, become, voted->letters, to, before, after);
    return swap4(line->data, line->length, become, voted->letters, to, before, after);
}

/* Whether a character of a word is known between its neighbours; spaces are no part of it. */
static int is_known_at(const Voted *voted, const Py_UCS2 *chars, Py_ssize_t length, Py_ssize_t i)
{
    Py_UCS4 before = i ? chars[i - 1] : ' ', behind = i + 1 < length ? chars[i + 1] : ' ';
    return is_known_three(voted->known, voted->mask,
                          IN_CONTEXT(before == ' ' ? '\n' : before, chars[i], behind == ' ' ? '\n' : behind));
}

/* Whether a text may hold something strange, as far as is known: `contexts.strange`, which looks at no ASCII. */
static int may_be_strange(const Voted *voted, const Py_UCS2 *chars, Py_ssize_t length)
{
    for (Py_ssize_t i = 0; i < length; i++)
        if (chars[i] >= 0x80 && (IDEOGRAPHIC(chars[i]) || (is_in(voted->looked_at, chars[i]) &&
                                                           !is_known_at(voted, chars, length, i))))
            return 1;
    return length > EARLY && is_in(voted->looked_at, chars[EARLY - 1]) && !is_known_at(voted, chars, EARLY, EARLY - 1);
}

/* The text of a line before the mix-up, in `room` for two; NULL where somebody else is to tell. */
static const Py_UCS2 *as_voted(const Voted *voted, const Text *line, Py_UCS2 *room)
{
    Py_UCS2 *found = NULL, *to = room;
    for (int each = 0; each < voted->count; each++) {
        const Swap *swaps = &voted->swaps[each];
        Py_ssize_t before, after;
        int said = swap(voted, line, swaps->become, to, &before, &after);
        if (said == NONE)
            said = swap(voted, line, swaps->instead, to, &before, &after);
        if (said != DIFFERENT || (found && memcmp(found, to, (size_t)line->length * sizeof *to) == 0))
            continue;
        if (3 * after < 2 * before)
            continue;
        if (found || may_be_strange(voted, to, line->length))
            return NULL;
        found = to;
        to += line->length;
    }
    return found;
}

const char scan_voted_doc[] = PyDoc_STR(
"voted(text, places, mix_ups, letters, members, known)\n--\n\n"
"Return what the lines at some places of a text were before mix-ups that a document voted for; None where that is not\n"
"plain: where there is no reading, or several, or one that is not known to hold nothing strange.\n\n"
"`places` holds 64 bits for each line. A mix-up is a pair of tables as for `reread`, or of one and None. `letters` is a\n"
"set of those that no reading may lose; `members` and `known` are those of `unknown_words`.");

static int take_mix_ups(Voted *voted, PyObject *mix_ups, Py_buffer *tables)
{
    Py_ssize_t count = PyTuple_GET_SIZE(mix_ups);
    if (count > MOST_MIX_UPS) {
        PyErr_SetString(PyExc_ValueError, "voted: these are too many mix-ups");
        return 0;
    }
    for (Py_ssize_t each = 0; each < count; each++) {
        PyObject *pair[2];
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(mix_ups, each), "OO", &pair[0], &pair[1]))
            return 0;
        for (int one = 0; one < 2; one++) {
            Py_buffer *table = &tables[2 * each + one];
            if (one && pair[one] == Py_None)
                continue;
            if (PyObject_GetBuffer(pair[one], table, PyBUF_SIMPLE) < 0)
                return 0;
            if (table->len != 2 * 0x10000) {
                PyErr_SetString(PyExc_ValueError, "voted: a table does not have the size that it must have");
                return 0;
            }
        }
        voted->swaps[each].become = tables[2 * each].buf;
        voted->swaps[each].instead = tables[2 * each + 1].buf;
    }
    voted->count = (int)count;
    return 1;
}

PyObject *scan_voted(PyObject *module, PyObject *args)
{
    PyObject *string, *mix_ups, *letters, *members, *found = NULL;
    Py_buffer places, known, tables[2 * MOST_MIX_UPS] = {{0}};
    Voted voted = {0};
    Py_UCS2 *room = NULL;
    Py_ssize_t size = 0;
    if (!PyArg_ParseTuple(args, "Uy*O!SSy*", &string, &places, &PyTuple_Type, &mix_ups, &letters, &members, &known))
        return NULL;
    const Text text = text_of(string);
    size_t words = table_words(members, &known);
    if (words == 0) {
        PyBuffer_Release(&places);
        return NULL;
    }
    if (PyBytes_GET_SIZE(letters) != CODE_POINTS / 8)
        PyErr_SetString(PyExc_ValueError, "voted: a set does not have the size that it must have");
    else if (take_mix_ups(&voted, mix_ups, tables))
        found = PyList_New(0);
    voted.letters = (const uint8_t *)PyBytes_AS_STRING(letters);
    voted.looked_at = (const uint8_t *)PyBytes_AS_STRING(members);
    voted.known = known.buf;
    voted.mask = words - 1;
    for (Py_ssize_t each = 0; found && each < places.len / (Py_ssize_t)sizeof(int64_t); each++) {
        Py_ssize_t place = (Py_ssize_t)((const int64_t *)places.buf)[each];
        if (place < 0 || place > text.length) {
            PyErr_SetString(PyExc_ValueError, "voted: a place is not in the text");
            Py_CLEAR(found);
            break;
        }
        Py_ssize_t start = PyUnicode_FindChar(string, '\n', 0, place, -1) + 1;
        Py_ssize_t end = PyUnicode_FindChar(string, '\n', place, text.length, 1);
        Text line = {(const char *)text.data + start * text.kind, (end < 0 ? text.length : end) - start, text.kind};
        if (2 * line.length > size) {
            Py_UCS2 *more = PyMem_Resize(room, Py_UCS2, 4 * line.length);
            if (more == NULL) {
                PyErr_NoMemory();
                Py_CLEAR(found);
                break;
            }
            room = more;
            size = 4 * line.length;
        }
        const Py_UCS2 *chars = as_voted(&voted, &line, room);
        PyObject *told = chars ? PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, chars, line.length)
                               : Py_NewRef(Py_None);
        if (told == NULL || PyList_Append(found, told) < 0)
            Py_CLEAR(found);
        Py_XDECREF(told);
    }
    PyMem_Free(room);
    for (int each = 0; each < 2 * MOST_MIX_UPS; each++)
        if (tables[each].obj)
            PyBuffer_Release(&tables[each]);
    PyBuffer_Release(&places);
    PyBuffer_Release(&known);
    return found;
}

/* Readings in Pinyin behind Chinese characters: finding and counting all of a text, and taking some out; the twins in
 * Python are in cleantext/glosses.py. */

#include "scan_members.h"

#define ROOM 8

/* Characters that can be glossed are from the first of these on, and so many at most. */
#define LOW 0x3000
#define REACH 0x7000

typedef struct {
    const Text *text;
    const uint16_t *numbers; /* of the reading of each character, 0 for one that has none */
    const uint8_t *brackets, *chinese;
    Text rows;               /* the readings, so many characters each, with NUL behind them */
    int64_t *spans;          /* two a gloss */
    Py_ssize_t count, room;
} Search;

static inline int closes(Py_UCS4 c)
{
    return c == ')' || c == 0xFF09;
}

/* Where the gloss ends that the bracket at `place` opens; 0 if it opens none. */
static Py_ssize_t end_of_gloss(const Search *search, Py_ssize_t place)
{
    const Text *text = search->text;
    Py_UCS4 before = place ? AT(text, place - 1) : 0;
    Py_ssize_t number = before - LOW < REACH ? search->numbers[before - LOW] : 0;
    if (number == 0 || (number + 1) * ROOM > search->rows.length)
        return 0;
    for (Py_ssize_t i = 0; i < ROOM && ++place < text->length; i++) {
        Py_UCS4 wanted = AT(&search->rows, number * ROOM + i), c = AT(text, place);
        if (wanted == 0)
            return i && closes(c) ? place + 1 : 0;
        if (c != wanted)
            return 0;
    }
    return 0;
}

static int find_glosses(Search *search)
{
    Walk brackets;
    walk(&brackets, search->text, search->brackets, 0, search->text->length);
    for (Py_ssize_t place; (place = next_member(&brackets)) >= 0;) {
        Py_ssize_t end = end_of_gloss(search, place);
        if (end == 0)
            continue;
        if (search->count == search->room) {
            search->room = search->room ? 2 * search->room : 256;
            int64_t *larger = PyMem_Realloc(search->spans, 2 * (size_t)search->room * sizeof *larger);
            if (larger == NULL)
                return 0;
            search->spans = larger;
        }
        search->spans[2 * search->count] = place;
        search->spans[2 * search->count++ + 1] = end;
    }
    return 1;
}

/* The different characters that are glossed, in the order in which they are met: how often each of them is glossed, and
 * how often it is seen. `which` has their numbers, of those that are in the set `own`. */
typedef struct {
    Py_UCS4 c;
    Py_ssize_t count, seen;
} Glossed;

typedef struct {
    Py_ssize_t different, total, beside;
    uint16_t which[REACH];
    Glossed *each;
    uint8_t *own;
} Tally;

/* Count them; 0 when out of memory. */
static int count_glosses(const Search *search, Tally *tally)
{
    const Text *text = search->text;
    Py_ssize_t end = -1;
    tally->different = tally->beside = 0;
    tally->each = PyMem_New(Glossed, search->count < REACH ? search->count : REACH);
    /* Of a text without characters beyond U+FFFF no more of a set is looked at. */
    tally->own = PyMem_Calloc(text->kind == PyUnicode_4BYTE_KIND ? CODE_POINTS / 8 : 0x10000 / 8, 1);
    if (tally->each == NULL || tally->own == NULL)
        return 0;
    for (Py_ssize_t i = 0; i < search->count; i++) {
        Py_UCS4 c = AT(text, search->spans[2 * i] - 1);
        if (!is_in(tally->own, c)) {
            tally->own[c >> 3] |= (uint8_t)(1 << (c & 7));
            tally->which[c - LOW] = (uint16_t)tally->different;
            tally->each[tally->different++] = (Glossed){c, 0, 0};
        }
        tally->each[tally->which[c - LOW]].count++;
        tally->beside += end + 1 == search->spans[2 * i];
        end = search->spans[2 * i + 1];
    }
    tally->total = count_members(text, search->chinese);
    Walk members;
    walk(&members, text, tally->own, 0, text->length);
    for (Py_ssize_t place; (place = next_member(&members)) >= 0;)
        tally->each[tally->which[AT(text, place) - LOW]].seen++;
    return 1;
}

static PyObject *told(const Search *search, const Tally *tally)
{
    Py_ssize_t different = tally->different;
    PyObject *chars = PyTuple_New(different), *counts = PyTuple_New(different), *seen = PyTuple_New(different);
    int done = chars && counts && seen;
    for (Py_ssize_t i = 0; done && i < different; i++) {
        PyObject *c = PyUnicode_FromOrdinal((int)tally->each[i].c);
        PyObject *count = PyLong_FromSsize_t(tally->each[i].count), *all = PyLong_FromSsize_t(tally->each[i].seen);
        done = c && count && all;
        PyTuple_SET_ITEM(chars, i, c);
        PyTuple_SET_ITEM(counts, i, count);
        PyTuple_SET_ITEM(seen, i, all);
    }
    PyObject *found = done ? Py_BuildValue("(y#OOOnn)", (const char *)search->spans, 16 * search->count, chars, counts,
                                           seen, tally->total, tally->beside)
                           : NULL;
    Py_XDECREF(chars);
    Py_XDECREF(counts);
    Py_XDECREF(seen);
    return found;
}

const char scan_glosses_doc[] = PyDoc_STR(
"glosses(text, brackets, chinese, numbers, rows)\n--\n\n"
"Return the spans of the glosses of a text, the glossed characters, how often each is glossed and seen, how many\n"
"characters are Chinese, and how many glosses stand right before the next one's character; None without a gloss.\n\n"
"`brackets` are those that open one, `chinese` the characters that count, a bit for each code point; `numbers` holds the\n"
"number of the reading of each character from U+3000 to U+9FFF, two bytes each, 0 for one that has none; `rows` has\n"
"the readings, eight characters each, filled up with NUL.");

PyObject *scan_glosses(PyObject *module, PyObject *args)
{
    PyObject *string, *rows, *brackets, *chinese, *found = NULL;
    Py_buffer numbers;
    if (!PyArg_ParseTuple(args, "USSy*U", &string, &brackets, &chinese, &numbers, &rows))
        return NULL;
    Text text = text_of(string);
    Search search = {&text, numbers.buf, (const uint8_t *)PyBytes_AS_STRING(brackets),
                     (const uint8_t *)PyBytes_AS_STRING(chinese), text_of(rows), NULL, 0, 0};
    if (numbers.len != REACH * (Py_ssize_t)sizeof *search.numbers || PyBytes_GET_SIZE(brackets) != CODE_POINTS / 8 ||
        PyBytes_GET_SIZE(chinese) != CODE_POINTS / 8)
        PyErr_SetString(PyExc_ValueError, "glosses: a table does not have the size that it must have");
    else if (!find_glosses(&search))
        PyErr_NoMemory();
    else if (search.count == 0)
        found = Py_NewRef(Py_None);
    else {
        Tally tally;
        found = count_glosses(&search, &tally) ? told(&search, &tally) : PyErr_NoMemory();
        PyMem_Free(tally.each);
        PyMem_Free(tally.own);
    }
    PyMem_Free(search.spans);
    PyBuffer_Release(&numbers);
    return found;
}

const char scan_unglossed_doc[] = PyDoc_STR(
"unglossed(text, spans, chars)\n--\n\n"
"Return a text without those of some spans, in order and disjoint, that begin behind one of some characters.");

PyObject *scan_unglossed(PyObject *module, PyObject *args)
{
    PyObject *string, *wanted;
    Py_buffer spans;
    if (!PyArg_ParseTuple(args, "Uy*U", &string, &spans, &wanted))
        return NULL;
    Text text = text_of(string), chars = text_of(wanted);
    uint8_t is_wanted[REACH] = {0};
    for (Py_ssize_t i = 0; i < chars.length; i++)
        if (AT(&chars, i) - LOW < REACH)
            is_wanted[AT(&chars, i) - LOW] = 1;
    size_t width = (size_t)text.kind;
    char *buffer = PyMem_Malloc((size_t)(text.length + 1) * width), *end = buffer;
    const int64_t *each = spans.buf;
    Py_ssize_t done = 0, count = spans.len / 16;
    int fits = 1;
    for (Py_ssize_t i = 0; buffer && fits && i <= count; i++) {
        Py_ssize_t start = i < count ? each[2 * i] : text.length, behind = i < count ? each[2 * i + 1] : text.length;
        fits = start >= done && behind >= start && behind <= text.length;
        if (!fits || (i < count && !(start && AT(&text, start - 1) - LOW < REACH && is_wanted[AT(&text, start - 1) - LOW])))
            continue;
        memcpy(end, (const char *)text.data + (size_t)done * width, (size_t)(start - done) * width);
        end += (size_t)(start - done) * width;
        done = behind;
    }
    PyObject *result = NULL;
    if (buffer == NULL)
        PyErr_NoMemory();
    else if (!fits)
        PyErr_SetString(PyExc_ValueError, "unglossed: these are no spans of this text");
    else
        /* This looks for the widest character that is left. */
        result = PyUnicode_FromKindAndData(text.kind, buffer, (Py_ssize_t)((size_t)(end - buffer) / width));
    PyMem_Free(buffer);
    PyBuffer_Release(&spans);
    return result;
}

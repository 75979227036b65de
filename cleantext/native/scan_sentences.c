/* Where sentences begin and end; the twin is in cleantext/sentences.py. */

#include "scan_sixteen.h"

/* No set of marks of ASCII has more. */
#define MARKS 4

static inline int is_stop(Py_UCS4 c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static inline int is_dense_stop(Py_UCS4 c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

static inline int closes(Py_UCS4 c)
{
    return c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0xBB || c == ')' || c == ']';
}

static inline int closes_dense(Py_UCS4 c)
{
    return c == 0x300D || c == 0x300F || c == 0x201D || c == 0x2019 || c == 0xFF09;
}

/* The first of some marks of ASCII, of dense ones as well if `dense`, in text[place:limit]; or `limit`. */
#define DEFINE_NEXT_MARK(NAME, CHAR)                                                               \
    static inline Py_ssize_t NAME(const CHAR *text, Py_ssize_t place, Py_ssize_t limit,            \
                                  uint64_t marks, int dense)                                       \
    {                                                                                              \
        /* Whether a character is below the marks is not asked by a branch: spaces cannot be foretold. */  \
        for (; place < limit; place++) {                                                           \
            Py_UCS4 c = text[place];                                                               \
            if ((c < 64) & marks >> (c & 63))                                                      \
                break;                                                                             \
            if (c >= 0x2026 && dense && (c == 0x2026 || is_dense_stop(c)))                         \
                break;                                                                             \
        }                                                                                          \
        return place;                                                                              \
    }

DEFINE_NEXT_MARK(next_mark1, Py_UCS1)
DEFINE_NEXT_MARK(next_mark2, Py_UCS2)
DEFINE_NEXT_MARK(next_mark4, Py_UCS4)

/* Pass over characters of which none may be a mark, sixteen at a time. */
static Py_ssize_t skip_to_mark(const Text *text, Py_ssize_t place, Py_ssize_t limit, uint64_t marks, int dense)
{
#ifdef SIXTEEN
    uint16_t set[MARKS + 4];
    int count = 0;
    for (uint64_t left = marks; left && count < MARKS; left &= left - 1)
        set[count++] = (uint16_t)lowest(left);
    if (dense && text->kind == PyUnicode_2BYTE_KIND) {
        set[count++] = 0x2026;
        set[count++] = 0x3002;
        set[count++] = 0xFF01;
        set[count++] = 0xFF1F;
    }
    if (text->kind != PyUnicode_4BYTE_KIND)
        for (; place <= limit - SIXTEEN; place += SIXTEEN) {
            unsigned found = any_of(text, place, set, count);
            if (found)
                return place + lowest(found);
        }
#endif
    return place;
}

Py_ssize_t next_mark(const Text *text, Py_ssize_t place, Py_ssize_t limit, uint64_t marks, int dense)
{
    place = skip_to_mark(text, place, limit, marks, dense);
    return text->kind == PyUnicode_1BYTE_KIND   ? next_mark1(text->data, place, limit, marks, dense)
           : text->kind == PyUnicode_2BYTE_KIND ? next_mark2(text->data, place, limit, marks, dense)
                                                : next_mark4(text->data, place, limit, marks, dense);
}

/* What a sentence may end with, of ASCII. */
#define STOPS (BIT_OF('\n') | BIT_OF('.') | BIT_OF('!') | BIT_OF('?'))

/* Where an end of a sentence ends whose last mark stands at `place`, or -1 if it is none: behind marks of Latin and what
 * closes them must stand white space. */
static inline Py_ssize_t end_of(const Text *text, Py_ssize_t place, Py_ssize_t limit)
{
    Py_UCS4 c = AT(text, place);
    Py_ssize_t end = place + 1;
    if (is_stop(c)) {
        while (end < limit && closes(AT(text, end)))
            end++;
        return end == limit || Py_UNICODE_ISSPACE(AT(text, end)) ? end : -1;
    }
    while (c != '\n' && end < limit && closes_dense(AT(text, end)))
        end++;
    return end;
}

Py_ssize_t next_end(const Text *text, Py_ssize_t place, Py_ssize_t limit, int *breaks)
{
    for (Py_ssize_t i = place; (i = next_mark(text, i, limit, STOPS, 1)) < limit; i++) {
        Py_UCS4 c = AT(text, i);
        *breaks = c == '\n';
        while (!*breaks && i + 1 < limit &&
               (is_stop(c) ? is_stop(AT(text, i + 1)) : is_dense_stop(AT(text, i + 1))))
            i++;
        Py_ssize_t end = end_of(text, i, limit);
        if (end >= 0)
            return end;
    }
    return -1;
}

/* Pass over characters before `place` of which none may be a mark, sixteen at a time; where the one stands behind
 * which there is none, or less than sixteen. */
static Py_ssize_t skip_back(const Text *text, Py_ssize_t place, Py_ssize_t floor)
{
#ifdef SIXTEEN
    static const uint16_t set[] = {'\n', '.', '!', '?', 0x2026, 0x3002, 0xFF01, 0xFF1F};
    int count = text->kind == PyUnicode_2BYTE_KIND ? 8 : 4;
    for (; text->kind != PyUnicode_4BYTE_KIND && place >= floor + SIXTEEN; place -= SIXTEEN) {
        unsigned found = any_of(text, place - SIXTEEN, set, count);
        if (found)
            return place - SIXTEEN + highest(found) + 1;
    }
#endif
    return place;
}

/* Where the last end of a sentence ends in text[floor:place]; `floor` without one. What a sentence ends with is told
 * by its last mark, so none before that needs to be looked at. */
static Py_ssize_t last_end(const Text *text, Py_ssize_t floor, Py_ssize_t place)
{
    for (Py_ssize_t i = place; (i = skip_back(text, i, floor)) > floor; i--) {
        Py_UCS4 c = AT(text, i - 1);
        if (c != '\n' && !is_stop(c) && !is_dense_stop(c))
            continue;
        Py_ssize_t end = end_of(text, i - 1, place);
        if (end >= 0)
            return end;
    }
    return floor;
}

/* Of a script that is neither Latin nor a set of signs. */
static inline int is_other(Py_UCS4 c)
{
    return (c >= 0x370 && c < 0x1E00) || (c >= 0x2E80 && c < 0xFFF0);
}

#ifdef SIXTEEN
/* Which of eight characters are of other scripts. */
static inline __m128i others_of(__m128i chars)
{
    __m128i first = _mm_subs_epu16(_mm_sub_epi16(chars, _mm_set1_epi16(0x370)), _mm_set1_epi16(0x1E00 - 0x370 - 1));
    __m128i second = _mm_subs_epu16(_mm_sub_epi16(chars, _mm_set1_epi16(0x2E80)),
                                    _mm_set1_epi16((short)(0xFFF0 - 0x2E80 - 1)));
    __m128i none = _mm_setzero_si128();
    return _mm_or_si128(_mm_cmpeq_epi16(first, none), _mm_cmpeq_epi16(second, none));
}
#endif

static int has_other(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
#ifdef SIXTEEN
    for (; text->kind == PyUnicode_2BYTE_KIND && low <= high - SIXTEEN; low += SIXTEEN - 1) {
        const __m128i *chars = (const __m128i *)((const Py_UCS2 *)text->data + low);
        __m128i both = _mm_packs_epi16(others_of(_mm_loadu_si128(chars)), others_of(_mm_loadu_si128(chars + 1)));
        unsigned found = (unsigned)_mm_movemask_epi8(both);
        if (found & found >> 1)
            return 1;
    }
#endif
    for (Py_ssize_t i = low; i + 1 < high; i++)
        if (is_other(AT(text, i)) && is_other(AT(text, i + 1)))
            return 1;
    return 0;
}

static inline int in_word(Py_UCS4 c)
{
    return is_word(c) || c == '\'' || c == 0x2019 || c == '-';
}

/* Where two words of Latin letters, the first with a capital, begin behind one of another script. */
static Py_ssize_t latin_behind(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    for (Py_ssize_t i = place; i + 3 < high; i++) {
        if (AT(text, i) != ' ' || i == 0 || !is_other(AT(text, i - 1)))
            continue;
        Py_ssize_t end = i + 1;
        if (AT(text, end) < 'A' || AT(text, end) > 'Z')
            continue;
        do
            end++;
        while (end < high && in_word(AT(text, end)));
        if (end + 1 < high && AT(text, end) == ' ' && in_word(AT(text, end + 1)))
            return i;
    }
    return -1;
}

void sentence_at(const Text *text, Py_ssize_t place, Py_ssize_t floor, Py_ssize_t *start,
                        Py_ssize_t *stop)
{
    int breaks = 0;
    Py_ssize_t low = last_end(text, floor, place), high = next_end(text, place, text->length, &breaks);
    high = high < 0 ? text->length : high - breaks;
    while (low < high && Py_UNICODE_ISSPACE(AT(text, low)))
        low++;
    if (text->kind != PyUnicode_1BYTE_KIND && has_other(text, low, high)) {
        Py_ssize_t other = latin_behind(text, place, high);
        if (other >= 0 && !has_other(text, other, high))
            high = other;
    }
    *start = low;
    *stop = high;
}

const char scan_stops_doc[] = PyDoc_STR(
"stops(text)\n--\n\n"
"Return where the ends of sentences end, in order, each with whether it is but the end of a line.");

PyObject *scan_stops(PyObject *module, PyObject *args)
{
    PyObject *string;
    if (!PyArg_ParseTuple(args, "U", &string))
        return NULL;
    Text text = text_of(string);
    PyObject *found = PyList_New(0);
    int breaks;
    for (Py_ssize_t end = 0; found && (end = next_end(&text, end, text.length, &breaks)) >= 0;) {
        PyObject *stop = Py_BuildValue("nO", end, breaks ? Py_True : Py_False);
        if (stop == NULL || PyList_Append(found, stop) < 0)
            Py_CLEAR(found);
        Py_XDECREF(stop);
    }
    return found;
}

const char scan_sentence_doc[] = PyDoc_STR(
"sentence(text, place, floor)\n--\n\n"
"Return where the sentence begins and ends that stands at a place, white space before it left out.\n\n"
"It begins at `floor` or behind it; `floor` is no greater than `place`, nor that than the length of the text.");

PyObject *scan_sentence(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_ssize_t place, floor, start, stop;
    if (!PyArg_ParseTuple(args, "Unn", &string, &place, &floor))
        return NULL;
    Text text = text_of(string);
    if (floor < 0 || floor > place || place > text.length) {
        PyErr_SetString(PyExc_ValueError, "sentence: a place is not within the text");
        return NULL;
    }
    sentence_at(&text, place, floor, &start, &stop);
    return Py_BuildValue("nn", start, stop);
}

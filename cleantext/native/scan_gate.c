/* Which triggers stand in a text; the twin is in cleantext/scan.py. */

#include "scan.h"

/* The classes of characters, below 2 ** `shift`; the triggers that each pair of classes brings, whether it brings
 * any, and the pairs that were seen. The row of a pair is the class of its first character; the first character of a text stands
 * behind class 0. */
typedef struct {
    const uint8_t *class_of;
    const char *bits;
    const uint8_t *bring;
    uint8_t *seen;
    int shift;
} Pairs;

static inline uint64_t bits_of(const Pairs *pairs, size_t first, size_t second)
{
    uint64_t bits;
    memcpy(&bits, pairs->bits + (first << pairs->shift | second) * sizeof bits, sizeof bits);
    return bits;
}

/* Texts of so many characters are short. */
#define SHORT_TEXT 1000

/* Mark each pair of classes that stands side by side. There is no branch, so the cost does not depend on what
 * the text holds. */
#define DEFINE_MARK(NAME, CHAR)                                                                    \
    static void NAME(const CHAR *text, Py_ssize_t low, Py_ssize_t high, const Pairs *pairs)        \
    {                                                                                              \
        const uint8_t *class_of = pairs->class_of;                                                 \
        uint8_t *seen = pairs->seen;                                                               \
        int shift = pairs->shift;                                                                  \
        size_t row = low ? (size_t)class_of[text[low - 1]] << shift : 0;                           \
        for (Py_ssize_t i = low; i < high; i++) {                                                  \
            size_t class = class_of[text[i]];                                                      \
            seen[row | class] = 1;                                                                 \
            row = class << shift;                                                                  \
        }                                                                                          \
    }

DEFINE_MARK(mark1, Py_UCS1)
DEFINE_MARK(mark2, Py_UCS2)
DEFINE_MARK(mark4, Py_UCS4)

/* The triggers of all pairs of a short text, at once: to gather which pairs were seen would take longer. */
#define DEFINE_ADD(NAME, CHAR)                                                                     \
    static uint64_t NAME(const CHAR *text, Py_ssize_t length, const Pairs *pairs)                  \
    {                                                                                              \
        uint64_t found = 0;                                                                        \
        for (Py_ssize_t i = 0, before = 0; i < length; i++) {                                      \
            Py_ssize_t class = pairs->class_of[text[i]];                                           \
            found |= bits_of(pairs, (size_t)before, (size_t)class);                                \
            before = class;                                                                        \
        }                                                                                          \
        return found;                                                                              \
    }

DEFINE_ADD(add1, Py_UCS1)
DEFINE_ADD(add2, Py_UCS2)
DEFINE_ADD(add4, Py_UCS4)

/* The triggers of all pairs that were seen; most pairs bring none. */
static uint64_t triggers(const Pairs *pairs)
{
    uint64_t found = 0;
    size_t size = (size_t)1 << (2 * pairs->shift);
    for (size_t pair = 0; pair < size; pair += sizeof(uint64_t)) {
        uint64_t any, bring;
        memcpy(&any, pairs->seen + pair, sizeof any);
        memcpy(&bring, pairs->bring + pair, sizeof bring);
        for (any &= bring; any; any &= any - 1) {
            size_t i = pair + (size_t)(PY_BIG_ENDIAN ? 7 - lowest(any) / 8 : lowest(any) / 8);
            found |= bits_of(pairs, i >> pairs->shift, i & (((size_t)1 << pairs->shift) - 1));
        }
    }
    return found;
}

/* In long text of one byte a character most pairs need no look-up: letters, digits and spaces bring nothing
 * side by side, and most of what anything brings was seen at the beginning. So characters are parted in quiet
 * ones, no two of which bring anything new, and loud ones, and pairs are marked about the loud ones alone. */

/* So much of a text is marked first, and so much at once then. */
#define BEGINNING 1024
#define PIECE 4096
/* Shorter texts are not worth it. */
#define WORTH 8192
/* The loud characters in so many ranges, in which quiet ones may be. */
#define RANGES 6
/* Where more than one character in so many is loud, they are to be parted anew, or the rest marked as it is. */
#define TOO_MANY 16

/* The first of each range, and how far it goes; a quiet one that brings something where it stands twice. */
typedef struct {
    uint8_t first[RANGES], reach[RANGES], twice;
} Loud;

/* Whether two classes bring something side by side that was not found yet. */
static int is_new(const Pairs *pairs, size_t first, size_t second, uint64_t found)
{
    return ((bits_of(pairs, first, second) | bits_of(pairs, second, first)) & ~found) != 0;
}

/* Part the characters up to U+00FF, those of the commonest classes first; 0 if all are quiet. */
static int part(const Pairs *pairs, uint64_t found, const uint32_t *counts, Loud *loud)
{
    uint32_t common[128] = {0};
    uint8_t size[128] = {0}, quiet[128], is_quiet[128] = {0}, low[256], high[256];
    int quiets = 0, ranges = 0, twice = -1;
    for (int c = 0; c < 256; c++) {
        common[pairs->class_of[c]] += counts[c];
        size[pairs->class_of[c]] += size[pairs->class_of[c]] < 2;
    }
    for (int left = 128; left--;) {
        int class = -1;
        for (int each = 0; each < 128; each++)
            if (size[each] && (class < 0 || common[each] > common[class]))
                class = each;
        if (class < 0)
            break;
        int is_loud = 0, doubles = is_new(pairs, (size_t)class, (size_t)class, found);
        for (int i = 0; i < quiets && !is_loud; i++)
            is_loud = is_new(pairs, (size_t)class, quiet[i], found);
        if (!is_loud && (!doubles || (twice < 0 && size[class] == 1))) {
            is_quiet[class] = 1;
            quiet[quiets++] = (uint8_t)class;
            if (doubles)
                twice = class;
        }
        size[class] = 0;
    }
    for (int c = 0; c < 256; c++) {
        if (twice >= 0 && pairs->class_of[c] == twice)
            loud->twice = (uint8_t)c;
        if (is_quiet[pairs->class_of[c]])
            continue;
        if (!ranges || high[ranges - 1] + 1 < c)
            low[ranges++] = (uint8_t)c;
        high[ranges - 1] = (uint8_t)c;
    }
    if (!ranges && twice < 0)
        return 0;
    /* Of two neighbouring ranges between which there is little one is made. */
    while (ranges > RANGES) {
        int least = 0;
        uint64_t fewest = UINT64_MAX;
        for (int i = 0; i + 1 < ranges; i++) {
            uint64_t between = 0;
            for (int c = high[i] + 1; c < low[i + 1]; c++)
                between += 1 + 256 * (uint64_t)counts[c];
            if (between < fewest) {
                fewest = between;
                least = i;
            }
        }
        high[least] = high[least + 1];
        ranges--;
        memmove(low + least + 1, low + least + 2, (size_t)(ranges - least - 1));
        memmove(high + least + 1, high + least + 2, (size_t)(ranges - least - 1));
    }
    if (!ranges)
        low[0] = high[0] = loud->twice;
    for (int i = 0; i < RANGES; i++) {
        int each = i < ranges ? i : 0;
        loud->first[i] = low[each];
        loud->reach[i] = (uint8_t)(high[each] - low[each]);
    }
    if (twice < 0)
        loud->twice = low[0];
    return 1;
}

/* Tell for each character behind the first whether it is loud; compilers do it for many at a time. */
PER_PROCESSOR static void tell_loud(const Py_UCS1 *restrict text, Py_ssize_t size, const Loud *loud,
                                    uint8_t *restrict is_loud)
{
    uint8_t first[RANGES], reach[RANGES], twice = loud->twice;
    memcpy(first, loud->first, RANGES);
    memcpy(reach, loud->reach, RANGES);
    for (Py_ssize_t i = 0; i < size; i++) {
        Py_UCS1 c = text[i];
        is_loud[i] = ((uint8_t)(c - first[0]) <= reach[0]) | ((uint8_t)(c - first[1]) <= reach[1]) |
                     ((uint8_t)(c - first[2]) <= reach[2]) | ((uint8_t)(c - first[3]) <= reach[3]) |
                     ((uint8_t)(c - first[4]) <= reach[4]) | ((uint8_t)(c - first[5]) <= reach[5]) |
                     ((c == twice) & (text[i - 1] == twice));
    }
}

/* Mark the pairs about those characters of text[low:high] that were told of; how many there are. Behind what is
 * told there is room for 8 more. */
#define DEFINE_MARK_TOLD(NAME, CHAR)                                                               \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t low, Py_ssize_t high, Py_ssize_t length,   \
                           const Pairs *pairs, uint8_t *told)                                      \
    {                                                                                              \
        const uint8_t *class_of = pairs->class_of;                                                 \
        Py_ssize_t found = 0;                                                                      \
        memset(told + (high - low), 0, 8);                                                         \
        for (Py_ssize_t at = 0; at < high - low; at += 8) {                                        \
            uint64_t any;                                                                          \
            memcpy(&any, told + at, sizeof any);                                                   \
            for (; any; any &= any - 1, found++) {                                                 \
                Py_ssize_t i = low + at + (PY_BIG_ENDIAN ? 7 - lowest(any) / 8 : lowest(any) / 8); \
                size_t class = class_of[text[i]], before = i ? class_of[text[i - 1]] : 0;          \
                pairs->seen[before << pairs->shift | class] = 1;                                   \
                if (i + 1 < length)                                                                \
                    pairs->seen[class << pairs->shift | class_of[text[i + 1]]] = 1;                \
            }                                                                                      \
        }                                                                                          \
        return found;                                                                              \
    }

DEFINE_MARK_TOLD(mark_told1, Py_UCS1)
DEFINE_MARK_TOLD(mark_told2, Py_UCS2)
DEFINE_MARK_TOLD(mark_told4, Py_UCS4)

/* Mark the pairs about the loud characters of text[low:high]; how many there are. */
static Py_ssize_t mark_loud(const Py_UCS1 *text, Py_ssize_t low, Py_ssize_t high, Py_ssize_t length,
                            const Pairs *pairs, const Loud *loud)
{
    uint8_t is_loud[PIECE + 8];
    tell_loud(text + low, high - low, loud, is_loud);
    return mark_told1(text, low, high, length, pairs, is_loud);
}

static void mark_long(const Py_UCS1 *text, Py_ssize_t length, const Pairs *pairs)
{
    uint32_t counts[256] = {0};
    Loud loud;
    Py_ssize_t at = BEGINNING, piece = PIECE;
    mark1(text, 0, at, pairs);
    for (Py_ssize_t i = 0; i < at; i++)
        counts[text[i]]++;
    if (!part(pairs, triggers(pairs), counts, &loud))
        return;
    while (at < length) {
        Py_ssize_t high = length - at < PIECE ? length : at + PIECE;
        Py_ssize_t many = mark_loud(text, at, high, length, pairs, &loud);
        at = high;
        if (many <= PIECE / TOO_MANY)
            continue;
        if (!part(pairs, triggers(pairs), counts, &loud))
            return;
        /* If that is of no help, ever more is marked as it is. */
        high = length - at < piece ? length : at + piece;
        mark1(text, at, high, pairs);
        for (Py_ssize_t i = at; i < high && i < at + PIECE; i++)
            counts[text[i]]++;
        piece *= 2;
        at = high;
    }
}

/* Where a few characters came into a text, the only new pairs are those about them. */
#define MOST_ADDED 4

#define DEFINE_MARK_BESIDE(WIDTH)                                                                  \
    PER_PROCESSOR static void tell_added##WIDTH(const Py_UCS##WIDTH *restrict text, Py_ssize_t size,   \
                                                const Py_UCS4 *added, uint8_t *restrict told)      \
    {                                                                                              \
        Py_UCS##WIDTH a = (Py_UCS##WIDTH)added[0], b = (Py_UCS##WIDTH)added[1];                    \
        Py_UCS##WIDTH c = (Py_UCS##WIDTH)added[2], d = (Py_UCS##WIDTH)added[3];                    \
        for (Py_ssize_t i = 0; i < size; i++)                                                      \
            told[i] = (text[i] == a) | (text[i] == b) | (text[i] == c) | (text[i] == d);           \
    }                                                                                              \
    static void mark_beside##WIDTH(const Py_UCS##WIDTH *text, Py_ssize_t length, const Pairs *pairs,   \
                                   const Py_UCS4 *added)                                           \
    {                                                                                              \
        uint8_t told[PIECE + 8];                                                                   \
        for (Py_ssize_t low = 0; low < length; low += PIECE) {                                     \
            Py_ssize_t high = length - low < PIECE ? length : low + PIECE;                         \
            tell_added##WIDTH(text + low, high - low, added, told);                                \
            mark_told##WIDTH(text, low, high, length, pairs, told);                                \
        }                                                                                          \
    }

DEFINE_MARK_BESIDE(1)
DEFINE_MARK_BESIDE(2)
DEFINE_MARK_BESIDE(4)

/* Mark the pairs of a text, all of them, or those about the characters that were added. */
static void mark(const Text *text, const Pairs *pairs, const Text *added)
{
    if (added->length == 0 || added->length > MOST_ADDED) {
        if (text->kind == PyUnicode_1BYTE_KIND)
            text->length >= WORTH ? mark_long(text->data, text->length, pairs)
                                  : mark1(text->data, 0, text->length, pairs);
        else if (text->kind == PyUnicode_2BYTE_KIND)
            mark2(text->data, 0, text->length, pairs);
        else
            mark4(text->data, 0, text->length, pairs);
        return;
    }
    Py_UCS4 chars[MOST_ADDED];
    for (Py_ssize_t i = 0; i < MOST_ADDED; i++)
        chars[i] = AT(added, i < added->length ? i : 0);
    if (text->kind == PyUnicode_1BYTE_KIND)
        mark_beside1(text->data, text->length, pairs, chars);
    else if (text->kind == PyUnicode_2BYTE_KIND)
        mark_beside2(text->data, text->length, pairs, chars);
    else
        mark_beside4(text->data, text->length, pairs, chars);
}

const char scan_adjacent_doc[] = PyDoc_STR(
"adjacent(text, class_of, shift, bits, bring, added)\n--\n\n"
"Return the OR of `bits` over all pairs of neighbouring characters of `text`.\n\n"
"`class_of` holds a class for each code point, below 2 ** `shift`, which is 2 to 7. `bits` holds, for each pair of\n"
"classes (the first times 2 ** `shift`, plus the second), a 64-bit set; the first character counts as\n"
"standing behind class 0. `bring` is 1 for each pair whose set holds anything, else 0. If a few characters are `added`, pairs that hold none of them may be left out.");

PyObject *scan_adjacent(PyObject *module, PyObject *args)
{
    PyObject *string, *more, *result = NULL;
    Py_buffer class_of, bits, bring;
    int shift;
    if (!PyArg_ParseTuple(args, "Uy*iy*y*U", &string, &class_of, &shift, &bits, &bring, &more))
        return NULL;
    size_t size = (size_t)1 << (2 * (shift & 7));
    if (shift < 2 || shift > 7 || class_of.len != CODE_POINTS ||
        (size_t)bits.len != size * sizeof(uint64_t) || (size_t)bring.len != size) {
        PyErr_SetString(PyExc_ValueError, "adjacent: tables do not have the size that `shift` asks for");
        goto done;
    }
    Text text = text_of(string), added = text_of(more);
    uint64_t found;
    Pairs pairs = {class_of.buf, bits.buf, bring.buf, NULL, shift};
    if (text.length <= SHORT_TEXT) {
        found = text.kind == PyUnicode_1BYTE_KIND   ? add1(text.data, text.length, &pairs)
                : text.kind == PyUnicode_2BYTE_KIND ? add2(text.data, text.length, &pairs)
                                                    : add4(text.data, text.length, &pairs);
    } else {
        pairs.seen = PyMem_Calloc(size, 1);
        if (pairs.seen == NULL) {
            PyErr_NoMemory();
            goto done;
        }
        PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
        mark(&text, &pairs, &added);
        if (state)
            PyEval_RestoreThread(state);
        found = triggers(&pairs);
        PyMem_Free(pairs.seen);
    }
    result = PyLong_FromUnsignedLongLong(found);
done:
    PyBuffer_Release(&class_of);
    PyBuffer_Release(&bits);
    PyBuffer_Release(&bring);
    return result;
}

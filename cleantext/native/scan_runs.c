/* Where any of many runs of characters stands in a text; the twin is in cleantext/grams.py.
 *
 * A run of six characters holds two of five, one of which begins at an even place. So every second place
 * is looked at, and the five characters there are looked up in a set of bits that knows the fives of all
 * runs; most fives of a sound text are not in it. Only then is the run itself looked for.
 */

#include "scan.h"
#ifdef _MSC_VER
#include <intrin.h>
#endif

/* The tables begin with sets of bits: of fives of characters up to U+00FF, which texts of one byte a
 * character are looked up in, and of all fives; or of twos. Behind them is an open hash table, 0 being
 * empty, of the hashes of the runs. */
#define FIVES 4096
#define SIXES (2 * FIVES)
#define TWOS 1024

/* So many characters are folded at once, a bit for every second one, and so many before them matter. */
#define BLOCK 128
#define BEFORE 5

static inline uint64_t may_hold(const uint64_t *bits, uint64_t five)
{
    uint64_t hash = five * MIXER;
    return bits[hash >> 52] >> (hash >> 46 & 63) & 1;
}

/* The place of the lowest bit that is set. */
static inline int lowest(uint64_t bits)
{
#ifdef _MSC_VER
    unsigned long place;
    _BitScanForward64(&place, bits);
    return (int)place;
#else
    return __builtin_ctzll(bits);
#endif
}

static inline int holds(const uint64_t *slots, int shift, uint64_t hash)
{
    size_t mask = ((size_t)1 << (64 - shift)) - 1, slot = (size_t)(hash >> shift);
    for (size_t left = mask + 1; left && slots[slot]; left--, slot = (slot + 1) & mask)
        if (slots[slot] == hash)
            return 1;
    return 0;
}

static inline uint64_t hash_six(uint64_t four, uint64_t two)
{
    return (four * MIXER ^ two) * MIXER;
}

static inline int holds_six(const Runs *runs, uint64_t four, uint64_t two)
{
    return holds(runs->sixes + SIXES, runs->sixes_shift, hash_six(four, two));
}

static inline uint64_t two(const uint16_t *c)
{
    return ((uint64_t)c[0] << 16 | c[1]) * MIXER;
}

static inline uint64_t may_hold_two(const Runs *runs, uint64_t hash)
{
    return runs->twos[hash >> 54] >> (hash >> 48 & 63) & 1;
}

/* Where the first run of two ends in the rest of a text, folded, behind one character; or `size`. Whether the
 * characters are of a dense script is asked last, for that cannot be foretold. */
static Py_ssize_t first_two(const uint16_t *folded, Py_ssize_t size, const Runs *runs)
{
    for (Py_ssize_t i = 0; i < size; i++) {
        uint64_t hash = two(folded + i - 1);
        if (may_hold_two(runs, hash) && folded[i - 1] >= DENSE && folded[i] >= DENSE &&
            holds(runs->twos + TWOS, runs->twos_shift, hash))
            return i;
    }
    return size;
}

#define FOUR(c) ((uint64_t)(c)[0] | (uint64_t)(c)[1] << 16 | (uint64_t)(c)[2] << 32 | (uint64_t)(c)[3] << 48)

/* Five characters of a byte each, and of two bytes each, in one number, the first lowest. Eight bytes can
 * be read. */
static inline uint64_t five1(const uint8_t *c)
{
#if PY_LITTLE_ENDIAN
    uint64_t five;
    memcpy(&five, c, sizeof five);
    return five & UINT64_C(0xFFFFFFFFFF);
#else
    return (uint64_t)c[0] | (uint64_t)c[1] << 8 | (uint64_t)c[2] << 16 | (uint64_t)c[3] << 24 |
           (uint64_t)c[4] << 32;
#endif
}

static inline uint64_t five2(const uint16_t *c)
{
#if PY_LITTLE_ENDIAN
    uint64_t four;
    memcpy(&four, c, sizeof four);
#else
    uint64_t four = FOUR(c);
#endif
    return four ^ (uint64_t)c[4] << 10;
}

/* Letters of ASCII in lower case, digits, and spaces for the rest; 0 if there is other text. Without a
 * branch, so that compilers make it sixteen characters at a time. */
static int fold_ascii(const Py_UCS1 *text, uint8_t *folded, Py_ssize_t size)
{
    uint8_t all = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        uint8_t small = text[i] | 0x20;
        uint8_t is_letter = (uint8_t)(small - 'a') < 26, is_digit = (uint8_t)(text[i] - '0') < 10;
        folded[i] = is_letter | is_digit ? small : ' ';
        all |= text[i];
    }
    return all < 0x80;
}

static inline void fold1(const Py_UCS1 *text, uint8_t *folded, Py_ssize_t size, const Runs *runs)
{
    if (!fold_ascii(text, folded, size))
        for (Py_ssize_t i = 0; i < size; i++)
            folded[i] = (uint8_t)runs->fold[text[i]];
}

static inline void fold2(const Py_UCS2 *text, uint16_t *folded, Py_ssize_t size, const Runs *runs)
{
    for (Py_ssize_t i = 0; i < size; i++)
        folded[i] = runs->fold[text[i]];
}

static inline void fold4(const Py_UCS4 *text, uint16_t *folded, Py_ssize_t size, const Runs *runs)
{
    for (Py_ssize_t i = 0; i < size; i++)
        folded[i] = text[i] > 0xFFFF ? ' ' : runs->fold[text[i]];
}

/* folded[BEFORE + i] is the character at `at` + i of the text; before it stand spaces, and behind it. */
#define DEFINE_RUN(NAME, CHAR, FOLD, UNIT, FIVE, BITS)                                             \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t start, Py_ssize_t length,                  \
                           const Runs *runs)                                                       \
    {                                                                                              \
        UNIT folded[BEFORE + BLOCK + 16];                                                          \
        const uint64_t *bits = runs->sixes + (BITS);                                               \
        for (Py_ssize_t at = start; at <= length; at += BLOCK) {                                   \
            Py_ssize_t before = at < BEFORE ? at : BEFORE;                                         \
            Py_ssize_t size = length - at < BLOCK ? length - at : BLOCK;                           \
            for (int i = 0; i < BEFORE; i++)                                                       \
                folded[i] = ' ';                                                                   \
            FOLD(text + at - before, folded + BEFORE - before, size + before, runs);               \
            for (Py_ssize_t i = size; i < BLOCK + 16; i++)                                         \
                folded[BEFORE + i] = ' ';                                                   \
            Py_ssize_t found = -1, last = size < BLOCK ? size : BLOCK - 1;                         \
            /* A bit for every second place first, and then what is behind it: one branch that cannot be \
             * foretold for many places. */                                                        \
            uint64_t hits = 0;                                                                     \
            for (int i = 0; i < BLOCK / 2; i++)                                                    \
                hits |= may_hold(bits, FIVE(folded + BEFORE - 4 + 2 * i)) << i;                    \
            for (; hits && found < 0; hits &= hits - 1) {                                          \
                Py_ssize_t end = 2 * lowest(hits);                                                 \
                const UNIT *five = folded + BEFORE - 4 + end;                                      \
                if (end <= last && may_hold(bits, FIVE(five - 1)) &&                               \
                    holds_six(runs, FOUR(five - 1), five[3] | (uint64_t)five[4] << 16))            \
                    found = end;                                                                   \
                else if (end < last && may_hold(bits, FIVE(five + 1)) &&                           \
                         holds_six(runs, FOUR(five), five[4] | (uint64_t)five[5] << 16))           \
                    found = end + 1;                                                               \
            }                                                                                      \
            const UNIT *dense = folded + BEFORE;                                                   \
            Py_ssize_t end = found < 0 ? size : found;                                             \
            uint32_t all = 0;                                                                      \
            for (Py_ssize_t i = 0; i < end; i++)                                                   \
                all |= dense[i];                                                                   \
            if (all >= DENSE) {                                                                    \
                Py_ssize_t two_at = first_two((const uint16_t *)dense, end, runs);                 \
                found = two_at < end ? two_at : found;                                             \
            }                                                                                      \
            if (found >= 0)                                                                        \
                return at + found < length ? at + found : length - 1;                              \
        }                                                                                          \
        return -1;                                                                                 \
    }

DEFINE_RUN(run1, Py_UCS1, fold1, uint8_t, five1, 0)
DEFINE_RUN(run2, Py_UCS2, fold2, uint16_t, five2, FIVES)
DEFINE_RUN(run4, Py_UCS4, fold4, uint16_t, five2, FIVES)

Py_ssize_t next_run(const Text *text, Py_ssize_t start, const Runs *runs)
{
    if (start < 0)
        start = 0;
    if (start >= text->length)
        return -1;
    if (text->kind == PyUnicode_1BYTE_KIND)
        return run1(text->data, start, text->length, runs);
    if (text->kind == PyUnicode_2BYTE_KIND)
        return run2(text->data, start, text->length, runs);
    return run4(text->data, start, text->length, runs);
}

static void note(uint64_t *bits, uint64_t five)
{
    uint64_t hash = five * MIXER;
    bits[hash >> 52] |= (uint64_t)1 << (hash >> 46 & 63);
}

static void put(uint64_t *slots, int shift, uint64_t hash)
{
    size_t mask = ((size_t)1 << (64 - shift)) - 1, slot = (size_t)(hash >> shift);
    while (slots[slot] && slots[slot] != hash)
        slot = (slot + 1) & mask;
    slots[slot] = hash;
}

/* Put a run of six, folded, into a table. */
static void put_six(uint64_t *table, int shift, const uint16_t *run)
{
    uint8_t narrow[16] = {0};
    int is_narrow = 1;
    uint16_t wide[8] = {0};
    for (int i = 0; i < 6; i++) {
        narrow[i] = (uint8_t)run[i];
        wide[i] = run[i];
        is_narrow &= run[i] <= 0xFF;
    }
    for (int i = 0; i < 2; i++) {
        if (is_narrow)
            note(table, five1(narrow + i));
        note(table + FIVES, five2(wide + i));
    }
    put(table + SIXES, shift, hash_six(FOUR(run), run[4] | (uint64_t)run[5] << 16));
}

const char scan_table_doc[] = PyDoc_STR(
"table(runs, width)\n--\n\n"
"Return those of some runs that are so wide, six or two, as `run` wants them; at most a quarter is taken.");

PyObject *scan_table(PyObject *module, PyObject *args)
{
    PyObject *found;
    int width, bits = 2;
    if (!PyArg_ParseTuple(args, "O!i", &PyList_Type, &found, &width))
        return NULL;
    if (width != 6 && width != 2) {
        PyErr_SetString(PyExc_ValueError, "table: a run is six characters wide, or two");
        return NULL;
    }
    while ((Py_ssize_t)1 << bits <= 4 * PyList_GET_SIZE(found))
        bits++;
    size_t words = (width == 6 ? SIXES : TWOS) + ((size_t)1 << bits);
    PyObject *result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(words * sizeof(uint64_t)));
    if (result == NULL)
        return NULL;
    uint64_t *table = (uint64_t *)PyBytes_AS_STRING(result);
    memset(table, 0, words * sizeof *table);
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(found); i++) {
        PyObject *string = PyList_GET_ITEM(found, i);
        uint16_t run[6];
        if (!PyUnicode_Check(string) || PyUnicode_MAX_CHAR_VALUE(string) > 0xFFFF) {
            PyErr_SetString(PyExc_TypeError, "table: a run is a str of characters up to U+FFFF");
            Py_DECREF(result);
            return NULL;
        }
        if (PyUnicode_GET_LENGTH(string) != width)
            continue;
        Text text = text_of(string);
        for (int j = 0; j < width; j++)
            run[j] = (uint16_t)AT(&text, j);
        if (width == 6)
            put_six(table, 64 - bits, run);
        else {
            uint64_t hash = two(run);
            table[hash >> 54] |= (uint64_t)1 << (hash >> 48 & 63);
            put(table + TWOS, 64 - bits, hash);
        }
    }
    return result;
}

/* The shift that leaves as many bits as index a table behind its sets of bits; 0 for a table of the wrong
 * size, or a full one, which its beginning tells. */
static int table_shift(const Py_buffer *table, size_t sets)
{
    if ((size_t)table->len <= sets * sizeof(uint64_t))
        return 0;
    size_t slots = (size_t)table->len / sizeof(uint64_t) - sets, empty = 0;
    int bits = 1;
    while (((size_t)1 << bits) < slots && bits < 32)
        bits++;
    if ((size_t)table->len != (((size_t)1 << bits) + sets) * sizeof(uint64_t))
        return 0;
    for (size_t i = sets; !empty && i < sets + (slots < 1024 ? slots : 1024); i++)
        empty = ((const uint64_t *)table->buf)[i] == 0;
    return empty ? 64 - bits : 0;
}

int runs_of(Runs *runs, const Py_buffer *fold, const Py_buffer *sixes, const Py_buffer *twos)
{
    Runs found = {fold->buf, sixes->buf, twos->buf, table_shift(sixes, SIXES),
                  table_shift(twos, TWOS)};
    *runs = found;
    if (fold->len == 0x10000 * 2 && found.sixes_shift && found.twos_shift)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of runs does not have the size that it must have");
    return 0;
}

const char scan_run_doc[] = PyDoc_STR(
"run(text, fold, sixes, twos, start)\n--\n\n"
"Return where the first run of six characters, or of two of a dense script, ends in text[start:].\n\n"
"That is the index of its last character, or of the one before the space behind the text; -1 without one.\n"
"`fold` is what each character up to U+FFFF becomes first, two bytes each. `sixes` and `twos` are made by\n"
"`table`. Before the text stand spaces, behind it one.");

PyObject *scan_run(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer fold, sixes, twos;
    Py_ssize_t start;
    Runs runs;
    if (!PyArg_ParseTuple(args, "Uy*y*y*n", &string, &fold, &sixes, &twos, &start))
        return NULL;
    if (runs_of(&runs, &fold, &sixes, &twos)) {
        Text text = text_of(string);
        PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
        Py_ssize_t found = next_run(&text, start, &runs);
        if (state)
            PyEval_RestoreThread(state);
        result = PyLong_FromSsize_t(found);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&sixes);
    PyBuffer_Release(&twos);
    return result;
}

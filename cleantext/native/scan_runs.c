/* Where any of many runs of characters stands in a text; the twin is in cleantext/grams.py.
 *
 * A run of six characters holds two of five, one of which begins at an even place. So every second place
 * is looked at, and the five characters there are looked up in a set of bits that knows the fives of all
 * runs; most fives of a sound text are not in it. Only then is the run itself looked for. The first look
 * is at a block of characters at once, and has no branch: compilers make it several places at a time.
 */

#include "scan.h"
#if defined(__x86_64__) && defined(__GNUC__) && !defined(PORTABLE)
#include <immintrin.h>
#define AVX2
#endif

/* The tables begin with sets of bits: of fives of characters; or of twos. Behind them is an open hash table,
 * 0 being empty, of the hashes of the runs. */
#define FIVES 8192
#define TWOS 2048
#define SIXES (FIVES / 2) /* in words of 64 bits, */
#define DENSE_TWOS (TWOS / 2)

/* Whether a hash of 32 bits is in a set of bits, FIVES or TWOS words of 32: two bits of one word say so. */
#define HAS_BITS(word, hash) ((word) >> ((hash) >> 14 & 31) & (word) >> ((hash) >> 9 & 31) & 1)
#define HAS_FIVE(bits, hash) HAS_BITS((bits)[(hash) >> 19], hash)
#define HAS_TWO(bits, hash) HAS_BITS((bits)[(hash) >> 21], hash)

/* A run is of one of two kinds, or of both: the last bits of its hash in a table. */
#define ANY_KIND UINT64_C(3)

/* Two neighbouring characters in one number, and the first of them. */
#if PY_BIG_ENDIAN
#define FIRST(pair) ((pair) >> 16)
#else
#define FIRST(pair) ((pair) & 0xFFFF)
#endif
#define ONE UINT32_C(0x9E3779B1)
#define TWO UINT32_C(0x85EBCA77)
#define THREE UINT32_C(0xC2B2AE3D)
#define HASH_FIVE(one, two, three) ((one) * ONE + (two) * TWO + FIRST(three) * THREE)
#define HASH_TWO(one, two) (((uint32_t)(one) << 16 | (two)) * UINT32_C(0x9E3779B1))

static inline uint32_t pair_at(const uint16_t *c)
{
    uint32_t pair;
    memcpy(&pair, c, sizeof pair);
    return pair;
}

static inline uint32_t hash_five(const uint16_t *c)
{
    return HASH_FIVE(pair_at(c), pair_at(c + 2), (uint32_t)c[4] * (PY_BIG_ENDIAN ? 0x10001 : 1));
}

static inline uint64_t hash_six(const uint16_t *c)
{
    uint64_t four = (uint64_t)c[0] | (uint64_t)c[1] << 16 | (uint64_t)c[2] << 32 | (uint64_t)c[3] << 48;
    return (four * MIXER ^ (c[4] | (uint64_t)c[5] << 16)) * MIXER;
}

/* The hash that tells a run of two from all others. */
static inline uint64_t whole_two(const uint16_t *c)
{
    return ((uint64_t)c[0] << 16 | c[1]) * MIXER;
}

/* Of which kinds a run is, by the last bits of what the table has for it; 0 if it has none. */
static inline int kinds_of(const uint64_t *slots, int shift, uint64_t hash)
{
    size_t mask = ((size_t)1 << (64 - shift)) - 1, slot = (size_t)(hash >> shift);
    for (size_t left = mask + 1; left && slots[slot]; left--, slot = (slot + 1) & mask)
        if ((slots[slot] | ANY_KIND) == (hash | ANY_KIND))
            return (int)(slots[slot] & ANY_KIND);
    return 0;
}

static inline void note_end(Ends *ends, int end, int kinds)
{
    ends->found[0][end >> 6] |= (uint64_t)(kinds & 1) << (end & 63);
    ends->found[1][end >> 6] |= (uint64_t)(kinds >> 1) << (end & 63);
}

/* Letters of ASCII in lower case, digits, and spaces for the rest; 0 if there is other text. Without a
 * branch, so that compilers make it sixteen characters at a time. */
PER_PROCESSOR static int fold_ascii(const Py_UCS1 *text, uint16_t *folded, Py_ssize_t size)
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

/* Fold text[start:start + size]. */
static void fold_some(const Text *text, Py_ssize_t start, Py_ssize_t size, const uint16_t *fold,
                      uint16_t *folded)
{
    if (text->kind == PyUnicode_1BYTE_KIND) {
        const Py_UCS1 *from = (const Py_UCS1 *)text->data + start;
        if (!fold_ascii(from, folded, size))
            for (Py_ssize_t i = 0; i < size; i++)
                folded[i] = fold[from[i]];
    } else if (text->kind == PyUnicode_2BYTE_KIND) {
        const Py_UCS2 *from = (const Py_UCS2 *)text->data + start;
        for (Py_ssize_t i = 0; i < size; i++)
            folded[i] = fold[from[i]];
    } else {
        const Py_UCS4 *from = (const Py_UCS4 *)text->data + start;
        for (Py_ssize_t i = 0; i < size; i++)
            folded[i] = from[i] > 0xFFFF ? ' ' : fold[from[i]];
    }
}

/* So many characters are looked at at once, and so many before them matter; an even number. */
#define BLOCK 128
#define BEFORE 6

/* A block, folded. Behind it is more, for what is read in vain. */
typedef struct {
    uint16_t chars[BEFORE + BLOCK + 10];
} Block;

/* A bit for every second place of a block at which five characters end that may be of a run. */
static uint64_t may_end_six(const Block *block, const uint32_t *fives)
{
    const uint16_t *c = block->chars + BEFORE - 4;
    uint64_t found = 0;
    for (int i = 0; i < BLOCK / 2; i++, c += 2) {
        uint32_t hash = HASH_FIVE(pair_at(c), pair_at(c + 2), pair_at(c + 4));
        found |= (uint64_t)HAS_FIVE(fives, hash) << i;
    }
    return found;
}

#ifdef AVX2
/* The same for eight places at a time; compilers do not look up tables so by themselves. */
__attribute__((target("avx2"))) static uint64_t may_end_six_avx2(const Block *block, const uint32_t *fives)
{
    const uint16_t *c = block->chars + BEFORE - 4;
    const __m256i one = _mm256_set1_epi32((int)ONE), two = _mm256_set1_epi32((int)TWO);
    const __m256i three = _mm256_set1_epi32((int)THREE), bit = _mm256_set1_epi32(31);
    uint64_t found = 0;
    for (int i = 0; i < BLOCK / 2; i += 8, c += 16) {
        const __m256i *at = (const __m256i *)c, *then = (const __m256i *)(c + 2);
        __m256i last = _mm256_loadu_si256((const __m256i *)(c + 4));
        __m256i hash = _mm256_add_epi32(
            _mm256_add_epi32(_mm256_mullo_epi32(_mm256_loadu_si256(at), one),
                             _mm256_mullo_epi32(_mm256_loadu_si256(then), two)),
            _mm256_mullo_epi32(_mm256_and_si256(last, _mm256_set1_epi32(0xFFFF)), three));
        __m256i words = _mm256_i32gather_epi32((const int *)fives, _mm256_srli_epi32(hash, 19), 4);
        __m256i first = _mm256_and_si256(_mm256_srli_epi32(hash, 14), bit);
        __m256i second = _mm256_and_si256(_mm256_srli_epi32(hash, 9), bit);
        __m256i both = _mm256_and_si256(_mm256_srlv_epi32(words, first), _mm256_srlv_epi32(words, second));
        int eight = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_slli_epi32(both, 31)));
        found |= (uint64_t)(uint32_t)eight << i;
    }
    return found;
}
#endif

static uint64_t look_for_fives(const Block *block, const Runs *runs)
{
#ifdef AVX2
    if (runs->avx2)
        return may_end_six_avx2(block, runs->fives);
#endif
    return may_end_six(block, runs->fives);
}

/* A bit for each of 64 places, the first of which is `dense`, at which two characters end that may be a run. */
PER_PROCESSOR static uint64_t may_end_two(const uint16_t *dense, const uint32_t *twos)
{
    uint32_t found[2] = {0, 0};
    for (int half = 0; half < 2; half++, dense += 32)
        for (uint32_t i = 0; i < 32; i++) {
            uint32_t hash = HASH_TWO(dense[(int)i - 1], dense[i]);
            found[half] |= HAS_TWO(twos, hash) << i;
        }
    return (uint64_t)found[1] << 32 | found[0];
}

/* Note where the runs end in the block that begins at `start`. Before the text stand spaces, and behind it. */
static void look_at_block(Ends *ends, Py_ssize_t start)
{
    const Runs *runs = ends->runs;
    Py_ssize_t before = start < BEFORE ? start : BEFORE, size = ends->text->length - start;
    Block block;
    if (size > BLOCK)
        size = BLOCK;
    for (int i = 0; i < BEFORE; i++)
        block.chars[i] = ' ';
    uint16_t *chars = block.chars + BEFORE;
    fold_some(ends->text, start - before, size + before, runs->fold, chars - before);
    for (Py_ssize_t i = size; i < BLOCK + 10; i++)
        chars[i] = ' ';
    /* The space behind the text may be the end of a run. */
    Py_ssize_t last = size < BLOCK ? size : BLOCK - 1;
    uint64_t may_end[2] = {0, 0};
    ends->start = start;
    memset(ends->found, 0, sizeof ends->found);
    /* The five that begin a character earlier or later must be of a run too: again without a branch. */
    for (uint64_t may = look_for_fives(&block, runs); may; may &= may - 1) {
        int end = 2 * lowest(may);
        uint32_t before = hash_five(chars + end - 5), behind = hash_five(chars + end - 3);
        uint64_t both = HAS_FIVE(runs->fives, before) | HAS_FIVE(runs->fives, behind) << 1;
        may_end[end >> 6] |= both << (end & 63);
    }
    for (int half = 0; half < 2; half++)
        for (; may_end[half]; may_end[half] &= may_end[half] - 1) {
            int end = 64 * half + lowest(may_end[half]);
            if (end <= last)
                note_end(ends, end, kinds_of(runs->sixes, runs->sixes_shift, hash_six(chars + end - 5)));
        }
    uint32_t all = 0;
    for (Py_ssize_t i = 0; i < BLOCK && ends->text->kind != PyUnicode_1BYTE_KIND; i++)
        all |= chars[i];
    for (int half = 0; all >= DENSE && half < 2; half++)
        for (uint64_t may = may_end_two(chars + 64 * half, runs->twos); may; may &= may - 1) {
            int end = 64 * half + lowest(may);
            const uint16_t *c = chars + end;
            /* Whether characters are of a dense script is asked last, for that cannot be foretold. */
            if (c[-1] >= DENSE && c[0] >= DENSE)
                note_end(ends, end, kinds_of(runs->dense, runs->twos_shift, whole_two(c - 1)));
        }
}

Ends ends_of(const Text *text, const Runs *runs)
{
    Ends ends = {text, runs, -BLOCK, {{0, 0}, {0, 0}}};
    return ends;
}

Py_ssize_t next_end_of_run(Ends *ends, Py_ssize_t place, int *kinds)
{
    Py_ssize_t length = ends->text->length;
    if (place < 0)
        place = 0;
    if (place >= length)
        return -1;
    for (; place <= length; place = ends->start + BLOCK) {
        if (place >= ends->start + BLOCK)
            look_at_block(ends, place);
        Py_ssize_t in = place - ends->start;
        uint64_t any[2] = {ends->found[0][0] | ends->found[1][0], ends->found[0][1] | ends->found[1][1]};
        any[0] = in < 64 ? any[0] >> in << in : 0;
        any[1] = in < 64 ? any[1] : any[1] >> (in - 64) << (in - 64);
        if (any[0] | any[1]) {
            int half = any[0] == 0, end = lowest(any[half]);
            *kinds = (int)((ends->found[0][half] >> end & 1) | (ends->found[1][half] >> end & 1) << 1);
            place = ends->start + 64 * half + end;
            return place < length ? place : length - 1;
        }
    }
    return -1;
}

static void note(uint32_t *word, uint32_t hash)
{
    *word |= (uint32_t)1 << (hash >> 14 & 31) | (uint32_t)1 << (hash >> 9 & 31);
}

static void put(uint64_t *slots, int shift, uint64_t hash, int kind)
{
    size_t mask = ((size_t)1 << (64 - shift)) - 1, slot = (size_t)(hash >> shift);
    while (slots[slot] && (slots[slot] | ANY_KIND) != (hash | ANY_KIND))
        slot = (slot + 1) & mask;
    slots[slot] = (hash & ~ANY_KIND) | (slots[slot] & ANY_KIND) | (uint64_t)kind;
}

/* Put those of some runs into a table that are so wide; 0 and an error set if one is none. */
static int put_runs(uint64_t *table, int bits, PyObject *runs, int width, int kind)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(runs); i++) {
        PyObject *string = PyList_GET_ITEM(runs, i);
        uint16_t run[6];
        if (!PyUnicode_Check(string) || PyUnicode_MAX_CHAR_VALUE(string) > 0xFFFF) {
            PyErr_SetString(PyExc_TypeError, "table: a run is a str of characters up to U+FFFF");
            return 0;
        }
        if (PyUnicode_GET_LENGTH(string) != width)
            continue;
        Text text = text_of(string);
        for (int j = 0; j < width; j++)
            run[j] = (uint16_t)AT(&text, j);
        if (width == 6) {
            for (int j = 0; j < 2; j++)
                note((uint32_t *)table + (hash_five(run + j) >> 19), hash_five(run + j));
            put(table + SIXES, 64 - bits, hash_six(run), kind);
        } else {
            note((uint32_t *)table + (HASH_TWO(run[0], run[1]) >> 21), HASH_TWO(run[0], run[1]));
            put(table + DENSE_TWOS, 64 - bits, whole_two(run), kind);
        }
    }
    return 1;
}

const char scan_table_doc[] = PyDoc_STR(
"table(runs, others, width)\n--\n\n"
"Return those of some runs, and of some others, that are so wide, six or two, as `run` wants them.\n\n"
"At most a quarter of the table is taken.");

PyObject *scan_table(PyObject *module, PyObject *args)
{
    PyObject *runs, *others;
    int width, bits = 2;
    if (!PyArg_ParseTuple(args, "O!O!i", &PyList_Type, &runs, &PyList_Type, &others, &width))
        return NULL;
    if (width != 6 && width != 2) {
        PyErr_SetString(PyExc_ValueError, "table: a run is six characters wide, or two");
        return NULL;
    }
    while ((Py_ssize_t)1 << bits <= 4 * (PyList_GET_SIZE(runs) + PyList_GET_SIZE(others)))
        bits++;
    size_t words = (width == 6 ? SIXES : DENSE_TWOS) + ((size_t)1 << bits);
    PyObject *result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(words * sizeof(uint64_t)));
    if (result == NULL)
        return NULL;
    uint64_t *table = (uint64_t *)PyBytes_AS_STRING(result);
    memset(table, 0, words * sizeof *table);
    if (!put_runs(table, bits, runs, width, 1) || !put_runs(table, bits, others, width, 2))
        Py_CLEAR(result);
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
    const uint64_t *six = sixes->buf, *two = twos->buf;
    Runs found = {fold->buf, sixes->buf, twos->buf, six + SIXES, two + DENSE_TWOS,
                  table_shift(sixes, SIXES), table_shift(twos, DENSE_TWOS), 0};
#ifdef AVX2
    found.avx2 = __builtin_cpu_supports("avx2") != 0;
#endif
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
        Ends ends = ends_of(&text, &runs);
        int kinds;
        Py_ssize_t found = next_end_of_run(&ends, start, &kinds);
        if (state)
            PyEval_RestoreThread(state);
        result = PyLong_FromSsize_t(found);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&sixes);
    PyBuffer_Release(&twos);
    return result;
}

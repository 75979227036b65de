/* Where any of many runs of characters stands in a text; the twin is in cleantext/grams.py.
 *
 * A run of six characters holds two of five, one of which begins at an even place. So every second place
 * is looked at, and the five characters there are looked up in a set of bits that knows the fives of all
 * runs; most fives of a sound text are not in it. Only then are the sixes looked up that these five are of. The
 * first look is at a block of characters at once, and has no branch.
 */

#include "scan_runs.h"
#ifdef AVX2
#include <immintrin.h>
#endif

static inline void note_end(Ends *ends, int end, int kinds)
{
    ends->found[0][end >> 6] |= (uint64_t)(kinds & 1) << (end & 63);
    ends->found[1][end >> 6] |= (uint64_t)(kinds >> 1) << (end & 63);
}

/* Letters of ASCII in lower case, digits, and spaces for the rest; 0 if there is other text. Without a
 * branch, so that compilers make it many characters at a time. */
PER_PROCESSOR static int fold_ascii(const Py_UCS1 *restrict text, uint16_t *restrict folded, Py_ssize_t size)
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

#ifdef AVX2
#define FOR_AVX2 __attribute__((target("avx2")))

FOR_AVX2 static inline __m256i fold_eight(const uint16_t *fold, const Py_UCS2 *from)
{
    __m256i chars = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)from));
    /* Words of two are read, from the one before on, so that none is read behind the table. */
    return _mm256_i32gather_epi32((const int *)(fold - 1), chars, 2);
}

/* Fold sixteen at a time; how many that were. */
FOR_AVX2 static Py_ssize_t fold_sixteens(const Py_UCS2 *from, Py_ssize_t size, const uint16_t *fold, uint16_t *folded)
{
    Py_ssize_t i = 0;
    for (; i + 16 <= size; i += 16) {
        __m256i first = _mm256_srli_epi32(fold_eight(fold, from + i), 16);
        __m256i second = _mm256_srli_epi32(fold_eight(fold, from + i + 8), 16);
        __m256i both = _mm256_permute4x64_epi64(_mm256_packus_epi32(first, second), 0xD8);
        _mm256_storeu_si256((__m256i *)(folded + i), both);
    }
    return i;
}
#endif

/* Fold text[start:start + size]. */
static void fold_some(const Text *text, Py_ssize_t start, Py_ssize_t size, const uint16_t *fold,
                      uint16_t *folded, int avx2)
{
    if (text->kind == PyUnicode_1BYTE_KIND) {
        const Py_UCS1 *from = (const Py_UCS1 *)text->data + start;
        for (Py_ssize_t low = 0; low < size; low += AT_ONCE) {
            Py_ssize_t high = size - low < AT_ONCE ? size : low + AT_ONCE;
            if (!fold_ascii(from + low, folded + low, high - low))
                for (Py_ssize_t i = low; i < high; i++)
                    folded[i] = fold[from[i]];
        }
    } else if (text->kind == PyUnicode_2BYTE_KIND) {
        const Py_UCS2 *from = (const Py_UCS2 *)text->data + start;
        Py_ssize_t i = 0;
#ifdef AVX2
        i = avx2 ? fold_sixteens(from, size, fold, folded) : 0;
#endif
        for (; i < size; i++)
            folded[i] = fold[from[i]];
    } else {
        const Py_UCS4 *from = (const Py_UCS4 *)text->data + start;
        for (Py_ssize_t i = 0; i < size; i++)
            folded[i] = from[i] > 0xFFFF ? ' ' : fold[from[i]];
    }
}

/* A bit for every second place of a block, from the first on, at which five characters end that may be of a run. */
static uint64_t may_end_five(const uint16_t *block, const uint32_t *fives)
{
    const uint16_t *c = block - 4;
    uint64_t found = 0;
    for (int i = 0; i < AT_ONCE / 2; i++, c += 2) {
        uint32_t hash = hash_five(c);
        found |= (uint64_t)HAS_BITS(fives[hash >> FIVE_SHIFT], hash) << i;
    }
    return found;
}

/* A bit for every second place of a block: there or right behind it a run of two may end. */
static uint64_t may_end_two(const uint16_t *block, const uint32_t *twos)
{
    const uint16_t *c = block - 1;
    uint64_t found = 0;
    for (int i = 0; i < AT_ONCE / 2; i++, c += 2) {
        uint32_t one = hash_two(c), other = hash_two(c + 1);
        uint32_t both = HAS_BITS(twos[one >> TWO_SHIFT], one) | HAS_BITS(twos[other >> TWO_SHIFT], other);
        found |= (uint64_t)both << i;
    }
    return found;
}

#ifdef AVX2
/* The same for eight places at a time; compilers do not look up tables so by themselves. */

FOR_AVX2 static inline __m256i eight_pairs(const uint16_t *c)
{
    return _mm256_loadu_si256((const __m256i *)c);
}

/* For each of eight hashes whether it is in a set, in the highest bit. */
FOR_AVX2 static inline __m256i are_in(const uint32_t *set, __m256i hashes, int shift)
{
    const __m256i bit = _mm256_set1_epi32(31);
    __m256i words = _mm256_i32gather_epi32((const int *)set, _mm256_srli_epi32(hashes, shift), 4);
    __m256i first = _mm256_and_si256(_mm256_srli_epi32(hashes, FIRST_BIT), bit);
    __m256i second = _mm256_and_si256(_mm256_srli_epi32(hashes, SECOND_BIT), bit);
    __m256i both = _mm256_and_si256(_mm256_srlv_epi32(words, first), _mm256_srlv_epi32(words, second));
    return _mm256_slli_epi32(both, 31);
}

FOR_AVX2 static inline uint64_t highest_bits(__m256i numbers)
{
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(numbers));
}

FOR_AVX2 static uint64_t may_end_five_avx2(const uint16_t *block, const uint32_t *fives)
{
    const __m256i one = _mm256_set1_epi32((int)ONE), two = _mm256_set1_epi32((int)TWO);
    const __m256i three = _mm256_set1_epi32((int)THREE), first = _mm256_set1_epi32(0xFFFF);
    const uint16_t *c = block - 4;
    uint64_t found = 0;
    for (int i = 0; i < AT_ONCE / 2; i += 8, c += 16) {
        __m256i last = _mm256_mullo_epi32(_mm256_and_si256(eight_pairs(c + 4), first), three);
        __m256i four = _mm256_add_epi32(_mm256_mullo_epi32(eight_pairs(c), one),
                                        _mm256_mullo_epi32(eight_pairs(c + 2), two));
        found |= highest_bits(are_in(fives, _mm256_add_epi32(four, last), FIVE_SHIFT)) << i;
    }
    return found;
}

FOR_AVX2 static inline __m256i may_be_sixes(const uint16_t *c, const uint32_t *sixes)
{
    __m256i first = _mm256_mullo_epi32(eight_pairs(c), _mm256_set1_epi32((int)ONE));
    __m256i second = _mm256_mullo_epi32(eight_pairs(c + 2), _mm256_set1_epi32((int)TWO));
    __m256i third = _mm256_mullo_epi32(eight_pairs(c + 4), _mm256_set1_epi32((int)THREE));
    return are_in(sixes, _mm256_add_epi32(_mm256_add_epi32(first, second), third), FIVE_SHIFT);
}

/* A bit for every second place of a block: there or right behind it a run of six may end. */
FOR_AVX2 static uint64_t may_end_six_avx2(const uint16_t *block, const uint32_t *sixes)
{
    const uint16_t *c = block - 5;
    uint64_t found = 0;
    for (int i = 0; i < AT_ONCE / 2; i += 8, c += 16)
        found |= highest_bits(_mm256_or_si256(may_be_sixes(c, sixes), may_be_sixes(c + 1, sixes))) << i;
    return found;
}

FOR_AVX2 static uint64_t may_end_two_avx2(const uint16_t *block, const uint32_t *twos)
{
    const __m256i mix = _mm256_set1_epi32((int)ONE);
    const uint16_t *c = block - 1;
    uint64_t found = 0;
    for (int i = 0; i < AT_ONCE / 2; i += 8, c += 16) {
        __m256i one = are_in(twos, _mm256_mullo_epi32(eight_pairs(c), mix), TWO_SHIFT);
        __m256i other = are_in(twos, _mm256_mullo_epi32(eight_pairs(c + 1), mix), TWO_SHIFT);
        found |= highest_bits(_mm256_or_si256(one, other)) << i;
    }
    return found;
}
#endif

/* Whether six characters may be a run. */
static inline uint64_t has_six(const Runs *runs, const uint16_t *c)
{
    uint32_t hash = hash_six(c);
    return HAS_BITS(runs->sixes[hash >> FIVE_SHIFT], hash);
}

static uint64_t look_for_fives(const uint16_t *block, const Runs *runs)
{
#ifdef AVX2
    if (runs->avx2)
        return may_end_five_avx2(block, runs->fives);
#endif
    return may_end_five(block, runs->fives);
}

/* Where fives of runs are many, as in English, it takes less to look for sixes at once, at every place; but only
 * where many are looked up together. */
#define CROWD 3
#ifdef AVX2
#define CAN_LOOK_FOR_SIXES(runs) ((runs)->avx2)
#define look_for_sixes(block, runs) may_end_six_avx2(block, (runs)->sixes)
#else
#define CAN_LOOK_FOR_SIXES(runs) 0
#define look_for_sixes(block, runs) 0
#endif

static uint64_t look_for_twos(const uint16_t *block, const Runs *runs)
{
#ifdef AVX2
    if (runs->avx2)
        return may_end_two_avx2(block, runs->twos);
#endif
    return may_end_two(block, runs->twos);
}

/* Fold what begins at `start`, and what matters before it. Before the text stand spaces, and behind it. */
static void fold_span(Ends *ends, Py_ssize_t start)
{
    Py_ssize_t before = start < BEFORE ? start : BEFORE, size = ends->text->length - start;
    uint16_t *chars = ends->chars + BEFORE;
    if (size > SPAN)
        size = SPAN;
    for (int i = 0; i < BEFORE; i++)
        ends->chars[i] = ' ';
    fold_some(ends->text, start - before, size + before, ends->runs->fold, chars - before, ends->runs->avx2);
    for (Py_ssize_t i = size; i < SPAN + BEHIND && i < size + AT_ONCE + BEHIND; i++)
        chars[i] = ' ';
    ends->span = start;
    ends->crowded = 0; /* which the first block of it tells */
}

/* Whether no run ends in the block that begins at `start`, because there are no letters of any. */
static int may_pass_over(const Ends *ends, Py_ssize_t start)
{
    const Text *text = ends->text;
    if (ends->runs->quiet == NULL || text->kind != PyUnicode_2BYTE_KIND)
        return 0;
    Py_ssize_t low = start < BEFORE ? 0 : start - BEFORE, high = start + AT_ONCE;
    return is_quiet(ends->runs->quiet, text->data, low, high < text->length ? high : text->length, ends->runs->avx2);
}

/* Note where the runs end in the block that begins at `start`. */
static void look_at_block(Ends *ends, Py_ssize_t start)
{
    const Runs *runs = ends->runs;
    if (may_pass_over(ends, start)) {
        ends->start = start;
        memset(ends->found, 0, sizeof ends->found);
        return;
    }
    if (ends->span < 0 || start < ends->span || start > ends->span + SPAN - AT_ONCE)
        fold_span(ends, start);
    const uint16_t *chars = ends->chars + BEFORE + (start - ends->span);
    /* The space behind the text may be the end of a run. */
    Py_ssize_t left = ends->text->length - start, last = left < AT_ONCE ? left : AT_ONCE - 1;
    ends->start = start;
    memset(ends->found, 0, sizeof ends->found);
    uint64_t sixes = 0;
    if (ends->crowded > CROWD) {
        sixes = look_for_sixes(chars, runs);
    } else {
        /* Two sixes have these five; again without a branch. */
        int count = 0;
        for (uint64_t may = look_for_fives(chars, runs); may; may &= may - 1, count++) {
            int place = lowest(may);
            const uint16_t *c = chars + 2 * place;
            sixes |= (has_six(runs, c - 5) | has_six(runs, c - 4)) << place;
        }
        ends->crowded = CAN_LOOK_FOR_SIXES(runs) ? count : 0;
    }
    for (; sixes; sixes &= sixes - 1)
        for (int end = 2 * lowest(sixes), even = end; end <= even + 1 && end <= last; end++)
            note_end(ends, end, kinds_of(runs->slots, runs->sixes_shift, whole_six(chars + end - 5)));
    uint32_t any = 0;
    for (Py_ssize_t i = 0; i < AT_ONCE && ends->text->kind != PyUnicode_1BYTE_KIND; i++)
        any |= chars[i];
    if (any < DENSE)
        return;
    for (uint64_t may = look_for_twos(chars, runs); may; may &= may - 1)
        for (int end = 2 * lowest(may), even = end; end <= even + 1; end++) {
            const uint16_t *c = chars + end;
            /* Whether characters are of a dense script is asked last, for that cannot be foretold. */
            if (c[-1] >= DENSE && c[0] >= DENSE)
                note_end(ends, end, kinds_of(runs->dense, runs->twos_shift, whole_two(c - 1)));
        }
}

void look_for_ends(Ends *ends, const Text *text, const Runs *runs)
{
    ends->text = text;
    ends->runs = runs;
    ends->start = -AT_ONCE;
    ends->span = -1;
    memset(ends->found, 0, sizeof ends->found);
}

Py_ssize_t next_end_of_run(Ends *ends, Py_ssize_t place, int *kinds)
{
    Py_ssize_t length = ends->text->length;
    if (place < 0)
        place = 0;
    if (place >= length)
        return -1;
    for (; place <= length; place = ends->start + AT_ONCE) {
        if (place >= ends->start + AT_ONCE)
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
        Ends ends;
        int kinds;
        look_for_ends(&ends, &text, &runs);
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

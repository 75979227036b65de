/* How much sentences sound like spam; the twin is in cleantext/pitch.py. */

#include "scan_runs.h"
#include <math.h>
#ifdef AVX2
#include <immintrin.h>
#endif

#define LONGEST_RUN 6
#define FACTOR UINT32_C(0x9E3779B1)

/* How many characters more than a text has are folded and may be read, so that no loop needs to know its end. */
#define MARGIN 16
/* Sums of the weights of so many characters are sure to fit. */
#define MOST ((Py_ssize_t)1 << 30)

static int make_room(Desk *desk, Py_ssize_t length)
{
    if (length <= desk->room)
        return 1;
    clear_desk(desk);
    if (length > PY_SSIZE_T_MAX / 64)
        return 0;
    Py_ssize_t room = length < 1024 ? 1024 : length;
    desk->codes = PyMem_RawMalloc((size_t)room * sizeof *desk->codes);
    desk->spaces = PyMem_RawMalloc((size_t)room * sizeof *desk->spaces);
    desk->weights = PyMem_RawMalloc((size_t)room * sizeof *desk->weights);
    desk->sums = PyMem_RawMalloc((size_t)room * sizeof *desk->sums);
    desk->twos = PyMem_RawMalloc((size_t)room * sizeof *desk->twos);
    desk->room = room;
    return desk->codes && desk->spaces && desk->weights && desk->sums && desk->twos;
}

void clear_desk(Desk *desk)
{
    PyMem_RawFree(desk->codes);
    PyMem_RawFree(desk->spaces);
    PyMem_RawFree(desk->weights);
    PyMem_RawFree(desk->sums);
    PyMem_RawFree(desk->twos);
    memset(desk, 0, sizeof *desk);
}

/* Fold text[low:high], with a space on either side and none behind another, and note where spaces stand; how many
 * characters that makes. Without a branch, for where words end cannot be foretold. */
#define DEFINE_FOLD(NAME, CHAR)                                                                    \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,    \
                           Desk *desk)                                                             \
    {                                                                                              \
        uint32_t *codes = desk->codes, *spaces = desk->spaces, before = ' ';                       \
        Py_ssize_t size = 1, count = 1;                                                            \
        codes[0] = ' ';                                                                            \
        spaces[0] = 0;                                                                             \
        for (Py_ssize_t i = low; i < high; i++) {                                                  \
            uint32_t code = folded(fold, text[i]);                                                 \
            int goes_on = code != ' ';                                                             \
            codes[size] = code;                                                                    \
            spaces[count] = (uint32_t)size;                                                        \
            count += !goes_on & (before != ' ');                                                   \
            size += goes_on | (before != ' ');                                                     \
            before = code;                                                                         \
        }                                                                                          \
        codes[size] = ' ';                                                                         \
        spaces[count] = (uint32_t)size;                                                            \
        desk->count = count + (before != ' ');                                                     \
        return size + (before != ' ');                                                             \
    }

DEFINE_FOLD(fold1, Py_UCS1)
DEFINE_FOLD(fold2, Py_UCS2)
DEFINE_FOLD(fold4, Py_UCS4)

static Py_ssize_t fold_text(const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold, Desk *desk)
{
    if (text->kind == PyUnicode_1BYTE_KIND)
        return fold1(text->data, low, high, fold, desk);
    if (text->kind == PyUnicode_2BYTE_KIND)
        return fold2(text->data, low, high, fold, desk);
    return fold4(text->data, low, high, fold, desk);
}

#define OTHER_FACTOR UINT32_C(0x85EBCA6B)

/* Whether a run of two is one of a dense script. */
static inline int is_dense(const uint32_t *codes)
{
    return codes[0] >= DENSE && codes[1] >= DENSE;
}

/* The weight of the runs of three to `widest` characters that begin at one, and of two if these are dense. */
static int32_t weight_at(const uint32_t *codes, int widest, const Weights *weights)
{
    uint32_t hash = codes[0] * FACTOR;
    int32_t sum = 0;
    for (int width = 2; width <= widest; width++) {
        hash = (hash ^ hash >> 15) * FACTOR + codes[width - 1];
        if (width > 2 || is_dense(codes))
            sum += weights->table[(hash ^ hash >> 13) * OTHER_FACTOR >> (32 - weights->bits)];
    }
    return sum;
}

#ifdef AVX2
/* The weights of eight runs, of which the hashes are known. A table is read by words of four weights. */
__attribute__((target("avx2"))) static inline __m256i eight_weights(__m256i hashes, const Weights *weights)
{
    __m256i mixed = _mm256_xor_si256(hashes, _mm256_srli_epi32(hashes, 13));
    mixed = _mm256_srl_epi32(_mm256_mullo_epi32(mixed, _mm256_set1_epi32((int)OTHER_FACTOR)),
                             _mm_cvtsi32_si128(32 - weights->bits));
    __m256i words = _mm256_i32gather_epi32((const int *)weights->table, _mm256_srli_epi32(mixed, 2), 4);
    __m256i up = _mm256_slli_epi32(_mm256_andnot_si256(mixed, _mm256_set1_epi32(3)), 3);
    return _mm256_srai_epi32(_mm256_sllv_epi32(words, up), 24);
}

/* The weights of the runs that begin at each, eight at a time. */
__attribute__((target("avx2"))) static void weigh_eights(const uint32_t *codes, Py_ssize_t size,
                                                         const Weights *weights, int has_dense, int32_t *found)
{
    const __m256i factor = _mm256_set1_epi32((int)FACTOR), dense = _mm256_set1_epi32(DENSE - 1);
    /* How many characters there are from each on. */
    __m256i left = _mm256_sub_epi32(_mm256_set1_epi32((int)size), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    for (Py_ssize_t i = 0; i < size; i += 8, left = _mm256_sub_epi32(left, _mm256_set1_epi32(8))) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(codes + i)), sum = _mm256_setzero_si256();
        __m256i hash = _mm256_mullo_epi32(first, factor);
        for (int width = 2; width <= LONGEST_RUN; width++) {
            __m256i last = _mm256_loadu_si256((const __m256i *)(codes + i + width - 1));
            hash = _mm256_mullo_epi32(_mm256_xor_si256(hash, _mm256_srli_epi32(hash, 15)), factor);
            hash = _mm256_add_epi32(hash, last);
            __m256i counts = _mm256_cmpgt_epi32(left, _mm256_set1_epi32(width - 1));
            if (width == 2) {
                if (!has_dense)
                    continue;
                counts = _mm256_and_si256(_mm256_cmpgt_epi32(first, dense), _mm256_cmpgt_epi32(last, dense));
            }
            sum = _mm256_add_epi32(sum, _mm256_and_si256(counts, eight_weights(hash, weights)));
        }
        _mm256_storeu_si256((__m256i *)(found + i), sum);
    }
}
#endif

/* The weights of the runs that begin at each. */
static void weigh_runs(const uint32_t *codes, Py_ssize_t size, const Weights *weights, int has_dense, int32_t *found)
{
#ifdef AVX2
    if (weights->avx2) {
        weigh_eights(codes, size, weights, has_dense, found);
        return;
    }
#endif
    for (Py_ssize_t i = 0; i < size; i++)
        found[i] = weight_at(codes + i, size - i < LONGEST_RUN ? (int)(size - i) : LONGEST_RUN, weights);
}

/* Add up the weights of the runs that begin at each character; those of two dense ones are counted. Behind the text
 * stands none. */
static void add_runs(Desk *desk, Py_ssize_t size, const Weights *weights, int has_dense)
{
    const uint32_t *codes = desk->codes;
    int64_t sum = desk->sums[0] = 0;
    int32_t twos = desk->twos[0] = 0;
    weigh_runs(codes, size, weights, has_dense, desk->weights);
    for (Py_ssize_t i = 0; i < size; i++)
        desk->sums[i + 1] = sum += desk->weights[i];
    for (Py_ssize_t i = 0; has_dense && i < size; i++)
        desk->twos[i + 1] = twos += is_dense(codes + i);
    desk->has_twos = has_dense;
}

/* How many runs begin in a text before a character: four at each, but fewer where the text ends. */
static int64_t count_runs(const Desk *desk, Py_ssize_t size, Py_ssize_t place)
{
    int64_t count = (LONGEST_RUN - 2) * (int64_t)place;
    for (int missing = 1; missing < LONGEST_RUN; missing++)
        if (place > size - LONGEST_RUN + missing && size - LONGEST_RUN + missing >= 0)
            count -= missing < LONGEST_RUN - 2 ? missing : LONGEST_RUN - 2;
    return count + (desk->has_twos ? desk->twos[place] : 0);
}

/* What the sum over a stretch of a length must come to at least, to weigh more than that. */
static int64_t least_sum(Py_ssize_t stretch, double weight)
{
    double most = (double)stretch * (weight > 0 ? LONGEST_RUN - 2 : LONGEST_RUN - 1);
    return weight > -1e6 ? (int64_t)(weight * sqrt(most)) - 2 : INT64_MIN;
}

/* Find the stretch of a length that weighs more than what was found. Most do not, which whole numbers tell:
 * a stretch has four or five runs a character, save at the end of the text. */
static void weigh_stretches(const Desk *desk, Py_ssize_t size, int dense, Py_ssize_t stretch, Weight *found)
{
    Py_ssize_t count = dense ? size : desk->count;
    if (stretch > size)
        return;
    const int64_t *sums = desk->sums;
    int64_t least = least_sum(stretch, found->best);
    for (Py_ssize_t each = 0; each < count; each++) {
        Py_ssize_t i = dense ? each : desk->spaces[each];
        if (i + stretch > size)
            break;
        int64_t sum = sums[i + stretch] - sums[i];
        /* Where the text ends are fewer runs, with which only a sum above 0 weighs more. */
        if (sum < least && (sum <= 0 || found->best <= 0 || i + stretch + LONGEST_RUN <= size))
            continue;
        int64_t runs = count_runs(desk, size, i + stretch) - count_runs(desk, size, i);
        double weight = (double)sum / sqrt((double)(runs ? runs : 1));
        if (weight > found->best) {
            found->best = weight;
            found->low = i;
            found->high = i + stretch;
            least = least_sum(stretch, found->best);
        }
    }
}

int weigh(const Text *text, Py_ssize_t low, Py_ssize_t high, const Weights *weights, double floor,
          Desk *desk, Weight *found)
{
    if (high - low > MOST || !make_room(desk, high - low + 2 + MARGIN))
        return 0;
    uint32_t *codes = desk->codes;
    Py_ssize_t size = fold_text(text, low, high, weights->fold, desk), crowded = 0;
    for (Py_ssize_t i = 0; i < size && text->kind != PyUnicode_1BYTE_KIND; i++)
        crowded += codes[i] >= DENSE;
    memset(codes + size, 0, MARGIN * sizeof *codes);
    Weight nothing = {0.0, 0.0, 0, 0};
    *found = nothing;
    if (size < 3)
        return 1;
    add_runs(desk, size, weights, crowded > 0);
    found->whole = (double)desk->sums[size] / sqrt((double)count_runs(desk, size, size));
    found->best = found->whole > floor ? found->whole : floor;
    found->high = size;
    int dense = crowded * 2 > size;
    for (int each = 0; each < 3; each++)
        if (weights->lengths[dense][each] > 0)
            weigh_stretches(desk, size, dense, weights->lengths[dense][each], found);
    return 1;
}

int weights_of(Weights *weights, const Py_buffer *fold, const Py_buffer *table)
{
    int bits = 0;
    while (bits < 31 && ((Py_ssize_t)1 << bits) < table->len)
        bits++;
    weights->fold = fold->buf;
    weights->table = table->buf;
    weights->bits = bits;
    weights->avx2 = 0;
#ifdef AVX2
    /* Weights are read by fours there. */
    weights->avx2 = bits > 1 && __builtin_cpu_supports("avx2") != 0;
#endif
    if (fold->len == 0x10000 * 2 && bits >= 1 && ((Py_ssize_t)1 << bits) == table->len)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of weights does not have the size that it must have");
    return 0;
}

const char scan_weigh_doc[] = PyDoc_STR(
"weigh(text, fold, weights, stretches, dense_stretches)\n--\n\n"
"Return what the runs of a text weigh as a whole, and those of the stretch that weighs most.\n\n"
"A run is two characters of a dense script, or three to six of any, of the text as `fold` makes it, runs of\n"
"spaces as one. `weights` holds a signed byte for each number of a run, 2 ** n of them. A weight is the sum\n"
"over the runs by the root of how many there are. `stretches` are three lengths; they begin behind a\n"
"space, or anywhere in a text most of which is of a dense script.");

PyObject *scan_weigh(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer fold, table;
    Weights weights;
    int (*lengths)[3] = weights.lengths;
    if (!PyArg_ParseTuple(args, "Uy*y*(iii)(iii)", &string, &fold, &table, &lengths[0][0],
                          &lengths[0][1], &lengths[0][2], &lengths[1][0], &lengths[1][1],
                          &lengths[1][2]))
        return NULL;
    if (weights_of(&weights, &fold, &table)) {
        Text text = text_of(string);
        Desk desk = {0};
        Weight found;
        if (weigh(&text, 0, text.length, &weights, -HUGE_VAL, &desk, &found))
            result = Py_BuildValue("ddnn", found.whole, found.best, found.low, found.high);
        else
            PyErr_NoMemory();
        clear_desk(&desk);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&table);
    return result;
}

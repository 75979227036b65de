/* How much sentences sound like spam; the twin is in cleantext/pitch.py. */

#include "scan.h"
#include <math.h>

#define LONGEST_RUN 6
#define FACTOR UINT32_C(0x9E3779B1)

/* How many characters more than a text has are folded and may be read, so that no loop needs to know its end. */
#define MARGIN 8
/* Sums of the weights of so many characters are sure to fit. */
#define MOST ((Py_ssize_t)1 << 31)

static int make_room(Desk *desk, Py_ssize_t length)
{
    if (length <= desk->room)
        return 1;
    clear_desk(desk);
    if (length > PY_SSIZE_T_MAX / 64)
        return 0;
    Py_ssize_t room = length < 1024 ? 1024 : length;
    desk->codes = PyMem_RawMalloc((size_t)room * sizeof *desk->codes);
    desk->hashes = PyMem_RawMalloc((size_t)room * sizeof *desk->hashes);
    desk->numbers = PyMem_RawMalloc((size_t)room * 5 * sizeof *desk->numbers);
    desk->sums = PyMem_RawMalloc((size_t)room * sizeof *desk->sums);
    desk->counts = PyMem_RawMalloc((size_t)room * sizeof *desk->counts);
    desk->room = room;
    return desk->codes && desk->hashes && desk->numbers && desk->sums && desk->counts;
}

void clear_desk(Desk *desk)
{
    PyMem_RawFree(desk->codes);
    PyMem_RawFree(desk->hashes);
    PyMem_RawFree(desk->numbers);
    PyMem_RawFree(desk->sums);
    PyMem_RawFree(desk->counts);
    memset(desk, 0, sizeof *desk);
}

/* Fold text[low:high], with a space on either side and none behind another; how many characters that
 * makes. Without a branch, for where words end cannot be foretold. */
#define DEFINE_FOLD(NAME, CHAR)                                                                    \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,    \
                           uint32_t *codes)                                                        \
    {                                                                                              \
        Py_ssize_t size = 1;                                                                       \
        uint32_t before = ' ';                                                                     \
        codes[0] = ' ';                                                                            \
        for (Py_ssize_t i = low; i < high; i++) {                                                  \
            uint32_t code = folded(fold, text[i]);                                                 \
            codes[size] = code;                                                                    \
            size += (code != ' ') | (before != ' ');                                               \
            before = code;                                                                         \
        }                                                                                          \
        codes[size] = ' ';                                                                         \
        return size + (before != ' ');                                                             \
    }

DEFINE_FOLD(fold1, Py_UCS1)
DEFINE_FOLD(fold2, Py_UCS2)
DEFINE_FOLD(fold4, Py_UCS4)

static Py_ssize_t fold_text(const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,
                            uint32_t *codes)
{
    if (text->kind == PyUnicode_1BYTE_KIND)
        return fold1(text->data, low, high, fold, codes);
    if (text->kind == PyUnicode_2BYTE_KIND)
        return fold2(text->data, low, high, fold, codes);
    return fold4(text->data, low, high, fold, codes);
}

/* The numbers of the runs of each width, from two characters on, that begin at each character. What is behind
 * the text counts for those that reach there. There is nothing but arithmetic here, which compilers do for
 * several characters at a time. */
PER_PROCESSOR static void number_runs(const uint32_t *restrict codes, Py_ssize_t size, int shift,
                        uint32_t *restrict hashes, uint32_t *restrict numbers, Py_ssize_t room)
{
    for (Py_ssize_t i = 0; i < size; i++)
        hashes[i] = codes[i] * FACTOR;
    for (int width = 2; width <= LONGEST_RUN; width++) {
        uint32_t *restrict row = numbers + (width - 2) * room;
        const uint32_t *restrict last = codes + width - 1;
        for (Py_ssize_t i = 0; i < size; i++) {
            uint32_t hash = (hashes[i] ^ hashes[i] >> 15) * FACTOR + last[i];
            hashes[i] = hash;
            row[i] = (hash ^ hash >> 13) * UINT32_C(0x85EBCA6B) >> shift;
        }
    }
}

/* Add up the weights of the runs that begin at each character, and how many they are. */
static void add_runs(Desk *desk, Py_ssize_t size, const int8_t *table, int has_dense)
{
    const uint32_t *codes = desk->codes, *numbers = desk->numbers;
    int64_t *sums = desk->sums, *counts = desk->counts;
    Py_ssize_t room = desk->room;
    sums[0] = counts[0] = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        int64_t sum = 0, count = 0;
        if (size - i >= LONGEST_RUN) {
            sum = table[numbers[room + i]] + table[numbers[2 * room + i]] +
                  table[numbers[3 * room + i]] + table[numbers[4 * room + i]];
            count = LONGEST_RUN - 2;
        } else {
            for (int width = 3; width <= size - i; width++, count++)
                sum += table[numbers[(width - 2) * room + i]];
        }
        if (has_dense && i + 1 < size && codes[i] >= DENSE && codes[i + 1] >= DENSE) {
            sum += table[numbers[i]];
            count++;
        }
        sums[i + 1] = sums[i] + sum;
        counts[i + 1] = counts[i] + count;
    }
}

/* Where stretches may begin: behind a space, or anywhere; how many places that is. */
static Py_ssize_t find_starts(const uint32_t *codes, Py_ssize_t size, int dense, uint32_t *starts)
{
    Py_ssize_t found = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        starts[found] = (uint32_t)i;
        found += dense | (codes[i] == ' ');
    }
    return found;
}

/* Find the stretch of a length that weighs more than what was found. Most do not, which whole numbers tell:
 * a stretch has four or five runs a character, save at the end of the text. */
static void weigh_stretches(const Desk *desk, Py_ssize_t size, const uint32_t *starts, Py_ssize_t count,
                            Py_ssize_t stretch, Weight *found)
{
    const int64_t *sums = desk->sums, *counts = desk->counts;
    int64_t least = INT64_MIN;
    for (Py_ssize_t each = 0; each < count; each++) {
        Py_ssize_t i = starts[each];
        if (i + stretch > size)
            break;
        int64_t sum = sums[i + stretch] - sums[i];
        if (sum < least && i + stretch + LONGEST_RUN <= size)
            continue;
        int64_t runs = counts[i + stretch] - counts[i];
        double weight = (double)sum / sqrt((double)(runs ? runs : 1));
        if (weight > found->best) {
            found->best = weight;
            found->low = i;
            found->high = i + stretch;
        }
        double most = (double)stretch * (found->best > 0 ? LONGEST_RUN - 2 : LONGEST_RUN - 1);
        if (found->best > -1e6)
            least = (int64_t)floor(found->best * sqrt(most)) - 1;
    }
}

int weigh(const Text *text, Py_ssize_t low, Py_ssize_t high, const Weights *weights, double floor,
          Desk *desk, Weight *found)
{
    if (high - low > MOST || !make_room(desk, high - low + 2 + MARGIN))
        return 0;
    uint32_t *codes = desk->codes;
    Py_ssize_t size = fold_text(text, low, high, weights->fold, codes), crowded = 0;
    for (Py_ssize_t i = 0; i < size; i++)
        crowded += codes[i] >= DENSE;
    memset(codes + size, 0, LONGEST_RUN * sizeof *codes);
    Weight nothing = {0.0, 0.0, 0, 0};
    *found = nothing;
    if (size < 3)
        return 1;
    number_runs(codes, size, 32 - weights->bits, desk->hashes, desk->numbers, desk->room);
    add_runs(desk, size, weights->table, crowded > 0);
    found->whole = (double)desk->sums[size] / sqrt((double)desk->counts[size]);
    found->best = found->whole > floor ? found->whole : floor;
    found->high = size;
    int dense = crowded * 2 > size;
    uint32_t *starts = desk->hashes; /* which are of no use any more */
    Py_ssize_t count = find_starts(codes, size, dense, starts);
    for (int each = 0; each < 3; each++)
        if (weights->lengths[dense][each] > 0)
            weigh_stretches(desk, size, starts, count, weights->lengths[dense][each], found);
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

/* Tables of runs of characters, as scan_runs.c looks them up. */

#include "scan_runs.h"

static void set_bits(uint32_t *word, uint32_t hash)
{
    *word |= (uint32_t)1 << (hash >> FIRST_BIT & 31) | (uint32_t)1 << (hash >> SECOND_BIT & 31);
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
        uint16_t run[8] = {0}; /* with what is read in vain */
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
            uint32_t hash = hash_six(run);
            set_bits((uint32_t *)table + FIVES + (hash >> FIVE_SHIFT), hash);
            for (int j = 0; j < 2; j++)
                set_bits((uint32_t *)table + (hash_five(run + j) >> FIVE_SHIFT), hash_five(run + j));
            put(table + BEHIND_SIXES, 64 - bits, whole_six(run), kind);
        } else {
            uint32_t hash = hash_two(run);
            set_bits((uint32_t *)table + (hash >> TWO_SHIFT), hash);
            put(table + BEHIND_TWOS, 64 - bits, whole_two(run), kind);
        }
    }
    return 1;
}

/* How many of some runs are so wide. */
static Py_ssize_t count_wide(PyObject *runs, int width)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(runs); i++) {
        PyObject *run = PyList_GET_ITEM(runs, i);
        count += PyUnicode_Check(run) && PyUnicode_GET_LENGTH(run) == width;
    }
    return count;
}

const char scan_table_doc[] = PyDoc_STR(
"table(runs, others, width)\n--\n\n"
"Return those of some runs, and of some others, that are so wide, six or two, as `run` wants them.\n\n"
"At most half of the table is taken: the smaller it is the sooner it is at hand.");

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
    while ((Py_ssize_t)1 << bits <= 2 * (count_wide(runs, width) + count_wide(others, width)))
        bits++;
    size_t words = (width == 6 ? BEHIND_SIXES : BEHIND_TWOS) + ((size_t)1 << bits);
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
    const uint32_t *six = sixes->buf, *two = twos->buf;
    Runs found = {fold->buf, six, six + FIVES, two, (const uint64_t *)six + BEHIND_SIXES,
                  (const uint64_t *)two + BEHIND_TWOS, table_shift(sixes, BEHIND_SIXES),
                  table_shift(twos, BEHIND_TWOS), 0, NULL};
#ifdef AVX2
    found.avx2 = __builtin_cpu_supports("avx2") != 0;
#endif
    *runs = found;
    if (fold->len == 0x10000 * 2 && found.sixes_shift && found.twos_shift)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of runs does not have the size that it must have");
    return 0;
}

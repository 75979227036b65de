/* How much sentences sound like spam, which ones are worth hearing, and how strange they are to a text;
 * the twins are in cleantext/pitch.py and outliers.py. */

#include "scan.h"
#include <math.h>

#define LONGEST_RUN 6
#define FACTOR UINT32_C(0x9E3779B1)

static inline uint32_t folded(const uint16_t *fold, Py_UCS4 character)
{
    return character > 0xFFFF ? ' ' : fold[character];
}

static int make_room(Desk *desk, Py_ssize_t length)
{
    if (length <= desk->room)
        return 1;
    clear_desk(desk);
    if (length > PY_SSIZE_T_MAX / 32)
        return 0;
    Py_ssize_t room = length < 1024 ? 1024 : length;
    desk->codes = PyMem_RawMalloc((size_t)room * sizeof *desk->codes);
    desk->sums = PyMem_RawMalloc((size_t)room * sizeof *desk->sums);
    desk->counts = PyMem_RawMalloc((size_t)room * sizeof *desk->counts);
    desk->room = room;
    return desk->codes && desk->sums && desk->counts;
}

void clear_desk(Desk *desk)
{
    PyMem_RawFree(desk->codes);
    PyMem_RawFree(desk->sums);
    PyMem_RawFree(desk->counts);
    memset(desk, 0, sizeof *desk);
}

/* The runs of up to so many characters that begin at one: their weights, and how many they are. */
static inline void weigh_runs(const uint32_t *codes, int longest, const Weights *weights, int64_t *sum,
                              int64_t *count)
{
    int shift = 32 - weights->bits;
    uint32_t hash = codes[0] * FACTOR;
    for (int width = 2; width <= longest; width++) {
        hash = (hash ^ hash >> 15) * FACTOR + codes[width - 1];
        if (width > 2 || (codes[0] >= DENSE && codes[1] >= DENSE)) {
            *sum += weights->table[(hash ^ hash >> 13) * UINT32_C(0x85EBCA6B) >> shift];
            ++*count;
        }
    }
}

int weigh(const Text *text, Py_ssize_t low, Py_ssize_t high, const Weights *weights, Desk *desk,
          Weight *found)
{
    if (!make_room(desk, high - low + 4))
        return 0;
    uint32_t *codes = desk->codes;
    int64_t *sums = desk->sums, *counts = desk->counts;
    Py_ssize_t size = 0, crowded = 0;
    codes[size++] = ' ';
    for (Py_ssize_t i = low; i <= high; i++) {
        uint32_t code = i < high ? folded(weights->fold, AT(text, i)) : ' ';
        if (code == ' ' && codes[size - 1] == ' ')
            continue;
        codes[size++] = code;
        crowded += code >= DENSE;
    }
    sums[0] = counts[0] = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        int64_t sum = 0, count = 0;
        if (size - i >= LONGEST_RUN)
            weigh_runs(codes + i, LONGEST_RUN, weights, &sum, &count);
        else
            weigh_runs(codes + i, (int)(size - i), weights, &sum, &count);
        sums[i + 1] = sums[i] + sum;
        counts[i + 1] = counts[i] + count;
    }
    Weight nothing = {0.0, 0.0, 0, 0};
    *found = nothing;
    if (counts[size] == 0 || size < 3)
        return 1;
    found->whole = found->best = (double)sums[size] / sqrt((double)counts[size]);
    found->high = size;
    int dense = crowded * 2 > size;
    for (int each = 0; each < 3; each++) {
        Py_ssize_t stretch = weights->lengths[dense][each];
        for (Py_ssize_t i = 0; stretch > 0 && i + stretch <= size; i++) {
            if (!dense && codes[i] != ' ')
                continue;
            int64_t count = counts[i + stretch] - counts[i];
            double weight = (double)(sums[i + stretch] - sums[i]) / sqrt((double)(count ? count : 1));
            if (weight > found->best) {
                found->best = weight;
                found->low = i;
                found->high = i + stretch;
            }
        }
    }
    return 1;
}

/* Take the tables of weights; 0 and an error set if one is none. */
static int weights_of(Weights *weights, const Py_buffer *fold, const Py_buffer *table)
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
        Desk desk = {NULL, NULL, NULL, 0};
        Weight found;
        if (weigh(&text, 0, text.length, &weights, &desk, &found))
            result = Py_BuildValue("ddnn", found.whole, found.best, found.low, found.high);
        else
            PyErr_NoMemory();
        clear_desk(&desk);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&table);
    return result;
}

/* Sentences, as cleantext/sentences.py has them. */

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

/* Where the first end of a sentence ends in text[place:limit], and whether it is but the end of a line;
 * -1 without one. */
static Py_ssize_t next_end(const Text *text, Py_ssize_t place, Py_ssize_t limit, int *breaks)
{
    for (Py_ssize_t i = place; i < limit; i++) {
        Py_UCS4 c = AT(text, i);
        if (c > '?' && c < 0x2026)
            continue;
        *breaks = c == '\n';
        if (*breaks)
            return i + 1;
        Py_ssize_t end = i + 1;
        if (is_stop(c)) {
            while (end < limit && is_stop(AT(text, end)))
                end++;
            i = end - 1;
            while (end < limit && closes(AT(text, end)))
                end++;
            if (end == limit || Py_UNICODE_ISSPACE(AT(text, end)))
                return end;
        } else if (is_dense_stop(c)) {
            while (end < limit && is_dense_stop(AT(text, end)))
                end++;
            while (end < limit && closes_dense(AT(text, end)))
                end++;
            return end;
        }
    }
    return -1;
}

/* Of a script that is neither Latin nor a set of signs. */
static inline int is_other(Py_UCS4 c)
{
    return (c >= 0x370 && c < 0x1E00) || (c >= 0x2E80 && c < 0xFFF0);
}

static int has_other(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    for (Py_ssize_t i = low; i + 1 < high; i++)
        if (is_other(AT(text, i)) && is_other(AT(text, i + 1)))
            return 1;
    return 0;
}

static inline int is_word(Py_UCS4 c)
{
    return Py_UNICODE_ISALNUM(c) || c == '_';
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

static void sentence_at(const Text *text, Py_ssize_t place, Py_ssize_t floor, Py_ssize_t *start,
                        Py_ssize_t *stop)
{
    Py_ssize_t low = place, end;
    int breaks = 0;
    while (low > floor && AT(text, low - 1) != '\n')
        low--;
    while ((end = next_end(text, low, place, &breaks)) >= 0)
        low = end;
    Py_ssize_t high = next_end(text, place, text->length, &breaks);
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

/* What is worth hearing. */

/* A hook is noticed within so many characters, and so much of a sentence is listened to on either side. */
#define REACH 6
#define LONGEST 400
#define JOINERS 2
/* A sentence of fewer letters says nothing; one of so many characters has words enough. */
#define LETTERS 10
#define LONG_ENOUGH 60

/* Whether text[low:high] may hold an address. */
static int has_address(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    for (Py_ssize_t i = low; i + 1 < high; i++) {
        Py_UCS4 c = AT(text, i);
        if (c == ':') {
            if (i + 2 < high && AT(text, i + 1) == '/' && AT(text, i + 2) == '/')
                return 1;
        } else if (c == '.' && i > low) {
            Py_UCS4 before = AT(text, i - 1), behind = AT(text, i + 1);
            if ((is_word(before) || before == '/') && is_word(behind))
                return 1;
        }
    }
    return 0;
}

/* How many marks join terms in text[low:high], two at most. */
static int joiners(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    int count = 0;
    for (Py_ssize_t i = low; i < high && count < JOINERS; i++) {
        Py_UCS4 c = AT(text, i);
        if (c == ' ' && i + 2 < high && AT(text, i + 2) == ' ') {
            Py_UCS4 mark = AT(text, i + 1);
            if (mark == '-' || mark == 0x2013 || mark == '|' || mark == 0x2022 || mark == '/' ||
                mark == 0xB7 || mark == 'I' || mark == ',') {
                count++;
                i += 2;
            }
            continue;
        }
        count += c == '|' || c == '_' || c == 0x2022;
    }
    return count;
}

/* Whether text[low:high] is a program's, or has so few letters that it says nothing: 0; whether it has
 * words enough: 1; -1 where counting words must tell. */
static int speaks(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    int code = 0, dense = 0;
    Py_ssize_t letters = 0;
    for (Py_ssize_t i = low; i < high; i++) {
        Py_UCS4 c = AT(text, i);
        dense |= c >= DENSE && c <= 0xFFFF;
        letters += high - low < LONG_ENOUGH && Py_UNICODE_ISALNUM(c) && !Py_UNICODE_ISDECIMAL(c);
        if (c == '=' || c == '{' || c == '}' || c == ';' || c == '\\')
            code = 1;
        else if ((c == '(' || c == '_') && i > low) {
            Py_UCS4 before = AT(text, i - 1);
            int joins = c == '(' || (i + 1 < high && is_word(AT(text, i + 1)));
            code |= (c == '_' && before == '_') || (joins && is_word(before));
        }
    }
    if (code && !dense)
        return 0;
    if (high - low >= LONG_ENOUGH)
        return 1;
    return letters < (dense ? LETTERS / 2 : LETTERS) ? 0 : dense ? 1 : -1;
}

/* A sentence that is loud enough, what of it was listened to, and how loud that is. */
typedef struct {
    Py_ssize_t start, stop, first, last;
    Weight heard;
    int joiners, speaks;
} Loud;

typedef struct {
    Loud *items;
    Py_ssize_t size, room;
} Row;

static int push(Row *row, Loud item)
{
    if (row->size == row->room) {
        Py_ssize_t room = 2 * row->room + 16;
        Loud *items = PyMem_RawRealloc(row->items, (size_t)room * sizeof *items);
        if (items == NULL)
            return 0;
        row->items = items;
        row->room = room;
    }
    row->items[row->size++] = item;
    return 1;
}

/* Gather the sentences that may be so loud; 0 when out of memory. */
static int listen(const Text *text, const Runs *hooks, const Weights *weights, double least,
                  double joiner, Row *found)
{
    Desk desk = {NULL, NULL, NULL, 0};
    Py_ssize_t end = 0, place = -1, enough = 1;
    while (enough) {
        // What is noticed up to `end` is heard already.
        Py_ssize_t from = end - REACH + 1;
        place = next_run(text, from > place ? from : place + 1, hooks);
        if (place < 0)
            break;
        Py_ssize_t low = place > REACH ? place - REACH : 0;
        Py_ssize_t high = text->length - place > REACH ? place + REACH : text->length;
        while (enough && end < high) {
            Py_ssize_t at = low > end ? low : end;
            Loud each = {0};
            sentence_at(text, at, end, &each.start, &each.stop);
            if (each.start < each.stop) {
                each.first = at - each.start > LONGEST ? at - LONGEST : each.start;
                each.last = each.stop - at > LONGEST ? at + LONGEST : each.stop;
                if (has_address(text, each.first, each.last)) {
                    each.speaks = -1;
                    enough = push(found, each);
                } else {
                    enough = weigh(text, each.first, each.last, weights, &desk, &each.heard);
                    if (enough && each.heard.best > least - joiner * JOINERS) {
                        each.joiners = joiners(text, each.first, each.last);
                        each.speaks = speaks(text, each.first, each.last);
                        if (each.speaks && each.heard.best + joiner * each.joiners > least)
                            enough = push(found, each);
                    }
                }
            }
            Py_ssize_t stop = each.stop;
            end = stop > at ? stop : at + 1;
        }
    }
    clear_desk(&desk);
    return (int)enough;
}

const char scan_listen_doc[] = PyDoc_STR(
"listen(text, fold, hooks, dense_hooks, weights, stretches, dense_stretches, least, joiner)\n--\n\n"
"Return the sentences around hooks that may weigh more than `least` and say something.\n\n"
"`hooks` and `dense_hooks` are runs as for `run`, and the rest is as for `weigh`; each mark that joins\n"
"terms adds `joiner`, two at most. Of each: where it begins and ends, and what of it was listened to; what\n"
"that weighs as a whole, and its heaviest stretch; how many marks join terms; and 1 if that settles it.\n"
"-1 where its words must be counted, or it was not weighed, because it may hold an address.");

PyObject *scan_listen(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer fold, sixes, twos, table;
    Runs hooks;
    Weights weights;
    double least, joiner;
    int (*lengths)[3] = weights.lengths;
    if (!PyArg_ParseTuple(args, "Uy*y*y*y*(iii)(iii)dd", &string, &fold, &sixes, &twos, &table,
                          &lengths[0][0], &lengths[0][1], &lengths[0][2], &lengths[1][0],
                          &lengths[1][1], &lengths[1][2], &least, &joiner))
        return NULL;
    if (runs_of(&hooks, &fold, &sixes, &twos) && weights_of(&weights, &fold, &table)) {
        Text text = text_of(string);
        Row found = {NULL, 0, 0};
        PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
        int enough = listen(&text, &hooks, &weights, least, joiner, &found);
        if (state)
            PyEval_RestoreThread(state);
        result = enough ? PyList_New(found.size) : PyErr_NoMemory();
        for (Py_ssize_t i = 0; result && i < found.size; i++) {
            const Loud *each = &found.items[i];
            PyObject *row = Py_BuildValue("nnnnddii", each->start, each->stop, each->first, each->last,
                                          each->heard.whole, each->heard.best, each->joiners,
                                          each->speaks);
            if (row == NULL)
                Py_CLEAR(result);
            else
                PyList_SET_ITEM(result, i, row);
        }
        PyMem_RawFree(found.items);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&sixes);
    PyBuffer_Release(&twos);
    PyBuffer_Release(&table);
    return result;
}

#define THREE UINT64_C(0xFFFFFFFFFFFF) /* the bits of three characters */

/* An open hash table of runs of three characters, 0 being empty. */
typedef struct {
    uint64_t *slots;
    int bits;
} Threes;

static int make_threes(Threes *threes, Py_ssize_t length)
{
    threes->bits = 6;
    while (((Py_ssize_t)1 << threes->bits) < 2 * length + 4)
        threes->bits++;
    threes->slots = PyMem_Calloc((size_t)1 << threes->bits, sizeof *threes->slots);
    return threes->slots != NULL;
}

/* Where a run stands in a table, or would. */
static inline uint64_t *slot_of(const Threes *threes, uint64_t three)
{
    size_t mask = ((size_t)1 << threes->bits) - 1;
    size_t slot = (size_t)(three * MIXER >> (64 - threes->bits));
    while (threes->slots[slot] && threes->slots[slot] != three)
        slot = (slot + 1) & mask;
    return &threes->slots[slot];
}

/* Put the runs of a text into a table; count those that were not there, and which of these `others` has. */
static void gather(PyObject *string, const uint16_t *fold, Threes *threes, const Threes *others,
                   Py_ssize_t counts[2])
{
    Text text = text_of(string);
    uint64_t three = ' ';
    counts[0] = counts[1] = 0;
    for (Py_ssize_t i = 0, size = 1; i <= text.length; i++) {
        uint64_t code = i < text.length ? folded(fold, AT(&text, i)) : ' ';
        if (code == ' ' && (three & 0xFFFF) == ' ')
            continue;
        three = (three << 16 | code) & THREE;
        if (++size < 3)
            continue;
        uint64_t *slot = slot_of(threes, three);
        if (*slot)
            continue;
        *slot = three;
        counts[0]++;
        counts[1] += others && *slot_of(others, three);
    }
}

const char scan_shared_doc[] = PyDoc_STR(
"shared(sentences, text, fold)\n--\n\n"
"Return how many different runs of three characters each sentence has, and how many of them a text has.\n\n"
"All are taken as `fold` makes them, spaces around them and runs of spaces as one.");

PyObject *scan_shared(PyObject *module, PyObject *args)
{
    PyObject *sentences, *string;
    Py_buffer fold;
    if (!PyArg_ParseTuple(args, "O!Uy*", &PyList_Type, &sentences, &string, &fold))
        return NULL;
    Py_ssize_t size = PyList_GET_SIZE(sentences), counts[2];
    PyObject *result = NULL;
    Threes host = {NULL, 0};
    if (fold.len != 0x10000 * 2) {
        PyErr_SetString(PyExc_ValueError, "shared: a table does not have the size that it must have");
    } else if (!make_threes(&host, PyUnicode_GET_LENGTH(string))) {
        PyErr_NoMemory();
    } else {
        gather(string, fold.buf, &host, NULL, counts);
        result = PyList_New(size);
    }
    for (Py_ssize_t i = 0; result && i < size; i++) {
        PyObject *said = PyList_GET_ITEM(sentences, i), *pair = NULL;
        Threes own = {NULL, 0};
        if (!PyUnicode_Check(said))
            PyErr_SetString(PyExc_TypeError, "shared: a sentence is no str");
        else if (!make_threes(&own, PyUnicode_GET_LENGTH(said)))
            PyErr_NoMemory();
        else {
            gather(said, fold.buf, &own, &host, counts);
            pair = Py_BuildValue("nn", counts[0], counts[1]);
        }
        PyMem_Free(own.slots);
        if (pair == NULL)
            Py_CLEAR(result);
        else
            PyList_SET_ITEM(result, i, pair);
    }
    PyMem_Free(host.slots);
    PyBuffer_Release(&fold);
    return result;
}

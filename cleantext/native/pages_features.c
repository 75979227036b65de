/* What the blocks of a page look like, as numbers for the model of main content.
 *
 * The twin in Python, `features` of cleantext/markup/features.py, says what each number is for.
 */

#include "pages_features.h"

#include <math.h>

/* How many steps up the containers are that a block is compared with. */
static const int STEPS_UP[LEVELS] = {1, 2, 3, 5};

static const int64_t *row_of(const Looks *looks, Py_ssize_t block) { return looks->rows + COLUMNS * block; }

static float size_of(const int64_t *row) { return (float)(row[END] - row[START]); }

static float linked_of(const int64_t *row)
{
    float chars = (float)row[LINK_CHARS], size = size_of(row);
    return (chars < size ? chars : size) / size;
}

static float least(float value, float most) { return value < most ? value : most; }

/* The number of the kind of a block. */
static int32_t kind_of(Looks *looks, const int64_t *row, int32_t *kinds)
{
    uint64_t key = (uint64_t)row[TAGS] + (uint64_t)row[OWN_HINTS] * 1000003u + (uint64_t)row[DEPTH] * 998244353u;
    size_t mask = 1;
    while (mask < 2 * (size_t)looks->count)
        mask *= 2;
    size_t slot = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & --mask;
    for (; looks->slots[slot]; slot = (slot + 1) & mask)
        if (looks->kinds[looks->slots[slot] - 1].key == (int64_t)key)
            return looks->slots[slot] - 1;
    looks->slots[slot] = ++*kinds;
    looks->kinds[*kinds - 1].key = (int64_t)key;
    return *kinds - 1;
}

/* Go over all blocks once: kinds, sums, and what is true of the whole page. */
static void survey(Looks *looks)
{
    double links = 0, letters = 0, paragraphs = 0, shares[SHARES] = {0};
    Py_ssize_t both = -1, title = -1, equal = -1;
    int32_t kinds = 0;
    for (Py_ssize_t block = 0; block < looks->count; block++) {
        const int64_t *row = row_of(looks, block);
        double size = size_of(row), linked = size * linked_of(row);
        int h1 = ((uint64_t)row[TAGS] & looks->h1) != 0, is_title = looks->told[block].equal > 0;
        Kind *kind = looks->kinds + (looks->kind[block] = kind_of(looks, row, &kinds));
        kind->blocks++;
        kind->chars += size;
        kind->linked += linked;
        double here[SUMS] = {size, linked, (double)row[KIND + STOP], ((uint64_t)row[TAGS] & looks->headings) != 0,
                             row[KIND + STOP] > 1 ? size : 0, (double)row[IMAGES], (double)row[FIELDS], h1};
        for (int i = 0; i < SUMS; i++)
            looks->sums[SUMS * (block + 1) + i] = looks->sums[SUMS * block + i] + here[i];
        for (int i = 0; i < SHARES; i++)
            shares[i] += (uint64_t)row[TAGS] & looks->shares[i] ? size : 0;
        looks->total += size;
        links += (double)row[LINK_CHARS];
        letters += (double)row[KIND + LETTER];
        paragraphs += here[PROSE];
        looks->titles += h1;
        if (h1 && is_title && both < 0)
            both = block;
        if (h1 && title < 0)
            title = block;
        if (is_title && equal < 0)
            equal = block;
    }
    looks->anchor = both >= 0 ? both : title >= 0 ? title : equal;
    float whole[WHOLE] = {
        (float)(log(looks->total) - 8), (float)(log((double)looks->count) - 5), (float)(links / looks->total),
        (float)(shares[0] / looks->total), (float)(shares[1] / looks->total), (float)(shares[2] / looks->total),
        (float)(shares[3] / looks->total), (float)(paragraphs / looks->total), least((float)looks->titles, 5) / 2,
        (float)(letters / looks->total), looks->anchor >= 0};
    memcpy(looks->whole, whole, sizeof whole);
    looks->kind_count = kinds;
    /* The blocks of each kind, in order, kind after kind. */
    int32_t first = 0;
    for (int32_t kind = 0; kind < kinds; kind++) {
        looks->kinds[kind].first = first;
        first += looks->kinds[kind].blocks;
        looks->kinds[kind].blocks = 0;
    }
    for (Py_ssize_t block = 0; block < looks->count; block++) {
        Kind *kind = looks->kinds + looks->kind[block];
        looks->members[kind->first + kind->blocks++] = (int32_t)block;
    }
}

/* How many blocks of a kind stand before a block. */
static int32_t before(const Looks *looks, const Kind *kind, int64_t block)
{
    const int32_t *members = looks->members + kind->first;
    int32_t low = 0, high = kind->blocks;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (members[middle] < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The containers of each block, level by level: those that hold no more than what they stand in are left out. */
static int find_places(Looks *looks)
{
    const int64_t *containers = looks->containers;
    for (Py_ssize_t each = 0; each < looks->held; each++) {
        int64_t size = containers[3 * each + 2] - containers[3 * each + 1], at = each;
        if (containers[3 * each] < 0 || containers[3 * each] > each) {
            PyErr_SetString(PyExc_ValueError, "features: these are no containers");
            return 0;
        }
        for (int step = 0; step < 8; step++) {
            int64_t outer = containers[3 * at];
            if (containers[3 * outer + 2] - containers[3 * outer + 1] == size)
                at = outer;
        }
        looks->up[each] = (int32_t)containers[3 * at];
        looks->used[each] = NO_CONTAINER;
    }
    for (Py_ssize_t block = 0; block < looks->count; block++) {
        int64_t at = row_of(looks, block)[CONTAINER];
        if (at < 0 || at >= looks->held) {
            PyErr_SetString(PyExc_ValueError, "features: these are not the containers of these blocks");
            return 0;
        }
        for (int level = 0, steps = 0; level < LEVELS; level++) {
            for (; steps < STEPS_UP[level]; steps++)
                at = looks->up[at];
            if (looks->used[at] == NO_CONTAINER) {
                looks->used[at] = (int32_t)looks->bounds.length;
                int64_t *bound = push(&looks->bounds);
                float *around = bound ? push(&looks->around) : NULL;
                if (around == NULL)
                    return 0;
                int64_t low = bound[0] = containers[3 * at + 1], high = bound[1] = containers[3 * at + 2];
                if (low < 0 || low > block || high <= block || high > looks->count) {
                    PyErr_SetString(PyExc_ValueError, "features: a block is not in its container");
                    return 0;
                }
                double sum[SUMS], blocks = (double)(high - low);
                for (int i = 0; i < SUMS; i++)
                    sum[i] = looks->sums[SUMS * high + i] - looks->sums[SUMS * low + i];
                double chars = sum[CHARS];
                float found[AROUND] = {
                    (float)(log1p(chars) / 2), (float)log(blocks), (float)log(chars / blocks),
                    (float)(chars / looks->total), (float)(sum[LINKED] / chars), (float)(sum[STOPS] / chars * 20),
                    (float)(sum[PROSE] / chars), (float)(sum[HEADS] / blocks), (float)(sum[PICTURES] / blocks),
                    (float)(sum[INPUTS] / blocks), 0};
                memcpy(around, found, sizeof found);
            }
            looks->places[LEVELS * block + level] = looks->used[at];
        }
    }
    return 1;
}

static int same_key(const Looks *looks, Py_ssize_t one, Py_ssize_t other)
{
    return one >= 0 && other < looks->count && looks->kind[one] == looks->kind[other];
}

/* How a block agrees with those before and behind it. */
static float *neighbours(const Looks *looks, Py_ssize_t block, float *to)
{
    const int64_t *row = row_of(looks, block);
    int first = block == 0, last = block == looks->count - 1;
    *to++ = same_key(looks, block - 1, block);
    *to++ = same_key(looks, block, block + 1);
    *to++ = !first && row[CONTAINER - COLUMNS] == row[CONTAINER];
    *to++ = !last && row[CONTAINER + COLUMNS] == row[CONTAINER];
    for (int step = 2; step < 2 + RHYTHMS; step++)
        *to++ = same_key(looks, block - step, block) || same_key(looks, block, block + step);
    int64_t change = first ? 0 : row[DEPTH] - row[DEPTH - COLUMNS];
    *to++ = (float)(change < -6 ? -6 : change > 6 ? 6 : change) / 3;
    change = last ? 0 : row[DEPTH + COLUMNS] - row[DEPTH];
    *to++ = (float)(change < -6 ? -6 : change > 6 ? 6 : change) / 3;
    return to;
}

static float *own_numbers(const Looks *looks, Py_ssize_t block, float *to)
{
    const int64_t *row = row_of(looks, block), *counts = row + KIND;
    const Told *told = looks->told + block;
    const Kind *kind = looks->kinds + looks->kind[block];
    const double *sums = looks->sums + SUMS * block;
    float size = size_of(row), linked = linked_of(row), count = (float)looks->count;
    double alike = kind->blocks, like_size = kind->chars / alike, distance = (double)(block - looks->anchor);
    double logs[LOGS] = {size, (double)row[WORDS], (double)row[LINKS], (double)row[IMAGES], (double)row[FIELDS],
                         (double)row[ROWS], told->copies, like_size, fabs(distance), sums[HEADS]};
    for (int i = 0; i < LOGS; i++)
        to[i] = logs[i] ? (float)log1p(logs[i]) : 0;
    float far = to[8];
    to += LOGS;
    for (int i = 0; i < KINDS; i++)
        *to++ = (float)counts[i] / size;
    float words = (float)row[WORDS], stops = (float)counts[STOP], place = (float)block;
    *to++ = (float)(counts[LOWER] + counts[UPPER] + counts[LETTER]) / (words > 1 ? words : 1) / 8;
    *to++ = least(words / (stops + 1), 60) / 20;
    *to++ = least(stops, 10) / 4;
    *to++ = least((float)counts[COMMA], 10) / 4;
    *to++ = linked;
    *to++ = linked > 0.95f;
    *to++ = row[LAST_KIND] == STOP;
    *to++ = row[LAST_KIND] == COMMA;
    *to++ = row[FIRST_KIND] == UPPER;
    *to++ = row[FIRST_KIND] == DIGIT;
    *to++ = row[FIRST_KIND] == LOWER;
    *to++ = row[FIRST_KIND] == BAR;
    *to++ = (float)row[DEPTH] / 10;
    *to++ = place / count;
    *to++ = (float)(sums[CHARS] / looks->total);
    *to++ = least(place, 20) / 20;
    *to++ = least(count - place, 20) / 20;
    *to++ = (float)(size / looks->total);
    for (int i = 0; i < VEILS; i++)
        *to++ = looks->veils[VEILS * block + i];
    *to++ = told->equal;
    *to++ = told->inside;
    *to++ = told->described;
    *to++ = told->data;
    *to++ = (float)log(alike);
    *to++ = (float)(alike / count);
    *to++ = (float)(kind->linked / kind->chars);
    *to++ = (float)(like_size * alike / looks->total);
    *to++ = distance < 0 ? -far : far;
    *to++ = distance >= 0;
    *to++ = (float)(sums[SUMS + TITLES] / (looks->titles > 1 ? looks->titles : 1));
    return neighbours(looks, block, to);
}

static float *surroundings(const Looks *looks, Py_ssize_t block, float *to)
{
    const int32_t *places = looks->places + LEVELS * block;
    const int64_t *bounds = (const int64_t *)looks->bounds.data;
    const Kind *kind = looks->kinds + looks->kind[block];
    for (int level = 0; level < LEVELS; level++) {
        const int64_t *bound = bounds + 2 * places[level];
        memcpy(to, (const float *)looks->around.data + AROUND * places[level], AROUND * sizeof *to);
        to[AROUND - 1] = (float)(block - bound[0]) / (float)(bound[1] - bound[0]);
        to += AROUND;
    }
    for (int level = 1; level < LEVELS; level++) {
        const int64_t *bound = bounds + 2 * places[level];
        int32_t alike = before(looks, kind, bound[1]) - before(looks, kind, bound[0]);
        to[level - 1] = (float)(log(alike > 1 ? alike : 1) / 2);
        to[level - 1 + LEVELS - 1] = (float)alike / (float)(bound[1] - bound[0]);
    }
    return to + 2 * (LEVELS - 1);
}

void numbers_of(const Looks *looks, Py_ssize_t block, float *to)
{
    surroundings(looks, block, own_numbers(looks, block, to));
}

static int make_room(Looks *looks)
{
    size_t count = (size_t)looks->count, slots = 1;
    while (slots < 2 * count)
        slots *= 2;
    looks->bounds.item = 2 * sizeof(int64_t);
    looks->around.item = AROUND * sizeof(float);
    looks->told = PyMem_Calloc(count, sizeof *looks->told);
    looks->kinds = PyMem_Calloc(count, sizeof *looks->kinds);
    looks->kind = PyMem_Calloc(count, sizeof *looks->kind);
    looks->members = PyMem_Calloc(count, sizeof *looks->members);
    looks->slots = PyMem_Calloc(slots, sizeof *looks->slots);
    looks->places = PyMem_Calloc(count * LEVELS, sizeof *looks->places);
    looks->sums = PyMem_Calloc((count + 1) * SUMS, sizeof *looks->sums);
    looks->up = PyMem_Calloc((size_t)looks->held + 1, sizeof *looks->up);
    looks->used = PyMem_Calloc((size_t)looks->held + 1, sizeof *looks->used);
    if (looks->told && looks->kinds && looks->kind && looks->members && looks->slots && looks->places
        && looks->sums && looks->up && looks->used)
        return 1;
    PyErr_NoMemory();
    return 0;
}

void give_back(Looks *looks)
{
    PyMem_Free(looks->told);
    PyMem_Free(looks->kinds);
    PyMem_Free(looks->kind);
    PyMem_Free(looks->members);
    PyMem_Free(looks->slots);
    PyMem_Free(looks->places);
    PyMem_Free(looks->sums);
    PyMem_Free(looks->up);
    PyMem_Free(looks->used);
    PyMem_Free(looks->bounds.data);
    PyMem_Free(looks->around.data);
}

int look_at(Looks *looks, PyObject *text, PyObject *told)
{
    if (!make_room(looks) || !tell_all(looks->told, looks->rows, looks->count, text, told))
        return 0;
    survey(looks);
    return find_places(looks);
}

/* How many bits a text costs by the models of its scripts; the twin is `language.bits_in_python`.
 *
 * The sums are made in the order of the twin, so that they agree on the last bit.
 */

#include "scan_model.h"
#include <math.h>

/* What the twin names so. */
#define UNSEEN 24.0
#define UNSEEN_ROW 250
#define MEETING 14.0
#define CAMEL 6.0
#define SYMBOL 9.0
#define NO_BREAK 6.0
#define SOFT_HYPHEN 0xAD

/* The number of a row, and 1; 0 without one. */
static inline uint32_t row_of(const Group *group, uint64_t key)
{
    size_t slot = (size_t)(key * MIXER >> 40) & group->mask;
    for (; group->slots[slot]; slot = (slot + 1) & group->mask)
        if (group->slots[slot] >> ROW_BITS == key)
            return (uint32_t)(group->slots[slot] & ((1u << ROW_BITS) - 1));
    return 0;
}

static double cost_in_han(const Han *han, Py_UCS4 first, Py_UCS4 second)
{
    uint32_t before = han->classes[first], after = han->classes[second];
    uint64_t wanted = (uint64_t)before << 32 | after;
    Py_ssize_t low = 0, high = han->pairs;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        uint64_t held = (uint64_t)han->firsts[middle] << 32 | han->seconds[middle];
        if (held == wanted)
            return han->costs[middle] / 8.0;
        if (held < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    int is_seen = after < IDEOGRAPHS && han->seen[after >> 3] >> (after & 7) & 1;
    double backoff = before < IDEOGRAPHS ? han->backoff[before] / 8.0 : 0.0;
    return backoff + (is_seen ? han->single[after] / 8.0 : UNSEEN);
}

static void gather(Sums *sums, const Model *model, int group)
{
    for (int lane = 0; lane < model->groups[group].lanes; lane++) {
        sums->sums[group][lane] += sums->few[group][lane];
        sums->few[group][lane] = 0;
    }
    sums->rows[group] = 0;
}

static inline void add_row(uint16_t *sums, const uint8_t *row, int lanes)
{
    for (int lane = 0; lane < lanes; lane++)
        sums[lane] = (uint16_t)(sums[lane] + row[lane]);
}

/* The numbers of the rows of a pair: one, two, or none for a character that was never seen. */
static inline int rows_of_pair(const Group *group, Py_UCS4 first, Py_UCS4 second, uint32_t rows[2])
{
    if (second > 0xFFFF)
        return 0;
    uint32_t number = first > 0xFFFF ? 0 : row_of(group, KEY(first, second));
    if (number) {
        rows[0] = number - 1;
        return 1;
    }
    if ((number = row_of(group, KEY(0, second))) == 0)
        return 0;
    rows[0] = number - 1;
    if (first > 0xFFFF || (number = row_of(group, KEY(0, first))) == 0)
        return 1;
    rows[1] = number - 1 + group->singles;
    return 2;
}

/* What a pair costs at least, in tenths of a bit; all that it costs in a script of one language. */
static inline int floor_of_pair(const Group *group, Py_UCS4 first, Py_UCS4 second)
{
    uint32_t rows[2];
    int count = rows_of_pair(group, first, second, rows);
    return count == 0 ? UNSEEN_ROW : group->floors[rows[0]] + (count > 1 ? group->floors[rows[1]] : 0);
}

static void add_pair(Sums *sums, const Model *model, int number, Py_UCS4 first, Py_UCS4 second)
{
    const Group *group = &model->groups[number];
    uint32_t numbers[2] = {0, 0};
    int lanes = group->lanes, count = rows_of_pair(group, first, second, numbers), any = count == 0;
    const uint8_t *rows[2] = {group->rows + (size_t)numbers[0] * (size_t)lanes,
                              group->rows + (size_t)numbers[1] * (size_t)lanes};
    if (sums->rows[number] < 0) {
        for (int lane = 0; lane < lanes && !any; lane++)
            any = rows[0][lane] || (count > 1 && rows[1][lane]);
        if (!any)
            return;
        sums->order[sums->count++] = number;
        sums->rows[number] = 0;
        memset(sums->few[number], 0, sizeof sums->few[number]);
        memset(sums->sums[number], 0, sizeof sums->sums[number]);
    }
    if (count == 0)
        for (int lane = 0; lane < lanes; lane++)
            sums->few[number][lane] += UNSEEN_ROW;
    for (int i = 0; i < count; i++)
        add_row(sums->few[number], rows[i], lanes);
    sums->rows[number] += 2;
    if (sums->rows[number] > 2 * ROWS)
        gather(sums, model, number);
}

static inline int script_of(const Model *model, Py_UCS4 character)
{
    return model->script[character <= 0xFFFF ? character : 0x10000 + (character - 0x10000) / 0x1000];
}

/* What a character costs behind another in any language; what depends on the language is added to sums.
 * Less than nothing if that takes a model that is missing. */
static double step(const Model *model, const Han *han, Sums *sums, Py_UCS4 first, Py_UCS4 second)
{
    int before = script_of(model, first), script = script_of(model, second);
    int meets = before && script && before != script &&
                !(model->together >> before & 1 && model->together >> script & 1);
    double extra = meets ? MEETING : 0.0;
    if (script == model->han || (before == model->han && !script)) {
        if (han && first <= 0xFFFF && second <= 0xFFFF)
            return extra + cost_in_han(han, first, second);
        return sums->is_floor ? extra : -1.0;
    }
    if (script && !model->groups[script].lanes)
        return extra + UNSEEN;
    int group = script ? script : model->groups[before].lanes ? before : 0;
    if (group && sums->is_floor)
        return extra + floor_of_pair(&model->groups[group], first, second) / 10.0;
    if (group) {
        add_pair(sums, model, group, first, second);
        return extra;
    }
    double cost = floor_of_pair(&model->groups[0], first, second) / 10.0;
    return cost < SYMBOL ? cost : SYMBOL;
}

static inline Py_UCS4 fold(Py_UCS4 c)
{
    if (c < 128)
        return c <= 32 || c == 127 ? ' ' : c - '0' < 10 ? '0' : c - 'A' < 26 ? c | 32 : c;
    return c == 0xA0 || c == 0x3000 ? ' ' : Py_UNICODE_TOLOWER(c);
}

/* Small letters and capitals that tell a capital within a word. */
static inline int is_small(Py_UCS4 c)
{
    return c - 'a' < 26 || c - 0xDF < 24 || c - 0xF8 < 8 || c - 0x3AC < 35 || c - 0x430 < 48;
}

static inline int is_large(Py_UCS4 c)
{
    return c - 0xC0 < 23 || c - 0xD8 < 7 || c - 0x386 < 38 || c - 0x400 < 48;
}

static void start(Sums *sums)
{
    sums->count = 0;
    sums->is_floor = 0;
    sums->other = 0.0;
    memset(sums->rows, -1, sizeof sums->rows);
}

/* Add up what a text costs; not the rest of it where that is more than `most` whatever the language is. */
static int add_text(const Model *model, const Han *han, const Text *text, double most, Sums *sums)
{
    double word = 0.0;
    Py_UCS4 before = ' ', last = ' ';
    int camels = 0, breaks = 0;
    for (Py_ssize_t i = 0; i <= text->length; i++) {
        Py_UCS4 c = i < text->length ? AT(text, i) : ' ';
        if (c == SOFT_HYPHEN)
            continue;
        /* One becomes two characters, the other what depends on those behind it. */
        if (c == 0x130 || c == 0x3A3)
            return 0;
        Py_UCS4 folded = fold(c);
        double extra = step(model, han, sums, before, folded);
        if (extra < 0.0)
            return 0;
        word += extra;
        if (sums->other + word > most) {
            sums->other += word;
            return 1;
        }
        camels += is_large(c) && is_small(last);
        breaks += c == 0xA0;
        before = folded;
        last = c;
        if (c == ' ') {
            sums->other += word + (CAMEL * camels + NO_BREAK * breaks);
            word = 0.0;
            camels = breaks = 0;
        }
    }
    return 1;
}

double least(Sums *sums, const Model *model)
{
    double cost = sums->other;
    for (int i = 0; i < sums->count; i++) {
        int group = sums->order[i];
        gather(sums, model, group);
        uint32_t sum = sums->sums[group][0];
        for (int lane = 1; lane < model->groups[group].lanes; lane++)
            sum = sums->sums[group][lane] < sum ? sums->sums[group][lane] : sum;
        cost += sum / 10.0;
    }
    return cost;
}

int sums_of(const Model *model, const uint16_t *chars, Py_ssize_t length, int empty, Sums *sums)
{
    Text text = {chars, length, PyUnicode_2BYTE_KIND};
    start(sums);
    for (int i = 0; i < empty; i++)
        sums->other += step(model, NULL, sums, ' ', ' ');
    return length == 0 || add_text(model, NULL, &text, INFINITY, sums);
}

int bits_beside(const Model *model, const Han *han, const uint16_t *chars, Py_ssize_t length, const Sums *others,
                double before, double most, double *cost)
{
    Text text = {chars, length, PyUnicode_2BYTE_KIND};
    Sums sums;
    if (most < INFINITY) {
        /* Most that is no text costs too much in any language, which takes less to tell. */
        start(&sums);
        sums.is_floor = 1;
        sums.other = before;
        if (!add_text(model, han, &text, most, &sums))
            return 0;
        *cost = sums.other;
        if (*cost > most)
            return 1;
    }
    start(&sums);
    for (int i = 0; others && i < others->count; i++) {
        int group = others->order[i], lanes = model->groups[group].lanes;
        sums.order[sums.count++] = group;
        sums.rows[group] = others->rows[group];
        memcpy(sums.few[group], others->few[group], (size_t)lanes * sizeof sums.few[group][0]);
        memcpy(sums.sums[group], others->sums[group], (size_t)lanes * sizeof sums.sums[group][0]);
    }
    sums.other = others ? others->other : 0.0;
    if (!add_text(model, han, &text, most, &sums))
        return 0;
    *cost = least(&sums, model);
    return 1;
}

const char scan_bits_doc[] = PyDoc_STR(
"bits(model, han, text)\n--\n\n"
"Return what a text costs in bits in the likeliest language of each of its scripts.\n\n"
"None if that takes the model of Chinese and `han` is None, or a letter whose small one is not a matter of itself.");

PyObject *scan_bits(PyObject *module, PyObject *args)
{
    PyObject *capsule, *other, *string;
    if (!PyArg_ParseTuple(args, "OOU", &capsule, &other, &string))
        return NULL;
    const Model *model = model_in(capsule);
    const Han *han = model && other != Py_None ? han_in(other) : NULL;
    if (PyErr_Occurred())
        return NULL;
    Text text = text_of(string);
    Sums sums;
    start(&sums);
    if (!add_text(model, han, &text, INFINITY, &sums))
        Py_RETURN_NONE;
    return PyFloat_FromDouble(least(&sums, model));
}

/* The net that judges the blocks of a page.
 *
 * The twins in Python, `features` of cleantext/markup/features.py and `forward` of content.py, say what each
 * number and each layer is for. Sums are made in one order on all machines.
 */

#include "pages_features.h"

#include <math.h>

enum { WIDTH = 32, TYPES = 7, LOOKS = 4, NEAR = 3, WINDOW = 2 * NEAR + 1, MIXED = LEVELS + 2 };
enum { AGAIN = 4 * WIDTH + TYPES + LEVELS + 1 + WINDOW };
static const Py_ssize_t DILATIONS[LOOKS] = {1, 2, 4, 8};
#define SOME 0.1f

/* Compiled twice, for processors that take eight numbers at a time as well; the sums are the same. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

/* Weights, a row of the width for each number that is read, and biases. */
typedef struct {
    const float *weights, *biases;
} Layer;

typedef struct {
    Layer into, mix, look[LOOKS], mix2, out, kind, again, last;
} Net;

typedef struct {
    Py_ssize_t count, held, tags, hints, sign_count;
    const Looks *looks;
    const float *signs;
    const int64_t *bounds;
    const int32_t *places;
    float *hidden, *seen, *scores, *products;
    double *sums, *shares;
    uint8_t *wanted; /* of each container, by level */
} Run;

/* Add what each of `count` numbers adds to a row, a row of weights each. */
FOR_EACH_PROCESSOR static void times(float *restrict to, const float *restrict numbers, Py_ssize_t count,
                  const float *restrict weights)
{
    /* Compilers make the most of this simplest form. */
    for (Py_ssize_t i = 0; i < count; i++)
        for (int j = 0; j < WIDTH; j++)
            to[j] += numbers[i] * weights[WIDTH * i + j];
}

/* Add the rows of weights of all bits that are set, of so many. */
static const float *add_bits(float *restrict to, uint64_t bits, Py_ssize_t count, const float *restrict weights)
{
    for (Py_ssize_t bit = 0; bits && bit < count; bit++, bits >>= 1)
        if (bits & 1)
            for (int j = 0; j < WIDTH; j++)
                to[j] += weights[WIDTH * bit + j];
    return weights + WIDTH * count;
}

static void add_positive(float *restrict to, const float *restrict numbers)
{
    for (int j = 0; j < WIDTH; j++)
        to[j] += numbers[j] > 0 ? numbers[j] : 0;
}

static double share_of(double score)
{
    return 1 / (1 + exp(-(score < -30 ? -30 : score > 30 ? 30 : score)));
}

/* Sums of rows up to each block. */
static void add_up(Run *run, const float *rows)
{
    double *sums = run->sums; /* the first row is 0 */
    for (Py_ssize_t block = 0; block < run->count; block++, sums += WIDTH)
        for (int j = 0; j < WIDTH; j++)
            sums[WIDTH + j] = sums[j] + rows[WIDTH * block + j];
}

static void mean_of(const Run *run, int64_t low, int64_t high, float *to)
{
    for (int j = 0; j < WIDTH; j++)
        to[j] = (float)((run->sums[WIDTH * high + j] - run->sums[WIDTH * low + j]) / (double)(high - low));
}

/* Add to the blocks what they, their containers and their page hold. */
static void mix(Run *run, Layer layer)
{
    enum { SQUARE = WIDTH * WIDTH };
    float mean[WIDTH], page[WIDTH];
    add_up(run, run->hidden);
    memcpy(page, layer.biases, sizeof page);
    mean_of(run, 0, run->count, mean);
    times(page, mean, WIDTH, layer.weights + SQUARE * (MIXED - 1));
    for (Py_ssize_t each = 0; each < run->held; each++) {
        mean_of(run, run->bounds[2 * each], run->bounds[2 * each + 1], mean);
        for (int level = 0; level < LEVELS; level++)
            if (run->wanted[each] >> level & 1) {
                float *product = run->products + WIDTH * (LEVELS * each + level);
                memset(product, 0, WIDTH * sizeof *product);
                times(product, mean, WIDTH, layer.weights + SQUARE * (1 + level));
            }
    }
    for (Py_ssize_t block = 0; block < run->count; block++) {
        float *hidden = run->hidden + WIDTH * block, made[WIDTH];
        memcpy(made, page, sizeof made);
        times(made, hidden, WIDTH, layer.weights);
        for (int level = 0; level < LEVELS; level++) {
            const float *product = run->products + WIDTH * (LEVELS * run->places[LEVELS * block + level] + level);
            for (int j = 0; j < WIDTH; j++)
                made[j] += product[j];
        }
        add_positive(hidden, made);
    }
}

/* Add to the blocks what they and two others, so many blocks away, hold. */
static void look_around(Run *run, Layer layer, Py_ssize_t step)
{
    for (Py_ssize_t block = 0; block < run->count; block++) {
        const float *hidden = run->hidden + WIDTH * block;
        float *seen = run->seen + WIDTH * block;
        memcpy(seen, layer.biases, WIDTH * sizeof *seen);
        if (block >= step)
            times(seen, hidden - WIDTH * step, WIDTH, layer.weights);
        times(seen, hidden, WIDTH, layer.weights + WIDTH * WIDTH);
        if (block + step < run->count)
            times(seen, hidden + WIDTH * step, WIDTH, layer.weights + 2 * WIDTH * WIDTH);
    }
    for (Py_ssize_t block = 0; block < run->count; block++)
        add_positive(run->hidden + WIDTH * block, run->seen + WIDTH * block);
}

static float dot(const float *one, const float *other)
{
    float sum = 0;
    for (int j = 0; j < WIDTH; j++)
        sum += one[j] * other[j];
    return sum;
}

/* What the first look found: scores and shares of the blocks, what content and rest look like, types. */
static void first_look(Run *run, const Net *net, const float *mean, float *page, double *kinds)
{
    double content[WIDTH] = {0}, all[WIDTH] = {0}, kept = 0, most = 0, total = 0;
    for (Py_ssize_t block = 0; block < run->count; block++) {
        const float *hidden = run->hidden + WIDTH * block;
        run->scores[block] = dot(hidden, net->out.weights) + net->out.biases[0];
        double share = run->shares[block] = share_of(run->scores[block]);
        kept += share;
        for (int j = 0; j < WIDTH; j++) {
            content[j] += share * hidden[j];
            all[j] += hidden[j];
        }
    }
    float *own = page, *rest = page + WIDTH;
    for (int j = 0; j < WIDTH; j++) {
        rest[j] = (float)((all[j] - content[j]) / ((double)run->count - kept + SOME));
        own[j] = (float)(content[j] / (kept + SOME));
    }
    for (int type = 0; type < TYPES; type++) {
        kinds[type] = net->kind.biases[type];
        for (int j = 0; j < WIDTH; j++)
            kinds[type] += mean[j] * net->kind.weights[TYPES * j + type]
                           + own[j] * net->kind.weights[TYPES * (WIDTH + j) + type];
        if (type == 0 || kinds[type] > most)
            most = kinds[type];
    }
    float *types = page + 2 * WIDTH;
    for (int type = 0; type < TYPES; type++)
        total += types[type] = (float)exp(kinds[type] - most);
    for (int type = 0; type < TYPES; type++)
        types[type] = (float)(types[type] / total);
    page[2 * WIDTH + TYPES] = (float)(kept / (double)run->count);
}

/* Look again, at what the first look found. */
static void second_look(Run *run, const Net *net, const float *page)
{
    const float *weights = net->again.weights, *whole = weights + WIDTH * WIDTH, *other = whole + WIDTH * WIDTH;
    const float *product = other + WIDTH * WIDTH, *types = product + WIDTH * WIDTH;
    const float *around = types + TYPES * WIDTH, *near = around + (LEVELS + 1) * WIDTH;
    float own[WIDTH * WIDTH], given[WIDTH];
    for (int i = 0; i < WIDTH; i++)
        for (int j = 0; j < WIDTH; j++)
            own[WIDTH * i + j] = weights[WIDTH * i + j] + page[i] * product[WIDTH * i + j];
    memcpy(given, net->again.biases, sizeof given);
    times(given, page, WIDTH, whole);
    times(given, page + WIDTH, WIDTH, other);
    times(given, page + 2 * WIDTH, TYPES, types);
    times(given, page + 2 * WIDTH + TYPES, 1, around + LEVELS * WIDTH);
    double *sums = run->sums;
    for (Py_ssize_t block = 0; block < run->count; block++)
        sums[block + 1] = sums[block] + run->shares[block];
    for (Py_ssize_t block = 0; block < run->count; block++) {
        float made[WIDTH], beside[WINDOW], held[LEVELS];
        memcpy(made, given, sizeof made);
        times(made, run->hidden + WIDTH * block, WIDTH, own);
        for (int step = 0; step < WINDOW; step++) {
            Py_ssize_t place = block + step - NEAR;
            beside[step] = place < 0 || place >= run->count ? 0 : (float)run->shares[place];
        }
        times(made, beside, WINDOW, near);
        for (int level = 0; level < LEVELS; level++) {
            const int64_t *bound = run->bounds + 2 * run->places[LEVELS * block + level];
            held[level] = (float)((sums[bound[1]] - sums[bound[0]]) / (double)(bound[1] - bound[0]));
        }
        times(made, held, LEVELS, around);
        for (int j = 0; j < WIDTH; j++)
            made[j] = made[j] > 0 ? made[j] : 0;
        run->scores[block] += dot(made, net->last.weights) + net->last.biases[0];
    }
}

/* What each block is by itself: its numbers, those of the page, and the bits of its names. */
static void take_in(Run *run, Layer layer)
{
    const float *whole = layer.weights + WIDTH * NUMBERS, *named = whole + WIDTH * (WHOLE + run->sign_count);
    float page[WIDTH], numbers[NUMBERS];
    memcpy(page, layer.biases, sizeof page);
    times(page, run->looks->whole, WHOLE, whole);
    times(page, run->signs, run->sign_count, whole + WIDTH * WHOLE);
    for (Py_ssize_t block = 0; block < run->count; block++) {
        const int64_t *row = run->looks->rows + COLUMNS * block;
        float made[WIDTH], *hidden = run->hidden + WIDTH * block;
        memcpy(made, page, sizeof made);
        numbers_of(run->looks, block, numbers);
        times(made, numbers, NUMBERS, layer.weights);
        const float *at = add_bits(made, (uint64_t)row[TAGS], run->tags, named);
        at = add_bits(made, (uint64_t)row[OWN_HINTS], run->hints, at);
        at = add_bits(made, (uint64_t)(row[OWN_HINTS] | row[SECOND] | row[THIRD]), run->hints, at);
        add_bits(made, (uint64_t)row[EVERY], run->hints, at);
        memset(hidden, 0, WIDTH * sizeof *hidden);
        add_positive(hidden, made);
    }
}

static void judge(Run *run, const Net *net, double *kinds)
{
    float mean[WIDTH], page[2 * WIDTH + TYPES + 1];
    take_in(run, net->into);
    mix(run, net->mix);
    for (int look = 0; look < LOOKS; look++)
        look_around(run, net->look[look], DILATIONS[look]);
    add_up(run, run->hidden);
    mean_of(run, 0, run->count, mean);
    mix(run, net->mix2);
    first_look(run, net, mean, page, kinds);
    second_look(run, net, page);
}

static const float *layer_of(Layer *layer, const float *at, Py_ssize_t rows, Py_ssize_t columns)
{
    layer->weights = at;
    layer->biases = at + rows * columns;
    return layer->biases + columns;
}

/* The layers in the order of the table; returns how many numbers that are. */
static Py_ssize_t lay_out(Net *net, const float *numbers, Py_ssize_t inputs)
{
    const float *at = layer_of(&net->into, numbers, inputs, WIDTH);
    at = layer_of(&net->mix, at, MIXED * WIDTH, WIDTH);
    for (int look = 0; look < LOOKS; look++)
        at = layer_of(net->look + look, at, 3 * WIDTH, WIDTH);
    at = layer_of(&net->mix2, at, MIXED * WIDTH, WIDTH);
    at = layer_of(&net->out, at, WIDTH, 1);
    at = layer_of(&net->kind, at, 2 * WIDTH, TYPES);
    at = layer_of(&net->again, at, AGAIN, WIDTH);
    return layer_of(&net->last, at, WIDTH, 1) - numbers;
}

/* Make room for a page whose looks are known. */
static int prepare(Run *run, const Looks *looks)
{
    size_t count = (size_t)looks->count, held = looks->bounds.length;
    run->looks = looks;
    run->count = looks->count;
    run->held = (Py_ssize_t)held;
    run->bounds = (const int64_t *)looks->bounds.data;
    run->places = looks->places;
    run->scores = PyMem_Malloc(count * sizeof *run->scores);
    run->shares = PyMem_Malloc(count * sizeof *run->shares);
    run->hidden = PyMem_Malloc(count * WIDTH * sizeof *run->hidden);
    run->seen = PyMem_Malloc(count * WIDTH * sizeof *run->seen);
    run->products = PyMem_Malloc(held * LEVELS * WIDTH * sizeof *run->products);
    run->sums = PyMem_Calloc((count + 1) * WIDTH, sizeof *run->sums);
    run->wanted = PyMem_Calloc(held, 1);
    if (!run->scores || !run->shares || !run->hidden || !run->seen || !run->products || !run->sums || !run->wanted) {
        PyErr_NoMemory();
        return 0;
    }
    for (Py_ssize_t i = 0; i < looks->count * LEVELS; i++)
        run->wanted[run->places[i]] |= (uint8_t)(1 << i % LEVELS);
    return 1;
}

static PyObject *answer(const Run *run, const double *kinds)
{
    PyObject *scores = PyList_New(run->count), *types = PyList_New(TYPES);
    for (Py_ssize_t block = 0; scores && block < run->count; block++) {
        PyObject *score = PyFloat_FromDouble(run->scores[block]);
        if (score == NULL)
            Py_CLEAR(scores);
        else
            PyList_SET_ITEM(scores, block, score);
    }
    for (int type = 0; types && type < TYPES; type++) {
        PyObject *kind = PyFloat_FromDouble(kinds[type]);
        if (kind == NULL)
            Py_CLEAR(types);
        else
            PyList_SET_ITEM(types, type, kind);
    }
    if (scores && types)
        return Py_BuildValue("NN", scores, types);
    Py_XDECREF(scores);
    Py_XDECREF(types);
    return NULL;
}

const char pages_judge_doc[] = PyDoc_STR(
"judge(text, evidence, containers, told, veils, signs, known, numbers)\n--\n\n"
"Return what a net says of a page: a list of the scores of its blocks, and one of the types of page.\n\n"
"`evidence` and `containers` are what `build` made of a page, `told` is its title, its description and\n"
"its data, `veils` has four flags a block, `signs` the page's as 32-bit floats. `known` are the bits of\n"
"headings, of h1, of four tags whose share is told, and how many bits tags and hints have. `numbers` are\n"
"the weights and biases of the net, layer by layer, as 32-bit floats.");

PyObject *pages_judge(PyObject *module, PyObject *args)
{
    Py_buffer evidence, containers, veils, signs, numbers;
    PyObject *text, *told, *result = NULL;
    unsigned long long headings, h1, shares[SHARES];
    Looks looks;
    Run run;
    Net net;
    memset(&looks, 0, sizeof looks);
    memset(&run, 0, sizeof run);
    if (!PyArg_ParseTuple(args, "Uy*y*O!y*y*(KKKKKKnn)y*", &text, &evidence, &containers, &PyTuple_Type, &told,
                          &veils, &signs, &headings, &h1, shares, shares + 1, shares + 2, shares + 3, &run.tags,
                          &run.hints, &numbers))
        return NULL;
    looks.rows = evidence.buf;
    looks.containers = containers.buf;
    looks.veils = veils.buf;
    looks.count = evidence.len / (COLUMNS * (Py_ssize_t)sizeof(int64_t));
    looks.held = containers.len / (3 * (Py_ssize_t)sizeof(int64_t));
    looks.headings = headings;
    looks.h1 = h1;
    for (int i = 0; i < SHARES; i++)
        looks.shares[i] = shares[i];
    run.signs = signs.buf;
    run.sign_count = signs.len / (Py_ssize_t)sizeof(float);
    Py_ssize_t inputs = NUMBERS + WHOLE + run.sign_count + run.tags + 3 * run.hints;
    if (looks.count == 0 || veils.len != VEILS * looks.count || run.tags < 0 || run.tags > 64 || run.hints < 0
        || run.hints > 64)
        PyErr_SetString(PyExc_ValueError, "judge: a table does not have the size that it must have");
    else if (lay_out(&net, numbers.buf, inputs) * (Py_ssize_t)sizeof(float) != numbers.len)
        PyErr_SetString(PyExc_ValueError, "judge: this is no net for these numbers");
    else if (look_at(&looks, text, told) && prepare(&run, &looks)) {
        double kinds[TYPES];
        judge(&run, &net, kinds);
        result = answer(&run, kinds);
    }
    give_back(&looks);
    PyMem_Free(run.scores);
    PyMem_Free(run.shares);
    PyMem_Free(run.hidden);
    PyMem_Free(run.seen);
    PyMem_Free(run.products);
    PyMem_Free(run.sums);
    PyMem_Free(run.wanted);
    PyBuffer_Release(&evidence);
    PyBuffer_Release(&containers);
    PyBuffer_Release(&veils);
    PyBuffer_Release(&signs);
    PyBuffer_Release(&numbers);
    return result;
}

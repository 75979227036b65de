/* The net that judges the blocks of a page.
 *
 * The twin in Python, `forward` of cleantext/markup/content.py, says what each layer is for. Sums are made in
 * one order on all machines.
 */

#include "pages.h"

#include <math.h>

enum { WIDTH = 32, TYPES = 7, LEVELS = 4, LOOKS = 4, NEAR = 3, WINDOW = 2 * NEAR + 1, MIXED = LEVELS + 2 };
enum { AGAIN = 4 * WIDTH + TYPES + LEVELS + 1 + WINDOW };
static const Py_ssize_t DILATIONS[LOOKS] = {1, 2, 4, 8};
#define SOME 0.1f

/* Weights, a row of the width for each number that is read, and biases. */
typedef struct {
    const float *weights, *biases;
} Layer;

typedef struct {
    Layer into, mix, look[LOOKS], mix2, out, kind, again, last;
} Net;

typedef struct {
    Py_ssize_t count, inputs, held;
    const float *rows;
    const int64_t *bounds;
    const int32_t *places;
    float *hidden, *seen, *scores, *products;
    double *sums;
    uint8_t *wanted; /* of each container, by level */
} Run;

/* Add what each of `count` numbers adds to a row, a row of weights each. */
static void times(float *restrict to, const float *restrict numbers, Py_ssize_t count,
                  const float *restrict weights)
{
    /* Compilers make the most of this simplest form. */
    for (Py_ssize_t i = 0; i < count; i++)
        for (int j = 0; j < WIDTH; j++)
            to[j] += numbers[i] * weights[WIDTH * i + j];
}

/* The same where most numbers are 0. */
static void sparse_times(float *restrict to, const float *restrict numbers, Py_ssize_t count,
                         const float *restrict weights)
{
    for (Py_ssize_t i = 0; i < count; i++)
        if (numbers[i] != 0)
            times(to, numbers + i, 1, weights + WIDTH * i);
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
static void first_look(Run *run, const Net *net, double *shares, const float *mean, float *page, double *kinds)
{
    double content[WIDTH] = {0}, all[WIDTH] = {0}, kept = 0, most = 0, total = 0;
    for (Py_ssize_t block = 0; block < run->count; block++) {
        const float *hidden = run->hidden + WIDTH * block;
        run->scores[block] = dot(hidden, net->out.weights) + net->out.biases[0];
        double share = shares[block] = share_of(run->scores[block]);
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
static void second_look(Run *run, const Net *net, const double *shares, const float *page)
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
        sums[block + 1] = sums[block] + shares[block];
    for (Py_ssize_t block = 0; block < run->count; block++) {
        float made[WIDTH], beside[WINDOW], held[LEVELS];
        memcpy(made, given, sizeof made);
        times(made, run->hidden + WIDTH * block, WIDTH, own);
        for (int step = 0; step < WINDOW; step++) {
            Py_ssize_t place = block + step - NEAR;
            beside[step] = place < 0 || place >= run->count ? 0 : (float)shares[place];
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

static void judge(Run *run, const Net *net, double *shares, double *kinds)
{
    float mean[WIDTH], page[2 * WIDTH + TYPES + 1];
    for (Py_ssize_t block = 0; block < run->count; block++) {
        float made[WIDTH], *hidden = run->hidden + WIDTH * block;
        memcpy(made, net->into.biases, sizeof made);
        sparse_times(made, run->rows + run->inputs * block, run->inputs, net->into.weights);
        memset(hidden, 0, WIDTH * sizeof *hidden);
        add_positive(hidden, made);
    }
    mix(run, net->mix);
    for (int look = 0; look < LOOKS; look++)
        look_around(run, net->look[look], DILATIONS[look]);
    add_up(run, run->hidden);
    mean_of(run, 0, run->count, mean);
    mix(run, net->mix2);
    first_look(run, net, shares, mean, page, kinds);
    second_look(run, net, shares, page);
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

static int check(const Run *run, const Py_buffer *places)
{
    int good = run->count > 0 && places->len == run->count * LEVELS * (Py_ssize_t)sizeof(int32_t);
    for (Py_ssize_t i = 0; good && i < run->held; i++)
        good = run->bounds[2 * i] >= 0 && run->bounds[2 * i] < run->bounds[2 * i + 1]
               && run->bounds[2 * i + 1] <= run->count;
    for (Py_ssize_t i = 0; good && i < run->count * LEVELS; i++)
        if ((good = run->places[i] >= 0 && run->places[i] < run->held))
            run->wanted[run->places[i]] |= 1 << i % LEVELS;
    return good;
}

const char pages_forward_doc[] = PyDoc_STR(
"forward(rows, bounds, places, numbers, inputs)\n--\n\n"
"Return what a net says of a page: the score of each block as 32-bit floats, and a list of those of each\n"
"type of page.\n\n"
"`rows`, `bounds` and `places` are what `features` returns; `numbers` are the weights and biases of all\n"
"layers as 32-bit floats, and `inputs` how many numbers a row has.");

PyObject *pages_forward(PyObject *module, PyObject *args)
{
    Py_buffer rows, bounds, places, numbers;
    PyObject *result = NULL;
    double *shares = NULL, kinds[TYPES];
    Net net;
    Run run;
    memset(&run, 0, sizeof run);
    if (!PyArg_ParseTuple(args, "y*y*y*y*n", &rows, &bounds, &places, &numbers, &run.inputs))
        return NULL;
    run.rows = rows.buf;
    run.bounds = bounds.buf;
    run.places = places.buf;
    run.held = bounds.len / (2 * (Py_ssize_t)sizeof(int64_t));
    if (run.inputs > 0)
        run.count = rows.len / (run.inputs * (Py_ssize_t)sizeof(float));
    size_t count = (size_t)run.count, held = (size_t)run.held;
    if (lay_out(&net, numbers.buf, run.inputs) * (Py_ssize_t)sizeof(float) != numbers.len) {
        PyErr_SetString(PyExc_ValueError, "forward: this is no net of the known form");
        goto done;
    }
    PyObject *scores = PyBytes_FromStringAndSize(NULL, run.count * (Py_ssize_t)sizeof(float));
    run.hidden = PyMem_Malloc((count + 1) * WIDTH * sizeof *run.hidden);
    run.seen = PyMem_Malloc((count + 1) * WIDTH * sizeof *run.seen);
    run.products = PyMem_Malloc((held + 1) * LEVELS * WIDTH * sizeof *run.products);
    run.sums = PyMem_Calloc((count + 1) * WIDTH, sizeof *run.sums);
    run.wanted = PyMem_Calloc(held + 1, 1);
    shares = PyMem_Malloc((count + 1) * sizeof *shares);
    if (!scores || !run.hidden || !run.seen || !run.products || !run.sums || !run.wanted || !shares)
        PyErr_NoMemory();
    else if (!check(&run, &places))
        PyErr_SetString(PyExc_ValueError, "forward: these tables do not belong together");
    else {
        run.scores = (float *)PyBytes_AS_STRING(scores);
        judge(&run, &net, shares, kinds);
        result = Py_BuildValue("O[ddddddd]", scores, kinds[0], kinds[1], kinds[2], kinds[3], kinds[4], kinds[5],
                               kinds[6]);
    }
    Py_XDECREF(scores);
done:
    PyMem_Free(run.hidden);
    PyMem_Free(run.seen);
    PyMem_Free(run.products);
    PyMem_Free(run.sums);
    PyMem_Free(run.wanted);
    PyMem_Free(shares);
    PyBuffer_Release(&rows);
    PyBuffer_Release(&bounds);
    PyBuffer_Release(&places);
    PyBuffer_Release(&numbers);
    return result;
}

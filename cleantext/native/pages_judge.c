/* A page, a net and what is known of the page's blocks, from Python and back. */

#include "pages_net.h"

#include <math.h>
#include <stdlib.h>

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
    at = layer_of(&net->last, at, WIDTH, 1);
    at = layer_of(&net->said, at, 2 * WORD_WIDTH, WIDTH);
    net->words.rows = at;
    return at - numbers;
}

/* Take in which words a net knows, for which so many numbers are left; 0 where they do not fit. */
static int know(Words *words, const Py_buffer *table, Py_ssize_t left)
{
    size_t slots = (size_t)table->len / (2 * sizeof(uint32_t));
    words->slots = table->buf;
    words->mask = slots - 1;
    words->count = left > 0 ? (size_t)left / WORD_WIDTH : 0;
    return left >= 0 && left % WORD_WIDTH == 0 && slots && (slots & (slots - 1)) == 0
           && slots * 2 * sizeof(uint32_t) == (size_t)table->len;
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
    run->alike = PyMem_Malloc((size_t)looks->kind_count * WIDTH * sizeof *run->alike);
    run->sums = PyMem_Calloc((count + 1) * WIDTH, sizeof *run->sums);
    run->wanted = PyMem_Calloc(held, 1);
    if (!run->scores || !run->shares || !run->hidden || !run->seen || !run->products || !run->alike || !run->sums
        || !run->wanted) {
        PyErr_NoMemory();
        return 0;
    }
    for (Py_ssize_t i = 0; i < looks->count * LEVELS; i++)
        run->wanted[run->places[i]] |= (uint8_t)(1 << i % LEVELS);
    return 1;
}

static PyObject *answer(Py_ssize_t count, const double *found, const double *kinds)
{
    PyObject *scores = PyList_New(count), *types = PyList_New(TYPES);
    for (Py_ssize_t block = 0; scores && block < count; block++) {
        PyObject *score = PyFloat_FromDouble(found[block]);
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

/* Have one net judge a page, and add what it says; 0 with an exception. */
static int hear(Run *run, PyObject *weights, Py_ssize_t inputs, double *scores, double *kinds)
{
    Py_buffer numbers, words;
    Net net;
    double types[TYPES];
    if (!PyArg_ParseTuple(weights, "y*y*", &numbers, &words))
        return 0;
    Py_ssize_t read = lay_out(&net, numbers.buf, inputs);
    int fits = know(&net.words, &words, numbers.len / (Py_ssize_t)sizeof(float) - read);
    if (fits) {
        run_net(run, &net, types);
        for (Py_ssize_t block = 0; block < run->count; block++)
            scores[block] += run->scores[block];
        for (int type = 0; type < TYPES; type++)
            kinds[type] += types[type];
    } else
        PyErr_SetString(PyExc_ValueError, "judge: this is no net for these numbers");
    PyBuffer_Release(&numbers);
    PyBuffer_Release(&words);
    return fits;
}

/* Have all nets judge a page; what they say on average, or NULL. */
static PyObject *poll(Run *run, PyObject *nets, Py_ssize_t inputs)
{
    Py_ssize_t count = PyTuple_GET_SIZE(nets);
    double kinds[TYPES] = {0}, *scores = PyMem_Calloc((size_t)run->count, sizeof *scores);
    int fine = scores != NULL;
    if (!fine)
        PyErr_NoMemory();
    for (Py_ssize_t net = 0; fine && net < count; net++)
        fine = hear(run, PyTuple_GET_ITEM(nets, net), inputs, scores, kinds);
    for (Py_ssize_t block = 0; fine && block < run->count; block++)
        scores[block] /= (double)count;
    for (int type = 0; type < TYPES; type++)
        kinds[type] /= (double)count;
    PyObject *found = fine ? answer(run->count, scores, kinds) : NULL;
    PyMem_Free(scores);
    return found;
}

const char pages_judge_doc[] = PyDoc_STR(
"judge(text, evidence, containers, told, veils, signs, known, nets)\n--\n\n"
"Return what nets say of a page on average: a list of the scores of its blocks, and one of the types of page.\n\n"
"`evidence` and `containers` are what `build` made of a page, `told` is its title, its description and\n"
"its data, `veils` has four flags a block, `signs` the page's as 32-bit floats. `known` are the bits of\n"
"headings, of h1, of four tags whose share is told, and how many bits tags and hints have. `nets` is a tuple,\n"
"of each net its weights and biases, layer by layer, as 32-bit floats, and the table of its words.");

PyObject *pages_judge(PyObject *module, PyObject *args)
{
    Py_buffer evidence, containers, veils, signs;
    PyObject *text, *told, *nets, *result = NULL;
    unsigned long long headings, h1, shares[SHARES];
    Looks looks;
    Run run;
    memset(&looks, 0, sizeof looks);
    memset(&run, 0, sizeof run);
    if (!PyArg_ParseTuple(args, "Uy*y*O!y*y*(KKKKKKnn)O!", &text, &evidence, &containers, &PyTuple_Type, &told, &veils,
                          &signs, &headings, &h1, shares, shares + 1, shares + 2, shares + 3, &run.tags, &run.hints,
                          &PyTuple_Type, &nets))
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
    run.text = text;
    run.signs = signs.buf;
    run.sign_count = signs.len / (Py_ssize_t)sizeof(float);
    Py_ssize_t inputs = NUMBERS + WHOLE + run.sign_count + run.tags + 3 * run.hints;
    if (looks.count == 0 || veils.len != VEILS * looks.count || run.tags < 0 || run.tags > 64 || run.hints < 0
        || run.hints > 64 || PyTuple_GET_SIZE(nets) == 0)
        PyErr_SetString(PyExc_ValueError, "judge: a table does not have the size that it must have");
    else if (look_at(&looks, text, told) && prepare(&run, &looks))
        result = poll(&run, nets, inputs);
    give_back(&looks);
    PyMem_Free(run.scores);
    PyMem_Free(run.shares);
    PyMem_Free(run.hidden);
    PyMem_Free(run.seen);
    PyMem_Free(run.products);
    PyMem_Free(run.alike);
    PyMem_Free(run.sums);
    PyMem_Free(run.wanted);
    PyBuffer_Release(&evidence);
    PyBuffer_Release(&containers);
    PyBuffer_Release(&veils);
    PyBuffer_Release(&signs);
    return result;
}

const char pages_likely_doc[] = PyDoc_STR(
"likely(scores, temperature)\n--\n\n"
"Return how likely blocks of these scores are main content, given how much surer a net is than right.");

PyObject *pages_likely(PyObject *module, PyObject *args)
{
    PyObject *scores;
    double temperature;
    if (!PyArg_ParseTuple(args, "O!d", &PyList_Type, &scores, &temperature))
        return NULL;
    Py_ssize_t count = PyList_GET_SIZE(scores);
    PyObject *found = PyList_New(count);
    for (Py_ssize_t i = 0; found && i < count; i++) {
        double doubt = PyFloat_AsDouble(PyList_GET_ITEM(scores, i)) / -temperature;
        PyObject *share = PyErr_Occurred() ? NULL : PyFloat_FromDouble(1 / (1 + exp(doubt < 30 ? doubt : 30)));
        if (share == NULL)
            Py_CLEAR(found);
        else
            PyList_SET_ITEM(found, i, share);
    }
    return found;
}

/* A block that is seen, and how likely it is main content. */
typedef struct {
    double likely;
    int64_t words;
    Py_ssize_t place;
} Seen;

static int likeliest_first(const void *one, const void *other)
{
    const Seen *a = one, *b = other;
    if (a->likely != b->likely)
        return a->likely < b->likely ? 1 : -1;
    return a->place < b->place ? -1 : a->place > b->place;
}

const char pages_border_doc[] = PyDoc_STR(
"border(content, words, shown)\n--\n\n"
"Return how likely a block must be for F1 of the words to be highest, as far as one can expect.\n\n"
"`content` says how likely each block is, and `words` how many words it has, `shown` which ones count.");

PyObject *pages_border(PyObject *module, PyObject *args)
{
    PyObject *content, *words, *shown;
    if (!PyArg_ParseTuple(args, "O!O!O!", &PyList_Type, &content, &PyList_Type, &words, &PyList_Type, &shown))
        return NULL;
    Py_ssize_t count = PyList_GET_SIZE(shown), blocks = PyList_GET_SIZE(content);
    if (count == 0 || PyList_GET_SIZE(words) != blocks) {
        PyErr_SetString(PyExc_ValueError, "border: there are no such blocks");
        return NULL;
    }
    Seen *seen = PyMem_New(Seen, count);
    if (seen == NULL)
        return PyErr_NoMemory();
    double whole = 0, kept = 0, right = 0, best = -1, least = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t block = PyLong_AsSsize_t(PyList_GET_ITEM(shown, i));
        if (block < 0 || block >= blocks) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "border: there are no such blocks");
            break;
        }
        seen[i].place = i;
        seen[i].likely = PyFloat_AsDouble(PyList_GET_ITEM(content, block));
        seen[i].words = PyLong_AsLongLong(PyList_GET_ITEM(words, block));
    }
    if (!PyErr_Occurred()) {
        qsort(seen, (size_t)count, sizeof *seen, likeliest_first);
        for (Py_ssize_t i = 0; i < count; i++)
            whole += seen[i].likely * (double)seen[i].words;
        whole += 1e-6;
        for (Py_ssize_t i = 0; i < count; i++) {
            right += seen[i].likely * (double)seen[i].words;
            kept += (double)seen[i].words;
            if (right / (kept + whole) > best) {
                best = right / (kept + whole);
                least = seen[i].likely;
            }
        }
    }
    PyMem_Free(seen);
    return PyErr_Occurred() ? NULL : PyFloat_FromDouble(least);
}

/* The net that judges the blocks of a page.
 *
 * The twins in Python, `features` of cleantext/markup/features.py and `forward` of content.py, say what each
 * number and each layer is for. Sums are made in one order on all machines.
 */

#include "pages_net.h"

#include <math.h>

static const Py_ssize_t DILATIONS[LOOKS] = {1, 2, 4, 8};
#define SOME 0.1f

/* Compiled once more for processors that take eight numbers at a time, and for those that take sixteen: all of
 * it in one, so that rows stay in registers. No product is joined with a sum, so the sums are the same. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#define PART static inline __attribute__((always_inline))
#pragma GCC optimize("fp-contract=off")
#else
#define FOR_EACH_PROCESSOR
#define PART static inline
#endif

/* Add what each of `count` numbers adds to a row, a row of weights each. */
PART void times(float *restrict to, const float *restrict numbers, Py_ssize_t count,
                  const float *restrict weights)
{
    /* Compilers make the most of this simplest form. */
    for (Py_ssize_t i = 0; i < count; i++)
        for (int j = 0; j < WIDTH; j++)
            to[j] += numbers[i] * weights[WIDTH * i + j];
}

/* The same for many rows, two at a time: one would wait for its own sums. */
PART void rows_times(float *restrict to, const float *restrict from, Py_ssize_t rows, const float *restrict weights)
{
    for (; rows > 1; rows -= 2, from += 2 * WIDTH, to += 2 * WIDTH) {
        float one[WIDTH], other[WIDTH];
        memcpy(one, to, sizeof one);
        memcpy(other, to + WIDTH, sizeof other);
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++)
                one[j] += from[i] * weights[WIDTH * i + j];
            for (int j = 0; j < WIDTH; j++)
                other[j] += from[WIDTH + i] * weights[WIDTH * i + j];
        }
        memcpy(to, one, sizeof one);
        memcpy(to + WIDTH, other, sizeof other);
    }
    if (rows)
        times(to, from, WIDTH, weights);
}

/* Add the rows of weights of all bits that are set, of so many. */
PART const float *add_bits(float *restrict to, uint64_t bits, Py_ssize_t count, const float *restrict weights)
{
    for (Py_ssize_t bit = 0; bits && bit < count; bit++, bits >>= 1)
        if (bits & 1)
            for (int j = 0; j < WIDTH; j++)
                to[j] += weights[WIDTH * bit + j];
    return weights + WIDTH * count;
}

PART void add_positive(float *restrict to, const float *restrict numbers)
{
    for (int j = 0; j < WIDTH; j++)
        to[j] += numbers[j] > 0 ? numbers[j] : 0;
}

PART double share_of(double score)
{
    return 1 / (1 + exp(-(score < -30 ? -30 : score > 30 ? 30 : score)));
}

/* Sums of rows up to each block. */
PART void add_up(Run *run, const float *rows)
{
    double *sums = run->sums; /* the first row is 0 */
    for (Py_ssize_t block = 0; block < run->count; block++, sums += WIDTH)
        for (int j = 0; j < WIDTH; j++)
            sums[WIDTH + j] = sums[j] + rows[WIDTH * block + j];
}

PART void mean_of(const Run *run, int64_t low, int64_t high, float *to)
{
    for (int j = 0; j < WIDTH; j++)
        to[j] = (float)((run->sums[WIDTH * high + j] - run->sums[WIDTH * low + j]) / (double)(high - low));
}

/* What the mean of each kind of blocks adds: rows of `alike`. Spoils `sums`. */
PART void products_of_kinds(Run *run, const float *restrict weights)
{
    double *sums = run->sums;
    float mean[WIDTH];
    memset(sums, 0, (size_t)run->looks->kind_count * WIDTH * sizeof *sums);
    for (Py_ssize_t block = 0; block < run->count; block++) {
        double *sum = sums + WIDTH * run->looks->kind[block];
        for (int j = 0; j < WIDTH; j++)
            sum[j] += run->hidden[WIDTH * block + j];
    }
    memset(run->alike, 0, (size_t)run->looks->kind_count * WIDTH * sizeof *run->alike);
    for (int32_t kind = 0; kind < run->looks->kind_count; kind++) {
        for (int j = 0; j < WIDTH; j++)
            mean[j] = (float)(sums[WIDTH * kind + j] / (double)run->looks->kinds[kind].blocks);
        times(run->alike + WIDTH * kind, mean, WIDTH, weights);
    }
    memset(sums, 0, WIDTH * sizeof *sums); /* where `add_up` begins */
}

/* Add to the blocks what they, their containers, their page and their likes hold. */
PART void mix(Run *run, Layer layer)
{
    enum { SQUARE = WIDTH * WIDTH };
    float mean[WIDTH], page[WIDTH];
    add_up(run, run->hidden);
    memcpy(page, layer.biases, sizeof page);
    mean_of(run, 0, run->count, mean);
    times(page, mean, WIDTH, layer.weights + SQUARE * (1 + LEVELS));
    for (Py_ssize_t each = 0; each < run->held; each++) {
        mean_of(run, run->bounds[2 * each], run->bounds[2 * each + 1], mean);
        for (int level = 0; level < LEVELS; level++)
            if (run->wanted[each] >> level & 1) {
                float *product = run->products + WIDTH * (LEVELS * each + level);
                memset(product, 0, WIDTH * sizeof *product);
                times(product, mean, WIDTH, layer.weights + SQUARE * (1 + level));
            }
    }
    products_of_kinds(run, layer.weights + SQUARE * (MIXED - 1));
    for (Py_ssize_t block = 0; block < run->count; block++) {
        const float *alike = run->alike + WIDTH * run->looks->kind[block];
        for (int j = 0; j < WIDTH; j++)
            run->seen[WIDTH * block + j] = page[j] + alike[j];
    }
    rows_times(run->seen, run->hidden, run->count, layer.weights);
    for (Py_ssize_t block = 0; block < run->count; block++) {
        float *hidden = run->hidden + WIDTH * block, *made = run->seen + WIDTH * block;
        for (int level = 0; level < LEVELS; level++) {
            const float *product = run->products + WIDTH * (LEVELS * run->places[LEVELS * block + level] + level);
            for (int j = 0; j < WIDTH; j++)
                made[j] += product[j];
        }
        add_positive(hidden, made);
    }
}

/* Add to the blocks what they and two others, so many blocks away, hold. */
PART void look_around(Run *run, Layer layer, Py_ssize_t step)
{
    enum { SQUARE = WIDTH * WIDTH };
    Py_ssize_t both = run->count > step ? run->count - step : 0; /* so many have another so far away */
    for (Py_ssize_t block = 0; block < run->count; block++)
        memcpy(run->seen + WIDTH * block, layer.biases, WIDTH * sizeof *run->seen);
    rows_times(run->seen + WIDTH * step, run->hidden, both, layer.weights);
    rows_times(run->seen, run->hidden, run->count, layer.weights + SQUARE);
    rows_times(run->seen, run->hidden + WIDTH * step, both, layer.weights + 2 * SQUARE);
    for (Py_ssize_t block = 0; block < run->count; block++)
        add_positive(run->hidden + WIDTH * block, run->seen + WIDTH * block);
}

PART float dot(const float *one, const float *other)
{
    float sum = 0;
    for (int j = 0; j < WIDTH; j++)
        sum += one[j] * other[j];
    return sum;
}

/* What the first look found: scores and shares of the blocks, what content and rest look like, types. */
PART void first_look(Run *run, const Net *net, const float *mean, float *page, double *kinds)
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
PART void second_look(Run *run, const Net *net, const float *page)
{
    const float *weights = net->again.weights, *whole = weights + WIDTH * WIDTH, *other = whole + WIDTH * WIDTH;
    const float *product = other + WIDTH * WIDTH, *likes = product + WIDTH * WIDTH, *types = likes + WIDTH * WIDTH;
    const float *around = types + TYPES * WIDTH, *near = around + (LEVELS + 1) * WIDTH;
    const float *alike = near + WINDOW * WIDTH; /* how likely those of its kind are */
    float own[WIDTH * WIDTH], given[WIDTH];
    for (int i = 0; i < WIDTH; i++)
        for (int j = 0; j < WIDTH; j++)
            own[WIDTH * i + j] = weights[WIDTH * i + j] + page[i] * product[WIDTH * i + j];
    memcpy(given, net->again.biases, sizeof given);
    times(given, page, WIDTH, whole);
    times(given, page + WIDTH, WIDTH, other);
    times(given, page + 2 * WIDTH, TYPES, types);
    times(given, page + 2 * WIDTH + TYPES, 1, around + LEVELS * WIDTH);
    products_of_kinds(run, likes);
    double *sums = run->sums;
    memset(sums, 0, (size_t)run->looks->kind_count * sizeof *sums);
    for (Py_ssize_t block = 0; block < run->count; block++)
        sums[run->looks->kind[block]] += run->shares[block];
    for (int32_t kind = 0; kind < run->looks->kind_count; kind++) {
        float mean = (float)(sums[kind] / (double)run->looks->kinds[kind].blocks);
        times(run->alike + WIDTH * kind, &mean, 1, alike);
    }
    sums[0] = 0;
    for (Py_ssize_t block = 0; block < run->count; block++)
        sums[block + 1] = sums[block] + run->shares[block];
    for (Py_ssize_t block = 0; block < run->count; block++)
        for (int j = 0; j < WIDTH; j++)
            run->seen[WIDTH * block + j] = given[j] + run->alike[WIDTH * run->looks->kind[block] + j];
    rows_times(run->seen, run->hidden, run->count, own);
    for (Py_ssize_t block = 0; block < run->count; block++) {
        float *made = run->seen + WIDTH * block, beside[WINDOW], held[LEVELS];
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

/* What each block is by itself: its numbers, those of the page, the bits of its names, and its words. */
PART void take_in(Run *run, const Net *net)
{
    Layer layer = net->into;
    float under[WIDTH] = {0}; /* what the heading says */
    const float *whole = layer.weights + WIDTH * NUMBERS, *named = whole + WIDTH * (WHOLE + run->sign_count);
    float page[WIDTH], numbers[NUMBERS];
    for (int j = 0; j < WIDTH; j++)
        page[j] = layer.biases[j] + net->said.biases[j];
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
        float words[WORD_WIDTH] = {0};
        add_opening(&net->words, run->text, row[START], row[END], words);
        times(made, words, WORD_WIDTH, net->said.weights);
        if ((uint64_t)row[TAGS] & run->looks->headings) {
            memset(under, 0, sizeof under);
            times(under, words, WORD_WIDTH, net->said.weights + WORD_WIDTH * WIDTH);
        }
        for (int j = 0; j < WIDTH; j++)
            made[j] += under[j];
        memset(hidden, 0, WIDTH * sizeof *hidden);
        add_positive(hidden, made);
    }
}

FOR_EACH_PROCESSOR void run_net(Run *run, const Net *net, double *kinds)
{
    float mean[WIDTH], page[2 * WIDTH + TYPES + 1];
    memset(run->sums, 0, WIDTH * sizeof *run->sums);
    take_in(run, net);
    mix(run, net->mix);
    for (int look = 0; look < LOOKS; look++)
        look_around(run, net->look[look], DILATIONS[look]);
    add_up(run, run->hidden);
    mean_of(run, 0, run->count, mean);
    mix(run, net->mix2);
    first_look(run, net, mean, page, kinds);
    second_look(run, net, page);
}

/* Whether a loud sentence may be spam of its text's own script; what is asked further is in cleantext/outliers.py.
 *
 * All that may speak for a sentence is added up as if it did, and of what speaks against it only what is known at once:
 * how quiet it is as a whole, how long its text is, and how many of its runs of letters stand elsewhere in it. That
 * rules out nearly all of those that name two phrases of the lexicon.
 */

#include "scan_sells.h"
#include "scan_threes_of.h"
#include <math.h>

/* What may speak for a sentence, and what it must come to: cleantext/outliers.py has the same numbers. */
#define SOFT (-2.0)
#define CERTAIN 1.2
#define BLATANT 3.0
#define NAMED 0.6
#define FLANKED 1.2
#define ADDRESSED 1.5
#define STRANGE 4.0
#define NEVER_LESS 0.05
#define USUAL 0.69
#define LESS 0.125
#define LETTERS_OF_HOST 200.0
#define QUIET 0.15
#define LEAST (-5.0)
#define COVERED 4.0
#define MOST 0.7
#define SOME 0.15
#define SHORT 500
#define MORE 2.5
#define LONG 25000.0
#define LONGER 0.7
#define ENOUGH 60000
/* So much of a text is read first for what sentences share with it. */
#define BEGINNING 4000
/* A call of so many characters may answer a question, and no more of a sentence is heard (cleantext/hearing.py). */
#define LONG_ENOUGH 60
#define LONGEST 400
/* Sums are compared no more exactly. */
#define ALMOST 1e-6

/* The runs of letters of the beginning of a text without its loud sentences, as far as that was read: so many characters,
 * up to `place`, before which so many loud sentences stand. */
typedef struct {
    Gathered runs;
    Py_ssize_t read, place, before;
} Rest;

/* What is asked of each sentence alike, and what one must come to that shares nothing with its text. */
typedef struct {
    const Text *text;
    const Row *loud;
    const Weights *weights;
    const Level *level;
    const Known *known;
    Py_UCS4 *lowered;
    Desk *desk;
    Doubts *doubts;
    double floor;
    Rest rest;
} Asked;

/* Whether text[low:high] may be louder than a sentence. */
static int is_louder(const Asked *asked, Py_ssize_t low, Py_ssize_t high, const Loud *each)
{
    Weight heard = {0};
    double joiner = asked->level->joiner, best = each->heard.best + joiner * each->joiners;
    int enough = !may_hold_address(asked->text, low, high) &&
                 weigh(asked->text, low, high, asked->weights, best - 3 * joiner, asked->desk, &heard);
    if (!enough)
        return 1;
    int joiners = count_joiners(asked->text, low, high);
    /* Often it is the same stretch that is heard, and then nothing is to be rounded. */
    return joiners == each->joiners ? heard.best > each->heard.best : heard.best + joiner * joiners + ALMOST > best;
}

/* Whether a sentence may be a question that goes on in its answer, which makes it louder. */
static int goes_on(const Asked *asked, const Loud *each)
{
    const Text *text = asked->text;
    Py_UCS4 last = AT(text, each->stop - 1);
    if (last != '?' && last != 0xFF1F)
        return 0;
    Py_ssize_t place = each->stop, low, high;
    while (place < text->length && (AT(text, place) == ' ' || AT(text, place) == '\t'))
        place++;
    if (place == text->length || AT(text, place) == '\n')
        return 0;
    sentence_at(text, place, each->stop, &low, &high);
    if (high - low > LONG_ENOUGH || speaks(text, low, high) == 1)
        return 0;
    return is_louder(asked, high - each->start > LONGEST ? high - LONGEST : each->start, high, each);
}

/* What a sentence must come to, by how much of its text is not loud, around so many sentences that are. */
static double floor_of(Py_ssize_t size, Py_ssize_t sentences)
{
    double longer = LONGER * fmax(0.0, log2((double)size / LONG));
    Py_ssize_t rest = size + sentences < ENOUGH ? size + sentences : ENOUGH;
    double usual = USUAL - LESS * log2((double)(rest > 1 ? rest : 1) / LETTERS_OF_HOST);
    return CERTAIN + (size < SHORT ? MORE : longer) + STRANGE * (fmax(NEVER_LESS, usual) - NEVER_LESS);
}

static int can_read_on(const Asked *asked)
{
    return asked->rest.read < ENOUGH && asked->rest.before <= asked->loud->size;
}

/* Read as much more of the rest of a text as was read before; 0 when out of memory. */
static int read_on(Asked *asked)
{
    const Row *loud = asked->loud;
    Rest *rest = &asked->rest;
    Py_ssize_t goal = rest->read < BEGINNING ? BEGINNING : 2 * rest->read;
    int enough = rest->runs.threes.slots || begin_threes(&rest->runs);
    goal = goal < ENOUGH ? goal : ENOUGH;
    while (enough && rest->read < goal && can_read_on(asked)) {
        Py_ssize_t end = rest->before < loud->size ? loud->items[rest->before].start : asked->text->length;
        Py_ssize_t start = rest->place, size = end - start < goal - rest->read ? end - start : goal - rest->read;
        enough = gather_on(&rest->runs, asked->text, start, start + size, asked->known->fold, NULL);
        rest->read += size;
        rest->place += size;
        if (enough && rest->place == end) {
            /* Where a sentence was left out is a space. */
            enough = gather_threes(&rest->runs, asked->text, end, end, asked->known->fold, NULL);
            rest->place = rest->before < loud->size ? loud->items[rest->before].stop : end;
            rest->read++;
            rest->before++;
        }
    }
    return enough;
}

/* Count how many of the runs of a sentence stand in the rest of its text, until there are so many; 0 when out of memory. */
static int count_shared(Asked *asked, Gathered *own, Py_ssize_t wanted)
{
    int enough = 1;
    if (asked->rest.read)
        count_common(own, &asked->rest.runs);
    while (enough && own->common < wanted && can_read_on(asked))
        if ((enough = read_on(asked)))
            count_common(own, &asked->rest.runs);
    return enough;
}

/* Note a sentence that comes to so much more than it must; 1 if there is no room. */
static int note_doubt(Asked *asked, const Loud *each, double above)
{
    Doubts *doubts = asked->doubts;
    if (doubts->count == DOUBTS)
        return 1;
    Doubt doubt = {each->start, each->stop, above};
    doubts->items[doubts->count++] = doubt;
    return 0;
}

/* Note a sentence that may come to so much, if it is strange enough to its text; 1 if it must be asked further. */
static int note_strange(Asked *asked, const Loud *each, double most)
{
    double above = most + ALMOST - asked->floor;
    if (most + ALMOST < CERTAIN || above < 0)
        return 0;
    Gathered own = {0};
    int further = !begin_threes(&own) ||
                  !gather_threes(&own, asked->text, each->start, each->stop, asked->known->fold, NULL);
    if (!further) {
        /* With so many shared it comes to less than it must. */
        Py_ssize_t wanted = (Py_ssize_t)ceil(above / STRANGE * (double)own.count) + 1;
        further = !count_shared(asked, &own, wanted);
        if (!further && own.common < wanted)
            further = note_doubt(asked, each, above - STRANGE * (double)own.common / (double)own.count);
    }
    free_threes(&own);
    return further;
}

/* Note a sentence that is so loud, if it may sell; 1 if it must be asked further. It must have two phrases of the lexicon, or marks that join terms, or be
 * very loud and name a thing. */
static int may_sell(Asked *asked, const Loud *each, double best)
{
    const Known *known = asked->known;
    if (!known->has_lists)
        return UNKNOWN;
    if (!lower(asked->text, each->start, each->stop, asked->lowered))
        return 1;
    Text said = {asked->lowered, each->stop - each->start, PyUnicode_4BYTE_KIND};
    uint32_t first = 0, number = 0;
    int phrases = 0, differ = 0, named = 0, is_inner = 0, flanked = 0;
    Py_ssize_t covered = 0;
    for (Py_ssize_t end = 0; (end = next_whole(&known->lexicon, &said, end, &number)); phrases++) {
        int is_thing = known->things[number] != 0;
        first = phrases ? first : number;
        differ |= number != first;
        named |= is_thing;
        /* A thing that is neither the first phrase nor the last. */
        flanked |= is_inner;
        is_inner = is_thing && phrases;
        covered += phrase_length(&known->lexicon, number);
    }
    if (!differ && !(named && best + ALMOST > BLATANT) && !count_joiners(asked->text, each->start, each->stop))
        return 0;
    double share = fmin(MOST, (double)covered / (double)said.length);
    double joiners = asked->level->joiner * each->joiners;
    double whole = (each->heard.whole + joiners) * known->scale + known->rest;
    double most = best + STRANGE * (1 - NEVER_LESS) + QUIET * fmax(LEAST, fmin(0.0, whole)) + COVERED * (share - SOME) +
                  NAMED * named + FLANKED * flanked +
                  ADDRESSED * may_hold_address(asked->text, each->start, each->stop);
    return note_strange(asked, each, most);
}

/* Whether any loud sentence may sell, other than those that are noted. */
static int is_any(Asked *asked)
{
    const Row *loud = asked->loud;
    double joiner = asked->level->joiner;
    Py_ssize_t size = asked->text->length;
    for (Py_ssize_t i = 0; i < loud->size; i++) {
        const Loud *each = &loud->items[i];
        /* One that is hardly loud may be none, by the last digit. */
        double best = each->heard.best + joiner * each->joiners;
        if (each->speaks != 1 || best < asked->level->least + 2 * ALMOST || goes_on(asked, each))
            return 1;
        size -= each->stop - each->start;
    }
    asked->floor = floor_of(size, loud->size);
    int may = 0;
    for (Py_ssize_t i = 0; !may && i < loud->size; i++) {
        const Loud *each = &loud->items[i];
        double best = (each->heard.best + joiner * each->joiners) * asked->known->scale + asked->known->rest;
        may = best + ALMOST > SOFT ? may_sell(asked, each, best) : 0;
    }
    return may;
}

int may_be_outlier(const Text *text, const Row *loud, const Weights *weights, const Level *level,
                   const Known *known, Py_UCS4 *lowered, Doubts *doubts)
{
    Desk desk = {0};
    Asked asked = {text, loud, weights, level, known, lowered, &desk, doubts, 0.0, {{{0}}}};
    int may = is_any(&asked);
    clear_desk(&desk);
    free_threes(&asked.rest.runs);
    return may;
}

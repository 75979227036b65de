/* Which sentences of a text are worth hearing; the twin is in cleantext/hearing.py. */

#include "scan_listen.h"
#include "scan_sixteen.h"

/* A hook is noticed within so many characters, and so much of a sentence is listened to on either side. */
#define REACH 6
#define LONGEST 400
#define JOINERS 2
/* A sentence of fewer letters says nothing, nor does one with fewer different words; one of so many characters
 * has enough. */
#define LETTERS 10
#define WORDS 3
#define LONG_ENOUGH 60

/* Pass over characters of which none may begin what joins terms, sixteen at a time. */
static inline Py_ssize_t skip_to_joiner(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
#ifdef SIXTEEN
    static const uint16_t space[] = {' '}, alone[] = {'|', '_', 0x2022};
    int wide = text->kind == PyUnicode_2BYTE_KIND;
    for (; text->kind != PyUnicode_4BYTE_KIND && low <= high - SIXTEEN - 2; low += SIXTEEN) {
        unsigned found = any_of(text, low, alone, 2 + wide);
        found |= any_of(text, low, space, 1) & any_of(text, low + 2, space, 1);
        if (found)
            return low + lowest(found);
    }
#endif
    return low;
}

int count_joiners(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    int count = 0;
    for (Py_ssize_t i = low; i < high && count < JOINERS; i++) {
        i = skip_to_joiner(text, i, high);
        if (i == high)
            break;
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

/* Whether text[low:high] has different words enough, in lower case; -1 if Python must tell, because that of a
 * letter is two, or depends on where it stands. */
static int has_words(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    Py_ssize_t starts[WORDS], sizes[WORDS], count = 0;
    for (Py_ssize_t i = low; i < high; i++) {
        Py_UCS4 c = AT(text, i);
        if (c == 0x130 || c == 0x3A3)
            return -1;
    }
    for (Py_ssize_t start = low; start < high; start++) {
        Py_ssize_t end = start, known = 0;
        while (end < high && is_word(AT(text, end)))
            end++;
        if (end == start)
            continue;
        for (; known < count; known++) {
            Py_ssize_t same = sizes[known] == end - start ? 0 : -1;
            while (same >= 0 && same < end - start)
                same = Py_UNICODE_TOLOWER(AT(text, starts[known] + same)) ==
                               Py_UNICODE_TOLOWER(AT(text, start + same))
                           ? same + 1
                           : -1;
            if (same >= 0)
                break;
        }
        if (known == count) {
            if (count + 1 == WORDS)
                return 1;
            starts[count] = start;
            sizes[count++] = end - start;
        }
        start = end;
    }
    return 0;
}

/* Pass over characters of which none may be a sign of a program, sixteen at a time. */
static inline Py_ssize_t skip_to_sign(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
#ifdef SIXTEEN
    static const uint16_t signs[] = {'=', '{', '}', ';', '\\', '(', '_'};
    for (; text->kind != PyUnicode_4BYTE_KIND && low <= high - SIXTEEN; low += SIXTEEN) {
        unsigned found = any_of(text, low, signs, 7);
        if (found)
            return low + lowest(found);
    }
#endif
    return low;
}

/* Whether there is a call, a sign of programs, or a name with `_` in it. */
static int has_code(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    for (Py_ssize_t i = low; (i = skip_to_sign(text, i, high)) < high; i++) {
        Py_UCS4 c = AT(text, i);
        if (c == '=' || c == '{' || c == '}' || c == ';' || c == '\\')
            return 1;
        if ((c != '(' && c != '_') || i == low)
            continue;
        Py_UCS4 before = AT(text, i - 1);
        int joins = c == '(' || (i + 1 < high && is_word(AT(text, i + 1)));
        if ((c == '_' && before == '_') || (joins && is_word(before)))
            return 1;
    }
    return 0;
}

static int has_dense(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    int any = 0;
    if (text->kind == PyUnicode_2BYTE_KIND)
        for (const Py_UCS2 *chars = text->data; low < high; low++)
            any |= chars[low] >= DENSE;
    else if (text->kind == PyUnicode_4BYTE_KIND)
        for (; low < high; low++)
            any |= AT(text, low) >= DENSE && AT(text, low) <= 0xFFFF;
    return any;
}

int speaks(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    int dense = has_dense(text, low, high);
    if (!dense && has_code(text, low, high))
        return 0;
    if (high - low >= LONG_ENOUGH)
        return 1;
    Py_ssize_t letters = 0, wanted = dense ? LETTERS / 2 : LETTERS;
    for (Py_ssize_t i = low; i < high && letters < wanted; i++) {
        Py_UCS4 c = AT(text, i);
        letters += is_alnum(c) && !(c < 0x80 ? c <= '9' : Py_UNICODE_ISDECIMAL(c));
    }
    if (letters < wanted)
        return 0;
    return dense ? 1 : has_words(text, low, high);
}

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

static int push_other(Found *found, Py_ssize_t place)
{
    if (found->size == found->room) {
        Py_ssize_t room = 2 * found->room + 16;
        Py_ssize_t *others = PyMem_RawRealloc(found->others, (size_t)room * sizeof *others);
        if (others == NULL)
            return 0;
        found->others = others;
        found->room = room;
    }
    found->others[found->size++] = place;
    return 1;
}

int weigh_said(const Text *text, Loud *each, const Weights *weights, double softest, Desk *desk)
{
    Py_UCS4 said[2 * LONGEST];
    if (!may_hold_address(text, each->first, each->last))
        return weigh(text, each->first, each->last, weights, softest, desk, &each->heard);
    Text bare = {said, leave_out_addresses(text, each->first, each->last, said), PyUnicode_4BYTE_KIND};
    return weigh(&bare, 0, bare.length, weights, softest, desk, &each->heard);
}

/* Listen to a sentence, of which each.start and each.stop are known, around `at`; 0 when out of memory. */
static int hear(const Text *text, Loud each, Py_ssize_t at, const Weights *weights, const Level *level,
                Desk *desk, Row *loud)
{
    double softest = level->least - level->joiner * JOINERS;
    each.first = at - each.start > LONGEST ? at - LONGEST : each.start;
    each.last = each.stop - at > LONGEST ? at + LONGEST : each.stop;
    if (!weigh_said(text, &each, weights, softest, desk))
        return 0;
    if (each.heard.best <= softest)
        return 1;
    each.joiners = count_joiners(text, each.first, each.last);
    if (!(each.heard.best + level->joiner * each.joiners > level->least))
        return 1;
    each.speaks = speaks(text, each.first, each.last);
    return !each.speaks || push(loud, each);
}

int listen_to(const Text *text, const Runs *runs, const Weights *weights, const Level *level,
              Py_ssize_t reach, Found *found)
{
    Desk desk = {0};
    Ends ends;
    Py_ssize_t end = 0, place = -1, next_other = 0;
    int enough = 1, kinds = 0;
    look_for_ends(&ends, text, runs);
    while (enough && (place = next_end_of_run(&ends, place + 1, &kinds)) >= 0) {
        if (kinds & 2 && place >= next_other) {
            enough = push_other(found, place);
            next_other = place + (reach > 2 ? reach - 1 : 1);
        }
        /* What is noticed up to `end` is heard already. */
        if (!(kinds & 1) || place <= end - REACH)
            continue;
        Py_ssize_t low = place > REACH ? place - REACH : 0;
        Py_ssize_t high = text->length - place > REACH ? place + REACH : text->length;
        while (enough && end < high) {
            Py_ssize_t at = low > end ? low : end;
            Loud each = {0};
            sentence_at(text, at, end, &each.start, &each.stop);
            if (each.start < each.stop)
                enough = hear(text, each, at, weights, level, &desk, &found->loud);
            end = each.stop > at ? each.stop : at + 1;
        }
    }
    clear_desk(&desk);
    return enough;
}

void clear_found(Found *found)
{
    PyMem_RawFree(found->loud.items);
    PyMem_RawFree(found->others);
}

static PyObject *list_loud(const Row *loud)
{
    PyObject *list = PyList_New(loud->size);
    for (Py_ssize_t i = 0; list && i < loud->size; i++) {
        const Loud *each = &loud->items[i];
        PyObject *row = Py_BuildValue("nnnnddii", each->start, each->stop, each->first, each->last,
                                      each->heard.whole, each->heard.best, each->joiners, each->speaks);
        if (row == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, row);
    }
    return list;
}

static PyObject *list_others(const Found *found)
{
    PyObject *list = PyList_New(found->size);
    for (Py_ssize_t i = 0; list && i < found->size; i++) {
        PyObject *number = PyLong_FromSsize_t(found->others[i]);
        if (number == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, number);
    }
    return list;
}

const char scan_listen_doc[] = PyDoc_STR(
"listen(text, fold, runs, dense_runs, weights, stretches, dense_stretches, least, joiner, reach)\n--\n\n"
"Return the sentences around hooks that may weigh more than `least` and say something, and where others end.\n\n"
"`runs` and `dense_runs` are as for `run`: of the first kind are hooks, others of the second; the latter each not\n"
"within `reach` of the one before. The rest is as for `weigh`; each mark that joins terms adds `joiner`, two at\n"
"most. Of each sentence: where it begins and ends, and what of it was listened to; what that weighs as a\n"
"whole, addresses left out, and its heaviest stretch; how many marks join terms; and 1 if that settles it, -1 where\n"
"its words must be counted.");

PyObject *scan_listen(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer fold, sixes, twos, table;
    Runs runs;
    Weights weights;
    Level level;
    Py_ssize_t reach;
    int (*lengths)[3] = weights.lengths;
    if (!PyArg_ParseTuple(args, "Uy*y*y*y*(iii)(iii)ddn", &string, &fold, &sixes, &twos, &table,
                          &lengths[0][0], &lengths[0][1], &lengths[0][2], &lengths[1][0],
                          &lengths[1][1], &lengths[1][2], &level.least, &level.joiner, &reach))
        return NULL;
    if (runs_of(&runs, &fold, &sixes, &twos) && weights_of(&weights, &fold, &table)) {
        Text text = text_of(string);
        Found found = {{NULL, 0, 0}, NULL, 0, 0};
        PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
        int enough = listen_to(&text, &runs, &weights, &level, reach, &found);
        if (state)
            PyEval_RestoreThread(state);
        if (enough)
            result = Py_BuildValue("NN", list_loud(&found.loud), list_others(&found));
        else
            PyErr_NoMemory();
        clear_found(&found);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&sixes);
    PyBuffer_Release(&twos);
    PyBuffer_Release(&table);
    return result;
}

/* Whether anything in a text may sell what the text is not about; what is asked further is in cleantext/outliers.py
 * and cleantext/offers.py.
 *
 * Of the few sentences of sound text that are loud nearly all name no two phrases of the lexicon, and of the places
 * where something for sale may be named nearly none does. To know that takes no Python.
 */

#include "scan_listen.h"

/* A script that stands in so many characters at either end of a text, and in its middle, is its own. */
#define PROBE 300
/* Latin is at home everywhere. */
#define LATIN 1ul
/* No stretch is lowered that is longer: so much is asked further. */
#define LONGEST 4096

/* What is known of spam: how loud it is, all phrases, those that offer, and which of these are more than sellers'
 * words; and numbers of scripts. */
typedef struct {
    double soft, blatant;
    int has_lists;
    Phrases lexicon, offers;
    const uint8_t *telling, *blocks;
} Known;

/* Put text[low:high] in lower case; 0 if only Python can, or it is too long. */
static int lower(const Text *text, Py_ssize_t low, Py_ssize_t high, Py_UCS4 *lowered)
{
    if (high - low > LONGEST)
        return 0;
    for (; low < high; low++) {
        Py_UCS4 c = AT(text, low);
        if (c == 0x3A3) /* which in the end of a word is another letter */
            return 0;
        if (c < 0x80)
            c |= (Py_UCS4)(c - 'A' < 26) << 5;
        else
            c = Py_UNICODE_TOLOWER(c);
        *lowered++ = c;
    }
    return 1;
}

/* What cannot be told without the lists of phrases. */
#define UNKNOWN (-1)

/* Where the first phrase ends in text[place:] that is there as whole words, and its number; 0 without one. */
static Py_ssize_t next_end(const Phrases *phrases, const Text *text, Py_ssize_t place, uint32_t *number)
{
    while ((place = next_phrase(phrases, text, place, number)) < text->length) {
        Py_ssize_t end = place + phrase_length(phrases, *number);
        if (is_whole(text, place, end))
            return end;
        place = end;
    }
    return 0;
}

/* Whether text[low:high] may name two phrases of the lexicon. */
static int names_two(const Text *text, Py_ssize_t low, Py_ssize_t high, const Known *known, Py_UCS4 *desk)
{
    if (!known->has_lists)
        return UNKNOWN;
    if (!lower(text, low, high, desk))
        return 1;
    Text said = {desk, high - low, PyUnicode_4BYTE_KIND};
    uint32_t first = 0, number = 0;
    Py_ssize_t end = next_end(&known->lexicon, &said, 0, &first);
    while (end && (end = next_end(&known->lexicon, &said, end, &number)))
        if (number != first)
            return 1;
    return 0;
}

/* Whether text[low:high] may name something for sale, or a trade. */
static int names_a_thing(const Text *text, Py_ssize_t low, Py_ssize_t high, const Known *known, Py_UCS4 *desk)
{
    if (!known->has_lists)
        return UNKNOWN;
    if (!lower(text, low, high, desk))
        return 1;
    Text said = {desk, high - low, PyUnicode_4BYTE_KIND};
    uint32_t number = 0;
    for (Py_ssize_t end = 0; (end = next_end(&known->offers, &said, end, &number));)
        if (known->telling[number])
            return 1;
    return 0;
}

/* The scripts of text[low:high] as bits, within the text. */
static unsigned long scripts_of(const Text *text, Py_ssize_t low, Py_ssize_t high, const uint8_t *blocks)
{
    return number_letters(text, low < 0 ? 0 : low, high > text->length ? text->length : high, blocks);
}

/* Whether a loud sentence may be spam of the text's own script. */
static int may_offer(const Text *text, const Loud *each, const Level *level, const Known *known, Py_UCS4 *desk)
{
    double best = each->heard.best + level->joiner * each->joiners;
    Py_UCS4 last = AT(text, each->stop - 1);
    /* A question may go on in its answer. */
    if (each->speaks != 1 || last == '?' || last == 0xFF1F)
        return 1;
    if (best <= known->soft)
        return 0;
    if (best > known->blatant || count_joiners(text, each->start, each->stop))
        return 1;
    return names_two(text, each->start, each->stop, known, desk);
}

/* Whether anything that was found may be spam. */
static int is_any(const Text *text, const Found *found, const Level *level, Py_ssize_t reach, const Known *known,
                  Py_UCS4 *desk)
{
    unsigned long scripts = 0;
    for (Py_ssize_t i = 0; i < found->loud.size; i++) {
        const Loud *each = &found->loud.items[i];
        int may = may_offer(text, each, level, known, desk);
        if (may)
            return may;
        scripts |= scripts_of(text, each->start, each->stop, known->blocks);
    }
    scripts &= ~LATIN;
    if (scripts) {
        Py_ssize_t size = text->length, middle = size / 2;
        if (scripts & ~(scripts_of(text, 0, PROBE, known->blocks) &
                        scripts_of(text, middle, middle + PROBE, known->blocks) &
                        scripts_of(text, size - PROBE, size, known->blocks)))
            return 1;
    }
    for (Py_ssize_t i = 0; i < found->size;) {
        Py_ssize_t low = found->others[i] - reach, high = found->others[i] + reach;
        while (++i < found->size && found->others[i] - reach <= high)
            high = found->others[i] + reach;
        low = low < 0 ? 0 : low;
        high = high > text->length ? text->length : high;
        int may = names_a_thing(text, low, high, known, desk);
        if (may)
            return may;
    }
    return 0;
}

/* All that listening takes, and the buffers that it is in. */
#define BUFFERS 8
#define NAME "cleantext._scan.listener"
typedef struct {
    Py_buffer buffers[BUFFERS];
    Runs runs;
    Weights weights;
    Level level;
    Py_ssize_t reach;
    Known known;
} Listener;

static void free_listener(Listener *listener)
{
    for (int i = 0; i < BUFFERS; i++)
        PyBuffer_Release(&listener->buffers[i]);
    PyMem_Free(listener);
}

static void forget(PyObject *capsule)
{
    free_listener(PyCapsule_GetPointer(capsule, NAME));
}

/* Take what is in the buffers; 0 and an error set if one is none. */
static int take_buffers(Listener *listener)
{
    const Py_buffer *b = listener->buffers;
    Known *known = &listener->known;
    known->has_lists = b[5].buf && b[6].buf && b[7].buf;
    if (known->has_lists && !(phrases_of(&known->lexicon, &b[5]) && phrases_of(&known->offers, &b[6])))
        return 0;
    if (b[4].len != LETTER_BLOCKS || (known->has_lists && b[7].len != (Py_ssize_t)known->offers.count)) {
        PyErr_SetString(PyExc_ValueError, "listener: a table does not have the size that it must have");
        return 0;
    }
    known->blocks = b[4].buf;
    known->telling = b[7].buf;
    return runs_of(&listener->runs, &b[0], &b[1], &b[2]) && weights_of(&listener->weights, &b[0], &b[3]);
}

const char scan_listener_doc[] = PyDoc_STR(
"listener(fold, runs, dense_runs, weights, stretches, dense_stretches, least, joiner, reach, soft, blatant, blocks,\n"
"    lexicon, offers, telling)\n--\n\n"
"Return what `sells` listens with.\n\n"
"The first nine are as for `listen`. Sentences matter that weigh more than `soft`, and of those that weigh no more\n"
"than `blatant` those that hold two phrases of the table `lexicon`, or marks that join; stretches within `reach` of\n"
"runs of the second kind, if they hold a phrase of the table `offers` for which `telling` has no 0. `blocks` is as\n"
"for `letters`, 0 being the number of Latin. The last three may be None.");

PyObject *scan_listener(PyObject *module, PyObject *args)
{
    Listener *made = PyMem_Calloc(1, sizeof *made);
    if (made == NULL)
        return PyErr_NoMemory();
    Py_buffer *b = made->buffers;
    int (*l)[3] = made->weights.lengths;
    PyObject *capsule = NULL;
    if (PyArg_ParseTuple(args, "y*y*y*y*(iii)(iii)ddnddy*z*z*z*", &b[0], &b[1], &b[2], &b[3], &l[0][0], &l[0][1],
                         &l[0][2], &l[1][0], &l[1][1], &l[1][2], &made->level.least, &made->level.joiner,
                         &made->reach, &made->known.soft, &made->known.blatant, &b[4], &b[5], &b[6], &b[7]) &&
        take_buffers(made))
        capsule = PyCapsule_New(made, NAME, forget);
    if (capsule == NULL)
        free_listener(made);
    return capsule;
}

const char scan_sells_doc[] = PyDoc_STR(
"sells(text, listener)\n--\n\n"
"Return False only if nothing in a text sells what the text is not about.\n\n"
"None if it takes one of the tables that the listener has not.");

PyObject *scan_sells(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    const Listener *with = count == 2 ? PyCapsule_GetPointer(args[1], NAME) : NULL;
    if (with == NULL || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "sells takes a text and a listener");
        return NULL;
    }
    Text text = text_of(args[0]);
    Found found = {{NULL, 0, 0}, NULL, 0, 0};
    Py_UCS4 desk[LONGEST];
    int enough = listen_to(&text, &with->runs, &with->weights, &with->level, with->reach, &found);
    int any = enough ? is_any(&text, &found, &with->level, with->reach, &with->known, desk) : 0;
    clear_found(&found);
    if (!enough)
        return PyErr_NoMemory();
    return any == UNKNOWN ? Py_NewRef(Py_None) : PyBool_FromLong(any);
}

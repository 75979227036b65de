/* Whether anything in a text may sell what the text is not about; what is asked further is in cleantext/outliers.py
 * and cleantext/offers.py.
 *
 * Of the few sentences of sound text that are loud nearly all name no two phrases of the lexicon, and of the places
 * where something for sale may be named nearly none does. To know that takes no Python.
 */

#include "scan_sells.h"

/* A script that stands in so many characters at either end of a text, and in its middle, is its own. */
#define PROBE 300
/* Latin is at home everywhere. */
#define LATIN 1ul

int lower(const Text *text, Py_ssize_t low, Py_ssize_t high, Py_UCS4 *lowered)
{
    if (high - low > LONGEST_SAID)
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

Py_ssize_t next_whole(const Phrases *phrases, const Text *text, Py_ssize_t place, uint32_t *number)
{
    while ((place = next_phrase(phrases, text, place, number)) < text->length) {
        Py_ssize_t end = place + phrase_length(phrases, *number);
        if (is_whole(text, place, end))
            return end;
        place = end;
    }
    return 0;
}

/* The scripts of text[low:high] as bits, within the text. */
static unsigned long scripts_of(const Text *text, Py_ssize_t low, Py_ssize_t high, const uint8_t *blocks)
{
    return number_letters(text, low < 0 ? 0 : low, high > text->length ? text->length : high, blocks);
}

/* Whether some sentences are of a script that is not at home in their text. */
static int are_foreign(const Text *text, const Row *loud, const uint8_t *blocks)
{
    unsigned long scripts = 0;
    for (Py_ssize_t i = 0; i < loud->size; i++)
        scripts |= scripts_of(text, loud->items[i].start, loud->items[i].stop, blocks);
    scripts &= ~LATIN;
    Py_ssize_t size = text->length, middle = size / 2;
    return scripts && (scripts & ~(scripts_of(text, 0, PROBE, blocks) & scripts_of(text, middle, middle + PROBE, blocks) &
                                   scripts_of(text, size - PROBE, size, blocks)));
}

#define NAME "cleantext._scan.listener"

const Listener *listener_in(PyObject *capsule)
{
    return PyCapsule_GetPointer(capsule, NAME);
}

static void free_listener(Listener *listener)
{
    for (int i = 0; i < LISTS; i++)
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
    known->has_lists = b[5].buf && b[6].buf && b[7].buf && b[8].buf;
    if (known->has_lists && !(phrases_of(&known->lexicon, &b[5]) && phrases_of(&known->offers, &b[7])))
        return 0;
    if (b[4].len != LETTER_BLOCKS || (known->has_lists && (b[6].len != (Py_ssize_t)known->lexicon.count ||
                                                           b[8].len != (Py_ssize_t)known->offers.count))) {
        PyErr_SetString(PyExc_ValueError, "listener: a table does not have the size that it must have");
        return 0;
    }
    known->blocks = b[4].buf;
    known->things = b[6].buf;
    known->senses = b[8].buf;
    known->fold = b[0].buf;
    return runs_of(&listener->runs, &b[0], &b[1], &b[2]) && weights_of(&listener->weights, &b[0], &b[3]);
}

const char scan_listener_doc[] = PyDoc_STR(
"listener(fold, runs, dense_runs, weights, stretches, dense_stretches, least, joiner, reach, scale, rest, letters,\n"
"    blocks, lexicon, things, offers, senses)\n--\n\n"
"Return what `sells` listens with.\n\n"
"The first nine are as for `listen`. One of a weight is `scale` bits, and a text without any weighs `rest`. Every run\n"
"has one of `letters`. Loud\n"
"sentences matter that may come to what spam must, by what they hold of the table of phrases `lexicon`, of which those\n"
"are things for which `things` has no 0; stretches within `reach` of runs of the second kind, by what they hold of the\n"
"table of phrases `offers`, for each of which `senses` says what it is (native/scan_sells.h). `blocks` is as for `letters`, 0 being the number of Latin. The last\n"
"four may be None.");

PyObject *scan_listener(PyObject *module, PyObject *args)
{
    Listener *made = PyMem_Calloc(1, sizeof *made);
    if (made == NULL)
        return PyErr_NoMemory();
    Py_buffer *b = made->buffers;
    int (*l)[3] = made->weights.lengths;
    PyObject *capsule = NULL, *letters = NULL;
    if (PyArg_ParseTuple(args, "y*y*y*y*(iii)(iii)ddnddUy*z*z*z*z*", &b[0], &b[1], &b[2], &b[3], &l[0][0], &l[0][1],
                         &l[0][2], &l[1][0], &l[1][1], &l[1][2], &made->level.least, &made->level.joiner,
                         &made->reach, &made->known.scale, &made->known.rest,
                         &letters, &b[4], &b[5], &b[6], &b[7], &b[8]) &&
        take_buffers(made)) {
        Text all = text_of(letters);
        find_quiet(&made->quiet, b[0].buf, &all);
        made->runs.quiet = &made->quiet;
        capsule = PyCapsule_New(made, NAME, forget);
    }
    if (capsule == NULL)
        free_listener(made);
    return capsule;
}

const char scan_sells_doc[] = PyDoc_STR(
"sells(text, listener)\n--\n\n"
"Return False only if nothing in a text sells what the text is not about.\n\n"
"None if it takes one of the tables that the listener has not. A list if only some sentences may, and those not if they\n"
"tell a story: where each begins and ends, and by how much what may speak for it is more than it must be.");

static PyObject *list_doubts(const Doubts *doubts)
{
    PyObject *list = PyList_New(doubts->count);
    for (int i = 0; list && i < doubts->count; i++) {
        const Doubt *each = &doubts->items[i];
        PyObject *row = Py_BuildValue("nnd", each->start, each->stop, each->above);
        if (row == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, row);
    }
    return list;
}

PyObject *scan_sells(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    const Listener *with = count == 2 ? listener_in(args[1]) : NULL;
    if (with == NULL || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "sells takes a text and a listener");
        return NULL;
    }
    Text text = text_of(args[0]);
    Found found = {{NULL, 0, 0}, NULL, 0, 0};
    Doubts doubts = {.count = 0};
    Py_UCS4 lowered[LONGEST_SAID];
    PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
    int enough = listen_to(&text, &with->runs, &with->weights, &with->level, with->reach, &found);
    int any = enough ? may_be_outlier(&text, &found.loud, &with->weights, &with->level, &with->known, lowered, &doubts) : 0;
    any = any || !enough ? any : are_foreign(&text, &found.loud, with->known.blocks);
    any = any || !enough ? any : may_offer(&text, &found, with->reach, &with->known, lowered);
    clear_found(&found);
    if (state)
        PyEval_RestoreThread(state);
    if (!enough)
        return PyErr_NoMemory();
    if (!any && doubts.count)
        return list_doubts(&doubts);
    return any == UNKNOWN ? Py_NewRef(Py_None) : PyBool_FromLong(any);
}

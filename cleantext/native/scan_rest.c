/* What the sentences of a text say beside some of them; the twin is in cleantext/rest.py. */

#include "scan_sells.h"

/* No more of a sentence is heard (cleantext/hearing.py), nor are more marks counted that join terms. */
#define LONGEST 400
#define JOINERS 2

/* Whether text[low:high] may name a thing that is for sale. */
static int may_name(const Text *text, Py_ssize_t low, Py_ssize_t high, const Known *known, Py_UCS4 *lowered)
{
    uint32_t number = 0;
    if (!lower(text, low, high, lowered))
        return 1;
    Text said = {lowered, high - low, PyUnicode_4BYTE_KIND};
    for (Py_ssize_t end = 0; (end = next_whole(&known->lexicon, &said, end, &number));)
        if (known->things[number])
            return 1;
    return 0;
}

/* What is asked of each sentence, and what was found: how many say something, and those to be looked at. */
typedef struct {
    const Text *text;
    const Listener *with;
    double softest;
    Desk desk;
    Py_UCS4 lowered[LONGEST_SAID];
    Py_ssize_t count;
    PyObject *some;
} Asked;

/* Hear a sentence without white space around it; 0 with an error set. */
static int hear(Asked *asked, Py_ssize_t low, Py_ssize_t high)
{
    const Text *text = asked->text;
    const Listener *with = asked->with;
    Loud each = {.first = low, .last = high - low > LONGEST ? low + LONGEST : high};
    each.speaks = speaks(text, each.first, each.last);
    if (!each.speaks)
        return 1;
    asked->count++;
    double joiner = with->level.joiner;
    if (!weigh_said(text, &each, &with->weights, asked->softest - joiner * JOINERS, &asked->desk)) {
        PyErr_NoMemory();
        return 0;
    }
    if (each.heard.best + joiner * JOINERS > asked->softest)
        each.joiners = count_joiners(text, each.first, each.last);
    int is_loud = each.heard.best + joiner * each.joiners > asked->softest;
    int names = may_name(text, each.first, each.last, &with->known, asked->lowered);
    if (!is_loud && !names && each.speaks == 1)
        return 1;
    PyObject *row = Py_BuildValue("nndiii", each.first, each.last, each.heard.best, each.joiners, each.speaks, names);
    int done = row && PyList_Append(asked->some, row) == 0;
    Py_XDECREF(row);
    return done;
}

/* Hear all sentences but those that begin at some places, which are in order; 0 with an error set. */
static int hear_all(Asked *asked, PyObject *starts)
{
    const Text *text = asked->text;
    Py_ssize_t low = 0, count = PyList_GET_SIZE(starts), next = 0;
    for (Py_ssize_t end; low < text->length; low = end) {
        int breaks;
        end = next_end(text, low, text->length, &breaks);
        end = end < 0 ? text->length : end;
        Py_ssize_t first = low, last = end;
        while (first < last && Py_UNICODE_ISSPACE(AT(text, first)))
            first++;
        while (last > first && Py_UNICODE_ISSPACE(AT(text, last - 1)))
            last--;
        Py_ssize_t taken = -1;
        for (; next < count && taken < first; next += taken < first) {
            taken = PyLong_AsSsize_t(PyList_GET_ITEM(starts, next));
            if (taken == -1 && PyErr_Occurred())
                return 0;
        }
        if (first < last && taken != first && !hear(asked, first, last))
            return 0;
    }
    return 1;
}

const char scan_rest_doc[] = PyDoc_STR(
"rest(text, starts, softest, listener)\n--\n\n"
"Return how many sentences of a text say something, but for those that begin at some places, a list in order; and of those\n"
"among them that may weigh more than `softest`, or name a thing, or of which Python must count the words: where each\n"
"begins and ends, what its heaviest stretch weighs, how many marks join terms in it, 1 or -1 for whether it speaks as\n"
"`listen` has it, and whether it may name a thing.");

PyObject *scan_rest(PyObject *module, PyObject *args)
{
    PyObject *string, *starts, *capsule, *found = NULL;
    double softest;
    if (!PyArg_ParseTuple(args, "UO!dO", &string, &PyList_Type, &starts, &softest, &capsule))
        return NULL;
    const Listener *with = listener_in(capsule);
    if (with == NULL)
        return NULL;
    if (!with->known.has_lists) {
        PyErr_SetString(PyExc_ValueError, "rest: the listener does not have the lists of phrases");
        return NULL;
    }
    Text text = text_of(string);
    Asked *asked = PyMem_Malloc(sizeof *asked);
    if (asked == NULL)
        return PyErr_NoMemory();
    asked->text = &text;
    asked->with = with;
    asked->softest = softest;
    asked->count = 0;
    asked->some = PyList_New(0);
    memset(&asked->desk, 0, sizeof asked->desk);
    if (asked->some && hear_all(asked, starts))
        found = Py_BuildValue("nO", asked->count, asked->some);
    Py_XDECREF(asked->some);
    clear_desk(&asked->desk);
    PyMem_Free(asked);
    return found;
}

/* The texts of the search for the likeliest way to read bytes, and its end. */

#include "scan_realign.h"

PyObject *text_ending_at(const Search *search, uint32_t end)
{
    PyObject *pieces = PyList_New(0);
    for (uint32_t at = end; pieces && at != NOTHING; at = search->ends[at].before) {
        const End *each = &search->ends[at];
        PyObject *gloss = each->gloss ? PyTuple_GET_ITEM(PyTuple_GET_ITEM(search->slots, each->gloss - 1), 1) : NULL;
        PyObject *piece = gloss ? PyUnicode_FromFormat("(%U)", gloss) : NULL;
        if (gloss && (piece == NULL || PyList_Append(pieces, piece) < 0))
            Py_CLEAR(pieces);
        Py_XDECREF(piece);
        piece = pieces ? PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, each->chars, each->size) : NULL;
        if (pieces && (piece == NULL || PyList_Append(pieces, piece) < 0))
            Py_CLEAR(pieces);
        Py_XDECREF(piece);
    }
    PyObject *nothing = pieces && PyList_Reverse(pieces) == 0 ? PyUnicode_New(0, 0) : NULL;
    PyObject *text = nothing ? PyUnicode_Join(nothing, pieces) : NULL;
    Py_XDECREF(nothing);
    Py_XDECREF(pieces);
    return text;
}

/* Put a gloss behind each text that ends in a whole character; 0 with an error set. */
static int put_gloss(Search *search, Py_ssize_t slot, PyObject *gloss, PyObject *read, double misread)
{
    for (size_t i = 0; i < search->grown.count; i++) {
        State *state = &search->grown.states[i];
        if (state->lead)
            continue;
        PyObject *text = text_ending_at(search, state->text);
        Py_ssize_t length = text ? PyUnicode_GET_LENGTH(text) : 0;
        PyObject *last = text ? PyUnicode_Substring(text, length ? length - 1 : 0, length) : NULL;
        PyObject *said = last ? PyObject_CallOneArg(read, last) : NULL;
        int same = said ? PyObject_RichCompareBool(said, gloss, Py_EQ) : -1;
        Py_XDECREF(said);
        Py_XDECREF(last);
        Py_XDECREF(text);
        if (same < 0)
            return 0;
        state->cost += same ? 0.0 : misread;
        search->ends[state->text].gloss = (uint32_t)slot + 1;
    }
    return 1;
}

/* Add the likeliest text that ends behind a slot to `found`, if there is one; 0 with an error set. */
static int add_best(const Search *search, uint32_t following, Py_ssize_t slots, double unseen, PyObject *found)
{
    PyObject *best = NULL;
    double cost = 0, next = 0;
    int others = 0;
    for (size_t i = 0; i < search->grown.count; i++) {
        const State *state = &search->grown.states[i];
        if (state->lead)
            continue;
        double total = state->cost + (cost_of_pair(search, state->last, following)
                                      + strangeness_of(search, state->last, following));
        if (search->memo.ask && PyErr_Occurred()) {
            Py_XDECREF(best);
            return 0;
        }
        int first = best == NULL || total < cost;
        PyObject *text = first || total == cost ? text_ending_at(search, state->text) : NULL;
        if (text == NULL && PyErr_Occurred()) {
            Py_XDECREF(best);
            return 0;
        }
        if (best) {
            double worse = first ? cost : total;
            next = others && next < worse ? next : worse;
            others = 1;
        }
        if (text && (first || PyUnicode_Compare(text, best) < 0)) {
            Py_XSETREF(best, text);
            cost = total;
        }
        else
            Py_XDECREF(text);
    }
    if (best == NULL)
        return 1;
    PyObject *reading = Py_BuildValue("dNnd", cost, best, slots, (others ? next : cost + unseen) - cost);
    int added = reading && PyList_Append(found, reading) == 0;
    Py_XDECREF(reading);
    return added;
}

/* Whether a slot is a pair of a tuple of bytes, none longer than two, and a str. */
static int is_slot(PyObject *slot)
{
    if (!PyTuple_Check(slot) || PyTuple_GET_SIZE(slot) != 2 || !PyTuple_Check(PyTuple_GET_ITEM(slot, 0))
        || !PyUnicode_Check(PyTuple_GET_ITEM(slot, 1)))
        return 0;
    PyObject *choices = PyTuple_GET_ITEM(slot, 0);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(choices); i++)
        if (!PyBytes_Check(PyTuple_GET_ITEM(choices, i)) || PyBytes_GET_SIZE(PyTuple_GET_ITEM(choices, i)) > 2)
            return 0;
    return PyTuple_GET_SIZE(choices) < HASHED / 2;
}

/* All readings of the slots, into `found`; 0 with an error set. */
static int search_all(Search *search, PyObject *then, PyObject *read, const Py_ssize_t *limits,
                      double misread, double unseen, PyObject *found)
{
    for (Py_ssize_t slot = 0; slot < PyTuple_GET_SIZE(search->slots); slot++) {
        PyObject *each = PyTuple_GET_ITEM(search->slots, slot);
        if (!is_slot(each)) {
            PyErr_SetString(PyExc_TypeError, "realign: a slot is a tuple of bytes, one or two each, and a str");
            return 0;
        }
        PyObject *gloss = PyTuple_GET_ITEM(each, 1);
        int has_gloss = PyUnicode_GET_LENGTH(gloss) > 0;
        int done = go_over_slot(search, PyTuple_GET_ITEM(each, 0), has_gloss, limits);
        if (done <= 0)
            return done == 0;
        if (has_gloss && !put_gloss(search, slot, gloss, read, misread))
            return 0;
        if (!add_best(search, PyUnicode_READ_CHAR(then, slot), slot + 1, unseen, found))
            return 0;
        States *now = &search->now, *grown = &search->grown;
        now->count = 0;
        for (size_t i = 0; i < grown->count; i++)
            if (grown->states[i].lead) {
                if (!grow_states(now)) {
                    PyErr_NoMemory();
                    return 0;
                }
                now->states[now->count++] = grown->states[i];
            }
        if ((Py_ssize_t)now->count > limits[0])
            keep_cheapest(now, (size_t)limits[0]);
    }
    return 1;
}

const char scan_realign_doc[] = PyDoc_STR(
"realign(before, slots, then, strange, chars, symbols, costs, read, limits, misread, unseen)\n--\n\n"
"Return what `cleantext.realign.readings` yields, as a list of tuples.\n\n"
"`before` and `then` are symbols, `strange` a dict of one or two of them, `chars` and `symbols` what two bytes are, and\n"
"behind them what one is; `costs` are the tables of a model, or those of a memo and whom to ask; `read` gives the\n"
"reading of a character, `limits` are how many states are kept, steps tried, and bytes unknown.");

/* What is strange, out of a dict; 0 with an error set. */
static int take_strange(Search *search, PyObject *strange)
{
    PyObject *key, *value;
    Py_ssize_t place = 0;
    search->strange = PyMem_New(Strange, PyDict_GET_SIZE(strange) + 1);
    if (search->strange == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    while (PyDict_Next(strange, &place, &key, &value)) {
        Py_ssize_t length = PyUnicode_Check(key) ? PyUnicode_GET_LENGTH(key) : 0;
        double more = PyFloat_AsDouble(value);
        if (PyErr_Occurred())
            return 0;
        if (length != 1 && length != 2) {
            PyErr_SetString(PyExc_ValueError, "realign: what is strange is a symbol or two");
            return 0;
        }
        Py_UCS4 first = PyUnicode_READ_CHAR(key, 0);
        search->may_be_odd[first >> 6 & 3] |= UINT64_C(1) << (first & 63);
        search->strange[search->odd++] = (Strange){
            first, length > 1 ? PyUnicode_READ_CHAR(key, 1) : NOTHING, more};
    }
    return 1;
}

int take_search_tables(Search *search, PyObject *chars, PyObject *symbols, PyObject *costs, Py_buffer *buffers)
{
    Py_ssize_t count = PyTuple_GET_SIZE(costs);
    int writable = count == 3 ? PyBUF_WRITABLE : PyBUF_SIMPLE, right = count == TABLES || count == 3;
    right = right && PyObject_GetBuffer(chars, &buffers[TABLES], PyBUF_SIMPLE) == 0
            && PyObject_GetBuffer(symbols, &buffers[TABLES + 1], PyBUF_SIMPLE) == 0;
    for (int i = 0; right && i < (count == 3 ? 2 : TABLES); i++)
        right = PyObject_GetBuffer(PyTuple_GET_ITEM(costs, i), &buffers[i], writable) == 0;
    if (PyErr_Occurred())
        return 0;
    Py_ssize_t size = 4 * (ALONE + 0x100), numbers = right ? buffers[SINGLE].len : 0;
    right = right && buffers[TABLES].len == size && buffers[TABLES + 1].len == size;
    if (right && count == 3) {
        Py_ssize_t words = buffers[0].len / 8;
        right = words >= 8 && (words & (words - 1)) == 0 && buffers[0].len == 8 * words
                && buffers[1].len == 8 * words;
        search->memo = (Memo){buffers[0].buf, buffers[1].buf, (size_t)words - 1, PyTuple_GET_ITEM(costs, 2)};
    }
    else if (right) {
        right = buffers[NUMBER].len == 2 * SYMBOLS && numbers && buffers[STARTS].len == 4 * (numbers + 1)
                && buffers[BACKOFF].len == numbers && buffers[SECONDS].len == 2 * buffers[COSTS].len;
        search->model = (Model){buffers[NUMBER].buf, buffers[STARTS].buf, buffers[SECONDS].buf,
                                buffers[COSTS].buf,  buffers[SINGLE].buf, buffers[BACKOFF].buf};
    }
    if (!right)
        PyErr_SetString(PyExc_ValueError, "a table does not have the size that it must have");
    search->chars = buffers[TABLES].buf;
    search->symbols = buffers[TABLES + 1].buf;
    search->places = right ? PyMem_Calloc(HASHED, sizeof *search->places) : NULL;
    if (right && (search->places == NULL || !grow_states(&search->now))) {
        PyErr_NoMemory();
        return 0;
    }
    return right;
}

void clear_search(Search *search, Py_buffer *buffers)
{
    for (int i = 0; i < BUFFERS; i++)
        PyBuffer_Release(&buffers[i]);
    PyMem_Free(search->now.states);
    PyMem_Free(search->grown.states);
    PyMem_Free(search->ends);
    PyMem_Free(search->places);
    PyMem_Free(search->strange);
}

PyObject *scan_realign(PyObject *module, PyObject *args)
{
    PyObject *before, *slots, *then, *strange, *chars, *symbols, *costs, *read, *found = NULL;
    Py_ssize_t limits[3];
    double misread, unseen;
    if (!PyArg_ParseTuple(args, "UO!UO!OOO!O(nnn)dd", &before, &PyTuple_Type, &slots, &then, &PyDict_Type, &strange,
                          &chars, &symbols, &PyTuple_Type, &costs, &read, &limits[0], &limits[1], &limits[2],
                          &misread, &unseen))
        return NULL;
    if (PyUnicode_GET_LENGTH(before) != 1 || PyUnicode_GET_LENGTH(then) != PyTuple_GET_SIZE(slots)) {
        PyErr_SetString(PyExc_ValueError, "realign: one symbol before, and one behind each slot");
        return NULL;
    }
    Py_buffer buffers[BUFFERS] = {{0}};
    Search search = {.slots = slots};
    if (take_search_tables(&search, chars, symbols, costs, buffers) && take_strange(&search, strange)) {
        search.now.states[search.now.count++] = (State){.last = PyUnicode_READ_CHAR(before, 0), .text = NOTHING};
        found = PyList_New(0);
        if (found && !search_all(&search, then, read, limits, misread, unseen, found))
            Py_CLEAR(found);
    }
    clear_search(&search, buffers);
    return found;
}

/* The likeliest way to read bytes that were read one byte off; the twin is `readings` in cleantext/realign.py, which
 * says what is searched for and how. */

#include "scan_realign.h"
#include <stdlib.h>

static uint32_t number_of(const Model *model, uint32_t symbol)
{
    return symbol < SYMBOLS ? model->number[symbol] : 0;
}

static double asked(const Memo *memo, uint32_t first, uint32_t second)
{
    uint64_t key = UINT64_C(1) << 63 | (uint64_t)first << 21 | second;
    size_t slot = (size_t)(key * MIXER >> 40), probe = 0;
    for (; probe < 8 && memo->keys[(slot + probe) & memo->mask]; probe++)
        if (memo->keys[(slot + probe) & memo->mask] == key)
            return memo->values[(slot + probe) & memo->mask];
    PyObject *one = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, &first, 1);
    PyObject *other = one ? PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, &second, 1) : NULL;
    PyObject *said = other ? PyObject_CallFunctionObjArgs(memo->ask, one, other, NULL) : NULL;
    double cost = said ? PyFloat_AsDouble(said) : 0.0;
    Py_XDECREF(one);
    Py_XDECREF(other);
    Py_XDECREF(said);
    if (PyErr_Occurred())
        return 0.0;
    slot = (slot + probe % 8) & memo->mask;
    memo->keys[slot] = key;
    memo->values[slot] = cost;
    return cost;
}

double cost_of_pair(const Search *search, uint32_t first, uint32_t second)
{
    const Model *model = &search->model;
    if (search->memo.ask)
        return asked(&search->memo, first, second);
    uint32_t before = number_of(model, first), wanted = number_of(model, second);
    uint32_t low = model->starts[before], high = model->starts[before + 1];
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (model->seconds[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (wanted && low < model->starts[before + 1] && model->seconds[low] == wanted)
        return model->costs[low] / 8.0;
    return (model->backoff[before] + model->single[wanted]) / 8.0;
}

double strangeness_of(const Search *search, uint32_t first, uint32_t second)
{
    if (!(search->may_be_odd[first >> 6 & 3] >> (first & 63) & 1))
        return 0.0;
    for (size_t i = 0; i < search->odd; i++)
        if (search->strange[i].first == first && search->strange[i].second == second)
            return search->strange[i].more;
    return 0.0;
}

int grow_states(States *states)
{
    if (states->count < states->room)
        return 1;
    size_t room = states->room ? 2 * states->room : 256;
    State *larger = PyMem_Realloc(states->states, room * sizeof *larger);
    if (larger == NULL)
        return 0;
    states->states = larger;
    states->room = room;
    return 1;
}

uint32_t new_end_of_text(Search *search)
{
    if (search->count == search->room) {
        size_t room = search->room ? 2 * search->room : 1024;
        End *larger = PyMem_Realloc(search->ends, room * sizeof *larger);
        if (larger == NULL)
            return NOTHING;
        search->ends = larger;
        search->room = room;
    }
    return (uint32_t)search->count++;
}

static int step(const Search *search, const unsigned char *bytes, Py_ssize_t size, uint32_t lead, Step *found)
{
    found->size = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        uint32_t byte = bytes[i], code = lead ? lead << 8 | byte : ALONE + byte;
        if (lead || byte < 0x80 || search->chars[code]) {
            if (lead && search->chars[code] == 0)
                return 0;
            found->chars[found->size] = search->chars[code];
            found->symbols[found->size] = search->symbols[code];
            found->size++;
            lead = NO_LEAD;
        }
        else if (byte > 0x80 && byte < 0xFF)
            lead = byte;
        else
            return 0;
    }
    found->lead = lead;
    for (uint32_t i = 0; i < found->size; i++)
        found->more[i] = strangeness_of(search, found->symbols[i], NOTHING);
    return 1;
}

int take_step(Search *search, const State *from, const Step *found)
{
    double total = from->cost;
    uint32_t last = from->last;
    for (uint32_t i = 0; i < found->size; i++) {
        total += cost_of_pair(search, last, found->symbols[i]) + found->more[i];
        last = found->symbols[i];
    }
    if (search->memo.ask && PyErr_Occurred())
        return 0;
    States *grown = &search->grown;
    uint64_t key = (uint64_t)found->lead << 21 | last;
    size_t slot = (size_t)(key * MIXER >> 40) % HASHED;
    State *held = NULL;
    for (; search->places[slot]; slot = (slot + 1) % HASHED) {
        held = &grown->states[search->places[slot] - 1];
        if (held->lead == found->lead && held->last == last)
            break;
    }
    if (search->places[slot] == 0) {
        uint32_t end = grow_states(grown) ? new_end_of_text(search) : NOTHING;
        if (end == NOTHING || grown->count >= HASHED - 1) {
            PyErr_NoMemory();
            return 0;
        }
        held = &grown->states[grown->count++];
        search->places[slot] = (uint32_t)grown->count;
        held->text = end;
        held->slot = (uint32_t)slot;
    }
    else if (total >= held->cost)
        return 1;
    held->lead = found->lead;
    held->last = last;
    held->cost = total;
    End *end = &search->ends[held->text];
    end->before = from->text;
    end->size = found->size;
    memcpy(end->chars, found->chars, sizeof end->chars);
    end->gloss = 0;
    return 1;
}

static int by_cost(const void *one, const void *other)
{
    const State *a = one, *b = other;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    /* Ends are made in the order in which states are met. */
    return a->text < b->text ? -1 : a->text > b->text;
}

void keep_cheapest(States *states, size_t most)
{
    qsort(states->states, states->count, sizeof *states->states, by_cost);
    if (states->count > most)
        states->count = most;
}

int go_over_slot(Search *search, PyObject *choices, int has_gloss, const Py_ssize_t *limits)
{
    States *now = &search->now;
    Py_ssize_t count = PyTuple_GET_SIZE(choices);
    if ((Py_ssize_t)now->count * count > limits[1])
        keep_cheapest(now, (size_t)(limits[1] / count ? limits[1] / count : 1));
    for (size_t i = 0; i < search->grown.count; i++)
        search->places[search->grown.states[i].slot] = 0;
    search->grown.count = 0;
    /* States by the byte that waits, in the order in which such a byte is first met. */
    uint32_t first[256], order[256], leads = 0;
    memset(first, 0xFF, sizeof first);
    for (size_t i = 0; i < now->count; i++)
        if (first[now->states[i].lead] == NOTHING) {
            first[now->states[i].lead] = (uint32_t)i;
            order[leads++] = now->states[i].lead;
        }
    uint32_t next[256];
    memset(next, 0xFF, sizeof next);
    for (size_t i = now->count; i-- > 0; next[now->states[i].lead] = (uint32_t)i)
        now->states[i].slot = next[now->states[i].lead];
    if ((Py_ssize_t)leads > limits[2] && count > limits[2] && !has_gloss)
        return 0;
    Step *steps = PyMem_New(Step, count ? count : 1);
    int enough = steps != NULL;
    if (!enough)
        PyErr_NoMemory();
    for (uint32_t i = 0; enough && i < leads; i++) {
        Py_ssize_t some = 0;
        for (Py_ssize_t choice = 0; choice < count; choice++) {
            PyObject *bytes = PyTuple_GET_ITEM(choices, choice);
            some += step(search, (const unsigned char *)PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), order[i],
                         &steps[some]);
        }
        for (uint32_t each = first[order[i]]; some && enough && each != NOTHING; each = now->states[each].slot)
            for (Py_ssize_t choice = 0; enough && choice < some; choice++)
                enough = take_step(search, &now->states[each], &steps[choice]);
    }
    PyMem_Free(steps);
    return enough ? 1 : -1;
}

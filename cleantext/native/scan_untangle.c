/* The likeliest text that a decoder of both UTF-8 and windows-1252 read amiss; the twin is in cleantext/hybrid.py. */

#include "scan_realign.h"

/* What the bytes behind one that waits are; 0 if they are nothing. */
static int feed(const Search *search, const unsigned char *data, int size, Step *found)
{
    found->size = 0;
    found->lead = NO_LEAD;
    for (int i = 0; i < size; i++) {
        uint32_t byte = data[i], code = ALONE + byte;
        if (byte >= 0x80 && search->chars[code] == 0) {
            if (i + 1 == size) {
                found->lead = byte;
                return byte > 0x80;
            }
            code = byte << 8 | data[++i];
            if (search->chars[code] == 0)
                return 0;
        }
        found->chars[found->size] = found->symbols[found->size] = search->chars[code];
        found->more[found->size++] = 0.0;
    }
    return 1;
}

/* The bytes of a character in UTF-8; 0 for half of one. */
static int as_utf8(Py_UCS4 character, unsigned char *to)
{
    if (character < 0x800) {
        to[0] = (unsigned char)(0xC0 | character >> 6);
        to[1] = (unsigned char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character - 0xD800 < 0x800)
        return 0;
    int size = character < 0x10000 ? 3 : 4;
    to[0] = (unsigned char)(size == 3 ? 0xE0 | character >> 12 : 0xF0 | character >> 18);
    for (int i = 1; i < size; i++)
        to[i] = (unsigned char)(0x80 | (character >> 6 * (size - 1 - i) & 0x3F));
    return size;
}

/* Go over one character; 0 with an error set. */
static int go_over(Search *search, Py_UCS4 character, const unsigned char *western)
{
    unsigned char choices[2][4];
    int sizes[2], count = 0;
    unsigned char byte = character < 0x80 ? (unsigned char)character : character > 0xFFFF ? 0 : western[character];
    if (character < 0x80 || (byte && byte != 0x1A)) {
        choices[count][0] = byte;
        sizes[count++] = 1;
    }
    if (character >= 0x80 && (sizes[count] = as_utf8(character, choices[count])))
        count++;
    memset(search->places, 0, HASHED * sizeof *search->places);
    search->grown.count = 0;
    for (size_t i = 0; i < search->now.count; i++)
        for (int choice = 0; choice < count; choice++) {
            const State *from = &search->now.states[i];
            unsigned char data[5] = {(unsigned char)from->lead};
            int waits = from->lead != NO_LEAD;
            Step step;
            memcpy(data + waits, choices[choice], (size_t)sizes[choice]);
            if (feed(search, data, waits + sizes[choice], &step) && !take_step(search, from, &step))
                return 0;
        }
    return 1;
}

/* Append a run of ASCII to the only text there is; how many characters that was, 0 with an error set. */
static Py_ssize_t run_on(Search *search, const Text *text, Py_ssize_t place)
{
    State *state = &search->now.states[0];
    Py_ssize_t start = place;
    while (place < text->length && AT(text, place) < 0x80) {
        uint32_t end = new_end_of_text(search);
        if (end == NOTHING) {
            PyErr_NoMemory();
            return 0;
        }
        End *each = &search->ends[end];
        *each = (End){.before = state->text};
        for (; each->size < 5 && place < text->length && AT(text, place) < 0x80; place++) {
            each->chars[each->size++] = AT(text, place);
            state->cost += cost_of_pair(search, state->last, AT(text, place));
            state->last = AT(text, place);
        }
        state->text = end;
    }
    return PyErr_Occurred() ? 0 : place - start;
}

const char scan_untangle_doc[] = PyDoc_STR(
"untangle(text, western, chars, costs, most)\n--\n\n"
"Return what a text may have been, as a list of tuples of bits and texts; see `cleantext.hybrid`.\n\n"
"`western` has the bytes of characters as for `unread`, `chars` what two bytes are and behind them what one is; `costs`\n"
"are the tables of a memo and whom to ask. `most` ways to have read the text are kept.");

PyObject *scan_untangle(PyObject *module, PyObject *args)
{
    PyObject *string, *chars, *costs, *found = NULL;
    Py_buffer western, buffers[BUFFERS] = {{0}};
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "Uy*OO!n", &string, &western, &chars, &PyTuple_Type, &costs, &most))
        return NULL;
    Text text = text_of(string);
    Search search = {.slots = NULL};
    int done = western.len == 0x10000;
    if (!done)
        PyErr_SetString(PyExc_ValueError, "untangle: a table does not have the size that it must have");
    done = done && take_search_tables(&search, chars, chars, costs, buffers);
    if (done)
        search.now.states[search.now.count++] = (State){.last = ' ', .text = NOTHING};
    for (Py_ssize_t place = 0; done && place < text.length && search.now.count;) {
        if (search.now.count == 1 && search.now.states[0].lead == NO_LEAD && AT(&text, place) < 0x80) {
            Py_ssize_t run = run_on(&search, &text, place);
            done = run > 0;
            place += run;
            continue;
        }
        done = go_over(&search, AT(&text, place++), western.buf);
        if (done && search.grown.count > (size_t)most)
            keep_cheapest(&search.grown, (size_t)most);
        States swapped = search.now;
        search.now = search.grown;
        search.grown = swapped;
    }
    found = done ? PyList_New(0) : NULL;
    for (size_t i = 0; found && i < search.now.count; i++) {
        const State *state = &search.now.states[i];
        if (state->lead != NO_LEAD)
            continue;
        PyObject *each = Py_BuildValue("dN", state->cost, text_ending_at(&search, state->text));
        if (each == NULL || PyList_Append(found, each) < 0)
            Py_CLEAR(found);
        Py_XDECREF(each);
    }
    clear_search(&search, buffers);
    PyBuffer_Release(&western);
    return found;
}

/* Where a text holds what sound text does not, by what is known of each character between its neighbours; the twin is in
 * cleantext/odd_lines.py. */

#include "scan_members.h"

/* What is known of a character between its neighbours, as cleantext/contexts.py numbers it. */
enum { ODD = 1, MISREAD_HERE = 2, SWAPPED = 4, SMALL = 8, IDEOGRAPH = 16, SIGN = 32 };
/* So many threes are told at once. */
#define MOST_TOLD 4096

/* Threes as `is_known_three` reads them, and what is known of each. */
typedef struct {
    const uint64_t *slots;
    const uint8_t *kinds;
    size_t mask;
} Kinds;

/* Places in a text, in order. */
typedef struct {
    int64_t *places;
    Py_ssize_t count, room;
} Places;

static int add_place(Places *to, Py_ssize_t place)
{
    if (to->count == to->room) {
        Py_ssize_t room = to->room ? 2 * to->room : 64;
        int64_t *larger = PyMem_Resize(to->places, int64_t, room);
        if (larger == NULL)
            return 0;
        to->places = larger;
        to->room = room;
    }
    to->places[to->count++] = place;
    return 1;
}

/* What is known of a three; -1 if nothing is. */
static int kind_of(const Kinds *table, uint64_t three)
{
    size_t slot = (size_t)(three * MIXER >> 32);
    for (int probe = 0; probe < SLOTS_IN_A_ROW; probe++) {
        uint64_t held = table->slots[(slot + probe) & table->mask];
        if (held == three)
            return table->kinds[(slot + probe) & table->mask];
        if (held == 0)
            return -1;
    }
    return -1;
}

static int is_one_of(const Text *chars, Py_UCS4 c)
{
    for (Py_ssize_t i = 0; i < chars->length; i++)
        if (AT(chars, i) == c)
            return 1;
    return 0;
}

/* Add a character with its neighbours to a set of strings, which is made for the first, unless it has many. */
static int add_three(PyObject **set, uint64_t three)
{
    if (*set == NULL && (*set = PySet_New(NULL)) == NULL)
        return 0;
    if (PySet_GET_SIZE(*set) >= MOST_TOLD)
        return 1;
    Py_UCS4 chars[3] = {three >> 42 & 0x1FFFFF, three >> 21 & 0x1FFFFF, three & 0x1FFFFF};
    PyObject *string = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, chars, 3);
    int added = string && PySet_Add(*set, string) == 0;
    Py_XDECREF(string);
    return added;
}

/* A search and what it has found. `homely` are letters that are at home in the text, `strangers` those that are not. */
typedef struct {
    Text text, homely, strangers;
    const uint64_t *known;
    size_t known_mask;
    Kinds kinds;
    int eastern, any, early, most;
    Py_ssize_t beginning;
    /* The first of each line that is odd, without and with regard to the language; and all of other kinds. */
    Places firsts, odd, glimpses, swapped, visiting;
    PyObject *unknown, *sound;
} Search;

enum { FAILED = -1, DONE, NEEDS_OTHERS };

/* The end of the line that a place is on, which is no end itself. */
static Py_ssize_t end_of_line(PyObject *string, Py_ssize_t place, Py_ssize_t length)
{
    Py_ssize_t end = PyUnicode_FindChar(string, '\n', place, length, 1);
    return end < 0 ? length : end;
}

/* Note what is known of one place, as far as it is not odd. */
static int note_sound(Search *search, Py_ssize_t place, uint64_t three, int kind)
{
    Py_UCS4 c = AT(&search->text, place);
    if (search->eastern)
        return add_three(&search->sound, three);
    if ((kind & SIGN) || (!(kind & IDEOGRAPH) && is_one_of(&search->strangers, c)))
        return add_place(&search->visiting, place);
    return (kind & IDEOGRAPH) || add_three(&search->sound, three);
}

/* Whether the beginning tells that nearly every line is odd: then nothing is asked but which are. */
static int are_many(const Search *search)
{
    return search->early > search->most;
}

static int look_for_odd(Search *search, PyObject *string, const uint8_t *set)
{
    const Text *text = &search->text;
    Py_ssize_t place, last = text->length - 1, first_end = -1, odd_end = -1;
    Walk members;
    walk(&members, text, set, 0, text->length);
    while ((place = next_member(&members)) >= 0) {
        if (are_many(search) && place <= first_end)
            continue;
        uint64_t three = IN_CONTEXT(place ? AT(text, place - 1) : '\n', AT(text, place),
                                    place < last ? AT(text, place + 1) : '\n');
        if (is_known_three(search->known, search->known_mask, three))
            continue;
        int kind = kind_of(&search->kinds, three);
        if (kind < 0) {
            if (!add_three(&search->unknown, three))
                return FAILED;
            continue;
        }
        search->any |= kind;
        if (!search->eastern && (AT(text, place) - 0x4E00u < 0x5200 || AT(text, place) - 0xAC00u < 0x2BA4))
            return NEEDS_OTHERS;
        if (!(kind & ODD)) {
            if (!are_many(search) && !note_sound(search, place, three, kind))
                return FAILED;
            continue;
        }
        search->early += place < search->beginning;
        if (place > first_end) {
            if (!add_place(&search->firsts, place))
                return FAILED;
            first_end = end_of_line(string, place, text->length);
        }
        if (are_many(search)) {
            walk(&members, text, set, first_end, text->length);
            continue;
        }
        int enough = 1;
        if (kind & MISREAD_HERE)
            enough = add_place(&search->glimpses, place);
        if (kind & SWAPPED)
            enough = enough && add_place(&search->swapped, place);
        else if (place > odd_end && ((kind & (SMALL | MISREAD_HERE)) != SMALL || !is_one_of(&search->homely, AT(text, place)))) {
            enough = enough && add_place(&search->odd, place);
            odd_end = first_end;
        }
        if (!enough)
            return FAILED;
    }
    return DONE;
}

static PyObject *bytes_of_places(const Places *from)
{
    return PyBytes_FromStringAndSize((const char *)from->places, from->count * (Py_ssize_t)sizeof(int64_t));
}

/* A table that somebody else holds; 0 and an error set if it is none, or not of 2 ** n words. */
static int take_table(PyObject *from, Py_buffer *to)
{
    if (PyObject_GetBuffer(from, to, PyBUF_SIMPLE) < 0)
        return 0;
    size_t words = (size_t)to->len / sizeof(uint64_t);
    if (words && !(words & (words - 1)) && words * sizeof(uint64_t) == (size_t)to->len)
        return 1;
    PyErr_SetString(PyExc_ValueError, "odd: a table does not have the size that it must have");
    return 0;
}

static PyObject *told(const Search *search)
{
    const Py_ssize_t met = search->firsts.count + search->visiting.count;
    if (search->unknown)
        return Py_NewRef(search->unknown);
    if (are_many(search))
        return Py_BuildValue("iNOOOO", search->any, bytes_of_places(&search->firsts), Py_None, Py_None, Py_None, Py_None);
    if (met == 0 && search->sound == NULL)
        return Py_NewRef(Py_False);
    return Py_BuildValue("iNNNNO", search->any, bytes_of_places(&search->odd), bytes_of_places(&search->glimpses),
                         bytes_of_places(&search->swapped), bytes_of_places(&search->visiting),
                         search->sound ? search->sound : Py_None);
}

const char scan_odd_doc[] = PyDoc_STR(
"odd(text, members, known, slots, kinds, eastern, homely, strangers, beginning, most)\n--\n\n"
"Return the kinds that were met, and where a text holds what sound text does not: a place of each line, 64 bits each.\n\n"
"Then come all places where UTF-8 may have been read amiss, where capitals are swapped, and of doubtful letters, and the set\n"
"of threes of which nothing can come, or None. All of these are None where more than `most` things are odd about the\n"
"`beginning`, so many characters. `members` and `known` are as for `around`, and what is not known is looked up in `slots`,\n"
"a table like that one, in `kinds` a byte for each of its words. If some are not there, the set of them is returned, or\n"
"some of it; False where nothing was met; and None where ideographs are to be looked at together, in text that is not\n"
"`eastern`.");

PyObject *scan_odd(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    if (count != 10 || !PyUnicode_Check(args[0]) || !PyBytes_Check(args[1]) || PyBytes_GET_SIZE(args[1]) != CODE_POINTS / 8 ||
        !PyByteArray_Check(args[4]) || !PyUnicode_Check(args[6]) || !PyUnicode_Check(args[7])) {
        PyErr_SetString(PyExc_TypeError, "odd takes a text, tables, whether it is eastern, letters and numbers");
        return NULL;
    }
    Search search = {{0}};
    Py_buffer known = {0}, slots = {0};
    PyObject *result = NULL;
    search.eastern = PyObject_IsTrue(args[5]);
    search.beginning = PyLong_AsSsize_t(args[8]);
    search.most = (int)PyLong_AsLong(args[9]);
    if (!PyErr_Occurred() && take_table(args[2], &known) && take_table(args[3], &slots)) {
        Kinds table = {slots.buf, (const uint8_t *)PyByteArray_AS_STRING(args[4]), (size_t)slots.len / sizeof(uint64_t) - 1};
        search.text = text_of(args[0]);
        search.homely = text_of(args[6]);
        search.strangers = text_of(args[7]);
        search.known = known.buf;
        search.known_mask = (size_t)known.len / sizeof(uint64_t) - 1;
        search.kinds = table;
        int status = FAILED;
        if ((size_t)PyByteArray_GET_SIZE(args[4]) != table.mask + 1)
            PyErr_SetString(PyExc_ValueError, "odd: a table does not have the size that it must have");
        else
            status = look_for_odd(&search, args[0], (const uint8_t *)PyBytes_AS_STRING(args[1]));
        if (status == FAILED && !PyErr_Occurred())
            PyErr_NoMemory();
        if (status != FAILED)
            result = status == NEEDS_OTHERS ? Py_NewRef(Py_None) : told(&search);
    }
    Py_XDECREF(search.unknown);
    Py_XDECREF(search.sound);
    Places *found[] = {&search.firsts, &search.odd, &search.glimpses, &search.swapped, &search.visiting};
    for (int each = 0; each < 5; each++)
        PyMem_Free(found[each]->places);
    if (known.obj)
        PyBuffer_Release(&known);
    if (slots.obj)
        PyBuffer_Release(&slots);
    return result;
}

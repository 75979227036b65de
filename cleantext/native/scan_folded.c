/* Chinese marks of full width that were folded to ASCII; the twins in Python are in cleantext/full_width.py. */

#include "scan.h"

/* Classes of characters up to U+FFFF, as bits: ideographs, what else Chinese text is made of, marks of full width, what a
 * folded mark stands behind or before, and the marks themselves. */
enum { HAN = 1, CHINESE = 2, FULL = 4, BEHIND_MARK = 8, BEFORE_MARK = 16, MARK = 32 };
#define CLASSES 0x10000
/* A run of ASCII that is no longer protects no mark. */
#define SHORT 2
/* How far a mark is from its full form. */
#define FULLER 0xFEE0

static inline unsigned class_of(const uint8_t *classes, const Text *text, Py_ssize_t place)
{
    if (place < 0 || place >= text->length)
        return 0;
    Py_UCS4 c = AT(text, place);
    return c < CLASSES ? classes[c] : 0;
}

static int add_span(PyObject *spans, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *span = Py_BuildValue("(nn)", start, end);
    int done = span && PyList_Append(spans, span) == 0;
    Py_XDECREF(span);
    return done;
}

static int has_size(const Py_buffer *classes)
{
    if (classes->len == CLASSES)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of classes does not have the size that it must have");
    return 0;
}

const char scan_ascii_runs_doc[] = PyDoc_STR(
"ascii_runs(text, classes, few)\n--\n\n"
"Return the runs of visible ASCII that have marks, as a list, of a text that looks as folding leaves it; None of others.\n\n"
"It has `few` times as many folded commas as full width marks, and as many Chinese full stops as others behind\n"
"ideographs, and more. `classes` holds bits for each character up to U+FFFF.");

PyObject *scan_ascii_runs(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer given;
    Py_ssize_t few, commas = 0, marks = 0, stops = 0, ascii_stops = 0, visible = 0, first_mark = -1;
    if (!PyArg_ParseTuple(args, "Uy*n", &string, &given, &few))
        return NULL;
    PyObject *runs = has_size(&given) ? PyList_New(0) : NULL;
    const uint8_t *classes = given.buf;
    Text text = text_of(string);
    int done = runs != NULL;
    for (Py_ssize_t i = 0; done && i <= text.length; i++) {
        Py_UCS4 c = i < text.length ? AT(&text, i) : ' ';
        if (c - 0x21 < 0x5E) {
            visible++;
            if (c == ',')
                commas += (AT(&text, i - (i > 0)) == ')' || class_of(classes, &text, i - 1) & CHINESE)
                          && class_of(classes, &text, i + 1) & CHINESE;
            else if (c == '.' && class_of(classes, &text, i - 1) & HAN) {
                Py_UCS4 next = i + 1 < text.length ? AT(&text, i + 1) : ' ';
                ascii_stops += next != '.' && next != '_' && !Py_UNICODE_ISALNUM(next);
            }
            if (first_mark < 0 && classes[c] & MARK)
                first_mark = i;
            continue;
        }
        if (visible > SHORT && first_mark >= 0)
            done = add_span(runs, i - visible, i);
        visible = 0;
        first_mark = -1;
        stops += c == 0x3002;
        marks += c < CLASSES && classes[c] & FULL;
    }
    int is_folded = commas > few * marks && stops > few * ascii_stops;
    if (!done)
        Py_CLEAR(runs);
    else if (!is_folded)
        Py_SETREF(runs, Py_NewRef(Py_None));
    PyBuffer_Release(&given);
    return runs;
}

/* Where brackets were opened that are open still. */
typedef struct {
    Py_ssize_t *places, count, room;
} Opened;

static int open_bracket(Opened *opened, Py_ssize_t place)
{
    if (opened->count == opened->room) {
        opened->room = opened->room ? 2 * opened->room : 64;
        Py_ssize_t *larger = PyMem_Realloc(opened->places, (size_t)opened->room * sizeof *larger);
        if (larger == NULL)
            return 0;
        opened->places = larger;
    }
    opened->places[opened->count++] = place;
    return 1;
}

/* What is known of the line so far: its first character that is no white space, the last ideograph, and whether it has any,
 * also further on; -1 for what was not met or asked. */
typedef struct {
    Py_ssize_t ink, last;
    int is_chinese;
} Line;

static int line_is_chinese(Line *line, const Text *text, const uint8_t *classes, Py_ssize_t place)
{
    if (line->is_chinese < 0) {
        line->is_chinese = line->last >= 0;
        for (; !line->is_chinese && place < text->length && AT(text, place) != '\n'; place++)
            line->is_chinese = class_of(classes, text, place) & HAN;
    }
    return line->is_chinese;
}

/* Flag what was folded; `spans` are places that no mark is folded at, two numbers each. 0 when out of memory. */
static int flag(const Text *text, const uint8_t *classes, const int64_t *spans, Py_ssize_t count, uint8_t *flags)
{
    const Line fresh = {-1, -1, -1};
    Line line = fresh;
    Opened opened = {NULL, 0, 0};
    Py_ssize_t span = 0;
    int done = 1;
    for (Py_ssize_t i = 0; done && i < text->length; i++) {
        Py_UCS4 c = AT(text, i);
        unsigned class = c < CLASSES ? classes[c] : 0;
        if (c == '\n') {
            line = fresh;
            opened.count = 0;
            continue;
        }
        if (line.ink < 0 && !Py_UNICODE_ISSPACE(c))
            line.ink = i;
        if (class & HAN)
            line.last = i;
        else if (c == '(')
            done = open_bracket(&opened, i);
        else if (c == ')' && opened.count) {
            Py_ssize_t place = opened.places[--opened.count];
            int set_off = place && AT(text, place - 1) == ' ' && line.ink < place;
            if (line.last > place && !set_off)
                flags[place] = flags[i] = 1;
        }
        else if (class & MARK) {
            Py_ssize_t end = i + 1;
            while (class_of(classes, text, end) & MARK)
                end++;
            int behind = class_of(classes, text, i - 1) & BEHIND_MARK && (end == text->length || AT(text, end) != ' ');
            while (span < count && spans[2 * span + 1] <= i)
                span++;
            int is_protected = span < count && spans[2 * span] <= i;
            if ((behind || class_of(classes, text, end) & BEFORE_MARK) && !is_protected
                && line_is_chinese(&line, text, classes, end))
                memset(flags + i, 1, (size_t)(end - i));
            i = end - 1;
        }
    }
    PyMem_Free(opened.places);
    return done;
}

const char scan_folded_doc[] = PyDoc_STR(
"folded(text, classes, protected)\n--\n\n"
"Return for each character of a text that was folded whether it is a mark that was: a byte each, 1 or 0.\n\n"
"`protected` are disjoint spans, in order, of which marks mean what they say: two 64-bit numbers each.");

PyObject *scan_folded(PyObject *module, PyObject *args)
{
    PyObject *string, *flags = NULL;
    Py_buffer classes, spans;
    if (!PyArg_ParseTuple(args, "Uy*y*", &string, &classes, &spans))
        return NULL;
    Text text = text_of(string);
    if (has_size(&classes))
        flags = PyBytes_FromStringAndSize(NULL, text.length);
    if (flags) {
        memset(PyBytes_AS_STRING(flags), 0, (size_t)text.length);
        if (!flag(&text, classes.buf, spans.buf, spans.len / 16, (uint8_t *)PyBytes_AS_STRING(flags))) {
            Py_CLEAR(flags);
            PyErr_NoMemory();
        }
    }
    PyBuffer_Release(&classes);
    PyBuffer_Release(&spans);
    return flags;
}

const char scan_fuller_doc[] = PyDoc_STR(
"fuller(text, flags)\n--\n\n"
"Return a text with the full forms of the characters of ASCII for which a byte of flags is 1, not 0.");

PyObject *scan_fuller(PyObject *module, PyObject *args)
{
    PyObject *string, *flags, *made = NULL;
    if (!PyArg_ParseTuple(args, "US", &string, &flags))
        return NULL;
    Text text = text_of(string);
    const uint8_t *flag = (const uint8_t *)PyBytes_AS_STRING(flags);
    if (PyBytes_GET_SIZE(flags) != text.length) {
        PyErr_SetString(PyExc_ValueError, "fuller: there is not a flag for each character");
        return NULL;
    }
    int kind = text.kind == PyUnicode_1BYTE_KIND ? PyUnicode_2BYTE_KIND : text.kind;
    void *chars = PyMem_Malloc((size_t)(text.length + 1) * (size_t)kind);
    if (chars == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < text.length; i++)
        PyUnicode_WRITE(kind, chars, i, AT(&text, i) + (flag[i] && AT(&text, i) < 0x80 ? FULLER : 0));
    made = PyUnicode_FromKindAndData(kind, chars, text.length);
    PyMem_Free(chars);
    return made;
}

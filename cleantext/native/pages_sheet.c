/* The rules of a style sheet, by the rarest name that an element must have.
 *
 * The twin in Python is `_read` of cleantext/markup/sheet.py. Nothing is looked at closer than that takes: most
 * rules of a page mean none of its elements.
 */

#include "pages.h"

enum { LONGEST_SELECTOR = 4000, LONGEST_TAG = 64 };
enum { NO_RULE, RULE, WITHIN_RULE };

static int blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static int letter(char c) { return (unsigned char)((c | 0x20) - 'a') < 26; }

static int is_digit(char c) { return (unsigned char)(c - '0') < 10; }

/* Of a name of a class or an id. */
static int named(char c) { return letter(c) || is_digit(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80; }

static Span stripped(const char *from, const char *end)
{
    while (from < end && blank(*from))
        from++;
    while (from < end && blank(end[-1]))
        end--;
    return (Span){from, end - from};
}

/* Names of properties, by their length and first letter. */
typedef struct {
    Span names[64];
    int count;
    uint64_t lengths; /* a bit for each length that a name has */
} Properties;

static int read_properties(Properties *properties, PyObject *given)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(given); i++) {
        Py_ssize_t length;
        const char *name = PyUnicode_AsUTF8AndSize(PyTuple_GET_ITEM(given, i), &length);
        if (name == NULL)
            return 0;
        if (i == 64 || length >= 64) {
            PyErr_SetString(PyExc_ValueError, "rules: too many properties, or too long ones");
            return 0;
        }
        properties->names[properties->count++] = (Span){name, length};
        properties->lengths |= UINT64_C(1) << length;
    }
    return 1;
}

/* Whether a property is one of those, or may be when it is looked at closer. */
static int is_property(const Properties *properties, Span name)
{
    char small[64];
    int plain = 1;
    for (Py_ssize_t i = 0; i < name.length; i++) {
        plain &= (unsigned char)name.start[i] < 0x80;
        if (i < 64)
            small[i] = (char)(name.start[i] >= 'A' && name.start[i] <= 'Z' ? name.start[i] | 0x20 : name.start[i]);
    }
    if (!plain || name.length >= 64 || !(properties->lengths >> name.length & 1))
        return !plain;
    for (int i = 0; i < properties->count; i++)
        if (properties->names[i].length == name.length
            && memcmp(properties->names[i].start, small, (size_t)name.length) == 0)
            return 1;
    return 0;
}

/* Whether declarations may say something of such a property. */
static int may_tell(const Properties *properties, Span body)
{
    const char *end = body.start + body.length;
    if (memchr(body.start, '\\', (size_t)body.length))
        return 1;
    for (const char *from = body.start; from < end;) {
        const char *stop = memchr(from, ';', (size_t)(end - from));
        if (stop == NULL)
            stop = end;
        const char *colon = memchr(from, ':', (size_t)(stop - from));
        while (from < stop && (blank(*from) || (*from >= 0x1C && *from <= 0x1F)))
            from++;
        const char *over = colon ? colon : stop;
        while (over > from && (blank(over[-1]) || (over[-1] >= 0x1C && over[-1] <= 0x1F)))
            over--;
        if (over > from && is_property(properties, (Span){from, over - from}))
            return 1;
        from = stop + 1;
    }
    return 0;
}

/* Whether a selector has nothing but names, one within the other. */
static int has_names_alone(Span selector)
{
    for (Py_ssize_t i = 0; i < selector.length; i++) {
        char c = selector.start[i];
        if (!named(c) && c != '.' && c != '#' && c != '*' && c != '>' && !blank(c))
            return 0;
    }
    return 1;
}

/* Write a style without its comments; returns how long it is. */
static Py_ssize_t without_comments(const char *from, const char *end, char *to)
{
    const char *start = to;
    while (from < end) {
        const char *opens = find(from, end, "/*", 2), *stop = opens ? opens : end;
        memcpy(to, from, (size_t)(stop - from));
        to += stop - from;
        const char *over = opens ? find(opens + 2, end, "*/", 2) : NULL;
        from = over ? over + 2 : end;
    }
    return to - start;
}

static int precedes(Span one, Span other)
{
    size_t shorter = (size_t)(one.length < other.length ? one.length : other.length);
    int order = memcmp(one.start, other.start, shorter);
    return order ? order < 0 : one.length < other.length;
}

/* The rarest name of the innermost step of a selector; empty when that is not understood. */
static Span key_of(Span selector)
{
    const Span nothing = {selector.start, 0};
    const char *end = selector.start + selector.length, *from = end;
    while (from > selector.start && !blank(from[-1]) && from[-1] != '>')
        from--;
    const char *at = from;
    Span identity = nothing, class = nothing;
    if (at < end && *at == '*')
        at++;
    else if (at < end && letter(*at))
        while (at < end && (letter(*at) || is_digit(*at) || *at == '-'))
            at++;
    if (at == end)
        return (Span){from, end - from};
    while (at < end) {
        const char *part = at++;
        while (at < end && named(*at))
            at++;
        Span name = {part, at - part};
        if ((*part != '.' && *part != '#') || name.length < 2)
            return nothing;
        if (*part == '#')
            identity = name;
        else if (!class.length || precedes(name, class))
            class = name;
    }
    return identity.length ? identity : class;
}

static PyObject *text_of(Span span) { return PyUnicode_DecodeUTF8(span.start, span.length, "replace"); }

/* Note a rule under the name of each of its selectors. */
static int note_rule(PyObject *written, Span selectors, Span body)
{
    PyObject *held = NULL;
    const char *end = selectors.start + selectors.length;
    int done = 1;
    for (const char *from = selectors.start; done && from <= end;) {
        const char *comma = memchr(from, ',', (size_t)(end - from)), *stop = comma ? comma : end;
        Span selector = stripped(from, stop), name = key_of(selector);
        from = stop + 1;
        char lower[LONGEST_TAG];
        if (!name.length || !has_names_alone(selector) || (letter(*name.start) && name.length > LONGEST_TAG))
            continue;
        if (letter(*name.start)) {
            for (Py_ssize_t i = 0; i < name.length; i++)
                lower[i] = (char)(letter(name.start[i]) ? name.start[i] | 0x20 : name.start[i]);
            name.start = lower;
        }
        if (held == NULL)
            held = text_of(body);
        PyObject *key = text_of(name), *rule = held ? Py_BuildValue("NO", text_of(selector), held) : NULL;
        if (rule)
            PyObject_GC_UnTrack(rule); /* texts make no circles */
        PyObject *rules = key ? PyDict_GetItemWithError(written, key) : NULL;
        if (key && rules == NULL && !PyErr_Occurred()) {
            rules = PyList_New(0);
            if (rules && PyDict_SetItem(written, key, rules) < 0)
                Py_CLEAR(rules);
            Py_XDECREF(rules); /* the dictionary has it */
        }
        done = rules && rule && PyList_Append(rules, rule) == 0;
        Py_XDECREF(key);
        Py_XDECREF(rule);
    }
    Py_XDECREF(held);
    return done;
}

/* Whether what an at-rule holds is for a screen; -1 with an exception. */
static int is_shown(PyObject *shown, Span prelude)
{
    PyObject *text = text_of(prelude);
    PyObject *answer = text ? PyObject_CallOneArg(shown, text) : NULL;
    int found = answer ? PyObject_IsTrue(answer) : -1;
    Py_XDECREF(text);
    Py_XDECREF(answer);
    return found;
}

static int read_rules(PyObject *written, PyObject *shown, const Properties *properties, const char *from,
                      const char *end, Array *heard)
{
    int state = NO_RULE;
    Span rule = {from, 0};
    char *whole = push(heard);
    if (whole == NULL)
        return 0;
    *whole = 1;
    for (const char *at = from; at < end; at++) {
        if (*at == '{') {
            const char *start = at;
            while (start > from && start[-1] != ';')
                start--;
            Span prelude = stripped(start, at);
            int counts = heard->data[heard->length - 1];
            if (prelude.length && *prelude.start == '@') {
                counts = counts ? is_shown(shown, prelude) : 0;
                if (counts < 0)
                    return 0;
                state = NO_RULE;
            }
            else if (state == NO_RULE) {
                rule = prelude;
                state = RULE;
            }
            else { /* what nests within a rule is for some state of the element */
                counts = 0;
                state = WITHIN_RULE;
            }
            char *next = push(heard);
            if (next == NULL)
                return 0;
            *next = (char)counts;
            from = at + 1;
        }
        else if (*at == '}') {
            if (state == RULE && rule.length && rule.length <= LONGEST_SELECTOR
                && heard->data[heard->length - 1] && may_tell(properties, (Span){from, at - from})
                && !note_rule(written, rule, (Span){from, at - from}))
                return 0;
            if (heard->length > 1)
                heard->length--;
            state = NO_RULE;
            from = at + 1;
        }
    }
    return 1;
}

const char pages_rules_doc[] = PyDoc_STR(
"rules(style, written, shown, properties)\n--\n\n"
"Add the rules of a style sheet, UTF-8, to the dictionary `written`: for each name of an element, a list of\n"
"the selectors and what is declared for them, as they are written.\n\n"
"Rules that declare none of the `properties`, a tuple of names, are left out, as are selectors of more than names.\n"
"`shown` says of the prelude of an at-rule whether what it holds is for a screen.");

PyObject *pages_rules(PyObject *module, PyObject *args)
{
    Py_buffer style;
    PyObject *written, *shown, *given;
    Properties properties = {.count = 0};
    if (!PyArg_ParseTuple(args, "y*O!OO!", &style, &PyDict_Type, &written, &shown, &PyTuple_Type, &given))
        return NULL;
    const char *from = style.buf, *end = from + style.len;
    char *bare = NULL;
    Array heard = {.item = 1};
    int done = read_properties(&properties, given);
    if (done && find(from, end, "/*", 2)) {
        bare = PyMem_Malloc((size_t)style.len);
        if (bare) {
            end = bare + without_comments(from, end, bare);
            from = bare;
        }
        else {
            PyErr_NoMemory();
            done = 0;
        }
    }
    done = done && read_rules(written, shown, &properties, from, end, &heard);
    PyMem_Free(heard.data);
    PyMem_Free(bare);
    PyBuffer_Release(&style);
    return done ? Py_NewRef(Py_None) : NULL;
}

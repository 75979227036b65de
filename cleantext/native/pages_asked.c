/* Which elements may hide something, and which ones no rule of style could tell apart.
 *
 * The twins in Python are `asked` of cleantext/markup/veils.py, `contexts` of walk.py, and the way of
 * `Sheet.speak_of` in sheet.py that asks for every name.
 */

#include "pages.h"

/* Whether the attributes of an element neither show, hide nor colour anything; -1 with an exception. */
static int is_tame(const char *at, const char *end, PyObject *tame, PyObject *known)
{
    Span name, value;
    Span tag = tag_name(at, end);
    at = tag.start + tag.length;
    while (attribute(&at, end, &name, &value)) {
        if (is(name, "hidden") || is(name, "bgcolor") || is(name, "color"))
            return 0;
        if (is(name, "aria-hidden") && is(value, "true"))
            return 0;
        if (!is(name, "style"))
            continue;
        PyObject *style = unescaped(value);
        PyObject *found = style ? Py_XNewRef(PyDict_GetItemWithError(known, style)) : NULL;
        if (style && found == NULL && !PyErr_Occurred()) {
            found = PyObject_CallOneArg(tame, style);
            if (found && PyDict_SetItem(known, style, found) < 0)
                Py_CLEAR(found);
        }
        int answer = found ? PyObject_IsTrue(found) : -1;
        Py_XDECREF(style);
        Py_XDECREF(found);
        if (answer <= 0)
            return answer;
    }
    return 1;
}

/* Gather the nodes that are to be looked at; 0 with an exception. */
static int ask_all(Array *found, const Py_buffer *page, const Py_buffer *nodes, const Py_buffer *telling,
                   int ruled, PyObject *tame)
{
    const Node *all = nodes->buf;
    Py_ssize_t total = nodes->len / (Py_ssize_t)sizeof(Node), number = 0;
    int32_t *said = PyMem_New(int32_t, total + 1); /* how much is said before each node */
    PyObject *known = said ? PyDict_New() : PyErr_NoMemory();
    if (said) {
        said[0] = 0;
        for (Py_ssize_t i = 0; i < total; i++)
            said[i + 1] = said[i] + ((all[i].tag & (TEXT | READING)) != 0);
    }
    for (; known && number < total; number++) {
        const Node *node = all + number;
        if (node->name < 0 || node->name >= telling->len || node->place < 0 || node->place > page->len
            || node->last < number || node->last > total) {
            PyErr_SetString(PyExc_ValueError, "asked: these are no nodes of this page");
            break;
        }
        if (said[node->last] == said[number])
            continue;
        int why = ((const uint8_t *)telling->buf)[node->name];
        int looked_at = (why & ~ruled) != 0;
        if (!looked_at && node->flags & CAN_SHOW) {
            const char *text = page->buf;
            int is = why ? 0 : is_tame(text + node->place, text + page->len, tame, known);
            if (is < 0)
                break;
            looked_at = !is;
        }
        int32_t *place = looked_at ? push(found) : NULL;
        if (place)
            *place = (int32_t)number;
        else if (looked_at)
            break;
    }
    int done = known && number == total;
    Py_XDECREF(known);
    PyMem_Free(said);
    return done;
}

const char pages_asked_doc[] = PyDoc_STR(
"asked(page, nodes, telling, ruled, tame)\n--\n\n"
"Return which elements are to be looked at, as 32-bit numbers of nodes.\n\n"
"`page` and `nodes` are what `read` takes and returns, `telling` has a byte of flags for each of the names.\n"
"Asked are elements with any flag but `ruled`, and those whose attributes can show or hide, unless they have\n"
"no flag and what they say is tame; `tame` says that of a style. What holds no text is not asked.");

PyObject *pages_asked(PyObject *module, PyObject *args)
{
    Py_buffer page, nodes, telling;
    PyObject *tame, *result = NULL;
    int ruled;
    if (!PyArg_ParseTuple(args, "y*y*y*iO", &page, &nodes, &telling, &ruled, &tame))
        return NULL;
    Array found = {.item = sizeof(int32_t)};
    if (ask_all(&found, &page, &nodes, &telling, ruled, tame))
        result = as_bytes(&found);
    PyMem_Free(found.data);
    PyBuffer_Release(&page);
    PyBuffer_Release(&nodes);
    PyBuffer_Release(&telling);
    return result;
}

/* Whether a dictionary has the part of a text from one place to another, behind a mark; -1 with an exception. */
static int has(PyObject *written, Py_UCS4 mark, PyObject *text, Py_ssize_t from, Py_ssize_t to)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_UCS4 all = mark; /* as wide as its own characters, or it would be no equal of the same key */
    for (Py_ssize_t at = from; at < to; at++)
        all |= PyUnicode_READ(kind, data, at);
    PyObject *key = PyUnicode_New(to - from + 1, all < 0x110000 ? all : 0x10FFFF);
    if (key == NULL)
        return -1;
    PyUnicode_WRITE(PyUnicode_KIND(key), PyUnicode_DATA(key), 0, mark);
    for (Py_ssize_t at = from; at < to; at++)
        PyUnicode_WRITE(PyUnicode_KIND(key), PyUnicode_DATA(key), 1 + at - from, PyUnicode_READ(kind, data, at));
    int found = PyDict_Contains(written, key);
    Py_DECREF(key);
    return found;
}

/* Whether a dictionary has one of the first `most` classes, parted by white space, behind a full stop. */
static int has_class(PyObject *written, PyObject *classes, Py_ssize_t most)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(classes);
    int kind = PyUnicode_KIND(classes), found = 0;
    const void *data = PyUnicode_DATA(classes);
    for (Py_ssize_t at = 0; found == 0 && at < length && most > 0;) {
        Py_ssize_t from = at;
        while (at < length && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)))
            at++;
        if (at > from) {
            found = has(written, '.', classes, from, at);
            most--;
        }
        at++;
    }
    return found;
}

const char pages_met_doc[] = PyDoc_STR(
"met(names, written, most)\n--\n\n"
"Return of each of some names, a byte each, whether the dictionary `written` has the tag, one of the first\n"
"`most` classes behind \".\", or the id behind \"#\".");

PyObject *pages_met(PyObject *module, PyObject *args)
{
    PyObject *names, *written;
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "O!O!n", &PyList_Type, &names, &PyDict_Type, &written, &most))
        return NULL;
    PyObject *result = PyBytes_FromStringAndSize(NULL, PyList_GET_SIZE(names));
    for (Py_ssize_t i = 0; result && i < PyList_GET_SIZE(names); i++) {
        PyObject *each = PyList_GET_ITEM(names, i), *tag, *classes, *identity;
        if (!PyTuple_Check(each) || PyTuple_GET_SIZE(each) < 3) {
            PyErr_SetString(PyExc_TypeError, "met: names are tuples");
            Py_CLEAR(result);
            break;
        }
        tag = PyTuple_GET_ITEM(each, 0);
        classes = PyTuple_GET_ITEM(each, 1);
        identity = PyTuple_GET_ITEM(each, 2);
        int found = PyDict_Contains(written, tag);
        if (found == 0 && PyUnicode_Check(classes))
            found = has_class(written, classes, most);
        if (found == 0 && PyUnicode_Check(identity) && PyUnicode_GET_LENGTH(identity))
            found = has(written, '#', identity, 0, PyUnicode_GET_LENGTH(identity));
        if (found < 0)
            Py_CLEAR(result);
        else
            PyBytes_AS_STRING(result)[i] = (char)found;
    }
    return result;
}

const char pages_contexts_doc[] = PyDoc_STR(
"contexts(nodes)\n--\n\n"
"Return a 32-bit number for each node: the same for elements that have the same names, and in the same\n"
"order the same names around them.");

PyObject *pages_contexts(PyObject *module, PyObject *args)
{
    Py_buffer nodes;
    if (!PyArg_ParseTuple(args, "y*", &nodes))
        return NULL;
    const Node *all = nodes.buf;
    Py_ssize_t total = nodes.len / (Py_ssize_t)sizeof(Node);
    size_t room = 64;
    while (room < 2 * (size_t)total)
        room *= 2;
    PyObject *result = PyBytes_FromStringAndSize(NULL, total * (Py_ssize_t)sizeof(int32_t));
    int32_t *slots = PyMem_Calloc(room, sizeof *slots); /* a node of each context, counted from 1 */
    if (slots == NULL)
        PyErr_NoMemory();
    for (int32_t number = 0; result && slots && number < total; number++) {
        int32_t *contexts = (int32_t *)PyBytes_AS_STRING(result);
        const Node *node = all + number;
        if (node->parent < -1 || node->parent >= number) {
            PyErr_SetString(PyExc_ValueError, "contexts: these are no nodes");
            Py_CLEAR(result);
            break;
        }
        int32_t outer = node->parent < 0 ? -1 : contexts[node->parent];
        uint64_t hash = ((uint64_t)(uint32_t)outer << 32 | (uint32_t)node->name) * UINT64_C(0x9E3779B97F4A7C15);
        size_t slot = (size_t)(hash >> 32) & (room - 1);
        for (; slots[slot]; slot = (slot + 1) & (room - 1)) {
            const Node *other = all + slots[slot] - 1;
            if (other->name == node->name && (other->parent < 0 ? -1 : contexts[other->parent]) == outer)
                break;
        }
        if (slots[slot] == 0)
            slots[slot] = number + 1;
        contexts[number] = slots[slot] - 1;
    }
    PyMem_Free(slots);
    PyBuffer_Release(&nodes);
    if (slots == NULL)
        Py_CLEAR(result);
    return result;
}

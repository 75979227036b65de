/* On which lines any of some short terms stand, each of which has one of a few rare characters; the twin is in
 * cleantext/filters/spam_lines.py. */

#include "scan_members.h"

const char scan_terms_doc[] = PyDoc_STR(
"terms(text, members, table, longest)\n--\n\n"
"Return where a term of a table stands, once for each line of a text that has any, as a list.\n\n"
"Each term has a character that is in the set `members`, and no more characters than `longest`; `table` is made by\n"
"`phrase_table`.");

PyObject *scan_terms(PyObject *module, PyObject *args)
{
    PyObject *string, *members, *found = NULL;
    Py_buffer table;
    Py_ssize_t longest, done = 0, place;
    Phrases phrases;
    if (!PyArg_ParseTuple(args, "USy*n", &string, &members, &table, &longest))
        return NULL;
    Text text = text_of(string);
    if (PyBytes_GET_SIZE(members) != CODE_POINTS / 8 || longest < 1)
        PyErr_SetString(PyExc_ValueError, "terms: a set does not have the size that it must have");
    else if (phrases_of(&phrases, &table))
        found = PyList_New(0);
    Walk rare;
    walk(&rare, &text, (const uint8_t *)PyBytes_AS_STRING(members), 0, text.length);
    while (found && (place = next_member(&rare)) >= 0) {
        Py_ssize_t low = place - longest < done ? done : place - longest + 1, high = place + longest;
        high = high < text.length ? high : text.length;
        Text near = {(const char *)text.data + low * text.kind, high - low, text.kind};
        uint32_t number;
        Py_ssize_t start = next_phrase(&phrases, &near, 0, &number);
        if (start == near.length)
            continue;
        PyObject *at = PyLong_FromSsize_t(low + start);
        if (at == NULL || PyList_Append(found, at) < 0)
            Py_CLEAR(found);
        Py_XDECREF(at);
        done = PyUnicode_FindChar(string, '\n', low + start, text.length, 1);
        if (done < 0)
            break;
        walk(&rare, &text, (const uint8_t *)PyBytes_AS_STRING(members), done, text.length);
    }
    PyBuffer_Release(&table);
    return found;
}

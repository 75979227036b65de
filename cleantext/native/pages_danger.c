/* Pages that would cost a parser more than their size. */

#include "pages.h"

typedef struct {
    uint64_t hash;
    int64_t opened; /* -1 for a tag that does not nest */
} Depth;

/* How often a tag is open; NULL when memory is short. */
static Depth *depth_of(Array *table, size_t *filled, uint64_t hash, Span name, PyObject *flat)
{
    if (2 * *filled >= table->room) {
        Array larger = {NULL, 0, table->room ? 4 * table->room : 512, sizeof(Depth)};
        larger.data = PyMem_Calloc(larger.room, sizeof(Depth));
        if (larger.data == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        for (size_t i = 0; i < table->room; i++) {
            const Depth *old = (const Depth *)table->data + i;
            size_t slot = (size_t)old->hash & (larger.room - 1);
            while (old->hash && ((Depth *)larger.data)[slot].hash)
                slot = (slot + 1) & (larger.room - 1);
            if (old->hash)
                ((Depth *)larger.data)[slot] = *old;
        }
        PyMem_Free(table->data);
        *table = larger;
    }
    Depth *slots = (Depth *)table->data;
    size_t slot = (size_t)hash & (table->room - 1);
    while (slots[slot].hash && slots[slot].hash != hash)
        slot = (slot + 1) & (table->room - 1);
    if (!slots[slot].hash) {
        char lower[16] = {0};
        for (Py_ssize_t i = 0; i < name.length && i < 15; i++)
            lower[i] = (char)(name.start[i] >= 'A' && name.start[i] <= 'Z' ? name.start[i] | 0x20 : name.start[i]);
        PyObject *text = PyUnicode_DecodeUTF8(lower, name.length < 15 ? name.length : 15, "replace");
        int known = text ? PySet_Contains(flat, text) : -1;
        Py_XDECREF(text);
        if (known < 0)
            return NULL;
        slots[slot] = (Depth){hash, -known};
        ++*filled;
    }
    return slots + slot;
}

/* How many words stand in a tag, quoted ones apart. */
static Py_ssize_t words_in(const char *at, const char *end)
{
    Py_ssize_t words = 0;
    int inside = 0;
    while (at < end) {
        const char *quote = *at == '"' || *at == '\'' ? memchr(at + 1, *at, (size_t)(end - at - 1)) : NULL;
        if (quote != NULL)
            at = quote;
        else if (folded((unsigned char)*at) || *at == '\v')
            inside = 0;
        else if (!inside) {
            inside = 1;
            words++;
        }
        at++;
    }
    return words;
}

const char pages_hostile_doc[] = PyDoc_STR(
"hostile(page, flat, deepest, longest, most)\n--\n\n"
"Return whether a page nests its tags more than `deepest` deep, those in the set `flat` apart, or has a\n"
"start tag of more than `longest` bytes and more than `most` words.");

PyObject *pages_hostile(PyObject *module, PyObject *args)
{
    Py_buffer page;
    PyObject *flat;
    Py_ssize_t deepest, longest, most, depth = 0;
    if (!PyArg_ParseTuple(args, "y*O!nnn", &page, &PyFrozenSet_Type, &flat, &deepest, &longest, &most))
        return NULL;
    const char *at = page.buf, *end = at + page.len;
    Array table = {NULL, 0, 0, sizeof(Depth)};
    size_t filled = 0;
    int found = 0;
    while (!found && at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL && at + 1 < end) {
        const char *open = at++;
        int closes = *at == '/';
        at += closes;
        if (at >= end || (unsigned char)((*at | 0x20) - 'a') >= 26)
            continue;
        if (!closes && end - open > longest && !memchr(open, '>', (size_t)longest)
            && !memchr(at, '<', (size_t)(open + longest + 1 - at))) {
            const char *next = memchr(at, '<', (size_t)(end - at));
            const char *stop = next ? next : end, *over = memchr(at, '>', (size_t)(stop - at));
            if (words_in(at, over ? over : stop) > most) {
                found = 1;
                break;
            }
        }
        Span name = {at, 0};
        uint64_t hash = UINT64_C(0xCBF29CE484222325);
        for (; at < end && *at != '>' && *at != '/' && !folded((unsigned char)*at) && *at != '\v'; at++)
            hash = (hash ^ (unsigned char)(*at >= 'A' && *at <= 'Z' ? *at | 0x20 : *at)) * UINT64_C(0x100000001B3);
        name.length = at - name.start;
        const char *over = memchr(at, '>', (size_t)(end - at));
        if (over == NULL)
            break; /* nor does any tag behind it end */
        at = over + 1;
        Depth *known = depth_of(&table, &filled, hash | 1, name, flat);
        if (known == NULL) {
            found = -1;
            break;
        }
        /* An end tag of what is not open ends nothing. */
        if (known->opened < 0 || (closes && known->opened == 0))
            continue;
        known->opened += closes ? -1 : 1;
        depth += closes ? -1 : 1;
        found = depth > deepest;
    }
    PyMem_Free(table.data);
    PyBuffer_Release(&page);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

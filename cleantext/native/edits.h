/* What the parts of the module _edits offer one another. */

#ifndef CLEANTEXT_EDITS_H
#define CLEANTEXT_EDITS_H

#include "module.h"

/* What an edit consists of, by its place in the tuple. */
enum { START, END, OLD, NEW, NOTE, PARTS };

void edits_copy(void *buffer, int width, Py_ssize_t place, PyObject *text, Py_ssize_t start, Py_ssize_t end);

/* An edit of a type that is a tuple with names, for text[start:end], which stands at `first` of the whole. */
PyObject *edits_made(PyTypeObject *type, Py_ssize_t first, Py_ssize_t start, Py_ssize_t end, PyObject *text,
                     PyObject *new, PyObject *note);

PyObject *edits_swap(PyObject *module, PyObject *args);
PyObject *edits_cut(PyObject *module, PyObject *args);
PyObject *edits_take_out(PyObject *module, PyObject *args);
PyObject *edits_unescaped(PyObject *module, PyObject *args);
extern const char edits_swap_doc[], edits_cut_doc[], edits_take_out_doc[], edits_unescaped_doc[];

#endif

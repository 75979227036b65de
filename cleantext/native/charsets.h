/* What the parts of the module _charsets offer one another. */

#ifndef CLEANTEXT_CHARSETS_H
#define CLEANTEXT_CHARSETS_H

#include "module.h"

PyObject *charsets_strange(PyObject *module, PyObject *args);
extern const char charsets_strange_doc[];
PyObject *charsets_dense(PyObject *module, PyObject *argument);
extern const char charsets_dense_doc[];
PyObject *charsets_stretches(PyObject *module, PyObject *text);
extern const char charsets_stretches_doc[];
PyObject *charsets_costs(PyObject *module, PyObject *args);
extern const char charsets_costs_doc[];
PyObject *charsets_mapped(PyObject *module, PyObject *args);
extern const char charsets_mapped_doc[];
PyObject *charsets_row(PyObject *module, PyObject *args);
extern const char charsets_row_doc[];
PyObject *charsets_lanes(PyObject *module, PyObject *args);
extern const char charsets_lanes_doc[];
PyObject *charsets_mapped_pairs(PyObject *module, PyObject *args);
extern const char charsets_mapped_pairs_doc[];
PyObject *charsets_decoded(PyObject *module, PyObject *args);
extern const char charsets_decoded_doc[];

#endif

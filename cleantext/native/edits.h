/* What the parts of the module _edits offer one another. */

#ifndef CLEANTEXT_EDITS_H
#define CLEANTEXT_EDITS_H

#include "module.h"

PyObject *edits_swap(PyObject *module, PyObject *args);
extern const char edits_swap_doc[];

#endif

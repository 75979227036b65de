/* What the extension modules share: how one is defined, and how a function is compiled for several processors. */

#ifndef CLEANTEXT_MODULE_H
#define CLEANTEXT_MODULE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#ifdef _MSC_VER
#include <intrin.h>
#endif

/* Loops that compilers do for more numbers at a time the newer the processor is: such a function is compiled
 * for several, and the right one is chosen when the extension is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && !defined(PORTABLE)
#define PER_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define PER_PROCESSOR
#endif

/* The place of the lowest bit that is set. */
static inline int lowest(uint64_t bits)
{
#ifdef _MSC_VER
    unsigned long place;
    _BitScanForward64(&place, bits);
    return (int)place;
#else
    return __builtin_ctzll(bits);
#endif
}

/* The place of the highest bit that is set. */
static inline int highest(uint64_t bits)
{
#ifdef _MSC_VER
    unsigned long place;
    _BitScanReverse64(&place, bits);
    return (int)place;
#else
    return 63 - __builtin_clzll(bits);
#endif
}

/* No module keeps anything that changes, so interpreters need not share one, nor a lock. */
#ifdef Py_mod_multiple_interpreters
#define FOR_EACH_INTERPRETER {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#else
#define FOR_EACH_INTERPRETER
#endif
#ifdef Py_mod_gil
#define WITHOUT_LOCK {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#else
#define WITHOUT_LOCK
#endif

/* The module cleantext.NAME of the functions in `methods`. */
#define DEFINE_MODULE(NAME, DOC)                                                                   \
    static PyModuleDef_Slot slots[] = {FOR_EACH_INTERPRETER WITHOUT_LOCK{0, NULL}};                \
    static struct PyModuleDef definition = {                                                       \
        PyModuleDef_HEAD_INIT, .m_name = "cleantext." #NAME, .m_doc = DOC,                         \
        .m_methods = methods,  .m_slots = slots,                                                   \
    };                                                                                             \
    PyMODINIT_FUNC PyInit_##NAME(void) { return PyModuleDef_Init(&definition); }

#endif

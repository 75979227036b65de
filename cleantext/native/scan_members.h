/* A walk from one character of a set to the next. */

#ifndef CLEANTEXT_SCAN_MEMBERS_H
#define CLEANTEXT_SCAN_MEMBERS_H

#include "scan.h"

/* A walk through text[:end]. Members that were found are bits of `left`, the lowest for the character at `base`; what
 * is from `next` on was not looked at. */
typedef struct {
    const Text *text;
    const uint8_t *set;
    Py_ssize_t base, next, end;
    uint64_t left;
} Walk;

/* Begin a walk at `start`; `set` holds a bit for each code point. */
void walk(Walk *walk, const Text *text, const uint8_t *set, Py_ssize_t start, Py_ssize_t end);

/* How many members a text has. */
Py_ssize_t count_members(const Text *text, const uint8_t *set);

/* Look at more of the text, until there is a member or the end. */
void look_on(Walk *walk);

/* The index of the next member; -1 without one. */
static inline Py_ssize_t next_member(Walk *walk)
{
    while (walk->left == 0) {
        if (walk->next >= walk->end)
            return -1;
        look_on(walk);
    }
    Py_ssize_t place = walk->base + lowest(walk->left);
    walk->left &= walk->left - 1;
    return place;
}

#endif

/* What listening to a text finds (scan_listen.c), for those who ask what is to be heard at all (scan_sells.c). */

#ifndef CLEANTEXT_SCAN_LISTEN_H
#define CLEANTEXT_SCAN_LISTEN_H

#include "scan.h"

/* A sentence that is loud enough, what of it was listened to, and how loud that is. */
typedef struct {
    Py_ssize_t start, stop, first, last;
    Weight heard;
    int joiners, speaks;
} Loud;

typedef struct {
    Loud *items;
    Py_ssize_t size, room;
} Row;

/* What was found: the sentences that may be loud enough, and where runs of the second kind end. */
typedef struct {
    Row loud;
    Py_ssize_t *others;
    Py_ssize_t size, room;
} Found;

/* How loud sentences must be, before and with the marks that join terms in them. */
typedef struct {
    double least, joiner;
} Level;

/* Gather the sentences around runs of the first kind that may be loud enough, and where those of the second end,
 * none within `reach` of the one before; 0 when out of memory. */
int listen_to(const Text *text, const Runs *runs, const Weights *weights, const Level *level, Py_ssize_t reach,
              Found *found);
void clear_found(Found *found);

/* Weigh what is listened to of a sentence, addresses in it left out, for these name all kinds of things; 0 when out of
 * memory. */
int weigh_said(const Text *text, Loud *each, const Weights *weights, double softest, Desk *desk);

/* Whether text[low:high] is a program's, or says nothing, for it has few letters or words: 0; whether it has
 * enough: 1; -1 where Python must count its words. */
int speaks(const Text *text, Py_ssize_t low, Py_ssize_t high);

/* Whether text[low:high] may hold an address, as cleantext/pitch.py asks it; if not, none is left out. */
int may_hold_address(const Text *text, Py_ssize_t low, Py_ssize_t high);

/* Write text[low:high] down without its addresses, each a space; how many characters that makes. */
Py_ssize_t leave_out_addresses(const Text *text, Py_ssize_t low, Py_ssize_t high, Py_UCS4 *said);

/* How many marks join terms in text[low:high], two at most. */
int count_joiners(const Text *text, Py_ssize_t low, Py_ssize_t high);

#endif

/* Addresses in what is listened to; the twin is a pattern in cleantext/pitch.py. */

#include "scan_listen.h"

/* Marks that an address has one of. */
#define POINTS (BIT_OF('.') | BIT_OF(':'))

#define DOMAIN_LEAST 2
#define DOMAIN_MOST 6

/* Where the name of a domain ends that begins at `place`, some small letters that are a word; -1 if there is none. */
static Py_ssize_t domain_end(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    Py_ssize_t end = place;
    while (end < high && end - place <= DOMAIN_MOST && AT(text, end) >= 'a' && AT(text, end) <= 'z')
        end++;
    int is_name = end - place >= DOMAIN_LEAST && end - place <= DOMAIN_MOST;
    return is_name && (end == high || !is_word(AT(text, end))) ? end : -1;
}

static int is_gap(Py_UCS4 c)
{
    return c == '<' || c == '>' || c == '"' || Py_UNICODE_ISSPACE(c);
}

static int is_behind_scheme(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    return place + 1 < high && AT(text, place) == '/' && AT(text, place + 1) == '/';
}

/* Whether a point between two characters may stand in front of a domain, or behind `www`. */
static int is_in_host(const Text *text, Py_ssize_t place)
{
    Py_UCS4 before = AT(text, place - 1), behind = AT(text, place + 1);
    return (behind >= 'a' && behind <= 'z' && (is_word(before) || before == '-')) || (before == 'w' && !is_gap(behind));
}

int may_hold_address(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    for (Py_ssize_t i = low; (i = next_mark(text, i, high - 1, POINTS, 0)) < high - 1; i++)
        if (AT(text, i) == ':' ? is_behind_scheme(text, i + 1, high) : i > low && is_in_host(text, i))
            return 1;
    return 0;
}

static Py_ssize_t skip_all_but_gaps(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    while (place < high && !is_gap(AT(text, place)))
        place++;
    return place;
}

/* Where some characters end that stand at a place; -1 if they do not. */
static Py_ssize_t end_of(const char *wanted, const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    for (; *wanted; wanted++, place++)
        if (place >= high || AT(text, place) != (Py_UCS4)*wanted)
            return -1;
    return place;
}

static Py_ssize_t skip_label(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    while (place < high && (is_word(AT(text, place)) || AT(text, place) == '-'))
        place++;
    return place;
}

/* Where the address ends that begins at a place, by what comes before a host; -1 without one. */
static Py_ssize_t end_by_scheme(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    Py_ssize_t begin = -1;
    Py_UCS4 c = AT(text, place);
    if (c == 'w') {
        begin = end_of("www.", text, place, high);
    } else if (c == 'h') {
        begin = end_of("http://", text, place, high);
        begin = begin < 0 ? end_of("https://", text, place, high) : begin;
    }
    Py_ssize_t end = begin < 0 ? -1 : skip_all_but_gaps(text, begin, high);
    return end > begin ? end : -1;
}

/* The same by its host: labels between points, the last one that can be a domain, and a path. */
static Py_ssize_t end_by_host(const Text *text, Py_ssize_t low, Py_ssize_t place, Py_ssize_t high)
{
    int before = place > low && is_word(AT(text, place - 1));
    Py_ssize_t end = skip_label(text, place, high), found = -1;
    if (end == place || before == is_word(AT(text, place)))
        return -1;
    while (end < high && AT(text, end) == '.') {
        Py_ssize_t label = end + 1, domain = domain_end(text, label, high);
        found = domain < 0 ? found : domain;
        end = skip_label(text, label, high);
        if (end == label)
            break;
    }
    return found > 0 && found < high && AT(text, found) == '/' ? skip_all_but_gaps(text, found, high) : found;
}

Py_ssize_t leave_out_addresses(const Text *text, Py_ssize_t low, Py_ssize_t high, Py_UCS4 *said)
{
    Py_ssize_t size = 0;
    for (Py_ssize_t place = low; place < high;) {
        Py_ssize_t end = end_by_scheme(text, place, high);
        end = end < 0 ? end_by_host(text, low, place, high) : end;
        said[size++] = end < 0 ? AT(text, place) : ' ';
        place = end < 0 ? place + 1 : end;
    }
    return size;
}

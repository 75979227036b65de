/* Whether what is named in a text may be offered there; what is asked further is in cleantext/offers.py.
 *
 * Sound text names a casino or a loan, and most of it says nothing near that only sellers say: so an offer comes to
 * something by phrases of sellers near a thing, by several names of trades, or by one that says it all.
 */

#include "scan_sells.h"

/* A phrase of sellers offers a thing within so many characters, three of them at most; a sentence that comes to less is
 * no spam: cleantext/offers.py and filters/spam_phrases.py have the same numbers. */
#define NEAR 24
#define THREE 3
#define CERTAIN 2
/* Stretches with more phrases, and sentences with more trades, are asked further. */
#define PHRASES 64
#define TRADES 8

typedef struct {
    Py_ssize_t start, end;
    int senses;
} Term;

/* What the stretches of a sentence come to: names of trades, and what is said near things. */
typedef struct {
    uint32_t trades[TRADES];
    int names, offered;
} Sum;

/* Whether a stretch in lower case may hold the name of a host. */
static int may_hold_host(const Text *said)
{
    for (Py_ssize_t i = 0; i + 1 < said->length; i++) {
        Py_UCS4 c = AT(said, i), behind = AT(said, i + 1);
        if (c == '.' && ((behind >= 'a' && behind <= 'z') || (i && AT(said, i - 1) == 'w')))
            return 1;
        if (c == ':' && behind == '/')
            return 1;
    }
    return 0;
}

/* Count the name of a trade, if it is a new one; 0 if there is no room. */
static int count_trade(Sum *sum, uint32_t number)
{
    for (int i = 0; i < sum->names; i++)
        if (sum->trades[i] == number)
            return 1;
    if (sum->names == TRADES)
        return 0;
    sum->trades[sum->names++] = number;
    return 1;
}

/* Count what sellers say near the things of a stretch. */
static void count_offers(Sum *sum, const Term *terms, int count)
{
    for (int i = 0; i < count; i++) {
        int near = 0;
        for (int j = 0; (terms[i].senses & IS_GOOD) && j < count; j++)
            if (terms[i].start - terms[j].end <= NEAR && terms[j].start <= terms[i].end + NEAR)
                near += !!(terms[j].senses & IS_OFFER) + !!(terms[j].senses & IS_ADDRESS);
        sum->offered += near < THREE ? near : THREE;
    }
}

/* Add what text[low:high] comes to; whether that may be enough. */
static int add_stretch(Sum *sum, const Text *text, Py_ssize_t low, Py_ssize_t high, const Known *known, Py_UCS4 *lowered)
{
    if (!lower(text, low, high, lowered))
        return 1;
    Text said = {lowered, high - low, PyUnicode_4BYTE_KIND};
    Term terms[PHRASES];
    uint32_t number = 0;
    int count = 0, all = 0;
    for (Py_ssize_t end = 0; (end = next_whole(&known->offers, &said, end, &number)); count++) {
        if (count == PHRASES)
            return 1;
        Term term = {end - phrase_length(&known->offers, number), end, known->senses[number]};
        terms[count] = term;
        all |= term.senses;
        if (((term.senses & IS_TRADE) && !count_trade(sum, number)) || (term.senses & IS_CORE))
            return 1;
    }
    /* What sellers say stands in every text, and by itself says nothing. */
    if (!(all & (IS_TRADE | IS_GOOD)))
        return 0;
    if ((all & IS_PHARMA) && may_hold_host(&said))
        return 1;
    count_offers(sum, terms, count);
    return (sum->names ? sum->names - 1 : 0) + sum->offered >= CERTAIN;
}

static int has_line_end(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    return next_mark(text, low, high, BIT_OF('\n'), 0) < high;
}

int may_offer(const Text *text, const Found *found, Py_ssize_t reach, const Known *known, Py_UCS4 *lowered)
{
    Sum sum = {{0}, 0, 0};
    Py_ssize_t before = 0;
    if (found->size && !known->has_lists)
        return UNKNOWN;
    for (Py_ssize_t i = 0; i < found->size;) {
        Py_ssize_t low = found->others[i] - reach, high = found->others[i] + reach;
        while (++i < found->size && found->others[i] - reach <= high)
            high = found->others[i] + reach;
        low = low < 0 ? 0 : low;
        high = high > text->length ? text->length : high;
        /* No sentence goes on in another line. */
        if (has_line_end(text, before, low))
            sum.names = sum.offered = 0;
        before = high;
        if (add_stretch(&sum, text, low, high, known, lowered))
            return 1;
    }
    return 0;
}

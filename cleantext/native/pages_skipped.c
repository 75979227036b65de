/* What is read of a page without a tree: names, and the ends of comments, of scripts, and of what holds nothing for
 * a reader: drawings, formulas and templates.
 *
 * Of these last it is enough to know that the standard would not close the whole early.
 */

#include "pages_tidy.h"

enum { MOST_WITHIN = 100 };

/* Which element a name is, in lower case. */
int tidy_element(const Tidy *tidy, const char *name, size_t length)
{
    if (length == 0 || length > 15)
        return THE_UNKNOWN;
    size_t slot = (length * 31 + (unsigned char)name[0] * 7 + (unsigned char)name[length - 1] * 97
                   + (unsigned char)name[length / 2] * 13) % SLOTS;
    for (; tidy->slots[slot]; slot = (slot + 1) % SLOTS) {
        const Element *known = pages_elements + tidy->slots[slot];
        if (known->length == length && memcmp(known->name, name, length) == 0)
            return tidy->slots[slot];
    }
    return THE_UNKNOWN;
}

void tidy_fill_slots(Tidy *tidy)
{
    for (int i = 1; i < KNOWN_ELEMENTS; i++) {
        const char *name = pages_elements[i].name;
        size_t length = pages_elements[i].length;
        size_t slot = (length * 31 + (unsigned char)name[0] * 7 + (unsigned char)name[length - 1] * 97
                       + (unsigned char)name[length / 2] * 13) % SLOTS;
        while (tidy->slots[slot])
            slot = (slot + 1) % SLOTS;
        tidy->slots[slot] = (uint8_t)i;
    }
}

/* The end tag of an element that holds no elements, from `at` on; NULL without one. */
const char *tidy_end_tag(const Tidy *tidy, const char *at, const Element *known)
{
    const char *end = tidy->end;
    while ((at = find(at, end, "</", 2)) != NULL) {
        size_t i = 0;
        const char *name = at + 2;
        while (i < known->length && (size_t)(end - name) > i && tidy_lower(name[i]) == known->name[i])
            i++;
        const char *over = name + i;
        if (i == known->length && over < end && (tidy_blank(*over) || *over == '/' || *over == '>'))
            return at;
        at += 2;
    }
    return NULL;
}

/* Whether a script holds another one within a comment, which has an end tag of its own. */
int tidy_nests_script(const char *from, const char *end)
{
    const char *comment = find(from, end, "<!--", 4);
    if (comment == NULL)
        return 0;
    for (const char *at = comment; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++) {
        static const char name[] = "script";
        size_t i = 0;
        while (i < 6 && (size_t)(end - at) > i + 1 && tidy_lower(at[i + 1]) == name[i])
            i++;
        if (i == 6)
            return 1;
    }
    return 0;
}

/* Behind a comment, or what counts as one, from "<" on; its text is `content`. NULL where it is a strange one. */
const char *tidy_behind_comment(const char *at, const char *end, Span *content)
{
    const char *from, *over;
    if (end - at > 3 && at[1] == '!' && at[2] == '-' && at[3] == '-') {
        from = at + 4;
        if (from < end && (*from == '>' || (*from == '-' && end - from > 1 && from[1] == '>')))
            return NULL;
        over = find(from, end, "-->", 3);
        if (over == NULL || find(from, over, "--!>", 4))
            return NULL;
        *content = (Span){from, over - from};
        return over + 3;
    }
    from = at + 1 + (at[1] == '!');
    over = memchr(from, '>', (size_t)(end - from));
    if (over == NULL)
        return NULL;
    *content = (Span){from, over - from};
    return over + 1;
}

/* A tag within what is left out: its name as it is written, whether it ends, and whether it is closed at once. */
typedef struct {
    Span name;
    int ends, closes, element;
    const char *behind;
} Tag;

static int read_tag(Tidy *tidy, const char *at, Tag *tag)
{
    tag->ends = at[1] == '/';
    const char *name = at + 1 + tag->ends, *stop = name;
    if (name == tidy->end || !tidy_letter(*name))
        return 0;
    char small[16];
    while (stop < tidy->end && !tidy_blank(*stop) && *stop != '/' && *stop != '>')
        stop++;
    size_t length = (size_t)(stop - name), written = tidy->length;
    tag->name = (Span){name, stop - name};
    for (size_t i = 0; i < length && i < sizeof small; i++)
        small[i] = tidy_lower(name[i]);
    tag->element = length < sizeof small ? tidy_element(tidy, small, length) : THE_UNKNOWN;
    tag->behind = tidy_put_attributes(tidy, stop, &tag->closes);
    tidy->length = written;
    return tag->behind != NULL;
}

static int same_name(Span one, Span other)
{
    if (one.length != other.length)
        return 0;
    for (Py_ssize_t i = 0; i < one.length; i++)
        if (tidy_lower(one.start[i]) != tidy_lower(other.start[i]))
            return 0;
    return 1;
}

/* Whether something of HTML may stand within a drawing, and is what a drawing has under that name. */
static int is_drawn(int element) { return element == THE_UNKNOWN || element == THE_A || element == THE_STYLE; }

/* Whether a drawing may hold HTML under a name, or a formula a text with elements. */
static int holds_html(Span name)
{
    static const char *const names[] = {"foreignobject", "desc", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (same_name(name, (Span){names[i], (Py_ssize_t)strlen(names[i])}))
            return 1;
    return 0;
}

/* Behind the end tag of a drawing or a formula, from its content on; NULL where HTML could end it. */
const char *tidy_behind_foreign(Tidy *tidy, const char *at, Span name)
{
    Span within[MOST_WITHIN] = {name}, ignored;
    for (int depth = 1; depth;) {
        const char *end = tidy->end;
        at = memchr(at, '<', (size_t)(end - at));
        if (at == NULL || end - at < 3)
            return NULL;
        Tag tag;
        if (end - at > 8 && memcmp(at, "<![CDATA[", 9) == 0) {
            at = find(at, end, "]]>", 3);
            if (at == NULL)
                return NULL;
        }
        else if (at[1] == '!' || at[1] == '?') {
            at = tidy_behind_comment(at, end, &ignored);
            if (at == NULL)
                return NULL;
        }
        else if (at[1] != '/' && !tidy_letter(at[1]))
            at++;
        else if (!read_tag(tidy, at, &tag))
            return NULL;
        else if (tag.ends) {
            while (depth > 0 && !same_name(within[depth - 1], tag.name))
                depth--;
            if (depth-- == 0)
                return NULL;
            at = tag.behind;
        }
        else {
            Span name_of = tag.name;
            at = tag.behind;
            if (tag.closes) {
                if (!is_drawn(tag.element) && tag.element != THE_SVG)
                    return NULL;
                continue;
            }
            /* A name, or a few words, may be told in a text or two of HTML, if they are but texts. */
            if (tag.element == THE_TITLE || holds_html(tag.name)) {
                const char *next = memchr(at, '<', (size_t)(end - at));
                if (next == NULL || end - next < 3 || !read_tag(tidy, next, &tag) || !tag.ends)
                    return NULL;
                at = next;
            }
            else if (!is_drawn(tag.element) && tag.element != THE_SVG)
                return NULL;
            if (depth == MOST_WITHIN)
                return NULL;
            within[depth++] = name_of;
        }
    }
    return at;
}

/* Behind a template, from its content on; NULL where that has no end. */
const char *tidy_behind_template(Tidy *tidy, const char *at)
{
    Span ignored;
    uint8_t cells[MOST_WITHIN]; /* whose end tags are to come: or what changes texts would go on behind the template */
    int open = 0;
    for (int depth = 1; depth;) {
        at = memchr(at, '<', (size_t)(tidy->end - at));
        if (at == NULL || at + 1 == tidy->end)
            return NULL;
        Tag tag;
        if (at[1] == '!' || at[1] == '?')
            at = tidy_behind_comment(at, tidy->end, &ignored);
        else if (at[1] != '/' && !tidy_letter(at[1]))
            at++;
        else if (read_tag(tidy, at, &tag)) {
            int way = pages_elements[tag.element].way;
            at = tag.behind;
            depth += tag.element == THE_TEMPLATE ? 1 - 2 * tag.ends : 0;
            if (way == AS_CELL || way == AS_CAPTION || way == AS_OBJECT) {
                if (tag.ends ? open == 0 || cells[--open] != tag.element : open == MOST_WITHIN)
                    return NULL;
                if (!tag.ends)
                    cells[open++] = (uint8_t)tag.element;
            }
            else if (open && tag.element == THE_TEMPLATE)
                return NULL;
            if (!tag.ends && (way == AS_STRANGE || way == AS_COLUMN))
                return NULL; /* there tags are read otherwise */
            if (!tag.ends && way == AS_FOREIGN && !tag.closes)
                at = tidy_behind_foreign(tidy, at, tag.name);
            else if (!tag.ends && (way == AS_RAW || way == AS_TITLE || way == AS_TEXTAREA)) {
                const char *stop = tidy_end_tag(tidy, at, pages_elements + tag.element);
                if (stop == NULL || (tag.element == THE_SCRIPT && tidy_nests_script(at, stop)))
                    return NULL;
                at = stop;
            }
        }
        else
            return NULL;
        if (at == NULL)
            return NULL;
    }
    return at;
}

/* A page written anew as a parser writes it: every element closed, every value quoted, every reference resolved.
 *
 * That takes no tree where a page is in order, which most are: elements are closed by others that come, and
 * nothing is moved. Wherever the standard would move something, `tidy` gives up. The twin is lexbor, whatever
 * `tidy` writes is what lexbor would write; but what is inside `svg`, `math` and `template` is left out.
 */

#include "pages_tidy.h"

/* A page that is written so much larger would cost more than it is worth, as would one that is written over and over. */
enum { TIMES = 3, AND_MORE = 1 << 16, MOST_BETWEEN = 4000 };

static int append_to(Array *array, const char *from, const char *end)
{
    for (; from < end; from++) {
        char *place = push(array);
        if (place == NULL)
            return 0;
        *place = *from;
    }
    return 1;
}

/* Write the content and the end tag of an element that holds no elements; behind that, or NULL. */
static const char *put_content(Tidy *tidy, const char *at, int element)
{
    const Element *known = pages_elements + element;
    const char *stop = tidy_end_tag(tidy, at, known);
    if (stop == NULL || (element == THE_SCRIPT && tidy_nests_script(at, stop)))
        return NULL;
    if (known->way == AS_RAW ? !tidy_put(tidy, at, (size_t)(stop - at))
                             : !tidy_put_text(tidy, at + (element == THE_TEXTAREA && *at == '\n'), stop, 0))
        return NULL;
    if (!PUT("</") || !tidy_put(tidy, known->name, known->length) || !PUT(">"))
        return NULL;
    size_t length = tidy->length;
    int ignored;
    at = tidy_put_attributes(tidy, stop + 2 + known->length, &ignored);
    tidy->length = length;
    return at;
}

/* Move what was written behind the head from `from` on into it. */
static int into_head(Tidy *tidy, size_t from)
{
    size_t length = tidy->length - from, between = from - tidy->head;
    if (between > MOST_BETWEEN || !tidy_put(tidy, NULL, between)) /* room for what stands between */
        return 0;
    char *head = tidy->data + tidy->head;
    memcpy(head + between + length, head, between);
    memmove(head, head + between, length + between);
    tidy->length -= between;
    tidy->head += length;
    return 1;
}

static const char *read_start(Tidy *tidy, const char *at)
{
    char small[16];
    const char *name = at, *end = tidy->end;
    while (at < end && !tidy_blank(*at) && *at != '/' && *at != '>')
        at++;
    size_t length = (size_t)(at - name);
    for (size_t i = 0; i < length && i < sizeof small; i++)
        small[i] = tidy_lower(name[i]);
    int element = length < sizeof small ? tidy_element(tidy, small, length) : THE_UNKNOWN, closes;
    int way = pages_elements[element].way, what = tidy_start(tidy, element);
    size_t from = tidy->length;
    if (what == GIVE_UP || !PUT("<") || !tidy_put(tidy, name, length))
        return NULL;
    for (size_t i = 0; i < length; i++)
        tidy->data[from + 1 + i] = tidy_lower(name[i]);
    size_t bare = tidy->length;
    at = tidy_put_attributes(tidy, at, &closes);
    if (at == NULL)
        return NULL;
    if (what == GIVE_BODY && tidy->length > bare) {
        /* What a body says that is begun already joins it, if that says nothing. */
        const char *given = tidy->data + bare;
        if (tidy->body == 0 || tidy->given.length || !append_to(&tidy->given, given, tidy->data + tidy->length))
            return NULL;
    }
    if (what == GIVE_BODY || what == LEAVE_OUT) {
        tidy->length = from;
        return at;
    }
    if (way == AS_FOREIGN || way == AS_TEMPLATE) {
        tidy->length = bare;
        if (way == AS_TEMPLATE)
            at = tidy_behind_template(tidy, at);
        else if (!closes)
            at = tidy_behind_foreign(tidy, at, (Span){name, (Py_ssize_t)length});
        tidy->length = bare;
        if (at == NULL || !PUT("></") || !tidy_put(tidy, small, length))
            return NULL;
    }
    if (!PUT(">"))
        return NULL;
    if (way == AS_RAW || way == AS_TITLE || way == AS_TEXTAREA)
        at = put_content(tidy, at, element);
    else if (what == INSERT && way != AS_FOREIGN && way != AS_TEMPLATE) {
        if (!tidy_push(tidy, element, from + 1, length))
            return NULL;
        if (way == AS_FORMAT && !tidy_note_format(tidy, element, from))
            return NULL;
    }
    if (what == INSERT_IN_HEAD && at != NULL && !into_head(tidy, from))
        return NULL;
    return at;
}

static const char *read_end(Tidy *tidy, const char *at)
{
    char small[16], *lowered = small;
    const char *name = at, *end = tidy->end;
    while (at < end && !tidy_blank(*at) && *at != '/' && *at != '>')
        at++;
    size_t length = (size_t)(at - name), written = tidy->length;
    int ignored, element = THE_UNKNOWN;
    at = tidy_put_attributes(tidy, at, &ignored);
    tidy->length = written;
    if (at == NULL)
        return NULL;
    if (length >= sizeof small) {
        lowered = PyMem_Malloc(length);
        if (lowered == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
    }
    for (size_t i = 0; i < length; i++)
        lowered[i] = tidy_lower(name[i]);
    if (length < sizeof small)
        element = tidy_element(tidy, small, length);
    if (!tidy_end(tidy, element, (Span){lowered, (Py_ssize_t)length}))
        at = NULL;
    if (lowered != small)
        PyMem_Free(lowered);
    return at;
}

/* Read a comment, what counts as one, or the kind of document. */
static const char *read_remark(Tidy *tidy, const char *at)
{
    static const char doctype[] = "doctype";
    const char *end = tidy->end;
    size_t same = 0;
    while (at[1] == '!' && same < 7 && (size_t)(end - at) > same + 2 && tidy_lower(at[same + 2]) == doctype[same])
        same++;
    if (same == 7) {
        const char *over = memchr(at, '>', (size_t)(end - at)), *name = at + 9;
        if (over == NULL)
            return NULL;
        if (tidy->phase != INITIAL)
            return over + 1;
        while (name < over && tidy_blank(*name))
            name++;
        if (over - name < 4 || (over - name > 4 && !tidy_blank(name[4])))
            return NULL;
        for (int i = 0; i < 4; i++)
            if (tidy_lower(name[i]) != "html"[i])
                return NULL;
        for (name += 4; name < over && tidy_blank(*name);)
            name++;
        tidy->quirks = name == over || find(name, over, "//DTD XHTML 1.", 14) ? 0 : -1;
        tidy->phase = BEFORE_HTML;
        return PUT("<!DOCTYPE html>") ? over + 1 : NULL;
    }
    Span content;
    const char *behind = tidy_behind_comment(at, end, &content);
    if (behind == NULL)
        return NULL;
    const char *stop = content.start + content.length;
    Array *later = tidy->phase == AFTER_BODY ? &tidy->beside : tidy->phase == AFTER_HTML ? &tidy->behind : NULL;
    if (later) {
        static const char open[] = "<!--", close[] = "-->";
        return append_to(later, open, open + 4) && append_to(later, content.start, stop)
                       && append_to(later, close, close + 3)
                   ? behind
                   : NULL;
    }
    return PUT("<!--") && tidy_put(tidy, content.start, (size_t)content.length) && PUT("-->") ? behind : NULL;
}

static int read_text(Tidy *tidy, const char *from, const char *end)
{
    const char *at = from;
    while (at < end && tidy_blank(*at))
        at++;
    if (at < end && end - at > 1 && *at == '&' && at[1] == '#' && tidy->phase != IN_BODY)
        return 0; /* which could be a blank */
    /* From the beginning of a page to its body, blanks stand by themselves. */
    if (at > from && (at == end || tidy->phase < IN_BODY)) {
        int counts = tidy_may_hold(tidy, 1);
        if (counts == 0 || (counts == 2 && !tidy_put(tidy, from, (size_t)(at - from))))
            return 0;
        from = at;
    }
    return from == end || (tidy_may_hold(tidy, 0) && tidy_put_text(tidy, from, end, 0));
}

static int read_page(Tidy *tidy, const char *at)
{
    const char *end = tidy->end;
    while (at < end) {
        int begins = *at == '<' && end - at > 1
                     && (at[1] == '!' || at[1] == '?' || at[1] == '/' || tidy_letter(at[1]));
        if (!begins) {
            const char *stop = at + 1;
            do {
                stop = memchr(stop, '<', (size_t)(end - stop));
                if (stop == NULL)
                    stop = end;
                else if (end - stop > 1 && (stop[1] == '!' || stop[1] == '?' || stop[1] == '/' || tidy_letter(stop[1])))
                    break;
                else
                    stop++;
            } while (stop < end);
            at += tidy->drops_newline && *at == '\n';
            tidy->drops_newline = 0;
            if (at < stop && !read_text(tidy, at, stop))
                return 0;
            at = stop;
            continue;
        }
        tidy->drops_newline = 0;
        if (at[1] == '!' || at[1] == '?')
            at = read_remark(tidy, at);
        else if (at[1] != '/')
            at = read_start(tidy, at + 1);
        else
            at = end - at > 2 && tidy_letter(at[2]) ? read_end(tidy, at + 2) : NULL;
        if (at == NULL)
            return 0;
    }
    return tidy_close(tidy);
}

/* A page with line feeds alone at the ends of its lines. */
static char *with_line_feeds(const char *from, const char *end, Py_ssize_t *length)
{
    char *made = PyMem_Malloc((size_t)(end - from)), *to = made;
    if (made == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    while (from < end) {
        const char *stop = memchr(from, '\r', (size_t)(end - from));
        size_t run = (size_t)((stop ? stop : end) - from);
        memcpy(to, from, run);
        to += run;
        from = stop ? stop + 1 : end;
        if (stop && (from == end || *from != '\n'))
            *to++ = '\n';
    }
    *length = to - made;
    return made;
}

const char pages_tidy_doc[] = PyDoc_STR(
"tidy(page, named)\n--\n\n"
"Return a page, UTF-8, as a parser writes it, or None where it takes a tree to tell.\n\n"
"`named` is given the letters behind an ampersand, with the semicolon if there is one, and returns what they\n"
"stand for, and how many of them do. What is inside of drawings, formulas and templates is left out.");

PyObject *pages_tidy(PyObject *module, PyObject *args)
{
    Py_buffer page;
    PyObject *named, *result = NULL;
    if (!PyArg_ParseTuple(args, "y*O", &page, &named))
        return NULL;
    const char *from = page.buf, *end = from + page.len;
    char *made = NULL;
    Py_ssize_t length = page.len;
    Tidy *tidy = PyMem_Malloc(sizeof *tidy);
    int done = tidy != NULL && memchr(from, 0, (size_t)length) == NULL
               && !(length > 2 && memcmp(from, "\xEF\xBB\xBF", 3) == 0);
    if (tidy == NULL)
        PyErr_NoMemory();
    if (done && memchr(from, '\r', (size_t)length)) {
        made = with_line_feeds(from, end, &length);
        from = made;
        end = made + length;
        done = made != NULL;
    }
    if (tidy) {
        memset(tidy, 0, offsetof(Tidy, opened));
        memset(tidy->slots, 0, sizeof tidy->slots);
        tidy->beside.item = tidy->behind.item = tidy->given.item = 1;
        tidy->form = -1;
        tidy->end = end;
        tidy->named = named;
        tidy->room = (size_t)length + (size_t)length / 8 + 1024;
        tidy->most = TIMES * (size_t)length + AND_MORE;
        tidy_fill_slots(tidy);
        tidy->data = PyMem_Malloc(tidy->room);
        done = done && tidy->data && read_page(tidy, from);
        if (done) {
            size_t more = tidy->given.length;
            result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(tidy->length + more));
            if (result) {
                char *to = PyBytes_AS_STRING(result);
                memcpy(to, tidy->data, tidy->body);
                if (more)
                    memcpy(to + tidy->body, tidy->given.data, more);
                memcpy(to + tidy->body + more, tidy->data + tidy->body, tidy->length - tidy->body);
            }
        }
        PyMem_Free(tidy->data);
        PyMem_Free(tidy->beside.data);
        PyMem_Free(tidy->behind.data);
        PyMem_Free(tidy->given.data);
    }
    PyMem_Free(tidy);
    PyMem_Free(made);
    PyBuffer_Release(&page);
    if (result == NULL && !PyErr_Occurred())
        return Py_NewRef(Py_None);
    return result;
}

"""Text turned back into the bytes that it was read from, and these read as UTF-8.

Where bytes have been lost or altered since, a space may have been A0, which looks like one, and U+FFFD
stands for what nobody knows any more. What is made of such bytes is what Robyn Speer's ftfy makes of them; the
compiled loops (`native/scan_unread.c`) spare the way through its regular expressions.
"""

from __future__ import annotations

from functools import cache

from cleantext import scan
from cleantext.charmaps import COMPLETE, decoding_table, encode


def strictly(text: str, charset: str) -> str | bytes | None:
    r"""Return what the bytes that `text` was read from in a charset are in UTF-8.

    The bytes themselves where they are not UTF-8, and None where there are none for it.

    >>> strictly("cafÃ©", "cp1252"), strictly("café", "cp1252"), strictly("cafÃ©", "cp1251")
    ('café', b'caf\xe9', None)
    """
    if scan.COMPILED is not None:
        found: str | bytes | None = scan.COMPILED.unread(text, codes(charset))
        return found
    return strictly_in_python(text, charset)


def strictly_in_python(text: str, charset: str) -> str | bytes | None:
    """Return the same, without the compiled loop."""
    data = encode(text, charset)
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


def leniently(text: str, charset: str) -> str | None:
    """Return the text that `text` was in UTF-8, bytes of which have been lost or altered since, or None.

    >>> leniently("voilÃ !", "cp1252"), leniently("â€œyesâ€\ufffd", "cp1252"), leniently("café", "cp1252")
    ('voilà !', '“yes\ufffd', None)
    """
    if scan.COMPILED is not None:
        found: str | bool | None = scan.COMPILED.unread_altered(
            text, codes(charset), *altered(charset)
        )
        if not isinstance(found, bool):
            return found
    return leniently_in_python(text, charset)


def leniently_in_python(text: str, charset: str) -> str | None:
    """Return the same, without the compiled loop."""
    data = encode(text, charset)
    if data is None:
        return None
    # The package first, whose parts import each other; its codec of encoded surrogates comes along.
    from ftfy import fixes

    spaces, losses = altered(charset)
    if spaces:
        data = fixes.restore_byte_a0(data)
    if losses:
        data = fixes.replace_lossy_sequences(data)
    try:
        return data.decode("utf-8-variants" if b"\xed" in data or b"\xc0" in data else "utf-8")
    except UnicodeDecodeError:
        return None


def altered(charset: str) -> tuple[bool, bool]:
    """Return whether bytes of a charset are looked for that became spaces, and such that were lost."""
    # In that charset a dash before a space would look so.
    return charset != "mac-roman", charset not in COMPLETE


@cache
def codes(charset: str) -> bytes:
    """Return the byte of each character up to U+FFFF; 0 for all that a charset does not have, and for U+0000."""
    codes = bytearray(0x10000)
    # Of two bytes for one character the last is what Python encodes it as.
    for byte, char in enumerate(decoding_table(charset)):
        codes[ord(char)] = byte
    return bytes(codes)

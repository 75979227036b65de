"""What is no text at all: images, archives, programs, pickles, numbers, noise.

A kind is known by its first bytes, as published for each format; what has no such mark is known by
the control characters that text does not hold. Both are asked only about bytes that are not sound
UTF-8 throughout, so a text that happens to open with "BM" or "GIF89a" stays a text.
"""

from __future__ import annotations

import re
from collections import Counter

#: How a file of each kind begins: (offset in bytes, what stands there, kind).
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"8BPS\0\x01", "a Photoshop image"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a WAV sound"),
    (8, b"AVI ", "an AVI film"),
    (4, b"ftyp", "an MP4 film or a HEIF image"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (0, b"OggS\0", "an Ogg sound"),
    (0, b"fLaC\0", "a FLAC sound"),
    (0, b"ID3\x02", "an MP3 sound"),
    (0, b"ID3\x03", "an MP3 sound"),
    (0, b"ID3\x04", "an MP3 sound"),
    (0, b"MThd\0\0\0\x06", "a MIDI file"),
    (0, b"PK\x03\x04", "a ZIP archive, or a document packed as one"),
    (0, b"PK\x05\x06", "a ZIP archive"),
    (0, b"\x1f\x8b\x08", "data compressed by gzip"),
    (0, b"\xfd7zXZ\0", "data compressed by xz"),
    (0, b"\x28\xb5\x2f\xfd", "data compressed by zstd"),
    (0, b"\x04\x22\x4d\x18", "data compressed by lz4"),
    (0, b"\x1f\x9d", "data compressed by compress"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"MSCF\0\0\0\0", "a cabinet archive"),
    (0, b"!<arch>\n", "an ar archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "an ELF program"),
    (0, b"\xfe\xed\xfa\xce", "a Mach-O program"),
    (0, b"\xfe\xed\xfa\xcf", "a Mach-O program"),
    (0, b"\xce\xfa\xed\xfe", "a Mach-O program"),
    (0, b"\xcf\xfa\xed\xfe", "a Mach-O program"),
    (0, b"\xca\xfe\xba\xbe", "a Java class or a Mach-O program"),
    (0, b"\0asm", "a WebAssembly module"),
    (0, b"dex\n03", "a Dalvik program"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"ARROW1\0\0", "an Arrow table"),
    (0, b"Obj\x01", "an Avro file"),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (0, b"CDF\x01", "a NetCDF file"),
    (0, b"\x93NUMPY", "a NumPy array"),
    (0, b"wOFF", "a WOFF font"),
    (0, b"wOF2", "a WOFF2 font"),
    (0, b"\0\x01\0\0\0", "a TrueType font"),
    (0, b"OTTO\0", "an OpenType font"),
    (0, b"\xde\x12\x04\x95\0\0\0\0", "a gettext catalogue"),
    (0, b"\x95\x04\x12\xde\0\0\0\0", "a gettext catalogue"),
    (0, b"GGUF", "a GGUF model"),
)


#: The same where what stands at the beginning is too short or too variable to be named alone.
PATTERNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"GIF8[79]a.{0,6}[\0-\x08\x0e-\x1f\x80-\xff]", re.S), "a GIF image"),
    (re.compile(rb"BM.{4}\0\0\0\0.{3}\0", re.S), "a BMP image"),
    (re.compile(rb"MZ(?=.{0,60}?\0).{62}", re.S), "a Windows program"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "data compressed by bzip2"),
    (re.compile(rb"\xff[\xfb\xf3\xf2][\x10-\xef][\0-\xff].{0,64}?[\0-\x06]", re.S), "an MP3 sound"),
    # The protocol, then an opcode that a value can begin with; then the opcode of the end.
    (
        re.compile(rb"\x80[\x02-\x05](?:\x95.{6}\0\0|[](}){NKMJIXGcqUT\x88-\x8c\x8f])", re.S),
        "a Python pickle",
    ),
    # A magic number ending in CR LF, then flags.
    (re.compile(rb"..\r\n[\0-\x03]\0\0\0", re.S), "compiled Python"),
)

#: Whether any of these stands there is asked at once.
_SIGNED = re.compile(
    b"|".join(
        [b".{%d}%s" % (offset, re.escape(magic)) for offset, magic, _ in SIGNATURES if offset]
        + [pattern.pattern for pattern, _ in PATTERNS]
    ),
    re.S,
)
_FIRST = tuple(magic for offset, magic, _ in SIGNATURES if not offset)

#: Controls that texts do hold: the white ones, BEL, BS, ESC, the shifts, and DOS's end of file.
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x07\x08\x1b\x0e\x0f\x1a"
_OTHERS = bytes(range(0x20, 0x100)) + _TEXT_CONTROLS

_PIECE = 4096


def sample(data: bytes) -> bytes:
    """Return up to 12 KB of `data`: its head, its middle and its end."""
    if len(data) <= 3 * _PIECE:
        return data
    middle = len(data) // 2
    return data[:_PIECE] + data[middle : middle + _PIECE] + data[-_PIECE:]


def controls(data: bytes) -> int:
    """Return how many control characters `data` holds that text does not, NUL among them.

    >>> controls(b"two\\ttabs\\x00 and a NUL\\r\\n")
    1
    """
    return len(data.translate(None, _OTHERS))


def kind(data: bytes) -> str | None:
    """Return what kind of binary `data` is, a phrase with its article, or None for text.

    To be asked about bytes that are not sound UTF-8, nor UTF-16 or UTF-32.

    >>> kind(b"\\x89PNG\\r\\n\\x1a\\n..."), kind(b"\\x80\\x04\\x95\\x06\\0\\0\\0\\0\\0\\0\\0K\\x01.")
    ('a PNG image', 'a Python pickle')
    >>> kind("Müller läßt grüßen".encode("cp1252"))
    """
    return signed(data) or unsigned(data)


def unsigned(data: bytes) -> str | None:
    """Return the same for `data` that no mark stands in front of."""
    return _unsigned(sample(data))


def in_ascii(data: bytes) -> str | None:
    """Return the kind of the binary formats that can be ASCII throughout, or None.

    >>> in_ascii(b"%PDF-1.4\\n1 0 obj\\n<<>>\\nendobj\\ntrailer\\n<<>>\\n%%EOF\\n")
    'a PDF document'
    >>> in_ascii(b"%PDF-1.4 is how such a file begins.")
    """
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:] and b"obj" in data:
        return "a PDF document"
    return None


def signed(data: bytes) -> str | None:
    """Return the kind that the first bytes of `data` are the mark of, or None."""
    if not data.startswith(_FIRST) and not _SIGNED.match(data):
        return None
    for offset, magic, name in SIGNATURES:
        if data.startswith(magic, offset):
            return name
    return next(name for pattern, name in PATTERNS if pattern.match(data))


def _unsigned(part: bytes) -> str | None:
    found = controls(part)
    # A stray control or two is damage for a filter to mend; one in thirty bytes is another thing.
    if found < 2 or found * 32 < len(part):
        return None
    if looks_ebcdic(part):
        return None
    numbers = _numbers(part)
    if numbers:
        return numbers
    if part.count(0) * 100 > len(part):
        return "it holds NUL bytes"
    return "it holds control characters"


def looks_ebcdic(part: bytes) -> bool:
    """Return whether `part` may be EBCDIC: it has its spaces and line ends (0x40, 0x25, 0x15), and
    hardly a byte of those that are ASCII's.

    >>> looks_ebcdic("Words, and a line.\\n".encode("cp037")), looks_ebcdic(b"Words@example.org")
    (True, False)
    """
    low = len(part) - len(part.translate(None, _LOW))
    return low * 20 <= len(part) and sum(map(part.count, _WHITE)) * 32 >= len(part)


#: What EBCDIC text hardly holds: all below its space but tab, form feed, and its three line ends.
_LOW = bytes(byte for byte in range(0x40) if byte not in (0x05, 0x0C, 0x0D, 0x15, 0x25))
_WHITE = (0x40, 0x25, 0x15)
#: Of each byte whether EBCDIC hardly holds it, 1, or must hold it, 2; for the compiled loop.
EBCDIC_SIGNS = bytes(1 if byte in _LOW else 2 * (byte in _WHITE) for byte in range(0x100))


def _numbers(part: bytes) -> str | None:
    """Name an array of numbers: every second, fourth or eighth byte is among few values."""
    if len(part) < 64:
        return None
    spread = len(set(part[:1024]))
    for size in (2, 4, 8):
        for place in (size - 1, 0):
            column = part[place : 64 * size : size]
            common = sum(count for _, count in Counter(column).most_common(3))
            if common * 4 >= len(column) * 3 and spread >= 64 and len(set(column)) <= 16:
                return f"numbers of {size * 8} bits"
    return None

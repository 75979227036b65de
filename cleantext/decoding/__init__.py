"""Bytes to text: which encoding, how sure, and what was damaged."""

from cleantext.decoding.ladder import decode
from cleantext.decoding.result import BinaryData, Decoded
from cleantext.decoding.stream import Reader

__all__ = ["BinaryData", "Decoded", "Reader", "decode"]

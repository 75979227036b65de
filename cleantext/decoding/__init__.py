"""Bytes to text: which encoding, how sure, and what was damaged."""

from cleantext.decoding.ladder import decode
from cleantext.decoding.result import BinaryData, Decoded

__all__ = ["BinaryData", "Decoded", "decode"]

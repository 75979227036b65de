"""Bytes to text: which encoding, how sure, and what was damaged."""

from cleantext.decoding.ladder import BinaryData, Decoded, decode

__all__ = ["BinaryData", "Decoded", "decode"]

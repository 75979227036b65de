"""cleantext: repair all that can be repaired, touch nothing that is sound, say what was done.

>>> import cleantext
>>> cleantext.clean("l’humanitÃ©")
'l’humanité'
"""

from __future__ import annotations

from cleantext.api import clean, clean_bytes, decode, explain, extract
from cleantext.document import Block, Document
from cleantext.edit import Edit, EditError
from cleantext.filter import Filter, Level, Trigger, from_function
from cleantext.names import UnknownFilter
from cleantext.pipeline import Change, Pass, Pipeline, Result

__version__ = "0.1.0"

__all__ = [
    "Block",
    "Change",
    "Document",
    "Edit",
    "EditError",
    "Filter",
    "Level",
    "Pass",
    "Pipeline",
    "Result",
    "Trigger",
    "UnknownFilter",
    "clean",
    "clean_bytes",
    "decode",
    "explain",
    "extract",
    "from_function",
]

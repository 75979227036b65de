"""Texts, bytes and pages to measure speed on, a module for each thing that they stress.

All are made from the sound texts of `corpus/clean` and the page of `corpus/pages`, so that the benchmarks
need nothing but the repository. Those sound texts were chosen because they are hard: they are full of what
looks like damage, so prose of every day is faster.
"""

from samples.clean import ROOT, clean
from samples.damaged import damaged
from samples.encoded import encoded
from samples.pages import pages

__all__ = ["ROOT", "clean", "damaged", "encoded", "pages"]

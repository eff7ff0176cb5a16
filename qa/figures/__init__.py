"""How much: every quantity that a text states, with its unit, what it measures, of whom, where and when. Pure.

`locate` reads a document's paragraphs with their places and times, `quantities` any text by itself; `spoken` writes a figure as people
do; `unit_class` tells which figures can stand in one column; `indicator_of` finds what a question asks a number of, `same_indicator` how
far a figure is it, and `only_grown` whether a text tells only how it grew.
"""

from qa.figures.alike import indicator_of, only_grown, same_indicator
from qa.figures.find import locate
from qa.figures.quantities import quantities
from qa.figures.spoken import spoken
from qa.figures.units import unit_class

__all__ = ["indicator_of", "locate", "only_grown", "quantities", "same_indicator", "spoken", "unit_class"]

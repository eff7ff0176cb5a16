"""Places: what a text names, what it is about, and what a question asks of."""

from qa.places.correct import corrected
from qa.places.locate import Located, locate
from qa.places.named import county_of, name_of, own_name, place_named, same_level
from qa.places.question import in_question

__all__ = ["Located", "corrected", "county_of", "in_question", "locate", "name_of", "own_name", "place_named", "same_level"]

"""A question in English looked for by its names in pinyin as the library writes them: Zhao Zhengbing as 赵正冰, where that stands in it.

Many characters are read alike, so that it is the library that says which are meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from qa.places.table import table
from qa.question import Question, Term
from qa.question.background import idf
from qa.question.people import SURNAMES
from qa.question.spelling import Spelt, read_as, spelt
from qa.retrieve.shelf import Shelf, normal_texts
from qa.tokens import bigrams, normalise

MOST = 3  # names of a library that are read alike: of more than that it can't be told which is meant
TRIED = 40  # of the strings that the library's pairs of characters could make, the most frequent
KEPT = 400  # of those that are still to grow
SEEN = 5  # paragraphs in which a string is looked for. All four by reason; the times are in docs/log.md


def in_chinese(question: Question, shelf: Shelf) -> Question:
    """The question with the names that the library holds in Chinese characters among its terms and pairs; any other question as it is."""
    if not question.english:
        return question
    named = [question.written[each.start : each.end] for each in question.places]
    bare, terms = question.bare, list(question.terms)
    for name in spelt(question.text):
        written = question.text[name.start : name.end]
        forms = () if any(written in place for place in named) else _forms(name, written, shelf)
        if forms:
            bare = re.sub(rf"\b{re.escape(normalise(written))}\b", " ".join(forms), bare)
            said = frozenset(normalise(written).split())
            whole, *others = forms
            terms = [term for term in terms if term.text.removesuffix("'s") not in said]
            terms.append(Term(whole, written, "name", idf(whole), (whole, *others)))
    if bare == question.bare:
        return question
    pairs = {pair: idf(pair, "bigrams") if len(pair) == 2 else idf(pair) for pair in dict.fromkeys(bigrams(bare))}
    return replace(question, bare=bare, terms=tuple(terms), pairs=tuple(pairs.items()))


def _forms(name: Spelt, written: str, shelf: Shelf) -> tuple[str, ...]:
    """The strings of the library that are read as a name, most frequent first; none where too many are. Those that are found are kept, as
    they can't be more than the library holds."""
    key = ("spelt", f"{written} {name.endings}")
    if key in shelf.cache:
        return cast("tuple[str, ...]", shelf.cache[key])
    found = _found(name, written, shelf)
    if found:
        shelf.cache[key] = found
    return found


def _found(name: Spelt, written: str, shelf: Shelf) -> tuple[str, ...]:
    sure = name.person or bool(name.endings)
    known = not sure and len(shelf.pieces.cut([written.lower()])[0]) == 1  # a word of the table's own: China, Women
    for cut in name.cuts:
        if known and len(cut) < 3:
            continue
        if name.person and (found := _standing(_strings(cut, shelf, SURNAMES), shelf)):
            return found[:MOST]
        strings = _strings(cut, shelf)
        for ending in name.endings:
            if found := _standing([f"{string}{ending}" for string in strings], shelf):
                return tuple(dict.fromkeys([*found[:MOST], *(each.removesuffix(ending) for each in found[:MOST])]))
        if found := _standing(strings, shelf):
            divisions = _divisions(cut)
            found = tuple(string for string in found if string in divisions) or found
            return found if len(found) <= MOST else ()
    return ()


def _divisions(cut: tuple[str, ...]) -> frozenset[str]:
    """The short names of the divisions that are read so: Bao'an is 宝安 before 保安."""
    held = table()
    return frozenset(held.names[code][: len(cut)] for code in held.pinyin.get("".join(cut), ()))


def _strings(cut: tuple[str, ...], shelf: Shelf, first: frozenset[str] | None = None) -> list[str]:
    """What the library's pairs of characters make of the syllables, most frequent first by their rarest pair; beginning with one of
    `first`, where that is given."""
    found = {character: 0 for character in read_as(cut[0]) if first is None or character in first}
    for i, syllable in enumerate(cut[1:]):
        fits = frozenset(read_as(syllable))
        longer: dict[str, int] = {}
        for string, count in found.items():
            for pair, times in shelf.lexical.pairs_beginning(string[-1]):
                if len(pair) == 2 and pair[1] in fits:
                    longer[string + pair[1]] = min(times, count) if i else times
        best = sorted(longer, key=lambda string: (-longer[string], string))[: KEPT if i + 2 < len(cut) else TRIED]
        found = {string: longer[string] for string in best}
    return list(found)


def _standing(strings: list[str], shelf: Shelf) -> tuple[str, ...]:
    """Those that stand in a paragraph, and not only their pairs."""
    out = []
    for string in strings:
        hits = [shelf.paragraphs[shelf.rows[key]] for key, _ in shelf.lexical.search_bigrams(bigrams(string), SEEN)]
        if any(string in text for text in normal_texts(hits, shelf)):
            out.append(string)
    return tuple(out)

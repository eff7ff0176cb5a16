"""Where a document plays: every place of every paragraph resolved, and what each paragraph is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.annotations import Naming, Place, PlaceMention
from qa.places.about import settle
from qa.places.named import place_named
from qa.places.relative import Relative, at_level
from qa.places.resolve import Context, Reading, resolve
from qa.places.spots import Spot, repeated, spots
from qa.places.table import table
from qa.places.topic import holds, opens
from qa.types import FrontMatter, Kind, Paragraph

_QUOTES = ("“", "「", '"')
_COUNTY = 6  # digits of a county's code
_BESIDE = ("与", "和", "同", "跟", "比", "借鉴", "学习", "对标", "来自")
TOWNSHIP = ("镇", "乡", "街道")


@dataclass(frozen=True, slots=True)
class Located:
    """A paragraph's places; `about` is what its text is about where no mention in it has said otherwise."""

    about: Place | None
    places: tuple[PlaceMention, ...]


def locate(paragraphs: Sequence[Paragraph], front: FrontMatter) -> tuple[Place | None, tuple[Located, ...]]:
    """The place that the document is about, and for each paragraph its places in order; None and none where nothing is named.

    A title and a publisher count where the front matter has them, `front.places` before all else.
    """
    texts = [paragraph.text for paragraph in paragraphs]
    found = repeated(texts, [spots(text) for text in texts])
    title, publisher = _codes(front.title or ""), _codes(front.publisher or "")
    given = place_named(front.places[0]) if front.places else None
    headings = _headings(paragraphs)
    around = (*((given.code,) if given else ()), *title, *publisher)
    above = {heading: _codes(heading) for heading in dict.fromkeys(headings.values())}
    readings = resolve(texts, found, Context(around, {i: above[heading] for i, heading in headings.items()}))
    counted = [reading.codes[0] for reading in readings if reading.sure]
    opening: dict[tuple[int, int], bool] = {}
    topics = [reading.codes[0] for reading in readings if reading.sure and _heads(texts, reading, opening)]
    about = given or settle(title, publisher, counted, topics)
    walk = _Walk(texts, about, _maker(publisher, about), opening)
    decided = {(reading.paragraph, reading.spot.start): reading for reading in readings}
    walk.remember(readings)
    here = [table().place(codes[-1]) if i in headings and (codes := above[headings[i]]) else about for i in range(len(texts))]
    if any(spot.local and not spot.entries for row in found for spot in row):
        walk.through(found, decided, here)  # once to meet the villages, once to say where they lie
    return about, walk.through(found, decided, here)


def _codes(text: str) -> tuple[str, ...]:
    """The codes of the divisions that a title, a heading or a publisher names surely."""
    if not text:
        return ()
    return tuple(reading.codes[0] for reading in resolve([text], [spots(text)], Context()) if reading.sure)


def _heads(texts: Sequence[str], reading: Reading, opening: dict[tuple[int, int], bool]) -> bool:
    """Whether a place stands as the topic of its clause whatever is named behind it; what is found of its beginning is kept."""
    text, spot = texts[reading.paragraph], reading.spot
    found = opening[reading.paragraph, spot.start] = opens(text, spot.start, spot.end)
    return found and holds(text, spot.end, len(text))


def _headings(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """The headings above each paragraph as one string, the nearest last."""
    return {i: "\n".join(paragraph.section) for i, paragraph in enumerate(paragraphs) if paragraph.section and paragraph.kind is Kind.BODY}


def _maker(publisher: Sequence[str], about: Place | None) -> Place | None:
    """Who says 我市: the publisher's place."""
    return table().place(publisher[0]) if publisher else about


@dataclass(slots=True)
class _Walk:
    """A walk through the document: what was named last, and the villages met so far: `given` with what holds them, `local` alone;
    `zones` holds the zone named above a village; `opening` says of spots by their paragraph and start whether they open a clause."""

    texts: Sequence[str]
    about: Place | None
    maker: Place | None
    opening: dict[tuple[int, int], bool]
    given: dict[str, Place] = field(default_factory=dict)
    local: dict[str, Place] = field(default_factory=dict)
    zones: dict[Place, Place] = field(default_factory=dict)
    named: list[Place] = field(default_factory=list)

    def remember(self, readings: Sequence[Reading]) -> None:
        """Villages that are named with their division anywhere in the document."""
        for reading in readings:
            spot = reading.spot
            if not spot.local or not reading.sure:
                continue
            place = table().place(reading.codes[0], spot.local)
            before = self.given.get(spot.local)
            if before is None or (place.code.startswith(before.code) and place != before):  # the nearer division
                self.given[spot.local] = place
            if spot.zone:
                self.zones[place] = table().place(reading.codes[0], spot.zone)

    def through(
        self, found: Sequence[Sequence[Spot]], decided: dict[tuple[int, int], Reading], about: Sequence[Place | None]
    ) -> tuple[Located, ...]:
        """The mentions of every paragraph, `about` being what each is about at its start."""
        self.named.clear()
        return tuple(self.paragraph(i, row, decided, about[i]) for i, row in enumerate(found))

    def paragraph(self, i: int, row: Sequence[Spot], decided: dict[tuple[int, int], Reading], about: Place | None) -> Located:
        """The mentions of one paragraph."""
        text = self.texts[i]
        about = self._lead(i, row, decided, about)
        mentions: list[PlaceMention] = []
        topic = about
        for n, spot in enumerate(row):
            reading = decided.get((i, spot.start))
            places = self._places(spot, reading, mentions, topic, text)
            if not places:
                continue
            after = row[n + 1].start if n + 1 < len(row) else len(text)
            opened = self.opening.get((i, spot.start))
            leads = (opens(text, spot.start, spot.end) if opened is None else opened) and holds(text, spot.end, after)
            naming = Naming.SHORT if spot.naming is Naming.SHORT and reading else spot.naming
            mentions.append(PlaceMention(spot.start, spot.end, naming, places, leads))
            if len(places) == 1:
                self.named.append(places[0])
                topic = places[0] if leads else topic
        return Located(about, tuple(mentions))

    def _lead(self, i: int, row: Sequence[Spot], decided: dict[tuple[int, int], Reading], about: Place | None) -> Place | None:
        """What a paragraph that opens with somebody's words is about: the county or less, within what the text is about, that is
        named first behind them; a relative name before it leaves things as they were."""
        if about is None or not self.texts[i].startswith(_QUOTES):
            return about
        for spot in row:
            reading = decided.get((i, spot.start))
            if spot.relative is not None or (not spot.entries and spot.local):
                break
            if reading is not None and reading.sure and reading.codes[0].startswith(about.code) and reading.codes[0] != about.code:
                place = table().place(reading.codes[0], spot.local)
                return place if len(place.code) >= _COUNTY else about
        return about

    def _places(
        self, spot: Spot, reading: Reading | None, before: Sequence[PlaceMention], topic: Place | None, text: str
    ) -> tuple[Place, ...]:
        if spot.relative is not None:
            place = self._relative(spot.relative, before, topic, text)
            return (place,) if place else ()
        if spot.entries:
            if reading is None:
                return ()
            bare = self.given.get(text[spot.start : spot.end])
            if bare is not None:  # a sub-district that the table lacks where it lies, and has elsewhere
                return (bare,)
            known = self.given.get(spot.local)
            if known is not None and reading.sure and known.code.startswith(reading.codes[0]):
                return (known,)
            return tuple(table().place(code, spot.local) for code in reading.codes)
        place = self._bare(spot, before, topic, text)
        return (place,) if place else ()

    def _bare(self, spot: Spot, before: Sequence[PlaceMention], topic: Place | None, text: str) -> Place | None:
        """A village by itself: as it was named before, else within what stands right before it, else within what the text is about."""
        if spot.local in self.given:
            return self.given[spot.local]
        known = self.local.get(spot.local)
        if known is not None and len(known.code) > 4:
            return known
        last = before[-1] if before else None
        holder = topic
        if last is not None and last.place is not None and text[last.end : spot.start] in ("、", "的", "，", "和"):
            holder = last.place
        if holder is None:
            holder = self.named[-1] if self.named else None
        if holder is None:
            return known
        code = table().parent(holder.code) if len(holder.code) == 9 and spot.local.endswith(TOWNSHIP) else holder.code
        if known is not None and len(known.code) >= len(code):
            return known
        place = table().place(code, spot.local)
        self.local[spot.local] = place
        return place

    def _relative(self, relative: Relative, before: Sequence[PlaceMention], topic: Place | None, text: str) -> Place | None:
        """What a relative name means here; None where nothing holds a place of its level. 该市 is the last city named, but for one
        that another is only compared or joined with (与深圳共建)."""
        level, named = relative.level, relative.scope == "该"
        here = [(mention, mention.place) for mention in reversed(before) if mention.place is not None]
        topics = [place for mention, place in here if mention.topic]
        first = [place for mention, place in here if mention.topic or not text[: mention.start].endswith(_BESIDE)]
        near = [one for place in (*first, *(place for _, place in here)) for one in (place, self.zones.get(place))]
        late = list(reversed(self.named))
        order: list[Place | None]
        if relative.scope == "该":
            order = [*near, topic, self.about, *late]
        elif relative.scope == "全":
            order = [*topics, topic, self.about, *late]
        else:
            order = [self.maker, self.about, topic, *topics, *late]
        return next((place for one in order if one is not None and (place := at_level(one, level, named)) is not None), None)

"""Invented pages, damaged like newspaper text: the sentences come back whole, the captions and furniture stay out of them."""

from collections import Counter

import pytest
from pressroom import TITLE, make, read, squeeze

from qa.types import Kind


@pytest.mark.parametrize("wrapped", [True, False])
def test_pages_come_back(wrapped: bool) -> None:
    count: Counter[str] = Counter()
    for seed in range(60):
        page = make(seed, wrapped)
        clean, paragraphs, _ = read(page.text)
        body = [squeeze(p.text) for p in paragraphs if p.kind is Kind.BODY]
        headings = [squeeze(p.text) for p in paragraphs if p.kind is Kind.HEADING]
        count["sentences"] += len(page.sentences)
        count["whole"] += sum(any(squeeze(s) in b for b in body) for s in page.sentences)
        count["asides"] += len(page.captions) + len(page.furniture)
        count["loose"] += sum(any(squeeze(s) in b for b in body) for s in page.captions + page.furniture)
        count["headings"] += len(page.headings)
        count["told"] += sum(squeeze(h) in headings for h in page.headings)
        count["titles"] += clean.front.title == TITLE
        assert clean.front.author == "周小渡"
        assert not any(squeeze(f) in squeeze(p.text) for f in page.furniture for p in paragraphs)
    assert count["sentences"] > 300 and count["asides"] > 150
    assert count["whole"] >= 0.98 * count["sentences"]
    assert count["loose"] <= 0.01 * count["asides"]
    assert count["told"] >= 0.97 * count["headings"]
    assert count["titles"] == 60

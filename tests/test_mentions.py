"""Places, times and figures against labels that were made before the code (tests/data/README.md)."""

from pathlib import Path

import pytest

from evals.mentions import compared, figure_counts, labels_of, news_counts, seed_annotations, seed_counts

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def test_the_five_articles_places_and_times_are_right() -> None:
    for kind, counts in seed_counts().items():
        assert counts.wanted > 50
        assert counts.precision >= 0.97 and counts.recall >= 0.97, (kind, counts.notes)


def test_the_five_articles_figures_are_right_with_what_they_measure_where_and_when() -> None:
    counts = figure_counts()
    assert counts.wanted >= 150
    assert counts.precision >= 0.95 and counts.recall >= 0.90, counts.notes


@pytest.mark.skipif(not (DATA / "news").is_dir(), reason="the labelled news articles are in ../shared/data/news, which is not here")
def test_places_and_times_of_whole_news_articles_are_right() -> None:
    counts = news_counts(DATA)
    both = counts["place"] + counts["time"]
    assert both.wanted >= 300
    for each in (both, *counts.values()):
        assert each.precision >= 0.97 and each.recall >= 0.90, (each.precision, each.recall)


def test_the_labels_stand_where_they_say() -> None:
    texts = {key: text for key, (text, _) in seed_annotations().items()}
    for name in ("seed_mentions.jsonl", "seed_figures.jsonl"):
        for row in labels_of(name):
            assert texts[row["document"], row["ordinal"]][row["start"] : row["end"]] == row["text"], row


def test_what_is_wrong_counts_as_wrong() -> None:
    text = "赣州和抚州"
    labels = [{"start": 0, "end": 2, "label": "3607"}, {"start": 3, "end": 5, "label": "3610", "optional": True}]
    assert compared(text, [(0, 2, "3607")], labels, "", end_too=True).precision == 1.0
    wrong = compared(text, [(0, 2, "3601"), (3, 5, "36")], labels, "", end_too=True)
    assert (wrong.right, wrong.found, wrong.met, wrong.wanted) == (0, 1, 0, 1)
    missed = compared(text, [], labels, "", end_too=True)
    assert (missed.precision, missed.recall) == (1.0, 0.0) and missed.notes
    left_open = [{"start": 0, "end": 2, "label": ["3607", "3608"]}]
    assert compared(text, [(0, 2, ["3607", "3608"])], left_open, "", end_too=True).recall == 1.0
    assert compared(text, [(0, 2, "3607")], left_open, "", end_too=True).recall == 0.0
    short = compared(text, [(0, 1, "3607")], labels, "", end_too=True)
    assert short.right == 0, "a place ends where it ends"

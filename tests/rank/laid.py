"""A question laid on one paragraph of an invented document, for the tests of features."""

from qa.question import Question, analyse
from qa.rank import Match, context, match, prepare, surround, weights
from qa.types import Document, FrontMatter, Kind, Paragraph

DOCUMENT = Document("a" * 16, "a.txt", "a" * 64, "utf-8", 0, FrontMatter(title="云溪县护林记", date="2022-05-01"))
AROUND = surround(DOCUMENT, [])


def lay(question: str, text: str, section: tuple[str, ...] = ()) -> tuple[Question, Match, tuple[float, ...]]:
    asked = analyse(question)
    prepared = prepare(Paragraph(DOCUMENT.id, 0, Kind.BODY, section, text, ((0, 1),)))
    return asked, match(asked, prepared, context(asked, AROUND), AROUND.year), weights(asked, {})

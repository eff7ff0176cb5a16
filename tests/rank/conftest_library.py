"""A library of invented paragraphs held in memory: BM25 of the training code, vectors of the shipped encoder, which the weights are for."""

from collections.abc import Sequence

from embeddings.encoder import load_encoder
from embeddings.index import VectorIndex
from evals.training.bm25 import MemoryBM25
from qa.retrieve import Shelf
from qa.types import Document, FrontMatter, Kind, Paragraph

Row = tuple[str, Kind, tuple[str, ...], str]


def build(articles: dict[str, Sequence[tuple[Kind, tuple[str, ...], str]]], dates: dict[str, str] | None = None) -> Shelf:
    documents: dict[str, Document] = {}
    paragraphs: list[Paragraph] = []
    for title in articles:
        key = f"{abs(sum(ord(c) * 31**i for i, c in enumerate(title))) % 16**16:016x}"
        front = FrontMatter(title=title, date=(dates or {}).get(title))
        documents[key] = Document(key, f"{title}.txt", key * 4, "utf-8", 0, front)
        for ordinal, (kind, section, text) in enumerate(articles[title]):
            paragraphs.append(Paragraph(key, ordinal, kind, section, text, ((0, 1),)))
    paragraphs.sort(key=lambda p: (p.document_id, p.ordinal))
    ids = [paragraph.id for paragraph in paragraphs]
    texts = [paragraph.text for paragraph in paragraphs]
    encoder = load_encoder()
    rows = {name: row for row, name in enumerate(ids)}
    return Shelf(documents, paragraphs, rows, MemoryBM25(ids, texts), VectorIndex(encoder.encode_passages(texts)), encoder, encoder)


ARTICLES: dict[str, Sequence[tuple[Kind, tuple[str, ...], str]]] = {
    "云溪县护林记": [
        (Kind.HEADING, (), "古树保护"),
        (Kind.BODY, ("古树保护",), "全县选聘护林员320名，每人看护五公里山路。队长陈艳霞说，古树都挂了牌。"),
        (Kind.BODY, ("古树保护",), "该县给古树建档，一树一策，请专家会诊；对衰弱的古树搭设支架，改良土壤。村民还认养古树，定期浇水除草。"),
        (Kind.BODY, ("水利",), "2019年，该县开工修建青龙水库，三年后蓄水。水库灌溉农田八万亩。"),
        (Kind.CAPTION, ("水利",), "图为青龙水库全景。"),
    ],
    "石门县修路记": [
        (Kind.BODY, (), "石门县修通了到每个村的公路，里程共1200公里。养路工由各村推选，共有85名。"),
        (Kind.BODY, ("古树",), "石门县把古树交给学校看护，学生每月测量树围。"),
        (Kind.BODY, (), "县里的梧桐社区办起了“半山书屋”，书屋每晚开到十点。居民说，这里比家里还热闹。"),
    ],
}

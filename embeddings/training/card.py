"""The model card that lies beside the weights. Figures on `eval/` are put in by `evals`, never by the training."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from embeddings.quantized import POWER
from embeddings.training.corpus import HELD_ARTICLES, HELD_SENTENCES
from embeddings.training.fit import Recipe
from embeddings.training.pairs import Mix

CARD = """\
---
license: cc-by-sa-4.0
language: [zh, en]
library_name: sentence-transformers
pipeline_tag: sentence-similarity
---
# youju-static

A static text embedding model for Chinese, with English questions in view: {pieces:,} token rows of {dimension:,} numbers of four bits,
summed with repeats damped, at unit length. It needs numpy and tokenizers alone (`embeddings.encoder.load_encoder()`).
Where this package is installed, `SentenceTransformer(folder, trust_remote_code=True)` opens it too, with the same vectors: the
class that reads four bits (`embeddings.training.module`) is ours and so counts as foreign there. No prompts.
A text without a known token has a row of zeros.

## Data and licences

| source | what of it | licence |
| --- | --- | --- |
| CRUD-RAG's news of 2023: news-0 to news-3, without the last {held_articles:,} articles | words; sentences and their \
neighbours | Apache-2.0 as published; the text is the newspapers' and is not redistributed |
| DRCD dev, simplified | questions and paragraphs of folds 0 and 1 | CC BY-SA 3.0 |
| CMRC 2018 trial | the same | CC BY-SA 4.0 |
| CC-CEDICT | glosses and pinyin | CC BY-SA 4.0 |
| Tatoeba, Chinese and English, without the last {held_sentences:,} pairs | sentence pairs | CC BY 2.0 FR |

A fold is `sha256(article title)[0] % 4` (`embeddings.training.corpus.fold`). **No weight has seen folds 2 and 3 of `train/`**:
rankers and thresholds that use this model's scores are to be trained there. Nothing of CMRC dev, XQuAD, news-4 or news-5 was seen
by vocabulary, weights or choices. SQuAD 2.0 dev, machine-translated, lies in `train/` too and is left out: 172 of XQuAD's 240
paragraphs stand in it.

## Recipe

`python -m embeddings.training --data ../shared/data --steps {steps} --seed {seed}`

- Vocabulary: Unigram over NFKC lower-cased text. Chinese pieces are every character seen twice and jieba's most frequent words of
  up to four characters; Latin pieces by the Unigram trainer; digits apart from letters; punctuation dropped.
- A Chinese word's row is trained as its own row plus {compose:g} times the mean of its characters' rows, and saved as their sum.
- Rows start at random, the smaller the more frequent their piece (smooth inverse frequency).
- A piece that stands n times in a text counts n to the power of {power:g}; in the first {plain:,} steps, n.
- In-batch softmax both ways, its scale going from {scale:g} to {last_scale:g}; Adam, rate {rate:g} falling to 0 in {steps:,} steps.
  A step draws some {total:,} pairs: {news:,} of news (a sentence cropped to a question's length, and a window of its
  neighbours; two of each article), {questions} questions with their paragraphs, {sentences} translated sentences,
  {glosses} glosses, {names} names with pinyin.
  {english:.0%} of the first two kinds have 40, 70 or 100 % of their words in English, from the dictionary.

## Figures

Held out, and used to choose the recipe (MRR@10): questions of fold 2 among paragraphs of folds 2 and 3 and held-out news {zh:.3f};
the same questions word for word in dictionary English {gloss:.3f}; held-out Tatoeba sentences, English to Chinese {tatoeba:.3f}.

In four bits: {bits_zh:.3f}, {bits_gloss:.3f}, {bits_tatoeba:.3f}. Each row is clipped where its squared error is least.

Measured once finished (`make eval`), by this model alone, with 95 % intervals; `+50k` is with 49,630 passages of other news:

<!-- measured -->
<!-- end -->

## Limits

Word order is not seen. English is known through a dictionary and short sentences: names that CC-CEDICT lacks are found only by
pinyin, if at all. Traditional characters are mostly other tokens: convert to simplified before encoding.
"""


def write_card(folder: Path, pieces: int, recipe: Recipe, mix: Mix, figures: dict[str, float]) -> None:
    """Writes `README.md` into the model's folder."""
    text = CARD.format(
        pieces=pieces,
        total=mix.news + mix.questions + mix.sentences + mix.glosses + mix.names,
        power=POWER,
        held_articles=HELD_ARTICLES,
        held_sentences=HELD_SENTENCES,
        **asdict(recipe),
        **asdict(mix),
        **figures,
    )
    (folder / "README.md").write_text(text, encoding="utf-8")

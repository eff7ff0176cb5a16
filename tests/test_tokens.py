"""Lexical tokens: the same words as jieba, simplified and traditional together, bigrams and whole numbers."""

import gzip
import json
import re
import unicodedata
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.tokens import bigrams, compatible, normalise, words

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT / ".." / "shared" / "data" / "news" / "news-4.jsonl.gz"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ＡＢＣ１２３％", "abc123%"),
        ("黨建引領高質量發展", "党建引领高质量发展"),
        ("乾隆皇帝的乾燥劑", "乾隆皇帝的干燥剂"),  # by phrases, not by characters
        ("㎏ ﬁ Ⅻ", "kg fi xii"),
        ("豈", "岂"),  # a compatibility ideograph
        ("", ""),
    ],
)
def test_normal_forms(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_words_of_both_scripts_and_widths_meet() -> None:
    assert words("總書記強調２０２４年") == words("总书记强调2024年") == ["书记", "总书记", "强调", "2024", "年"]


def test_long_words_give_the_words_in_them() -> None:
    assert words("中华人民共和国") == ["中华", "华人", "人民", "共和", "共和国", "中华人民共和国"]


def test_punctuation_is_no_word() -> None:
    assert words("，。！…… 《》\n—") == []
    assert bigrams("，。！…… 《》\n—_") == []


def test_bigrams_keep_to_their_run_and_other_words_whole() -> None:
    assert bigrams("投入12.57亿元，Wi-Fi好。v2") == ["投入", "12.57", "亿元", "wi", "fi", "好", "v2"]
    assert bigrams("民营经济") == ["民营", "营经", "经济"]
    assert bigrams("黨建") == bigrams("党建") == ["党建"]
    assert bigrams("2024年3月") == ["2024", "年", "3", "月"]
    assert bigrams("𠮷野家") == ["𠮷野", "野家"]
    assert bigrams("20.") == ["20"]


@given(st.text(st.sampled_from("，：（）；！？…\u00a0\u3000％～－｜㈠℃Ⅱﾞか\u0301e豈") | st.characters(), max_size=60))
def test_what_is_put_right_first_leaves_the_compatible_form_the_same(text: str) -> None:
    assert compatible(text) == unicodedata.normalize("NFKC", text)


@given(st.text(max_size=60))
def test_no_token_holds_white_space_and_normal_text_stays(text: str) -> None:
    for token in (*words(text), *bigrams(text)):
        assert token
        assert not re.search(r"\s", token)
        assert any(map(str.isalnum, token)) or any(c >= "\u3005" for c in token), "Python knows not every new ideograph"


def chinese_only(text: str) -> str:
    """Without the ASCII of which rjieba and jieba are known to cut `-` and `.` differently."""
    return re.sub(r"[A-Za-z0-9+#&._%-]+", "，", text)


@pytest.mark.filterwarnings("ignore")  # jieba's own: it was written for older Pythons
def test_the_cuts_are_jieba_s() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    if NEWS.is_file():
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line, _ in zip(lines, range(200), strict=False)]
    for text in texts:
        plain = chinese_only(normalise(text))
        assert words(plain) == [word for word in jieba.cut_for_search(plain) if any(map(str.isalnum, word))]

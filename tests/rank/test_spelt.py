"""Names in pinyin in a question in English, read as the library writes them. All names are invented."""

from collections.abc import Callable

import pytest

from evals.without import without
from qa.question import analyse
from qa.question.spelling import LONGEST, Spelt, read_as, spelt, syllables
from qa.retrieve import Shelf, look
from qa.retrieve.spelt import MOST, in_chinese
from qa.retrieve.words import words_of
from qa.types import Kind


@pytest.fixture
def shelf(make: Callable[..., Shelf]) -> Shelf:
    return make(
        {
            "甲": [(Kind.BODY, (), "秦昭澜是板溪村的教师。她今年四十岁。"), (Kind.BODY, (), "村里人都健康，身体好。")],
            "乙": [(Kind.BODY, (), "柳婉清和刘婉青在青沙街道开了书店，宝安来的人不少，保安也来。")],
        }
    )


def name(text: str) -> Spelt:
    (found,) = spelt(text)
    return found


def forms(question: str, shelf: Shelf) -> dict[str, tuple[str, ...]]:
    return {term.written: term.forms for term in in_chinese(analyse(question), shelf).terms if term.role == "name"}


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("zhaolan", ("zhao", "lan")),
        ("tian", ("tian",)),  # a syllable is not cut: Ti'an has an apostrophe
        ("ti'an", ("ti", "an")),
        ("changan", ("chan", "gan")),
        ("lüliang", ("lu", "liang")),
    ],
)
def test_a_word_is_cut_as_the_orthography_has_it(word: str, first: tuple[str, ...]) -> None:
    assert syllables(word)[0] == first


@pytest.mark.parametrize("word", ["smith", "", "street", "xq", "n"])
def test_what_is_no_pinyin_is_not_cut(word: str) -> None:
    assert syllables(word) in ((), ((),))


def test_a_long_word_takes_no_time() -> None:
    assert syllables("an" * 200) == syllables("an" * 40 + "x") == ()
    assert spelt(" ".join(["Anan"] * 500)) == ()
    assert all(len(cut) <= LONGEST for cut in syllables("ananananan"))


def test_other_cuts_come_behind() -> None:
    assert ("chang", "an") in syllables("changan")
    assert all("".join(cut) == "changan" for cut in syllables("changan"))


def test_names_are_runs_of_capitals() -> None:
    text = "When did Qin Zhaolan of Banxi village meet Mr. Smith and Liu in Qingsha Subdistrict?"
    assert [text[each.start : each.end] for each in spelt(text)] == ["Qin Zhaolan", "Banxi", "Qingsha"]
    assert [each.person for each in spelt(text)] == [True, False, False]
    assert [each.endings for each in spelt(text)] == [(), ("村",), ("街道",)]
    assert all(2 <= len(cut) <= LONGEST for each in spelt(text) for cut in each.cuts)
    assert spelt("when did it open") == ()


def test_a_word_that_only_begins_the_sentence_is_no_name() -> None:
    text = "Women He Jianlan taught"
    assert [text[each.start : each.end] for each in spelt(text)] == ["He Jianlan"]
    assert name("Can Banxi do it?") == Spelt(4, 9, syllables("banxi"), False, ())


def test_characters_by_their_reading() -> None:
    assert "澜" in read_as("lan") and read_as("xq") == ""


def test_the_library_says_which_characters_are_meant(shelf: Shelf) -> None:
    assert forms("When was Qin Zhaolan born?", shelf) == {"Qin Zhaolan": ("秦昭澜",)}
    assert [term.text for term in in_chinese(analyse("What is Qin Zhaolan's post?"), shelf).terms] == ["post", "秦昭澜"]
    assert forms("Where is Banxi village?", shelf) == {"Banxi": ("板溪村", "板溪")}
    assert forms("Who has a shop in Qingsha Subdistrict?", shelf) == {"Qingsha": ("青沙街道", "青沙")}
    assert set(forms("What did Liu Wanqing open?", shelf)["Liu Wanqing"]) == {"柳婉清", "刘婉青"}


def test_what_the_library_does_not_hold_stays_as_it_is(shelf: Shelf) -> None:
    question = analyse("When was Wang Zhaolan of Banqi born?")
    assert in_chinese(question, shelf) is question
    paragraph = next(each for each in shelf.paragraphs if "秦昭澜" in each.text)
    assert forms("When was Qin Zhaolan born?", without(shelf, [paragraph.id])) == {}
    chinese = analyse("秦昭澜是谁？")
    assert in_chinese(chinese, shelf) is chinese


def test_a_division_comes_before_a_word_that_is_read_alike(shelf: Shelf) -> None:
    assert forms("Who came from Bao'an?", shelf) == {"Bao'an": ("宝安",)}


def test_a_name_without_kind_or_surname_is_left_where_too_many_are_read_alike(make: Callable[..., Shelf]) -> None:
    few, many = (make({"甲": [(Kind.BODY, (), "，".join(["栗溪", "里西", "立锡", "丽曦"][:n]) + "。")]}) for n in (MOST, MOST + 1))
    assert len(forms("Who came to Lixi?", few)["Lixi"]) == MOST
    assert forms("Who came to Lixi?", many) == {}


def test_a_word_of_english_is_no_name_of_two_syllables(make: Callable[..., Shelf]) -> None:
    shelf = make({"甲": [(Kind.BODY, (), "他们吃那道菜，我们也吃。")]})
    assert forms("What do people in China and the Women there eat?", shelf) == {}


def test_a_name_finds_its_paragraph_and_does_not_tell_its_sentences_apart(shelf: Shelf) -> None:
    found = look(analyse("How old is Qin Zhaolan?"), shelf)
    assert "秦昭澜" in found.candidates[0].paragraph.text
    assert tuple(pair for pair, _ in found.question.pairs if pair[0] in "秦昭") == ("秦昭", "昭澜")
    assert len(words_of(found.question, shelf).lengths) == len(words_of(analyse("How old is ?"), shelf).lengths)

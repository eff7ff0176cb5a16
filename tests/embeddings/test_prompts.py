"""Which words go before a query and a passage: own prompts first, else the family by name and model type together."""

import json
from pathlib import Path

import pytest

from embeddings.prompts import Prompts, prompts_of

BGE = "为这个句子生成表示以用于检索相关文章："


def folder(root: Path, name: str, model_type: str, **more: object) -> Path:
    place = root / name
    place.mkdir(parents=True)
    (place / "config.json").write_text(json.dumps({"model_type": model_type, **more}), encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("name", "model_type", "expected"),
    [
        ("intfloat/multilingual-e5-base", "xlm-roberta", Prompts("query: ", "passage: ")),
        ("intfloat/e5-small-v2", "bert", Prompts("query: ", "passage: ")),
        ("BAAI/bge-small-zh-v1.5", "bert", Prompts(BGE, "")),
        ("BAAI/bge-base-en-v1.5", "bert", Prompts("Represent this sentence for searching relevant passages: ", "")),
        ("BAAI/bge-m3", "xlm-roberta", Prompts()),
        ("moka-ai/m3e-base", "bert", Prompts()),
        ("someone/note5-base", "bert", Prompts()),  # e5 in the middle of a word
        ("someone/e5-base", "gpt2", Prompts()),  # the name of a family with another body
    ],
)
def test_a_family_is_told_by_name_and_model_type(tmp_path: Path, name: str, model_type: str, expected: Prompts) -> None:
    assert prompts_of(folder(tmp_path, "local", model_type), name) == expected
    place = folder(tmp_path, name.split("/")[1], model_type)
    assert prompts_of(place, str(place)) == expected


def test_instruct_models_of_e5_take_an_instruction_before_the_query_only(tmp_path: Path) -> None:
    prompts = prompts_of(folder(tmp_path, "x", "xlm-roberta"), "intfloat/multilingual-e5-large-instruct")
    assert prompts.query.startswith("Instruct: ") and prompts.query.endswith("\nQuery: ")
    assert prompts.passage == ""


def test_a_renamed_folder_is_known_by_what_its_makers_called_it(tmp_path: Path) -> None:
    place = folder(tmp_path, "my-model", "bert", _name_or_path="BAAI/bge-large-zh")
    assert prompts_of(place, str(place)) == Prompts(BGE, "")


def test_the_hubs_cache_names_the_repository(tmp_path: Path) -> None:
    place = folder(tmp_path, "models--intfloat--e5-base/snapshots/abc123", "bert")
    assert prompts_of(place, str(place)) == Prompts("query: ", "passage: ")


def test_a_folder_around_the_model_names_nothing(tmp_path: Path) -> None:
    place = folder(tmp_path, "e5-trials/mine", "bert")
    assert prompts_of(place, str(place)) == Prompts()


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"query": "Q: ", "document": "D: "}, Prompts("Q: ", "D: ")),
        ({"query": "Q: ", "passage": ""}, Prompts("Q: ", "")),
        ({"query": "", "document": ""}, Prompts("query: ", "passage: ")),
        ({"clustering": "C: "}, Prompts("query: ", "passage: ")),
        (None, Prompts("query: ", "passage: ")),
    ],
)
def test_the_models_own_prompts_come_first_where_they_say_anything(tmp_path: Path, own: object, expected: Prompts) -> None:
    place = folder(tmp_path, "e5-base", "bert")
    (place / "config_sentence_transformers.json").write_text(json.dumps({"prompts": own}), encoding="utf-8")
    assert prompts_of(place, "intfloat/e5-base") == expected

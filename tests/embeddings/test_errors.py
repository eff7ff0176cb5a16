"""A model that cannot be had: one sentence with the next step, and no word over the network."""

from pathlib import Path

import pytest

from embeddings.encoder import load_encoder
from embeddings.errors import ENGLISH, EmbeddingError
from qa.messages import table

pytestmark = pytest.mark.usefixtures("no_network")


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_the_sentences_stand_in_the_table_of_messages(key: str) -> None:
    assert table()[key]["en"] == ENGLISH[key]


@pytest.mark.parametrize(
    ("name", "key", "part"),
    [
        ("intfloat/multilingual-e5-base", "model_not_found", "hf download intfloat/multilingual-e5-base --local-dir FOLDER"),
        ("no-such-model", "model_not_found", "hf download sentence-transformers/no-such-model"),
        ("./no/such/folder", "model_folder_missing", "./no/such/folder"),
        ("a/b/c", "model_folder_missing", "a/b/c"),
        ("two words", "model_folder_missing", "two words"),
        ("", "model_folder_missing", "''"),
    ],
)
def test_a_name_that_is_not_here_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str, part: str
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EmbeddingError) as caught:
        load_encoder(name)
    assert caught.value.key == key
    assert part in str(caught.value)
    assert "--model" in str(caught.value) and "\n" not in str(caught.value)
    assert str(caught.value) == table()[key]["en"].format(**caught.value.fields)

"""What can go wrong here. A caller that speaks other languages translates by `key` and `fields`; `str()` is one English sentence."""

from __future__ import annotations

# The same sentences stand as `en` in qa/messages.toml (a test holds that); here so that this package needs nothing of qa.
ENGLISH = {
    "model_not_found": "There is no model `{name}` on this machine: on one with a network run `hf download {name} --local-dir FOLDER`, "
    "copy that folder here and pass `--model FOLDER`.",
    "model_folder_missing": "There is no folder {name}: pass `--model` the folder of a sentence-transformers model, "
    "or leave it out for the shipped one.",
    "model_not_downloaded": "The model `{name}` could not be downloaded: check its name and the network, "
    "or copy its folder here and pass `--model FOLDER`.",
    "model_damaged": "The model in {folder} cannot be used ({file} is missing or damaged): "
    "copy its folder here again and pass `--model FOLDER`.",
    "model_unsupported": "{name} cannot be loaded as a text embedding model of sentence-transformers: choose another with `--model`, "
    "or leave it out for the shipped one.",
    "reranker_not_found": "There is no reranker `{name}` on this machine: on one with a network run "
    "`hf download {name} --local-dir FOLDER`, copy that folder here and pass `--reranker FOLDER`.",
    "reranker_folder_missing": "There is no folder {name}: pass `--reranker` the folder of a CrossEncoder of sentence-transformers, "
    "or leave it out for the shipped ranking.",
    "reranker_damaged": "The reranker in {folder} cannot be used ({file} is missing or damaged): "
    "copy its folder here again and pass `--reranker FOLDER`.",
    "reranker_unsupported": "{name} cannot be loaded as a CrossEncoder of sentence-transformers (a trained scoring head, "
    "weights in safetensors): choose another with `--reranker`, or leave it out for the shipped ranking.",
    "reranker_labels": "{name} gives {labels} scores for a question and a passage where one is needed: "
    "choose another with `--reranker`, or leave it out for the shipped ranking.",
    "reranker_not_finite": "{name} gives scores that are no finite numbers: "
    "choose another with `--reranker`, or leave it out for the shipped ranking.",
}


class EmbeddingError(Exception):
    """An encoder or a reranker cannot be loaded or used; `key` names the sentence and `fields` fill it in."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(ENGLISH[key].format(**fields))
        self.key = key
        self.fields = fields

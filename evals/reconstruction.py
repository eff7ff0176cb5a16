"""How much of damaged newspaper text comes back: files made by the generator beside the project, whose sentences are known."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from qa.paragraphs import paragraphs
from qa.reading import decode
from qa.text import reconstruct
from qa.types import Kind


def squeeze(text: str) -> str:
    """Without any white space: line breaks and layout spaces carry no meaning here."""
    return "".join(text.split())


def bodies(raw: bytes, name: str) -> list[str]:
    """The body paragraphs of one file, white space removed."""
    decoded = decode(raw, name)
    kept, _ = paragraphs(name, reconstruct(decoded.text), decoded)
    return [squeeze(paragraph.text) for paragraph in kept if paragraph.kind is Kind.BODY]


def wrapped_articles(generator: Path, count: int, seed: int) -> dict[str, float]:
    """Shares over all articles: sentences that stand whole in one body paragraph (higher is better), and captions and
    furniture strings that stand in one (lower is better). `generator` is the script that writes the files and their gold."""
    found = sentences = intruders = strangers = 0
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(generator), folder, "--count", str(count), "--seed", str(seed)]
        subprocess.run(command, check=True, capture_output=True)
        for line in (Path(folder) / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            texts = bodies((Path(folder) / gold["name"]).read_bytes(), gold["name"])
            found += sum(any(squeeze(s) in text for text in texts) for s in gold["sentences"])
            sentences += len(gold["sentences"])
            planted = gold["captions"] + gold["furniture"]
            intruders += sum(any(squeeze(p) in text for text in texts) for p in planted)
            strangers += len(planted)
    return {"sentences_whole": found / sentences, "captions_and_furniture_in_bodies": intruders / strangers}

"""The five articles are the user's own: not a byte of them changes."""

import hashlib
import tomllib
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
DIGESTS = {
    "000_f1b1c68b1ec32733.txt": "660202696bc9ae82cca28a89c0aa20c8c86fbb6b8e95da0e544e754a5ead6b70",
    "001_d6077183f4044b3a.txt": "7e87cda0c57be20e60b62ad5f217cb5efe6b816aa89759781e11f92d5d621b4f",
    "002_0b1e086e0d4ce5c9.txt": "75563c571e69002380edf413934d0736925283d88d7acd62955c064f4ae440ed",
    "003_6f7e1b3f86743fd9.txt": "44eb9b8f9d2ca4835fc6c3e73508eb6ace6315c50aca1a14b7140b012e0a3584",
    "004_3468e328232d0d93.txt": "a2d0a6f87b390a809e35a4ca3f21dc06233a4d0f6580ee28d0a5629672e982fc",
}


def test_the_articles_are_byte_for_byte_what_the_user_gave() -> None:
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")} == DIGESTS


def test_the_metadata_describes_each_article_and_says_how_it_knows_the_date() -> None:
    metadata = tomllib.loads((SEEDS / "metadata.toml").read_text(encoding="utf-8"))
    assert list(metadata) == sorted(DIGESTS)
    for name, entry in metadata.items():
        assert set(entry) <= {"title", "publisher", "author", "date", "date_origin", "date_note", "places"}, name
        assert entry["title"] and entry["author"] and entry["places"], name
        assert entry["date_origin"] in ("printed", "inferred"), name
        assert ("date_note" in entry) == (entry["date_origin"] == "inferred"), name

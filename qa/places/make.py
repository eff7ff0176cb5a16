"""Make `china.tsv.gz` anew: `python -m qa.places.make --data FOLDER --news FILE...`. Needs pypinyin 0.55.0; nothing that runs does.

FOLDER holds provinces.csv, cities.csv, areas.csv and streets.csv of the public data set of China's administrative divisions
(2023-06-30). The news, JSON lines with `text`, are only counted in: how often each form is a place (qa/places/evidence.py).

A line of the table: code, name ("" for a level that has none), forms, pinyin, townships (`001东华门街道`, with `!` where the name is an
everyday word). A form ends with its grade and, where it is an old name or a nickname, with `*`; `=2` grades the name itself.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path

from qa.patterns import regex
from qa.places import evidence
from qa.places.short import shorts
from qa.places.table import TABLE

SOURCE = (
    "# Administrative divisions of China, 2023-06-30, from the public data set of that name (WTFPL);",
    "# Hong Kong, Macau and Taiwan, short forms, old names, readings and grades added. Made by qa/places/make.py; do not edit.",
)
ADDED = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}
LEVELS = "市区县盟"
_NO_NAME = regex(r"市辖区|县|.*直辖县级行政区划")
_TOWNSHIP = regex(r".+(?:镇|乡|街道|苏木)")
_ZONE = regex(r"\d{4}7\d")
_COMMON_ZONE = regex(r"(?:经济|高新|高技术|技术|产业|工业|物流)[^港]*(?:区|园)$|管委会$|示范区$|名胜区$|国家|聚集区$|食品区$|创意园区$")
_READ = {"都": "du", "长": "chang", "什": "shi", "漯": "luo", "曾": "zeng", "勒": "le"}  # in names of places, whatever they are in words
_ALIASES = Path(__file__).with_name("aliases.toml")


def read(folder: Path) -> dict[str, str]:
    """Own names by code, in the order of the codes; what is no division (zones, farms, offices) left out, zones under `@` codes."""
    names = dict(ADDED)
    for file in ("provinces", "cities", "areas", "streets"):
        with (folder / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                names[row["code"]] = row["name"].strip()
    kept: dict[str, str] = {}
    for code in sorted(names):
        name = names[code]
        holder = names.get(code[:4], "")
        if len(code) == 4 and _NO_NAME.fullmatch(name):
            continue
        if len(code) == 6 and (_ZONE.fullmatch(code) or name == holder or name.endswith("管委会")):
            if _ZONE.fullmatch(code) and not _COMMON_ZONE.search(name):
                kept["@" + code] = name
            continue
        if len(code) == 9:
            name = name.removeprefix(names.get(code[:6], ""))
            if not _TOWNSHIP.fullmatch(name):
                continue
        kept[code] = name
    return kept


def latin(names: Mapping[str, str], paths: Mapping[str, str], exceptions: Mapping[str, str]) -> dict[str, str]:
    """The Latin name, lower case without spaces, ü as u, without level word, of every province, city and county."""
    from pypinyin import Style, lazy_pinyin

    out = {}
    for code, name in names.items():
        if len(code) in (2, 4, 6) and not code.startswith("@"):
            stem = (*shorts(name), name)[0]
            read = [_READ.get(character, lazy_pinyin(character)[0]) for character in stem]
            usual = lazy_pinyin(stem, style=Style.NORMAL)
            plain = [own if character in _READ else given for character, own, given in zip(stem, read, usual, strict=True)]
            out[code] = exceptions.get(paths[code], "".join(plain)).lower().replace(" ", "").replace("v", "u")
    return out


def paths_of(names: Mapping[str, str]) -> dict[str, str]:
    """The whole path of each division."""
    return {
        code: "".join(names[code[:n]] for n in (2, 4, 6, 9) if n <= len(code) and code[:n] in names)
        for code in names
        if not code.startswith("@")
    }


def _by_path(section: Mapping[str, list[str]], codes: Mapping[str, str]) -> dict[str, list[str]]:
    unknown = [path for path in section if path not in codes]
    if unknown:
        raise SystemExit(f"aliases.toml names what the data set does not hold: {', '.join(unknown)}")
    return {codes[path]: names for path, names in section.items()}


def lines(names: Mapping[str, str], grades: evidence.Grades) -> list[str]:
    """The table's lines."""
    aliases = tomllib.loads(_ALIASES.read_text(encoding="utf-8"))
    paths = paths_of(names)
    codes = {path: code for code, path in paths.items() if len(code) < 9}
    old = {code: list(more) for code, more in _by_path(aliases["nicknames"], codes).items()}
    for code, more in _by_path(aliases["renamed"], codes).items():
        old.setdefault(code, []).extend(more)
    readings = latin(names, paths, aliases["latin"])
    towns: dict[str, list[str]] = {}
    for code, name in names.items():
        if len(code) == 9:
            towns.setdefault(code[:6], []).append(code[6:] + name + ("!" if grades.town(name) else ""))
    out = []
    for code in sorted({*(c for c in names if len(c) < 9), *towns}):
        if code.startswith("@"):
            out.append(f"@{code[1:5]}\t{names[code]}\t\t\t")
            continue
        name = names.get(code, "")
        own = grades.of(name, code, name) if name else 3
        forms = [f"={own}"] if own != 3 else []
        forms += [f"{short}{grades.of(short, code, name)}" for short in shorts(name)]
        forms += [f"{alias}{grades.of(alias, code, alias if alias[-1] in LEVELS else name)}*" for alias in old.get(code, ())]
        out.append("\t".join((code, name, ",".join(forms), readings.get(code, ""), ",".join(towns.get(code, ())))))
    for code, zones in _by_path(aliases["zones"], codes).items():
        out += [f"@{code}\t{zone}\t\t\t" for zone in zones]
    return out


def homophones() -> list[str]:
    """A line for each syllable with the characters of GB 2312 that are read so: `~zhou` and 州洲周."""
    from pypinyin import Style, lazy_pinyin

    read_so: dict[str, list[str]] = {}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                character = bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:  # an empty cell
                continue
            read_so.setdefault(lazy_pinyin(character, style=Style.NORMAL)[0], []).append(character)
    return [f"~{syllable}\t{''.join(read_so[syllable])}" for syllable in sorted(read_so)]


def write(rows: list[str], target: Path) -> None:
    """The table, the same bytes for the same rows."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as out:
        out.write("".join(f"{row}\n" for row in (*SOURCE, *rows, *homophones())).encode("utf-8"))
    target.write_bytes(packed.getvalue())


def main() -> None:
    """Read, grade, write."""
    parser = argparse.ArgumentParser(description="make the table of places anew")
    parser.add_argument("--data", type=Path, required=True, help="folder of provinces.csv, cities.csv, areas.csv, streets.csv")
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="JSON lines (.jsonl.gz) with `text`, to count in")
    given = parser.parse_args()
    names = read(given.data)
    write(lines(names, evidence.Grades()), TABLE)
    write(lines(names, evidence.count(given.news)), TABLE)
    print(f"{TABLE.name}: {TABLE.stat().st_size} bytes, {len(names)} names")


if __name__ == "__main__":
    main()

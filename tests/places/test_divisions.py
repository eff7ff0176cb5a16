"""The table of divisions: its source, its size, its names, forms and levels."""

import gzip
import tomllib
from pathlib import Path

import pytest

from qa.annotations import Place
from qa.places import name_of, own_name, place_named, same_level
from qa.places.short import shorts
from qa.places.table import TABLE, Grade, table


def test_the_file_says_where_it_comes_from_and_is_small_and_reproducible() -> None:
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        head = next(lines)
    assert "2023-06-30" in head and "WTFPL" in head
    assert TABLE.stat().st_size <= 600_000
    assert TABLE.read_bytes()[4:8] == bytes(4), "the packed file carries a time"


def test_every_level_is_there_and_within_its_parent() -> None:
    held = table()
    by_level = {digits: [code for code in held.names if len(code) == digits] for digits in (2, 4, 6, 9)}
    assert len(by_level[2]) == 34
    assert len(by_level[4]) == 333
    assert len(by_level[6]) > 2800
    assert len(by_level[9]) > 38_000
    assert all(code[:2] in held.names for code in held.names)
    assert not {"市辖区", "县", "省直辖县级行政区划"} & set(held.names.values())


def test_a_path_leaves_out_levels_that_have_no_name() -> None:
    assert name_of("360702") == "江西省赣州市章贡区"
    assert name_of("110105") == "北京市朝阳区"
    assert name_of("429004") == "湖北省仙桃市"
    assert name_of("81") == "香港特别行政区"


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("赣州市", ("赣州",)),
        ("内蒙古自治区", ("内蒙古",)),
        ("广西壮族自治区", ("广西",)),
        ("恩施土家族苗族自治州", ("恩施", "恩施州")),
        ("长阳土家族自治县", ("长阳", "长阳县", "长阳自治县")),
        ("赵县", ()),
        ("浦东新区", ("浦东",)),
        ("大兴安岭地区", ("大兴安岭",)),
    ],
)
def test_short_forms(name: str, forms: tuple[str, ...]) -> None:
    assert shorts(name) == forms


@pytest.mark.parametrize("word", ["和平", "长安", "朝阳", "合作", "公安", "资源", "比如", "中方", "解放"])
def test_everyday_words_are_places_only_behind_their_parent(word: str) -> None:
    assert all(entry.grade is Grade.CHAINED for entry in table().meanings(word))


@pytest.mark.parametrize("name", ["江西", "赣州", "抚州", "深圳", "北京", "上海", "内蒙古", "大连", "包头市", "章贡区", "浦东新区"])
def test_names_that_mean_a_place_wherever_they_stand_are_free(name: str) -> None:
    assert any(entry.grade is Grade.FREE for entry in table().meanings(name))


def test_single_characters_are_no_forms() -> None:
    assert all(len(form) >= 2 for form in table().forms)


def test_every_alias_is_in_the_table() -> None:
    aliases = tomllib.loads(Path(TABLE).with_name("aliases.toml").read_text(encoding="utf-8"))
    for section in ("nicknames", "renamed"):
        for path, names in aliases[section].items():
            for name in names:
                assert path in {name_of(entry.code) for entry in table().meanings(name)}, name


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("章贡区", "江西省赣州市章贡区"),
        ("赣州市/章贡区", "江西省赣州市章贡区"),
        ("江西 赣州", "江西省赣州市"),
        ("虔州", "江西省赣州市"),
        ("襄樊", "湖北省襄阳市"),
        ("南康市", "江西省赣州市南康区"),
        ("闸北区", "上海市静安区"),
        ("思茅市", "云南省普洱市"),
        ("莱芜市", "山东省济南市莱芜区"),
        ("吉林", "吉林省"),
        ("吉林市", "吉林省吉林市"),
        ("赣州水西镇", "江西省赣州市章贡区水西镇"),
        ("Ganzhou", "江西省赣州市"),
        ("Zhanggong District", "江西省赣州市章贡区"),
        ("Shaanxi", "陕西省"),
        ("Harbin", "黑龙江省哈尔滨市"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(written: str, path: str) -> None:
    place = place_named(written)
    assert place is not None and place.name == path


@pytest.mark.parametrize("written", ["", "鼓楼区", "城关镇", "Fuzhou", "赣州的收入", "不是地名"])
def test_what_names_none_or_several_is_no_place(written: str) -> None:
    assert place_named(written) is None


def test_the_same_level_is_the_other_children_of_the_parent() -> None:
    fuzhou = place_named("抚州")
    assert fuzhou is not None
    names = [place.name for place in same_level(fuzhou)]
    assert len(names) == 10 and "江西省赣州市" in names and "江西省抚州市" not in names


@pytest.mark.parametrize(("code", "local", "name"), [("360702", "", "章贡区"), ("360702105", "永安村", "永安村"), ("11", "", "北京市")])
def test_the_own_name_is_the_last_part_of_the_path(code: str, local: str, name: str) -> None:
    assert own_name(Place(code, name_of(code), local)) == name

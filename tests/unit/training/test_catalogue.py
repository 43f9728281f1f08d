from __future__ import annotations

import re
import shutil
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pypinyin import Style, pinyin

from counter.domain.claim import InstitutionLevel, ItemClass
from counter.training.catalogue import CATALOGUE_FILES, load_catalogue, load_institutions
from counter.visit.centre import Centre, DatedItem

# National code forms: western drug, Chinese patent drug, herbal piece, service, consumable.
FORMS = {
    "09": r"X[A-Z]\d\d[A-Z]{2}[A-Z]\d{3}[A-Z]\d{3}\d{9}",
    "11": r"Z[A-Z]\d\d[A-Z]{2}[A-Z]\d{4}\d{9}",
    "10": r"T\d{9}",
    "08": r"C\d{19}",
}
SERVICE = r"00\d{13}"


def in_force(centre: Centre, day: date) -> list[DatedItem]:
    return [dated for dated in centre.catalogue if dated.from_day <= day and (not dated.to_day or day <= dated.to_day)]


def test_size_and_classes(centre: Centre, today: date) -> None:
    current = in_force(centre, today)
    assert len(current) >= 300
    count = {item_class: sum(d.item.item_class is item_class for d in current) for item_class in ItemClass}
    assert count[ItemClass.A] > 100 and count[ItemClass.B] > 60 and count[ItemClass.C] >= 12
    assert {d.item.list_type for d in current} == {"101", "102", "201", "301"}
    assert {d.item.charge_type for d in current} == {f"{number:02d}" for number in range(1, 15)}


def test_codes_have_the_national_form_of_their_kind(centre: Centre) -> None:
    for dated in centre.catalogue:
        item = dated.item
        form = SERVICE if item.list_type == "201" else FORMS[item.charge_type]
        assert re.fullmatch(form, item.code), item
        assert (item.list_type == "101") == (item.code[0] in "XZ")


def test_rates_limits_and_prices_are_valid(centre: Centre) -> None:
    rates = set()
    for dated in centre.catalogue:
        item = dated.item
        assert (item.prior_self_pay_rate is not None) == (item.item_class is ItemClass.B), item
        if item.prior_self_pay_rate is not None:
            rates.add(item.prior_self_pay_rate.percent())
            assert 0 < item.prior_self_pay_rate.numerator < item.prior_self_pay_rate.denominator
        assert item.price_fen is not None and item.price_fen > 0
        assert item.price_limit_fen is None or item.price_limit_fen > 0
        assert item.item_class is not ItemClass.C or item.price_limit_fen is None
        assert item.name and item.unit and item.name == item.name.strip()
    assert rates == {"8%", "10%", "20%", "30%"}


def test_some_items_cost_more_than_their_limit(centre: Centre, today: date) -> None:
    above = {
        d.item.name: d.item.price_limit_fen
        for d in in_force(centre, today)
        if d.item.price_limit_fen and d.item.price_fen and d.item.price_fen > d.item.price_limit_fen
    }
    assert above["专家门诊诊查费"] == 6_000
    assert above["普通病房床位费"] == 5_000
    assert len(above) >= 10


def test_one_entry_a_day_for_each_code_and_no_gap(centre: Centre) -> None:
    by_code: dict[str, list[DatedItem]] = defaultdict(list)
    for dated in centre.catalogue:
        by_code[dated.item.code].append(dated)
    changed = 0
    for entries in by_code.values():
        entries.sort(key=lambda dated: dated.from_day)
        for earlier, later in pairwise(entries):
            assert earlier.to_day == later.from_day - timedelta(days=1)
            changed += 1
    assert changed >= 12


def test_class_and_limit_change_on_their_day(centre: Centre) -> None:
    def entry(name: str, day: date) -> DatedItem:
        (found,) = [dated for dated in in_force(centre, day) if dated.item.name == name]
        return found

    before, after = date(2022, 12, 31), date(2023, 1, 1)
    assert entry("达格列净片", before).item.item_class is ItemClass.C
    assert entry("达格列净片", after).item.item_class is ItemClass.B
    assert entry("阿托伐他汀钙片", before).item.item_class is ItemClass.B
    assert entry("阿托伐他汀钙片", after).item.item_class is ItemClass.A
    assert entry("专家门诊诊查费", before).item.price_limit_fen == 5_000
    assert entry("专家门诊诊查费", after).item.price_limit_fen == 6_000
    assert [d.item.name for d in in_force(centre, before) if d.item.name == "简易门诊诊查费"]
    assert not [d.item.name for d in in_force(centre, after) if d.item.name == "简易门诊诊查费"]


def test_initials_are_a_reading_of_the_name(centre: Centre) -> None:
    """Each letter must be the first letter of one of the character's readings."""
    for dated in centre.catalogue:
        name = re.sub(r"\(自费\)", "", dated.item.name)
        letters = dated.item.initials
        assert re.fullmatch(r"[a-z]+", letters)
        position = 0
        for character in name:
            if "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf":
                readings = {first[0] for first in pinyin(character, heteronym=True, style=Style.NORMAL)[0]}
                assert letters[position] in readings, (dated.item.name, character, letters)
                position += 1
            elif character.isascii() and character.isalpha():
                assert letters[position] == character.lower()
                position += 1
        assert position == len(letters)


def test_well_known_initials(centre: Centre) -> None:
    initials = {dated.item.name: dated.item.initials for dated in centre.catalogue}
    assert initials["阿司匹林肠溶片"] == "asplcrp"
    assert initials["参松养心胶囊"] == "ssyxjn"
    assert initials["盐酸地尔硫䓬片"] == "ysdelzp"


def test_institutions(centre: Centre) -> None:
    assert len(centre.institutions) >= 30
    assert {place.level for place in centre.institutions} == set(InstitutionLevel)
    assert sum(place.is_pharmacy for place in centre.institutions) >= 5
    assert sum(not place.designated for place in centre.institutions) >= 2
    assert {place.region for place in centre.institutions} >= {"110000", "130000"}
    codes = [place.code for place in centre.institutions]
    names = [place.name for place in centre.institutions]
    assert len(set(codes)) == len(codes) and len(set(names)) == len(names)
    for place in centre.institutions:
        assert re.fullmatch("P990101[0-9]{5}" if place.is_pharmacy else "H990101[0-9]{5}", place.code)
        assert len(place.initials) == len(place.name)


@pytest.fixture
def broken(tmp_path: Path, resources: Path) -> Path:
    shutil.copytree(resources / "catalogues", tmp_path / "catalogues")
    return tmp_path / "catalogues"


@pytest.mark.parametrize(
    ("old", "new"),
    [("15.80", "15.8O"), ("asplcrp,0,2019-01-01", "asplcrp,0,2019-13-01"), ("阿司匹林肠溶片,01", "阿司匹林肠溶片,04")],
)
def test_a_broken_row_is_named(broken: Path, old: str, new: str) -> None:
    file = broken / CATALOGUE_FILES[0]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"drugs\.csv, line 2:"):
        load_catalogue(broken)


def test_a_broken_institution_is_named(broken: Path) -> None:
    file = broken / "institutions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",3,110000", ",9,110000", 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"institutions\.csv, line 2:"):
        load_institutions(broken)


def test_regions_are_codes_with_two_names(resources: Path) -> None:
    lines = (resources / "regions" / "regions.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "code,name,name_en"
    codes = [line.split(",")[0] for line in lines[1:]]
    assert len(codes) == len(set(codes)) >= 40
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    assert {"110000", "120000", "130000", "310000"} <= set(codes)
    assert "990101" not in codes, "the region of the training numbers stays unassigned"

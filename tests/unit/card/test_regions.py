"""Region codes against the library's own look-up, and the people whom a stricter table would suspect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from importlib.machinery import ModuleSpec

import pytest
from stdnum import numdb

from counter.card import regions
from counter.card.image import CardImage
from counter.domain.identity import CardRead

Read = Callable[[CardImage], tuple[CardRead, object]]


@pytest.mark.parametrize(
    "code",
    [
        "110118", "130638", "330113", "460400",  # younger than tables of 2015, one of them than every table
        "110111", "429004", "659011", "810000", "820000", "830000", "912345",
        "639900", "430299",  # issuers of published sample cards (card.md 1.3, 1.9)
        "990101",
    ],
)  # fmt: skip
def test_regions_that_exist(code: str) -> None:
    assert regions.is_region(code)


@pytest.mark.parametrize(
    "code", ["", "000000", "100000", "112901", "881234", "FFFFFF", "11011", "１１０１０１", "11O101"]
)
def test_regions_that_do_not(code: str) -> None:
    assert not regions.is_region(code)


def test_the_table_is_read_as_the_library_reads_it() -> None:
    table = resources.files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    look_up, province, seen = numdb.get("cn/loc"), "", 0
    for line in table.splitlines():
        if line[:2].isdigit():
            province = line[:2]
        elif line.startswith("  "):
            code = province + line[2:6]
            parts = look_up.info(code)
            assert [part for part, _ in parts] == [province, code[2:]]
            assert parts[1][1]
            assert regions.is_region(code)
            seen += 1
    assert seen > 6000
    assert sum(not regions.is_region(f"{city:04d}01") for city in range(1000, 9000)) > 7000


@pytest.mark.parametrize("found", [None, ModuleSpec("stdnum", None, is_package=True)])
def test_without_the_table_nobody_is_suspected(monkeypatch: pytest.MonkeyPatch, found: ModuleSpec | None) -> None:
    monkeypatch.setattr(regions, "find_spec", lambda _package: found)
    regions._cities.cache_clear()
    try:
        assert regions.is_region("881234")
    finally:
        regions._cities.cache_clear()


def test_prepared_before_the_first_card() -> None:
    regions._cities.cache_clear()
    regions.prepare()
    before = regions._cities.cache_info()
    assert regions.is_region("110101")
    assert regions._cities.cache_info().misses == before.misses == 1


def changed(image: CardImage, tag: int, value: bytes) -> CardImage:
    files = {
        name: tuple(replace(record, value=value) if record.tag == tag else record for record in records)
        for name, records in image.files.items()
    }
    return replace(image, files=files)


def test_a_card_from_nowhere_is_read_with_a_warning(image: Callable[[str], CardImage], read_image: Read) -> None:
    plain = read_image(image("p02"))[0]
    assert plain.warnings == ()
    issuer = bytes.fromhex("881234" + str(plain.card_id)[6:])
    read = read_image(changed(image("p02"), 0x01, issuer))[0]
    assert read.warnings == ("card_region_unknown",)
    assert (read.name, read.id_number) == (plain.name, plain.id_number)
    read = read_image(changed(image("p02"), 0x08, b"00010119900101001X"))[0]
    assert "id_region_unknown" in read.warnings
    assert read.name == plain.name

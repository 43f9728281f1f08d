from __future__ import annotations

import random

import pytest
from pypinyin import Style, pinyin

from counter.domain.identity import Sex
from counter.training.faces import FACES
from counter.training.names import PersonName, invent_name

# Surnames that are not read as the character usually is.
SURNAMES = {"单": "s", "仇": "q", "解": "x", "区": "o", "朴": "p", "盖": "g", "查": "z", "曾": "z", "尉迟": "yc"}


def invented() -> list[PersonName]:
    choice = random.Random(4)
    return [invent_name(sex, choice) for sex in (Sex.MALE, Sex.FEMALE) for _ in range(3_000)]


def test_every_letter_is_a_reading_of_its_character() -> None:
    for name in [*invented(), *(face.name for face in FACES)]:
        characters = name.text.replace("·", "")
        assert len(characters) == len(name.initials)
        for character, letter in zip(characters, name.initials, strict=True):
            readings = {reading[0] for reading in pinyin(character, heteronym=True, style=Style.NORMAL)[0]}
            assert letter in readings, name


def test_surnames_with_a_reading_of_their_own() -> None:
    names = [*invented(), *(face.name for face in FACES)]
    for surname, initials in SURNAMES.items():
        mine = [name for name in names if name.text.startswith(surname) and "·" not in name.text]
        assert mine, surname
        assert all(name.initials.startswith(initials) for name in mine)


def test_men_and_women_have_names_of_their_own() -> None:
    choice = random.Random(4)
    men = {invent_name(Sex.MALE, choice).text[1:] for _ in range(2_000)}
    women = {invent_name(Sex.FEMALE, choice).text[1:] for _ in range(2_000)}
    assert len(men & women) < 0.05 * len(men)


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE])
def test_the_same_choice_gives_the_same_name(sex: Sex) -> None:
    assert invent_name(sex, random.Random(9)) == invent_name(sex, random.Random(9))

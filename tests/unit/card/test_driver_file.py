"""Descriptions of vendor drivers: what may stand in one, and that everything wrong is said at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from counter.card.driver_file import ADDRESSES, FIELDS, HSM_NUMBERS, load_driver
from counter.domain.errors import FileProblems

EXAMPLE = Path(__file__).parents[3] / "resources" / "drivers" / "example.toml"
SHORT = '[driver]\nname = "示例"\nlibrary = "libdriver.so"\n'


def write(folder: Path, text: str) -> Path:
    file = folder / "driver.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_two_lines_are_enough(tmp_path: Path) -> None:
    driver = load_driver(write(tmp_path, SHORT))
    assert driver.library == tmp_path / "libdriver.so"
    assert (driver.convention, driver.route, driver.card_type, driver.encoding) == ("cdecl", "basic", 3, "gb18030")
    assert (driver.fields, driver.addresses, driver.hsm_numbers) == (FIELDS, ADDRESSES, HSM_NUMBERS)
    assert (driver.interpreter, driver.host) == ((sys.executable,), ())


def test_a_host_is_looked_for_beside_the_description(tmp_path: Path) -> None:
    file = write(tmp_path, SHORT + 'host = ["driver_host32", "-v"]\n')
    assert load_driver(file).host == ("driver_host32", "-v")
    (tmp_path / "driver_host32").write_text("")
    assert load_driver(file).host == (str(tmp_path / "driver_host32"), "-v")


def test_the_example_says_everything() -> None:
    driver = load_driver(EXAMPLE)
    assert driver.good_status == ("1",)
    assert dict(driver.errors)[-2]
    assert len(driver.interpreter) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[driver]\n", "driver.library"),
        ("", "driver.name"),
        (SHORT + 'convention = "fastcall"\n', "driver.convention"),
        (SHORT + 'route = "pin"\n', "driver.route"),
        (SHORT + "card_type = 5\n", "driver.card_type"),
        (SHORT + "card_type = true\n", "driver.card_type"),
        (SHORT + "limit_seconds = 7\n", "driver.limit_seconds"),
        (SHORT + "limit_seconds = nan\n", "driver.limit_seconds"),
        (SHORT + "output_bytes = 512\n", "driver.output_bytes"),
        (SHORT + 'encoding = "martian"\n', "driver.encoding"),
        (SHORT + 'addresses = "DF04EF08|01|$"\n', "driver.addresses"),
        (SHORT + 'addresses = "SSSEEF05|01|07"\n', "driver.addresses"),
        (SHORT + 'addresses = "SSSEEF06|08|09|$"\n', "driver.addresses"),
        (SHORT + 'addresses = "SSSEEF05|07|$SSSEEF06|01|08|$"\n', "driver.addresses"),
        (SHORT + 'addresses = "SSSEEF05|01|07|01|$"\n', "driver.addresses"),
        (SHORT + 'interpreter = []\n', "driver.interpreter"),
        (SHORT + 'host = []\n', "driver.host"),
        (SHORT + 'host = "host32"\n', "driver.host"),
        (SHORT + 'host = ["host32"]\ninterpreter = ["python3"]\n', "driver.host"),
        (SHORT + 'hsm_numbers = ["-24"]\n', "driver.hsm_numbers"),
        (SHORT + 'pin = "123456"\n', "driver.pin"),
        (SHORT + '[answer]\nfields = ["id_number", "id_number", "card_number", "card_id"]\n', "answer.fields"),
        (SHORT + '[answer]\nfields = ["id_number", "card_number"]\n', "answer.fields"),
        (SHORT + '[answer]\nfields = ["id_number", "card_number", "card_id", "colour"]\n', "answer.fields"),
        (SHORT + "[answer]\ngood_status = [1]\n", "answer.good_status"),
        (SHORT + "[errors]\nfour = \"x\"\n", "errors.four"),
        (SHORT + "[errors]\n-4 = 4\n", "errors.-4"),
        (SHORT + "[further]\n", "further"),
        ("driver = 1\n", "driver"),
        ("[driver\n", ""),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_said(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(FileProblems) as caught:
        load_driver(write(tmp_path, text))
    assert place in [problem.path for problem in caught.value.problems]


def test_all_at_once_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as caught:
        load_driver(write(tmp_path, SHORT + 'card_type = 9\nroute = "x"\n'))
    assert len(caught.value.problems) == 2
    with pytest.raises(FileProblems):
        load_driver(tmp_path / "none.toml")


def test_what_proves_the_card_must_be_asked_for_and_the_line_is_said(tmp_path: Path) -> None:
    file = write(tmp_path, SHORT + 'route = "address"\naddresses = "SSSEEF06|08|09|$"\n')
    with pytest.raises(FileProblems) as caught:
        load_driver(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(file), 5)
    assert "card identification code" in problem.message
    assert "卡识别码" in problem.told("zh")


def test_a_file_that_is_no_toml_says_its_line(tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as caught:
        load_driver(write(tmp_path, SHORT + "route = address\n"))
    assert caught.value.problems[0].line == 4

"""The description of a vendor's driver: one TOML file (docs/drivers.md, card.md 1.9)."""

from __future__ import annotations

import codecs
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.domain.errors import FileProblem, FileProblems

ROUTES = ("basic", "address", "hsm")
CONVENTIONS = ("cdecl", "stdcall")
LIMIT_SECONDS = 5.0
LIMIT_MAX_SECONDS = 6.0
"""The supervisor calls a reader stuck after eight seconds; reading the free part of the card comes before."""

OUTPUT_MAX_BYTES = 1_048_576

FIELDS = (
    *("region", "id_number", "card_number", "card_id", "name", "atr_history", "spec_version", "issue_day"),
    *("expiry_day", "terminal", "device"),
)
"""The bar-separated answer of `iReadCardBas` as the standard orders it."""

FURTHER_FIELDS = ("sex", "ethnicity", "birth_place", "birth_day", "name_extension", "skip")
"""What vendors' variants put in between."""

ADDRESSES = "SSSEEF05|01|03|05|06|07|$SSSEEF06|08|09|0A|0B|0C|0D|$"

# Answers that mean "no usable PSAM, use the HSM steps" (card.md 1.9).
HSM_NUMBERS = (-2201, -2202, -2203, -24)

_KEYS = {
    "driver": {
        "name": str, "library": str, "convention": str, "interpreter": list, "host": list, "route": str,
        "card_type": int, "limit_seconds": (int, float), "output_bytes": int, "encoding": str, "addresses": str,
        "hsm_numbers": list,
    },
    "answer": {"fields": list, "good_status": list},
    "errors": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Driver:
    """How to ask a driver, and how to understand it.

    library: absolute path. interpreter: the Python that the library is loaded into. host: the program, with its
    arguments, that takes a Python's place for a library of another kind, 32 bits as a rule; empty for none. route:
    which call is used. card_type: 1 contact, 2 contactless, 3 and 4 both, with either first. limit_seconds: for a whole
    read. fields: names in the order of the bar-separated answer. good_status: when not empty, the answer begins with a
    status field, and these mean success. errors: texts by number, shown in place of the library's own.
    """

    name: str
    library: Path
    convention: str = "cdecl"
    interpreter: tuple[str, ...] = (sys.executable,)
    host: tuple[str, ...] = ()
    route: str = "basic"
    card_type: int = 3
    limit_seconds: float = LIMIT_SECONDS
    output_bytes: int = 4096
    encoding: str = "gb18030"
    addresses: str = ADDRESSES
    hsm_numbers: tuple[int, ...] = HSM_NUMBERS
    fields: tuple[str, ...] = FIELDS
    good_status: tuple[str, ...] = ()
    errors: tuple[tuple[int, str], ...] = ()


def load_driver(file: Path) -> Driver:
    """Read a description.

    Raises:
        FileProblems: everything that is wrong with it.
    """
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, ValueError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise FileProblems((FileProblem(str(file), int(line[1]) if line else 0, "", str(error)),)) from None
    problems = _problems(tables)
    if problems:
        lines = text.splitlines()
        raise FileProblems(
            tuple(FileProblem(str(file), _line_of(place, lines), place, *told) for place, *told in problems)
        )
    known: dict[str, Any] = {**tables["driver"], **tables.get("answer", {})}
    for key in ("interpreter", "host", "hsm_numbers", "fields", "good_status"):
        if key in known:
            known[key] = tuple(known[key])
    known["library"] = (file.parent / known["library"]).absolute()
    if "host" in known:
        known["host"] = (_beside(file, known["host"][0]), *known["host"][1:])
    known["errors"] = tuple((int(number), text) for number, text in tables.get("errors", {}).items())
    return Driver(**known)


def _line_of(place: str, lines: list[str]) -> int:
    """The line that a key stands in; 0 for one that is not there."""
    key = place.rpartition(".")[2]
    return next((at for at, text in enumerate(lines, 1) if text.partition("=")[0].strip() == key), 0)


_Problem = tuple[str, str, str]
"""Place, what is wrong with it in English, and in Chinese."""


def _problems(tables: dict[str, Any]) -> list[_Problem]:
    """Everything that is wrong."""
    found: list[_Problem] = []
    for table, content in tables.items():
        if table not in _KEYS or not isinstance(content, dict):
            found.append((table, "unknown table", "没有这个表"))
            continue
        kinds: Any = _KEYS[table]
        for key, value in content.items():
            place = f"{table}.{key}"
            if kinds is None:
                if not isinstance(value, str) or not key.removeprefix("-").isdecimal():
                    found.append((place, "must be a number with a text", "应当是编号和说明文字"))
            elif key not in kinds:
                found.append((place, "unknown key", "没有这一项"))
            elif not isinstance(value, kinds[key]) or isinstance(value, bool):
                found.append((place, "wrong kind of value", "值的类型不对"))
    driver = tables.get("driver", {})
    if not found:
        found += [(f"driver.{key}", "missing", "缺少这一项") for key in ("name", "library") if not driver.get(key)]
        found += _value_problems(driver, tables.get("answer", {}))
    return found


def _value_problems(driver: dict[str, Any], answer: dict[str, Any]) -> list[_Problem]:
    fields = answer.get("fields", FIELDS)
    known = ", ".join((*FIELDS, *FURTHER_FIELDS))
    named = [field for field in fields if field != "skip"]
    addresses = driver.get("addresses", ADDRESSES)
    needed = {"id_number", "card_number", "card_id"}
    limit, room = driver.get("limit_seconds", LIMIT_SECONDS), driver.get("output_bytes", 4096)
    whole = all(type(one) is int for one in driver.get("hsm_numbers", ()))
    texts = all(isinstance(one, str) for one in answer.get("good_status", ()))
    program = ("a program and its arguments", "程序和它的参数")
    checks: tuple[tuple[str, bool, str, str], ...] = (
        ("driver.convention", driver.get("convention", "cdecl") in CONVENTIONS, *_one_of(CONVENTIONS)),
        ("driver.route", driver.get("route", "basic") in ROUTES, *_one_of(ROUTES)),
        ("driver.card_type", 1 <= driver.get("card_type", 3) <= 4, "1 to 4", "1 到 4"),
        (
            "driver.limit_seconds", 0 < limit <= LIMIT_MAX_SECONDS,
            f"above 0, at most {LIMIT_MAX_SECONDS:g}", f"大于 0，最多 {LIMIT_MAX_SECONDS:g}",
        ),
        (
            "driver.output_bytes", 1024 <= room <= OUTPUT_MAX_BYTES,
            f"1024 to {OUTPUT_MAX_BYTES}", f"1024 到 {OUTPUT_MAX_BYTES}",
        ),
        (
            "driver.encoding", _is_encoding(driver.get("encoding", "gb18030")),
            "an encoding that Python knows", "Python 认识的编码",
        ),
        (
            "driver.addresses", _are_addresses(addresses),
            "FILE|tag|tag|$ for each file, every tag once", "每个文件写成 文件|标签|标签|$，每个标签一次",
        ),
        (
            "driver.addresses", not _are_addresses(addresses) or _CARD_CODE in _asked(addresses),
            "with tag 01 of SSSEEF05, the card identification code that ties an answer to the seated card",
            "含有 SSSEEF05 的标签 01：只有卡识别码能证明回答说的就是插着的这张卡",
        ),
        ("driver.interpreter", _all(str, driver.get("interpreter", ["x"])), *program),
        ("driver.host", _all(str, driver.get("host", ["x"])), *program),
        ("driver.host", not {"host", "interpreter"} <= driver.keys(), "without interpreter", "不与 interpreter 并写"),
        ("driver.hsm_numbers", whole, "numbers", "数字"),
        ("answer.good_status", texts, "texts", "文字"),
        ("answer.fields", set(fields) <= {*FIELDS, *FURTHER_FIELDS}, f"of {known}", f"以下各项中的：{known}"),
        ("answer.fields", len(named) == len(set(named)), "every field once", "每项一次"),
        (
            "answer.fields", needed <= set(fields),
            "with id_number, card_number, card_id", "含有 id_number、card_number、card_id",
        ),
    )  # fmt: skip
    return [(place, f"must be {english}", f"应当是：{chinese}") for place, good, english, chinese in checks if not good]


def _one_of(words: tuple[str, ...]) -> tuple[str, str]:
    return f"one of {', '.join(words)}", f"{'、'.join(words)} 之一"


def _beside(file: Path, program: str) -> str:
    """A program that lies beside the description; otherwise its name, to be found on the search path."""
    there = (file.parent / program).absolute()
    return str(there) if there.is_file() else program


def _all(kind: type, values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, kind) for value in values)


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


_CARD_CODE = ("SSSEEF05", "01")
"""Where the card identification code stands: what an answer is held against the seated card by."""


def _asked(addresses: str) -> list[tuple[str, str]]:
    """(file, tag) of well-formed addresses."""
    files = (file.split("|") for file in addresses.removesuffix("$").split("$"))
    return [(name, tag.upper()) for name, *tags in files for tag in tags[:-1]]


def _are_addresses(text: str) -> bool:
    """Only the two free-standing files of the environment: nothing else is this program's business (card.md 1.6)."""
    files = text.removesuffix("$").split("$")
    formed = text.endswith("$") and all(
        name in ("SSSEEF05", "SSSEEF06") and tags and tags[-1] == "" and all(len(tag) == 2 for tag in tags[:-1])
        for name, *tags in (file.split("|") for file in files)
    )
    return formed and len(_asked(text)) == len(set(_asked(text)))

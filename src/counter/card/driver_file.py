"""The description of a vendor's driver: one TOML file (docs/drivers.md, card.md 1.9)."""

from __future__ import annotations

import codecs
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
    status field, and these mean success. errors: texts by number, for a vendor whose library gives none.
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
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileProblems((FileProblem(str(file), 0, "", str(error)),)) from None
    problems = _problems(tables)
    if problems:
        raise FileProblems(tuple(FileProblem(str(file), 0, path, message) for path, message in problems))
    known: dict[str, Any] = {**tables["driver"], **tables.get("answer", {})}
    for key in ("interpreter", "host", "hsm_numbers", "fields", "good_status"):
        if key in known:
            known[key] = tuple(known[key])
    known["library"] = (file.parent / known["library"]).absolute()
    if "host" in known:
        known["host"] = (_beside(file, known["host"][0]), *known["host"][1:])
    known["errors"] = tuple((int(number), text) for number, text in tables.get("errors", {}).items())
    return Driver(**known)


def _problems(tables: dict[str, Any]) -> list[tuple[str, str]]:
    """(place, what is wrong with it), for everything that is."""
    found = []
    for table, content in tables.items():
        if table not in _KEYS or not isinstance(content, dict):
            found.append((table, "unknown table"))
            continue
        kinds: Any = _KEYS[table]
        for key, value in content.items():
            place = f"{table}.{key}"
            if kinds is None:
                if not isinstance(value, str) or not key.removeprefix("-").isdecimal():
                    found.append((place, "must be a number with a text"))
            elif key not in kinds:
                found.append((place, "unknown key"))
            elif not isinstance(value, kinds[key]) or isinstance(value, bool):
                found.append((place, "wrong kind of value"))
    driver = tables.get("driver", {})
    if not found:
        found += [(f"driver.{key}", "missing") for key in ("name", "library") if not driver.get(key)]
        found += _value_problems(driver, tables.get("answer", {}))
    return found


def _value_problems(driver: dict[str, Any], answer: dict[str, Any]) -> list[tuple[str, str]]:
    fields = answer.get("fields", FIELDS)
    named = [field for field in fields if field != "skip"]
    checks = (
        ("driver.convention", driver.get("convention", "cdecl") in CONVENTIONS, f"one of {', '.join(CONVENTIONS)}"),
        ("driver.route", driver.get("route", "basic") in ROUTES, f"one of {', '.join(ROUTES)}"),
        ("driver.card_type", 1 <= driver.get("card_type", 3) <= 4, "1 to 4"),
        (
            "driver.limit_seconds",
            0 < driver.get("limit_seconds", LIMIT_SECONDS) <= LIMIT_MAX_SECONDS,
            f"above 0, at most {LIMIT_MAX_SECONDS:g}",
        ),
        (
            "driver.output_bytes",
            1024 <= driver.get("output_bytes", 4096) <= OUTPUT_MAX_BYTES,
            f"1024 to {OUTPUT_MAX_BYTES}",
        ),
        ("driver.encoding", _is_encoding(driver.get("encoding", "gb18030")), "an encoding that Python knows"),
        ("driver.addresses", _are_addresses(driver.get("addresses", ADDRESSES)), "FILE|tag|tag|$ for each file"),
        ("driver.interpreter", _all(str, driver.get("interpreter", ["x"])), "a program and its arguments"),
        ("driver.host", _all(str, driver.get("host", ["x"])), "a program and its arguments"),
        ("driver.host", not {"host", "interpreter"} <= driver.keys(), "given without an interpreter"),
        ("driver.hsm_numbers", all(type(one) is int for one in driver.get("hsm_numbers", ())), "numbers"),
        ("answer.good_status", all(isinstance(one, str) for one in answer.get("good_status", ())), "texts"),
        ("answer.fields", set(fields) <= {*FIELDS, *FURTHER_FIELDS}, f"of {', '.join((*FIELDS, *FURTHER_FIELDS))}"),
        ("answer.fields", len(named) == len(set(named)), "every field once"),
        (
            "answer.fields",
            {"id_number", "card_number", "card_id"} <= set(fields),
            "with id_number, card_number, card_id",
        ),
    )
    return [(place, f"must be {expected}") for place, good, expected in checks if not good]


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


def _are_addresses(text: str) -> bool:
    """Only the two free-standing files of the environment: nothing else is this program's business (card.md 1.6)."""
    files = text.removesuffix("$").split("$")
    return text.endswith("$") and all(
        name in ("SSSEEF05", "SSSEEF06") and tags and tags[-1] == "" and all(len(tag) == 2 for tag in tags[:-1])
        for name, *tags in (file.split("|") for file in files)
    )

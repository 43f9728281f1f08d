"""A look at real hardware, for centres: `python tests/device/smoke.py [--reader NAME] [--rounds 5] [--driver FILE]`.

Reads the card that is in as the program does, prints the masked fields and how long it took, and ends with a row for
the table of docs/readers.md. Sends SELECT, READ RECORD and GET RESPONSE, never a PIN, and writes nothing to the card.
With `--id [DEVICE]` it reads the ID card on a resident ID reader instead.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter.card.command import read, text_of
from counter.card.command_id import read_id
from counter.card.doctor import doctor
from counter.card.id_opening import open_port
from counter.card.id_reader import IdReader
from counter.card.lines import Line
from counter.domain.errors import IdReaderProblem

SYSTEM = f"{platform.system()} {platform.release()}"


def main() -> int:
    """Exit code 0: what was on the reader was read in every round, with the same fields."""
    parser = argparse.ArgumentParser(prog="smoke")
    parser.add_argument("--reader", help="name of the reader, or a part of it")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--driver", type=Path, metavar="FILE", help="description of the driver for protected cards")
    parser.add_argument("--id", nargs="?", const="", metavar="DEVICE", help="the resident ID reader instead")
    options = parser.parse_args()
    print(doctor(as_json=False, driver=options.driver)[0], end="\n\n")
    if options.id is not None:
        return _document(options.id)
    return _card(options.reader, options.rounds, options.driver)


def _card(reader: str | None, rounds: int, driver: Path | None) -> int:
    lines, spent = _repeated(rounds, lambda: read(reader, as_json=True, show=False, driver=driver))
    last = lines[-1]
    print(text_of(last))
    card = last.get("card")
    if len(lines) < rounds or card is None:
        print(f"\nNot read: {last['phase']} {last.get('reason', '')} {last.get('hint', '')}".rstrip())
        return 1
    print(f"\n{rounds} reads, median {statistics.median(spent) * 1000:.0f} ms with the start of the worker")
    same = all(line["card"] == card for line in lines)
    print("the same fields every time" if same else "FIELDS DIFFER BETWEEN READS")
    remarks = [card["route"], *(["protected"] * card["protected"]), *card["warnings"]]
    print("\nFor the first table of docs/readers.md:")
    print(f"| {last['reader']} | {SYSTEM} | {card['spec_version']} | {'; '.join(remarks)} |")
    return 0 if same else 1


def _document(device: str) -> int:
    """One read, because a card must be lifted before it is read again."""
    try:
        port = open_port(device)
    except IdReaderProblem as error:
        print(f"No ID reader: {error.reason}")
        return 1
    try:
        module = IdReader(port).sam_number()
    except IdReaderProblem as error:
        print(f"It does not speak as an ID reader does: {error.reason} {error.return_code}")
        return 1
    finally:
        port.close()
    print("An ID reader answers. Put a card down, lift it first if it lies there.")
    begun = time.perf_counter()
    text, code = read_id(device or None, as_json=True, show=False, wait_seconds=30)
    line = json.loads(text)
    print(text)
    print(f"{time.perf_counter() - begun:.1f} s with the wait for the card")
    seen = {"document": "citizen", "raw": f"shown raw: {line.get('reason')}"}.get(line["result"], line.get("reason"))
    print("\nFor the second table of docs/readers.md:")
    print(f"| module {module[:8]}... | {device or 'the only one'} | {SYSTEM} | {seen} |")
    return code


def _repeated(rounds: int, act: Callable[[], tuple[str, int]]) -> tuple[list[Line], list[float]]:
    """What was said in each round, and how long it took; ends with the first round that failed."""
    lines: list[Any] = []
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        text, code = act()
        spent.append(time.perf_counter() - begun)
        lines.append(json.loads(text))
        if code != 0:
            break
    return lines, spent


if __name__ == "__main__":
    sys.exit(main())

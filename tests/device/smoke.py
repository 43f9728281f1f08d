"""A look at a real reader, for centres: `python tests/device/smoke.py [--reader NAME] [--rounds 5]`.

Reads the card that is in as the program does, prints the masked fields and how long it took, and ends with a row for
the table of docs/readers.md. Sends SELECT, READ RECORD and GET RESPONSE, never a PIN, and writes nothing to the card.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time

from counter.card.command import read
from counter.card.doctor import doctor


def main() -> int:
    """Exit code 0: a member's card was read in every round, with the same fields."""
    parser = argparse.ArgumentParser(prog="smoke")
    parser.add_argument("--reader", help="name of the reader, or a part of it")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(doctor(as_json=False)[0], end="\n\n")
    spent, seen = [], []
    for _ in range(options.rounds):
        begun = time.perf_counter()
        text, code = read(options.reader, as_json=True, show=False)
        spent.append(time.perf_counter() - begun)
        line = json.loads(text)
        seen.append(line)
        if code != 0:
            print(text)
            print(f"\nNot read: {line['phase']} {line.get('reason', '')} {line.get('hint', '')}")
            return code
    card = seen[0]["card"]
    print(read(options.reader, as_json=False, show=False)[0])
    print(f"\n{options.rounds} reads, median {statistics.median(spent) * 1000:.0f} ms with the start of the worker")
    same = all(line["card"] == card for line in seen)
    print("the same fields every time" if same else "FIELDS DIFFER BETWEEN READS")
    remarks = "; ".join(["protected"] * card["protected"] + list(card["warnings"]))
    print("\nFor docs/readers.md:")
    print(f"| {seen[0]['reader']} | {platform.system()} {platform.release()} | {card['spec_version']} | {remarks} |")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

"""The mutation tests of `tests/unit/card/test_fuzz.py` for as long as wanted, with other seeds in every round.

    python -m tests.card_fuzz --inputs 10000000 --seed 1

Anything but a read or a typed error ends the run with its traceback; the seed of the round is printed before it begins.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "unit" / "card"))

import test_fuzz

from counter.card.image import CardImage, load_image

CARDS = Path(__file__).parents[1] / "resources" / "cards"


def image(stem: str) -> CardImage:
    """A profile by the stem of its file."""
    return load_image(CARDS / f"{stem}.toml")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="tests.card_fuzz")
    parser.add_argument("--inputs", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    done, seed, begun = 0, options.seed, time.monotonic()
    while done < options.inputs:
        print(f"seed {seed}: {done:,} inputs, {time.monotonic() - begun:.0f} s, only typed errors so far", flush=True)
        test_fuzz.mutate_records(image, seed)
        test_fuzz.mutate_answers(image, seed)
        done += test_fuzz.RECORD_INPUTS + test_fuzz.ANSWER_INPUTS
        seed += 1
    print(f"{done:,} inputs in {time.monotonic() - begun:.0f} s, only typed errors")
    return 0


if __name__ == "__main__":
    sys.exit(main())

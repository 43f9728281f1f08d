"""Set up and run every check and test: `python3 installer/check.py`.

Standard library only. Does all set-up first, then every part in order, each under its own heading, and ends with a
table. A part that cannot run fails, and so does a test that skips itself, unless the part is left out on purpose with
`--skip PART`. Continuous integration calls exactly this.

Exit codes: 0 every part passed; 1 a part failed; 2 the command line or the Python is not right; 3 packages are missing
and installing them needs an administrator (the line to type is printed).
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older Python shall read a sentence
    print("Counter needs Python 3.11 or later; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

import argparse
import time
from dataclasses import dataclass

import packages
import setup_steps
from check_parts import PARTS, Part
from environment import Environment


@dataclass(frozen=True)
class Outcome:
    """How one part went. state: `passed`, `FAILED` or `skipped`."""

    part: Part
    state: str
    seconds: float
    reason: str = ""


def main(arguments: list[str]) -> int:
    """Set up, run the parts that are asked for, and show how they went."""
    names = [part.name for part in PARTS]
    parser = argparse.ArgumentParser(
        prog="check.py",
        description="Set up and run every check and test.",
        epilog="Parts: " + "; ".join(f"{part.name} - {part.title}" for part in PARTS),
    )
    parser.add_argument("--quick", action="store_true", help="leave the long parts out: a minute or two")
    parser.add_argument("--skip", metavar="PART", action="append", choices=names, default=[], help="leave a part out")
    parser.add_argument("--only", metavar="PART", action="append", choices=names, default=[], help="only these parts")
    parser.add_argument("--skip-packages", action="store_true", help="do not look at the distribution's packages")
    options = parser.parse_args(arguments)

    environment = Environment(setup_steps.PROJECT, dev=True)
    wanted: tuple[packages.Need, ...] = ()
    if not options.skip_packages:
        wanted = (*packages.QT, *packages.FONTS, *packages.CARDS, *packages.PRINTING, *packages.CHECKS)
        wanted += (*packages.building(), *packages.thirty_two_bits())
    outcome = setup_steps.set_up(environment, wanted)
    if outcome != 0:
        return outcome

    outcomes = []
    for part in PARTS:
        if part.name in options.skip:
            outcomes.append(Outcome(part, "skipped", 0, "asked for with --skip"))
        elif options.only and part.name not in options.only:
            outcomes.append(Outcome(part, "skipped", 0, "not among --only"))
        elif options.quick and part.long:
            outcomes.append(Outcome(part, "skipped", 0, "left out by --quick"))
        else:
            outcomes.append(run(part, environment))
    return summary(outcomes)


def run(part: Part, environment: Environment) -> Outcome:
    """Run one part under its heading."""
    print(f"\n=== {part.name}: {part.title}", flush=True)
    began = time.monotonic()
    failures = part.run(environment)
    seconds = time.monotonic() - began
    for failure in failures:
        print(f"!!! {part.name}: {failure}", flush=True)
    return Outcome(part, "FAILED" if failures else "passed", seconds, failures[0] if failures else "")


def summary(outcomes: list[Outcome]) -> int:
    """Print the table and the closing line; 0 when no part failed."""
    print("\n=== Summary")
    for outcome in outcomes:
        print(f"{outcome.part.name:<12} {outcome.state:<8} {outcome.seconds:7.1f} s  {outcome.reason}".rstrip())
    counts = {state: sum(outcome.state == state for outcome in outcomes) for state in ("passed", "FAILED", "skipped")}
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['FAILED']} failed{skipped}", flush=True)
    return 1 if counts["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

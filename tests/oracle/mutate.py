"""`python -m tests.oracle.mutate --files 1000000 --seed 1`: damaged packages are refused with reasons, or sound.

Every damaged file has a number; `--from` goes on where an earlier run stopped, `--only` does one again, and
`--keep-going` counts the failures by kind instead of stopping at the first.

Exit codes: 0 all held; 1 a crash or a broken property (the file is kept and named).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path

from counter.domain.errors import FileProblems
from counter.policies.book import FolderBook, load_book

from .composed import compose
from .mutations import damage
from .properties import hold
from .stated import POLICIES, Package, packages
from .visits import bounds_of, year_of

FILES_AT_ONCE = 200
YEARS_EACH = 3
COMPOSED_EVERY = 5
"""Each so many files are put together by chance, most of them left as they are."""
IN_MEMORY = Path("/dev/shm")
"""A million files are written and thrown away; a disk has nothing to do with it."""
SLOWEST = 5.0
"""Seconds of computing that no file may take."""


@cache
def shipped() -> tuple[bytes, ...]:
    """The packages as they ship."""
    return tuple((POLICIES / package.file).read_bytes() for package in packages())


def mutant(seed: int, number: int) -> tuple[bytes, random.Random]:
    """The damaged or composed file of a seed and a number, and the chance that goes on with its claims."""
    chance = random.Random(f"{seed}/{number}")
    if number % COMPOSED_EVERY == 0:
        text = compose(chance)
        return (text if chance.random() < 0.8 else damage(text, chance)), chance
    text = shipped()[number % len(shipped())]
    return damage(text, chance), chance


def load(folder: Path, text: bytes) -> FolderBook | None:
    """Load one file through the product's own door; None when it was refused as it should be.

    Raises:
        AssertionError: refused without a reason.
    """
    file = folder / "place" / "scheme" / "package.toml"
    file.write_bytes(text)
    try:
        return load_book(folder, unverified=True)
    except FileProblems as error:
        for problem in error.problems:
            if not problem.message or not problem.message_zh or problem.line < 0:
                raise AssertionError(f"refused without a reason in both languages: {problem!r}") from error
        if not error.problems:
            raise AssertionError("refused without a problem") from error
        return None


def judge(folder: Path, text: bytes, chance: random.Random) -> tuple[str, int]:
    """Load a damaged file and try it: ("refused" or "accepted", claims priced)."""
    book = load(folder, text)
    if book is None:
        return "refused", 0
    try:
        readable = text.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        readable = text.decode("gb18030")
    package = Package("package.toml", tomllib.loads(readable, parse_float=Decimal))
    bounds = bounds_of(package)
    priced = sum(
        hold(year_of(chance, package, bounds), book, chance.choice((1, 2, 100, 12_345, 10_000_000)))
        for _ in range(YEARS_EACH)
    )
    return "accepted", priced


def mutate_files(job: tuple[int, int, int, bool]) -> tuple[int, Counter[str], list[tuple[int, str]]]:
    """Try files [first, last): (last, counts, number and trace of each that failed).

    The job's last part says whether to go on after a failure.
    """
    seed, first, last, keep_going = job
    counts: Counter[str] = Counter()
    failed = []
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        folder = Path(name)
        (folder / "place" / "scheme").mkdir(parents=True)
        for number in range(first, last):
            text, chance = mutant(seed, number)
            began = time.process_time()
            try:
                verdict, priced = judge(folder, text, chance)
                if time.process_time() - began > SLOWEST:
                    raise AssertionError(f"took {time.process_time() - began:.1f} s")
            except Exception:  # noqa: BLE001 - whatever escapes is what is looked for
                failed.append((number, traceback.format_exc()))
                if not keep_going:
                    break
                verdict, priced = "failed", 0
            counts[verdict] += 1
            counts["claims"] += priced
            counts["files"] += 1
    return last, counts, failed


def main(arguments: list[str]) -> int:
    """Try damaged files, with progress on stderr; see the module for the exit codes."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first file")
    parser.add_argument("--only", type=int, help="try this file alone")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()), help="where a failing file is kept")
    parser.add_argument("--keep-going", action="store_true", help="go on after a failure; show one of each kind")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args(arguments)
    if options.only is not None:
        _, counts, failed = mutate_files((options.seed, options.only, options.only + 1, False))
        print(dict(counts))
        return show(options.seed, failed[0], options.keep) if failed else 0
    load_book(POLICIES, unverified=True)
    began, total, kinds, last = time.monotonic(), Counter[str](), Counter[str](), options.first
    jobs = ((options.seed, at, at + FILES_AT_ONCE, options.keep_going) for at in count(options.first, FILES_AT_ONCE))
    with multiprocessing.Pool(options.workers) as pool:
        running = [pool.apply_async(mutate_files, (next(jobs),)) for _ in range(options.workers * 2)]
        while total["files"] < options.files:
            last, counts, failed = running.pop(0).get()
            total += counts
            for failure in failed:
                kind = kind_of(failure[1])
                if kind not in kinds:
                    show(options.seed, failure, options.keep)
                kinds[kind] += 1
            if kinds and not options.keep_going:
                return 1
            running.append(pool.apply_async(mutate_files, (next(jobs),)))
            if (last // FILES_AT_ONCE) % 25 == 0:
                print(f"{total['files']} files; goes on with --from {last}", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    for kind, number in kinds.most_common():
        print(f"{number:>9} failed: {kind}")
    verdict = f"{kinds.total()} failed" if kinds else "every property held"
    print(
        f"{total['files']} files in {seconds:.0f} s: {total['refused']} refused with reasons, "
        f"{total['accepted']} accepted; {total['claims']} claims priced, {verdict}; ends before {last}"
    )
    return 1 if kinds else 0


def kind_of(trace: str) -> str:
    """What a failure is about: the last line of its trace without the figures."""
    return re.sub(r"-?\d+", "N", trace.strip().splitlines()[-1]).partition(" in Visit(")[0][:200]


def show(seed: int, failed: tuple[int, str], keep: Path) -> int:
    """Keep a failing file and say how to try it again."""
    number, trace = failed
    file = keep / f"mutant-{seed}-{number}.toml"
    file.write_bytes(mutant(seed, number)[0])
    print(f"{trace}\n{file}\npython -m tests.oracle.mutate --seed {seed} --only {number}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

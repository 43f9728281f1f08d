"""`python -m tests.oracle.compare --claims 1000000 --seed 1`: both engines on random claims over all packages.

Every year of visits has a number; `--from` goes on where an earlier run stopped, `--only` runs one year again, and
`--keep-going` counts the differences by kind instead of stopping at the first.

Exit codes: 0 no difference; 1 the engines differ (the first difference is printed with the line that repeats it);
2 packages that the second engine does not know.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from functools import cache
from itertools import count

from counter.policies.book import FolderBook, load_book

from .edge import run_year
from .figures import Visit
from .regions import RECKONINGS
from .stated import POLICIES, Package, packages
from .visits import year

YEARS_AT_ONCE = 500
REFUSED = "refused by both"


@cache
def book() -> FolderBook:
    """The product's packages, read once in each worker; also those that rest on unverified values."""
    return load_book(POLICIES, unverified=True)


@cache
def known(only: str = "") -> tuple[Package, ...]:
    """Packages that both engines know; only: part of the file name."""
    return tuple(package for package in packages() if package.slot in RECKONINGS and only in package.file)


Kind = tuple[str, str]
"""A kind of difference: package and the figures that differ."""


def compare_years(job: tuple[int, int, int, str]) -> tuple[int, Counter[str], list[tuple[Kind, int]]]:
    """Run years [first, last) of a seed: (last, claims by package, kind and number of each year that differs)."""
    seed, first, last, only = job
    claims: Counter[str] = Counter()
    differ = []
    for number in range(first, last):
        chosen = year(seed, number, known(only))
        priced, refused, difference = run_year(chosen, book(), packages())
        claims[chosen.package.file] += priced
        claims[REFUSED] += refused
        if difference is not None:
            differ.append(((chosen.package.file, ", ".join(difference[1])), number))
    return last, claims, differ


def describe(visit: Visit, unlike: dict[str, tuple[int, int]]) -> str:
    """A difference in words: the claim as `counter adjudicate` reads it, then the figures (first, second engine)."""
    rows = [
        f'region = "{visit.region}"',
        f'scheme = "{visit.scheme}"',
        f'care = "{visit.care}"',
        f"service_day = {visit.settled}",
        f"paid_in_cash = {str(visit.paid_in_cash).lower()}",
    ]
    if visit.booked:
        rows.append(f"settled_on = {visit.booked}")
    if visit.admitted:
        rows.append(f"admission_day = {visit.admitted}")
    retired = f", retired_on = {visit.retired_on}" if visit.retired_on else ""
    rows.append(f'person = {{ type = "{visit.person}", birth_day = {visit.born}{retired} }}')
    rows.append(f'institution = {{ level = "{visit.level}" }}')
    own = f"current = {yuan(visit.current_account)}, prior = {yuan(visit.prior_account)}"
    rows.append(f"account = {{ {own}, family = {yuan(visit.family_account)} }}")
    for line in visit.lines:
        rows += ["[[lines]]", f'class = "{line.grade}"', f"amount = {yuan(line.amount)}"]
        rows += [f"unit_price = {yuan(line.price)}", f"quantity = {float(line.quantity)}"]
        rows += [f"prior_self_pay = {float(line.own_rate)}"] if line.own_rate is not None else []
        rows += [f"price_limit = {yuan(line.limit)}"] if line.limit is not None else []
        rows += ["direct = true"] if line.direct else []
    rows.append("[totals]")
    for key, amount in sorted(visit.totals.items()):
        rows.append(f'"{key}" = {amount if key.startswith("C") else yuan(amount)}')
    rows += [f"# {name}: {first} fen, second engine {second} fen" for name, (first, second) in unlike.items()]
    return "\n".join(rows)


def yuan(fen: int) -> str:
    """Fen as plain yuan."""
    return f"{fen // 100}.{fen % 100:02d}"


def main(arguments: list[str]) -> int:
    """Compare, with progress on stderr; see the module for the exit codes."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.compare", description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000, help="how many claims that both engines price")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first year")
    parser.add_argument("--only", type=int, help="run this year alone and print what differs")
    parser.add_argument("--packages", default="", help="only packages whose file name contains this")
    parser.add_argument("--keep-going", action="store_true", help="go on after a difference; show one of each kind")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args(arguments)
    if not known(options.packages):
        parser.error("no such package")
    if options.only is not None:
        return show(options.seed, options.only, options.packages)
    strangers = [package.file for package in packages() if package.slot not in RECKONINGS]
    began, claims, kinds = time.monotonic(), Counter[str](), Counter[Kind]()
    jobs = ((options.seed, at, at + YEARS_AT_ONCE, options.packages) for at in count(options.first, YEARS_AT_ONCE))
    with multiprocessing.Pool(options.workers) as pool:
        running = [pool.apply_async(compare_years, (next(jobs),)) for _ in range(options.workers * 2)]
        while claims.total() - claims[REFUSED] < options.claims:
            last, done, differ = running.pop(0).get()
            claims += done
            for kind, number in differ:
                if kind not in kinds:
                    print(f"\nafter {claims.total()} claims:", flush=True)
                    show(options.seed, number, options.packages)
                kinds[kind] += 1
            if kinds and not options.keep_going:
                return 1
            running.append(pool.apply_async(compare_years, (next(jobs),)))
            if (last // YEARS_AT_ONCE) % 20 == 0:
                print(f"{claims.total()} claims; goes on with --from {last}", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    refused = claims.pop(REFUSED, 0)
    for file, number in sorted(claims.items()):
        print(f"{number:>9} {file}")
    for (file, names), number in kinds.most_common():
        print(f"{number:>9} years differ: {file}: {names}")
    verdict = f"{kinds.total()} years differ" if kinds else "0 fen of difference"
    print(f"{refused:>9} more refused by both")
    print(f"{claims.total()} claims, {len(claims)} packages, {seconds:.0f} s, {verdict}")
    for file in strangers:
        print(f"not compared: {file}")
    if kinds:
        return 1
    return 2 if strangers and not options.packages else 0


def show(seed: int, number: int, only: str) -> int:
    """Run one year and print what differs in it."""
    chosen = year(seed, number, known(only))
    priced, refused, difference = run_year(chosen, book(), packages())
    if difference is None:
        print(f"year {number}: {priced} claims, {refused} refused by both, no difference")
        return 0
    named = f" --packages {only}" if only else ""
    print(f"{chosen.package.file}: python -m tests.oracle.compare --seed {seed} --only {number}{named}")
    print(describe(*difference))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

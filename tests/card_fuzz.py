"""Fuzzing of everything that reads what cards, ID readers, drivers, scanners and services send.

    python -m tests.card_fuzz                                 1,000,000 mutated inputs, as installer/check.py runs it
    python -m tests.card_fuzz --inputs 10000000 --seed 5      for as long as wanted, with other seeds
    python -m tests.card_fuzz --guided 600                    ten minutes guided by coverage (`pip install .[fuzz]`)

The same seed gives the same inputs, however many processes share them. A finding ends the run with its traceback, its
target, and the input as Python writes bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

ROUND = 25_000
"""Inputs between two looks at the clock, and of one seed."""
_INTERESTING = (
    b"\x61\x10",
    b"\x6c\x00",
    b"\x90\x00",
    b"\x69\x82",
    b"\xff\xff",
    b"|",
    b"$",
    b",",
    b'"',
    b"[",
    b"\xaa\xaa",
)


def mutated(chance: random.Random, raw: bytes, limit: int) -> bytes:
    """A few bytes changed, cut, doubled or made up."""
    grown = bytearray(raw)
    number = chance.random
    for _ in range(1 + int(number() * 4)):
        at = int(number() * (len(grown) + 1))
        what = int(number() * 7)
        if what == 0:
            grown[at : at + 1] = bytes((int(number() * 256),))
        elif what == 1:
            del grown[at:]
        elif what == 2:
            grown[at:at] = grown[: min(at, 512)]
        elif what == 3:
            grown[at:at] = chance.randbytes(int(number() * 8))
        elif what == 4 and grown:
            grown[at % len(grown)] ^= 1 << int(number() * 8)
        elif what == 5:
            grown[at : at + 1] = b"%d" % int(number() * 100)
        else:
            grown[at : at + 2] = _INTERESTING[int(number() * len(_INTERESTING))]
    return bytes(grown[:limit])


@dataclass
class Found:
    """What a run saw: inputs and endings by target, and the findings."""

    inputs: Counter[str] = field(default_factory=Counter)
    words: dict[str, Counter[str]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Add what another round saw."""
        self.inputs += other.inputs
        self.findings += other.findings
        for name, words in other.words.items():
            self.words.setdefault(name, Counter()).update(words)


def round_of(seed: int, inputs: int = ROUND) -> Found:
    """Mutated inputs of every target by its share; stops at the first finding."""
    from card_targets import INPUT_BYTES, checked, targets

    found = Found()
    for target in targets():
        chance = random.Random(f"{seed} {target.name}")
        words: Counter[str] = Counter()
        wanted = inputs * target.share // 100
        for number in range(wanted):
            raw = mutated(chance, target.seeds[number % len(target.seeds)], INPUT_BYTES)
            try:
                words[checked(target, raw)] += 1
            except Exception:  # noqa: BLE001 - whatever it is, it is a finding
                found.findings.append(f"{target.name}, seed {seed}: {raw!r}\n{traceback.format_exc()}")
                return found
        found.inputs[target.name] += wanted
        found.words[target.name] = words
    return found


def blind(found: Found) -> list[str]:
    """Endings that never came: the fuzzing does not reach what it is for."""
    from card_targets import targets

    return [
        f"{target.name} never ended as {', '.join(missing)}"
        for target in targets()
        if (missing := sorted(target.seen - set(found.words.get(target.name, ()))))
    ]


def run(inputs: int, seed: int, jobs: int) -> int:
    """So many inputs and what is left to a whole round; 0 when there was nothing to find."""
    rounds = -(-inputs // ROUND)
    begun, total = time.monotonic(), Found()
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs) as pool:
        for number, found in enumerate(pool.imap_unordered(round_of, range(seed, seed + rounds)), 1):
            total.add(found)
            if total.findings:
                break
            if number % 20 == 0 or number == rounds:
                spent = time.monotonic() - begun
                print(f"{total.inputs.total():,} inputs, {spent:.0f} s, only typed errors so far", flush=True)
    complaints = total.findings + blind(total)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    for name, words in total.words.items():
        endings = ", ".join(f"{word} {count:,}" for word, count in words.most_common(9))
        print(f"{name:12}{total.inputs[name]:>12,}  {endings}")
    spent = time.monotonic() - begun
    end = "FOUND" if complaints else "only typed errors"
    print(f"{total.inputs.total():,} inputs from seed {seed} in {spent:.0f} s: {end}")
    return 1 if complaints else 0


def guided(seconds: int, names: Sequence[str], jobs: int) -> int:
    """Every target for its part of the time, guided by the coverage of the program's own code."""
    from card_targets import targets

    wanted = [target.name for target in targets() if not names or target.name in names]
    each = max(1, seconds * jobs // len(wanted))
    failed = 0
    waiting, running = list(wanted), {}
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < jobs:
                name = waiting.pop(0)
                log = Path(folder, f"{name}.log")
                with log.open("w") as out:
                    command = [sys.executable, "-m", "tests.card_fuzz", "--target", name, "--child", folder]
                    running[name] = subprocess.Popen([*command, "--guided", str(each)], stdout=out, stderr=out), log
            time.sleep(0.2)
            for name, (process, log) in list(running.items()):
                if process.poll() is None:
                    continue
                del running[name]
                text = log.read_text(errors="replace")
                done = re.search(r"Done (\d+) runs in (\d+)", text)
                covered = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", text)
                if process.returncode != 0 or done is None or not covered:
                    failed += 1
                    print(f"{name}: FOUND\n{text[-4000:]}", flush=True)
                    continue
                edges, features, corpus = covered[-1]
                begun = re.search(r"INITED cov: (\d+)", text)
                first = begun[1] if begun else "?"
                print(
                    f"{name:12}{int(done[1]):>12,} inputs in {done[2]} s, {edges} edges (seeds alone {first}), "
                    f"{features} features, {corpus} inputs kept, only typed errors",
                    flush=True,
                )
    return 1 if failed else 0


def _child(name: str, seconds: int, folder: str) -> None:
    """One target in libFuzzer's hands: never returns."""
    import atheris

    with atheris.instrument_imports(include=["counter"]):
        import card_targets
    target = next(one for one in card_targets.targets() if one.name == name)
    corpus = Path(folder, name)
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    flags = [f"-max_total_time={seconds}", f"-max_len={card_targets.INPUT_BYTES}", f"-artifact_prefix={folder}/{name}-"]
    atheris.Setup(
        [sys.argv[0], *flags, "-timeout=5", "-rss_limit_mb=1024", str(corpus)],
        lambda raw: card_targets.checked(target, raw) and None,
    )
    atheris.Fuzz()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="tests.card_fuzz")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--guided", type=int, metavar="SECONDS", help="guided by coverage instead")
    parser.add_argument("--target", action="append", default=[], help="only these, when guided")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        _child(options.target[0], options.guided, options.child)
    if options.guided:
        with contextlib.suppress(ImportError):
            import atheris  # noqa: F401

            return guided(options.guided, options.target, options.jobs)
        print("guided by coverage needs atheris: pip install .[fuzz]", file=sys.stderr)
        return 2
    return run(options.inputs, options.seed, options.jobs)


if __name__ == "__main__":
    sys.exit(main())

"""One engine in a process of its own, kept running: `python worker.py MODULE:CLASS`, orders and answers as JSON lines.

Orders: `{"do": "each", "seed": S, "count": C, "lines": N}` prices claims one by one, `"many"` all of them in one call;
both return the wall and processor milliseconds of the pricing alone (input is made before the clock starts) and the
first figures. `"answers"` returns all figures.
"""

from __future__ import annotations

import gc
import importlib
import json
import platform
import sys
import time
from typing import Any

from engine import Contestant
from scheme import case, stock

SHOWN = 20
"""So many figures of each order are returned, to be held against the exact answer."""


def obey(engine: Contestant, order: dict[str, Any]) -> dict[str, Any]:
    """One order."""
    seed, lines = order["seed"], order["lines"]
    cases = [case(number, lines) for number in range(seed, seed + order["count"])]
    if order["do"] == "answers":
        return {"figures": [engine.figures(engine.price(engine.prepare(one))) for one in cases]}
    whole = order["do"] == "many"
    prepared = engine.prepare_many(cases) if whole else [engine.prepare(one) for one in cases]
    price = engine.price
    # What preparing leaves behind is collected before the clock starts, not in the middle of somebody's claim.
    gc.collect()
    processor, wall = time.process_time(), time.perf_counter()
    priced = engine.price_many(prepared) if whole else [price(one) for one in prepared]
    taken = {"wall_ms": (time.perf_counter() - wall) * 1000, "cpu_ms": (time.process_time() - processor) * 1000}
    figures = engine.figures_many(priced)[:SHOWN] if whole else [engine.figures(one) for one in priced[:SHOWN]]
    return {**taken, "figures": figures}


def main() -> None:
    """Make the engine, say so, and obey until the input ends."""
    module, _, name = sys.argv[1].partition(":")
    engine: Contestant = getattr(importlib.import_module(module), name)()
    stock()
    # The stock stays for good: without this every full collection of the garbage would look at all of it again.
    gc.collect()
    gc.freeze()
    versions = {"python": platform.python_version(), **engine.versions}
    sys.stdout.write(json.dumps({"versions": versions}) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(obey(engine, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

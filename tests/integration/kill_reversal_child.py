"""A counter that reverses as fast as it can, to be killed: the child of `test_kill_reversal`.

See `zygote` for the talk. An order is a JSON list of statement numbers, which the counter reverses in this order. It
says:

    TRY number           a reversal is about to be tried, under the key `reverse <number>`
    SET number reversal  its COMMIT returned
"""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "unit" / "store"), str(TESTS / "integration")]

from little_centre import STAFF, counter_on, policies  # noqa: E402
from zygote import fork_for_orders, say  # noqa: E402

from counter.policies.book import FolderBook  # noqa: E402
from counter.store import open_store  # noqa: E402


def live(url: str, folder: Path, numbers: list[str], rules: FolderBook) -> None:
    """Reverse until killed, or until there is nothing left."""
    counter = counter_on(open_store(url, STAFF), folder, rules=rules)
    for number in numbers:
        settled = counter.settlement_by_number(number)
        assert settled is not None
        say("TRY", number)
        undone = counter.reverse(settled, "killed", f"reverse {number}")
        say("SET", number, undone.number)


def main() -> None:
    """Fork one counter per order."""
    url, folder = sys.argv[1], Path(sys.argv[2])
    rules = policies()
    fork_for_orders(lambda numbers: live(url, folder, numbers, rules), 0)


if __name__ == "__main__":
    main()

"""A counter that settles and prints as fast as it can, to be killed: the child of the kill harness.

See `zygote` for the talk. An order is a JSON object with a seed and the claims whose outcome nobody heard: the counter
first enters those again under their old keys, then goes on with new ones, until it is killed. It says:

    TRY key number 2   a settlement is about to be tried
    SET key statement  its COMMIT returned (and, where the order says so, some time has passed)
    OUT statement      its paper was handed over and that was noted
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "unit" / "store"), str(TESTS / "integration")]

from little_centre import STAFF, counter_on, draft, identity, policies, shown  # noqa: E402
from zygote import fork_for_orders, say  # noqa: E402

from counter.domain.draft import Draft  # noqa: E402
from counter.policies.book import FolderBook  # noqa: E402
from counter.store import open_store  # noqa: E402
from counter.visit.counter import Counter  # noqa: E402

MEMBERS = (1, 2, 4, 5, 6, 7, 8, 9)


def claim(key: str, number: str, member_id: int) -> Draft:
    """The claim that belongs to a key: always the same for the same arguments."""
    yuan = f"{int(number) % 9_000 + 10}.{int(number) % 100:02d}"
    return draft(number, yuan, member_id=member_id, key=key)


def serve(counter: Counter, entered: Draft, number: str, hesitation: float) -> None:
    """One claim from draft to paper."""
    counter.save_draft(entered)
    say("TRY", entered.key, number, entered.member_id)
    booked = counter.settle(entered, shown(counter, entered), identity(entered.member_id), None)
    time.sleep(hesitation)
    say("SET", entered.key, booked.number)
    counter.print_statement(booked)
    say("OUT", booked.number)


def again(counter: Counter, key: str, number: str, member_id: int) -> None:
    """A claim whose outcome is unknown: the same key again, as the clerk's one button does."""
    entered = claim(key, number, member_id)
    say("TRY", key, number, member_id)
    booked = counter.settle(entered, shown(counter, entered), identity(member_id), None)
    say("SET", key, booked.number)


def live(url: str, folder: Path, order: dict[str, object], rules: FolderBook) -> None:
    """Work until killed."""
    choice = random.Random(str(order["seed"]))
    books = open_store(url, STAFF)
    counter = counter_on(books, folder, rules=rules)
    for key, number, member_id in order["unknown"]:  # type: ignore[attr-defined]
        again(counter, key, number, member_id)
    for unprinted in books.settlements(unprinted_only=True, limit=3):
        if unprinted.print_state in ("pending", "sending"):
            counter.print_statement(unprinted, "the counter was restarted")
            say("OUT", unprinted.number)
    while True:
        number = f"{choice.randrange(10**10):010d}"
        key = f"{choice.getrandbits(128):032x}"
        serve(counter, claim(key, number, choice.choice(MEMBERS)), number, float(str(order["hesitation"])))


def main() -> None:
    """Fork one counter per order."""
    url, folder = sys.argv[1], Path(sys.argv[2])
    rules = policies()
    fork_for_orders(lambda order: live(url, folder, order, rules), 1)


if __name__ == "__main__":
    main()

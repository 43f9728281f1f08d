"""One of two counters that are handed the same receipts: the child of the duplicate harness.

`python two_counters_child.py URL FOLDER STAFF MEMBER COUNT SEED`; says READY, then for each line that it is given takes
the next few receipts, in an order of its own, and settles one claim for each in a spelling of its own. Standard output:

    WON number statement
    LOST number statement clerk counter at
    DONE
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "unit" / "store")]

from little_centre import OTHER, STAFF, counter_on, draft, identity, policies, shown  # noqa: E402

from counter.domain.errors import ReceiptAlreadyUsed  # noqa: E402
from counter.store import open_store  # noqa: E402

AT_ONCE = 5
"""Receipts between two waits for each other: so that neither runs ahead."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def spelled(text: str, choice: random.Random) -> str:
    """The same digits as another hand would type them: full width, spaces, tabs in between, or plain."""
    shape = choice.randrange(4)
    if shape == 1:
        return text.translate(FULL_WIDTH)
    if shape == 2:
        return " ".join(text)
    if shape == 3:
        cut = choice.randrange(1, len(text))
        return f"\u3000{text[:cut].translate(FULL_WIDTH)}\t{text[cut:]} "
    return text


def main() -> None:
    """Race through all receipts."""
    url, folder, staff_id, member_id, count, seed = sys.argv[1:]
    choice = random.Random(f"{seed}/{staff_id}")
    staff = STAFF if staff_id == "1" else OTHER
    books = open_store(url, staff)
    counter = counter_on(books, Path(folder), staff, policies())
    print("READY", flush=True)
    for first in range(0, int(count), AT_ONCE):
        sys.stdin.readline()
        few = list(range(first, min(first + AT_ONCE, int(count))))
        choice.shuffle(few)
        for index in few:
            number = f"{5_000_000_000 + index:010d}"
            entered = draft(spelled(number, choice), "10.00", member_id=int(member_id))
            entered.receipts[0].code = spelled("11060126", choice)
            entered.receipts[0].check_code = choice.choice(("7FA31C", "7fa31c", "７ＦＡ３１Ｃ", "7fA 31c"))
            try:
                booked = counter.settle(entered, shown(counter, entered), identity(int(member_id)), None)
            except ReceiptAlreadyUsed as used:
                print("LOST", number, used.settlement_number, used.clerk, used.counter, used.at)
            else:
                print("WON", number, booked.number)
        print("DONE", flush=True)
    books.close()


if __name__ == "__main__":
    main()

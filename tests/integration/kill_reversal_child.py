"""A counter that reverses as fast as it can, to be killed: the child of `test_kill_reversal`.

`python kill_reversal_child.py URL FOLDER` loads everything once, then waits for lines on standard input: a JSON list of
statement numbers. For each line it forks a counter that reverses them in this order. Standard output, one line each:

    PID 123              the counter that is about to start
    TRY number           a reversal is about to be tried, under the key `reverse <number>`
    SET number reversal  its COMMIT returned
    END status           the counter is dead; nothing of it follows
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "unit" / "store")]

from little_centre import STAFF, counter_on, policies  # noqa: E402

from counter.policies.book import FolderBook  # noqa: E402
from counter.store import open_store  # noqa: E402


def say(*words: object) -> None:
    """One line, in one piece."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


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
    say("READY")
    for line in sys.stdin:
        numbers = json.loads(line)
        pid = os.fork()
        if pid == 0:
            say("PID", os.getpid())
            live(url, folder, numbers, rules)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        say("END", status)


if __name__ == "__main__":
    main()

"""The guard in tests/conftest.py sees what a test leaves behind: proved by tests that leave something."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = (Path(__file__).parent.parent / "conftest.py").read_text(encoding="utf-8")
IMPATIENT = CONFTEST.replace("GRACE_SECONDS = 3.0", "GRACE_SECONDS = 0.2")

LEAVES_THREAD = """
import threading
def test_leaves():
    threading.Thread(target=threading.Event().wait, args=(2,)).start()
"""

LEAVES_PROCESS = """
import subprocess
def test_leaves(recwarn):
    import builtins
    builtins.kept = subprocess.Popen(["sleep", "2"])
"""

CLEAN = """
import subprocess, threading
def test_clean():
    thread = threading.Thread(target=int)
    thread.start()
    subprocess.run(["true"], check=True)
    thread.join()
"""


LONGER_FIXTURE = """
import subprocess, pytest
@pytest.fixture(scope="session")
def server():
    process = subprocess.Popen(["sleep", "60"])
    yield process
    process.kill()
    process.wait()
def test_asks_for_it_late(request):
    request.getfixturevalue("server")
def test_uses_it(server):
    assert server.poll() is None
"""


@pytest.mark.parametrize(("source", "word"), [(LEAVES_THREAD, "threads"), (LEAVES_PROCESS, "processes")])
def test_what_is_left_behind_fails_the_test(pytester: pytest.Pytester, source: str, word: str) -> None:
    pytester.makeconftest(IMPATIENT)
    pytester.makepyfile(source)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*left behind: *{word} [[]?*"])


def test_a_clean_test_passes(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(CLEAN)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_a_server_of_the_session_may_stay(pytester: pytest.Pytester) -> None:
    tests = pytester.mkdir("tests")
    (tests / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tests / "test_server.py").write_text(LONGER_FIXTURE, encoding="utf-8")
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)

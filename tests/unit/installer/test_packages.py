"""What is missing, under which name it is offered, and what happens without rights."""

from __future__ import annotations

import subprocess
import sys

import pytest

import packages
import setup_steps
from environment import Environment, SetUpFailed
from packages import Choice, Need

NEED = packages.needs("libglib2.0-0t64|libglib2.0-0", "libegl1")
RARE = packages.needs("fonts-lxgw-wenkai", without="rare names cannot be printed")

POLICY = """\
libglib2.0-0:
  Installed: 2.74.6-2
  Candidate: 2.74.6-2
  Version table:
 *** 2.74.6-2 500
libglib2.0-0t64:
  Installed: (none)
  Candidate: (none)
  Version table:
libegl1:
  Installed: (none)
  Candidate: 1.6.0-1
"""


def test_alternatives_are_one_need() -> None:
    assert (Need(("libglib2.0-0t64", "libglib2.0-0")), Need(("libegl1",))) == NEED


def test_a_candidate_is_what_apt_can_install() -> None:
    assert packages.parse_policy(POLICY) == {"libglib2.0-0", "libegl1"}
    assert packages.parse_policy("") == set()


@pytest.mark.parametrize("there", [{"libglib2.0-0"}, {"libglib2.0-0t64"}])
def test_any_alternative_meets_a_need(monkeypatch: pytest.MonkeyPatch, there: set[str]) -> None:
    monkeypatch.setattr(packages, "installed", lambda names: there & set(names))
    assert packages.missing(NEED) == (Need(("libegl1",)),)


@pytest.mark.parametrize(
    ("candidates", "names"),
    [
        ({"libglib2.0-0", "libegl1"}, ("libglib2.0-0", "libegl1")),
        ({"libglib2.0-0t64", "libegl1"}, ("libglib2.0-0t64", "libegl1")),
        ({"libglib2.0-0t64", "libglib2.0-0", "libegl1"}, ("libglib2.0-0t64", "libegl1")),
    ],
)
def test_each_release_gets_its_own_names(candidates: set[str], names: tuple[str, ...]) -> None:
    assert packages.choose(NEED, candidates) == Choice(names)


def test_what_is_not_offered_is_lost_or_in_the_way() -> None:
    choice = packages.choose((*NEED, *RARE), {"libegl1"})
    assert choice.names == ("libegl1",)
    assert choice.unmet == ("libglib2.0-0",)
    assert choice.lost == ("fonts-lxgw-wenkai: rare names cannot be printed",)


def test_dpkg_is_asked_which_packages_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = "libegl1 installed\nlibgl1 config-files\nbroken\n"
    monkeypatch.setattr(
        subprocess, "run", lambda *args, **kwargs: subprocess.CompletedProcess(args, 1, stdout=answer, stderr="")
    )
    assert packages.installed(["libegl1", "libgl1", "nothing"]) == {"libegl1"}


def test_nothing_is_asked_about_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subprocess, "run")
    assert packages.installed([]) == set()
    assert packages.offered([]) == set()


def test_every_need_has_a_name_once() -> None:
    every = (*packages.QT, *packages.FONTS, *packages.CARDS, *packages.PRINTING, *packages.CHECKS)
    names = [name for need in every for name in need.names]
    assert len(names) == len(set(names))
    assert all(name and name == name.strip() for name in names)


def test_the_interpreter_names_its_own_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ubuntu 22.04 has Python 3.11 beside its own 3.10: python3-venv would be the wrong package there."""
    monkeypatch.setattr(packages, "_has_module", lambda name: False)
    monkeypatch.setattr(packages.sysconfig, "get_path", lambda name: "/nowhere")
    names = [need.names[0] for need in packages.building()]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert f"{version}-venv" in names
    assert f"{version}-dev" in names


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A machine with apt where nothing is installed; returns what apt is asked to install."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(packages, "supported", lambda: True)
    monkeypatch.setattr(packages, "installed", lambda names: set())
    monkeypatch.setattr(packages, "offered", lambda names: {"libglib2.0-0", "libegl1"})
    monkeypatch.setattr(packages, "update", lambda prefix: asked.append((*prefix, "update")))
    monkeypatch.setattr(packages, "install", lambda prefix, names: not asked.append((*prefix, *names)))
    return asked


def test_root_installs_in_one_call(monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]]) -> None:
    monkeypatch.setattr(packages, "become_root", lambda: ())
    setup_steps.install_packages(NEED)
    assert bare == [("update",), ("libglib2.0-0", "libegl1")]


def test_sudo_stands_in_front(monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]]) -> None:
    monkeypatch.setattr(packages, "become_root", lambda: ("sudo", "-n"))
    setup_steps.install_packages(NEED)
    assert bare[-1] == ("sudo", "-n", "libglib2.0-0", "libegl1")


def test_without_rights_the_one_line_is_printed(
    monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packages, "become_root", lambda: None)
    made: list[Environment] = []
    monkeypatch.setattr(Environment, "make", made.append)
    assert setup_steps.set_up(Environment(setup_steps.PROJECT), NEED) == setup_steps.EXIT_RIGHTS
    line = "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libglib2.0-0 libegl1"
    assert line in capsys.readouterr().out.splitlines()
    assert bare == []
    assert made == []


def test_what_cannot_be_had_stops_the_set_up(monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]]) -> None:
    monkeypatch.setattr(packages, "become_root", lambda: ())
    with pytest.raises(SetUpFailed, match="does not offer: nothing"):
        setup_steps.install_packages((*NEED, Need(("nothing",))))


def test_what_can_be_done_without_is_said(
    monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packages, "become_root", lambda: ())
    setup_steps.install_packages(RARE)
    assert "rare names cannot be printed" in capsys.readouterr().out
    assert bare == [("update",)]


def test_a_failing_apt_stops_the_set_up(monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]]) -> None:
    monkeypatch.setattr(packages, "become_root", lambda: ())
    monkeypatch.setattr(packages, "install", lambda prefix, names: False)
    with pytest.raises(SetUpFailed, match="apt"):
        setup_steps.install_packages(NEED)


def test_nothing_missing_touches_nothing(monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]]) -> None:
    monkeypatch.setattr(packages, "installed", set)
    monkeypatch.delattr(packages, "become_root")
    setup_steps.install_packages(NEED)
    assert bare == []


def test_without_apt_nothing_is_looked_at(monkeypatch: pytest.MonkeyPatch, bare: list[tuple[str, ...]]) -> None:
    monkeypatch.setattr(packages, "supported", lambda: False)
    setup_steps.install_packages(NEED)
    assert bare == []


def test_a_compiler_that_is_there_names_its_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """`gcc-multilib` conflicts with cross compilers: apt would take them away."""
    monkeypatch.setattr(packages.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(packages.shutil, "which", lambda name: "/usr/bin/gcc")
    ran = subprocess.CompletedProcess([], 0, "12\n")
    monkeypatch.setattr(packages.subprocess, "run", lambda *_, **__: ran)
    assert [need.names[0] for need in packages.thirty_two_bits()] == ["libc6-dev-i386", "lib32gcc-12-dev"]
    monkeypatch.setattr(packages.shutil, "which", lambda name: None)
    assert [need.names[0] for need in packages.thirty_two_bits()] == ["gcc-multilib"]
    monkeypatch.setattr(packages.platform, "machine", lambda: "aarch64")
    assert packages.thirty_two_bits() == ()
    assert all(need.without for need in packages.thirty_two_bits())

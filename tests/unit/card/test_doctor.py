"""`counter card doctor`: every thing that is missing is named with the next step."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from counter.card import doctor as doctor_module
from counter.card.doctor import GOOD, MISSING, NOTE, Finding, doctor, examine
from counter.domain.errors import IdReaderProblem

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the Linux service")


def found(monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]) -> dict[str, Finding]:
    monkeypatch.setattr(doctor_module, "_listed", lambda: (answer["readers"], answer.get("reason", "")))
    return {finding.what: finding for finding in examine()}


def nowhere() -> None:
    raise IdReaderProblem("no_port")


def test_no_service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(tmp_path / "none"))
    monkeypatch.setattr(doctor_module, "service_program", lambda: "/bin/true")
    findings = found(monkeypatch, {"readers": [], "reason": "service_missing"})
    assert findings["service socket"].state == MISSING
    assert "systemctl" in findings["service socket"].step
    assert findings["readers"].state == MISSING


def test_nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_module, "service_program", lambda: None)
    monkeypatch.setattr(doctor_module, "driver_library", lambda: None)
    monkeypatch.setattr(doctor_module, "_USB_DRIVERS", ())
    monkeypatch.setattr(doctor_module.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(doctor_module, "open_port", nowhere)
    findings = found(monkeypatch, {"readers": [], "reason": "service_missing"})
    assert findings["ID reader"].state == findings["driver for protected cards"].state == NOTE
    assert findings["pyscard"].state == findings["pcscd"].state == MISSING
    assert findings["USB drivers"].state == findings["virtual reader"].state == NOTE
    assert all(finding.step for finding in findings.values())


def test_a_dead_socket_and_a_living_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor_module, "service_program", lambda: "/bin/true")
    path = tmp_path / "s"
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(path))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert found(monkeypatch, {"readers": []})["service socket"].state == MISSING
        server.listen()
        assert found(monkeypatch, {"readers": []})["service socket"].state == GOOD


def test_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, {"readers": []})["readers"].state == MISSING
    findings = found(monkeypatch, {"readers": ["Virtual PCD 00 00"]})
    assert findings["readers"].state == MISSING
    assert findings["virtual readers of the machine"].state == NOTE
    assert found(monkeypatch, {"readers": ["ACS ACR39U 00 00"]})["readers"].state == GOOD


def test_exit_code_and_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        doctor_module, "examine", lambda driver: [Finding("a", GOOD, "x"), Finding("b", NOTE, "y", "do it")]
    )
    assert doctor(as_json=False) == ("good    a: x\nnote    b: y\n        -> do it", 0)
    text, code = doctor(as_json=True)
    assert (json.loads(text)[1]["step"], code) == ("do it", 0)
    monkeypatch.setattr(doctor_module, "examine", lambda driver: [Finding("a", MISSING, "x", "y")])
    assert doctor(as_json=False)[1] == 1


def test_a_service_that_hangs_does_not_hang_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: Any, **options: Any) -> None:
        raise subprocess.TimeoutExpired("worker", 5)

    monkeypatch.setattr(doctor_module.subprocess, "run", hang)
    assert doctor_module._listed() == ((), "no answer within 5 s")


@pytest.mark.parametrize("reason", ["several_ports", "busy", "no_access"])
def test_an_id_reader_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    def refuse() -> None:
        raise IdReaderProblem(reason)

    monkeypatch.setattr(doctor_module, "open_port", refuse)
    finding = found(monkeypatch, {"readers": []})["ID reader"]
    assert (finding.state, finding.detail, bool(finding.step)) == (NOTE, reason, True)


def test_an_id_reader_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    class Port:
        def close(self) -> None:
            closed.append(True)

    monkeypatch.setattr(doctor_module, "open_port", Port)
    assert found(monkeypatch, {"readers": []})["ID reader"].state == GOOD
    assert closed == [True]


def test_the_driver_is_loaded_and_nothing_of_it_called(
    monkeypatch: pytest.MonkeyPatch, driver_library: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor_module, "_listed", lambda: ((), ""))
    file = tmp_path / "driver.toml"

    def finding(text: str) -> Finding:
        file.write_text(f'[driver]\nname = "示例"\n{text}\n', encoding="utf-8")
        return {one.what: one for one in examine(file)}["driver for protected cards"]

    monkeypatch.setenv("DRIVER_MODE", "exit")
    assert finding(f'library = "{driver_library}"') == Finding(
        "driver for protected cards", GOOD, "示例: libdriver.so loads"
    )
    for text, word in (
        ('library = "none.so"', "no_library"),
        (f'library = "{driver_library}"\nhost = ["/nowhere"]', "no_host"),
        ('library = "x"\npin = "1"', "unknown key"),
    ):
        told = finding(text)
        assert told.state == MISSING
        assert word in told.detail
        assert told.step
    monkeypatch.setenv("DRIVER_LOADING", "crash")
    assert "crashed" in finding(f'library = "{driver_library}"').detail

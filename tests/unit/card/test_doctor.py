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

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the Linux service")


def found(monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]) -> dict[str, Finding]:
    monkeypatch.setattr(doctor_module, "_listed", lambda: (answer["readers"], answer.get("reason", "")))
    return {finding.what: finding for finding in examine()}


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
    findings = found(monkeypatch, {"readers": [], "reason": "service_missing"})
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
    monkeypatch.setattr(doctor_module, "examine", lambda: [Finding("a", GOOD, "x"), Finding("b", NOTE, "y", "do it")])
    assert doctor(as_json=False) == ("good    a: x\nnote    b: y\n        -> do it", 0)
    text, code = doctor(as_json=True)
    assert (json.loads(text)[1]["step"], code) == ("do it", 0)
    monkeypatch.setattr(doctor_module, "examine", lambda: [Finding("a", MISSING, "x", "y")])
    assert doctor(as_json=False)[1] == 1


def test_a_service_that_hangs_does_not_hang_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: Any, **options: Any) -> None:
        raise subprocess.TimeoutExpired("worker", 5)

    monkeypatch.setattr(doctor_module.subprocess, "run", hang)
    assert doctor_module._listed() == ((), "no answer within 5 s")

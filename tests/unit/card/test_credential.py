"""E-credentials against a decoding service on loopback that answers, refuses, drips, or talks nonsense."""

from __future__ import annotations

import json
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from counter.card.credential import LocalDecoder, NoDecoder, Terminal
from counter.domain.errors import CredentialProblem
from counter.domain.identity import IdentityRoute
from counter.visit.ports.evidence import CredentialDecoder, CredentialHolder

CODE = "4249901000000000000000099990000"[:28]
FIELDS = {
    "userName": "张三丰", "idNo": "990101199001010019", "idType": "01", "insuOrg": "990101", "ecToken": "token",
    "gender": "男", "birthday": "1990.01.01",
}  # fmt: skip
TERMINAL = Terminal("H99010100001", "7", "培训一号")


class Service:
    """The service. answer: what is sent; the drip is a pause after every byte."""

    def __init__(self) -> None:
        self.answer: bytes = json.dumps({"code": 0, "data": FIELDS, "message": "成功"}).encode()
        self.status, self.drip = 200, 0.0
        self.asked: list[tuple[str, Any]] = []
        service = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.asked.append((self.path, json.loads(body)))
                self.send_response(service.status)
                self.end_headers()
                for start in range(len(service.answer)) if service.drip else ():
                    try:
                        self.wfile.write(service.answer[start : start + 1])
                    except OSError:
                        return
                    time.sleep(service.drip)
                if not service.drip:
                    self.wfile.write(service.answer)

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

        self._server = HTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self._server.server_port}/localcfc/api/hsecfc/localQrCodeQuery"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    running = Service()
    yield running
    running.close()


def problem(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(CredentialProblem) as caught:
        act()
    assert CODE not in str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value.reason, caught.value.number


def decoder(service: Service, seconds: float = 2.0) -> CredentialDecoder:
    return LocalDecoder(service.url, TERMINAL, limit_seconds=seconds)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_code_stands_for_a_person(service: Service, as_text: bool) -> None:
    service.answer = json.dumps({"code": 0, "data": json.dumps(FIELDS) if as_text else FIELDS}).encode()
    holder = decoder(service).decode(CODE)
    assert holder == CredentialHolder("张三丰", "990101199001010019", "990101")
    assert (holder.identity().route, holder.identity().id_number) == (IdentityRoute.CODE, "990101199001010019")


def test_the_documented_request(service: Service) -> None:
    decoder(service).decode(CODE)
    assert service.asked == [
        (
            "/localcfc/api/hsecfc/localQrCodeQuery",
            {
                "transType": "ec.query",
                "orgId": "H99010100001",
                "data": {
                    "orgId": "H99010100001", "businessType": "01301", "operatorId": "7", "operatorName": "培训一号",
                    "officeId": "", "officeName": "", "deviceType": "", "ecQrCode": CODE,
                },
            },
        )
    ]  # fmt: skip


def test_nothing_of_a_code_is_kept(service: Service) -> None:
    one = decoder(service)
    one.decode(CODE)
    assert CODE not in repr(vars(one))


def test_without_a_service() -> None:
    assert problem(lambda: NoDecoder().decode(CODE)) == ("not_configured", "")


@pytest.mark.parametrize("code", ["", CODE[:-1], CODE + "0", "123", "990101199001010019", CODE[:-1] + "\n"])
def test_other_codes_never_leave(service: Service, code: str) -> None:
    assert problem(lambda: decoder(service).decode(code)) == ("not_a_credential", "")
    assert service.asked == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"code": 500159, "message": "x", "data": None}, ("refused", "500159")),
        ({"code": "-2"}, ("refused", "-2")),
        ({"code": 0}, ("unreadable", "")),
        ({"code": 0, "data": "{"}, ("unreadable", "")),
        ({"code": 0, "data": []}, ("unreadable", "")),
        ({"message": "x"}, ("unreadable", "")),
        ([], ("unreadable", "")),
        ({"code": 0, "data": {**FIELDS, "idType": "90"}}, ("other_document", "")),
        ({"code": 0, "data": {**FIELDS, "idNo": "990101199001010018"}}, ("unreadable", "")),
        ({"code": 0, "data": {**FIELDS, "userName": "a\nb"}}, ("unreadable", "")),
        ({"code": 0, "data": {**FIELDS, "userName": ""}}, ("unreadable", "")),
        ({"code": 0, "data": {**FIELDS, "userName": "  "}}, ("unreadable", "")),
        ({"code": 0, "data": {**FIELDS, "userName": "张" * 81}}, ("unreadable", "")),
        ({"code": 1e299}, ("unreadable", "")),
        ({"code": float("inf")}, ("unreadable", "")),
        ({"code": float("nan")}, ("unreadable", "")),
        ({"code": 10**40}, ("unreadable", "")),
    ],
)
def test_answers_that_name_nobody(service: Service, answer: object, expected: tuple[str, str]) -> None:
    service.answer = json.dumps(answer).encode()
    assert problem(lambda: decoder(service).decode(CODE)) == expected


def test_bytes_that_are_no_answer(service: Service) -> None:
    for answer in (b"", b"\xff\xfe", b"[" * 5000, b" " * 70000, b"<html>"):
        service.answer = answer
        assert problem(lambda: decoder(service).decode(CODE))[0] == "unreadable"


@pytest.mark.parametrize("status", [302, 404, 500, 503])
def test_a_service_that_fails_says_nothing_about_the_code(service: Service, status: int) -> None:
    """What the code is worth stands in an answer that was given; refreshing it heals no service."""
    service.status = status
    assert problem(lambda: decoder(service).decode(CODE)) == ("service_failed", str(status))


def test_a_service_that_is_gone(service: Service) -> None:
    url = service.url.replace("http://127.0.0.1", "http://localhost").rsplit(":", 1)[0] + ":9/"
    assert problem(lambda: LocalDecoder(url, TERMINAL).decode(CODE)) == ("unreachable", "")


def test_what_a_service_says_of_the_code_is_not_kept_with_the_error() -> None:
    """It repeats the code where the status should stand, which the library quotes in its own error."""

    def answer(server: socket.socket) -> None:
        with server, server.accept()[0] as line:
            line.recv(65536)
            line.sendall(f"{CODE}\r\n\r\n".encode())

    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=answer, args=(server,))
    thread.start()
    with pytest.raises(CredentialProblem) as caught:
        LocalDecoder(f"http://127.0.0.1:{server.getsockname()[1]}/", TERMINAL).decode(CODE)
    thread.join()
    assert caught.value.reason == "unreachable"
    assert CODE not in "".join(traceback.format_exception(caught.value))


def test_a_service_that_drips_is_cut_off(service: Service) -> None:
    service.drip = 0.05
    begun = time.monotonic()
    assert problem(lambda: decoder(service, 0.4).decode(CODE)) == ("unreachable", "")
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "http://example.com/", "http://127.0.0.1.example.com/", "http://a@127.0.0.1/", "x"]
)
def test_only_this_machine_is_asked(url: str) -> None:
    with pytest.raises(ValueError, match="this machine"):
        LocalDecoder(url, TERMINAL)

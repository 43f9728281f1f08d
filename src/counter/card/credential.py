"""Decoding of 医保电子凭证 codes (card.md 4): a local service in the shape of `ec.query`, or none.

Request and answer follow the documented fields; that the code itself travels as `ecQrCode` in `data` is an inference,
because the published component takes it from its own scanner. Only a service on this machine is spoken to: what leaves
the machine is that service's business, with its own keys.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from counter.domain.errors import CredentialProblem, InvalidIdNumber
from counter.domain.identity import normalise_id_number
from counter.visit.ports.evidence import CredentialHolder

LIMIT_SECONDS = 5.0
_ANSWER_BYTES = 65536
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CODE = re.compile(r"424\d{25}")
_RESIDENT_ID_CARD = "01"
_NUMBER_LIMIT = 10**9
_NAME_LIMIT = 80


class NoDecoder:
    """There is no decoding service: says so."""

    def decode(self, _code: str, /) -> CredentialHolder:
        """Decodes nothing. Raises CredentialProblem `not_configured`."""
        raise CredentialProblem("not_configured")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Who asks. business: use of the code, 01301 is settlement."""

    organisation: str
    operator: str
    operator_name: str
    office: str = ""
    office_name: str = ""
    business: str = "01301"


class LocalDecoder:
    """A decoding service on this machine.

    Args:
        url: its address, such as `http://127.0.0.1:8089/localcfc/api/hsecfc/localQrCodeQuery`.
        terminal: who asks.
        limit_seconds: for a whole answer.

    Raises:
        ValueError: the address is not one of this machine.
    """

    def __init__(self, url: str, terminal: Terminal, *, limit_seconds: float = LIMIT_SECONDS) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname not in _LOOPBACK or parts.username is not None:
            raise ValueError("a decoding service must be on this machine: http://127.0.0.1:PORT/PATH")
        self._host, self._port, self._path = parts.hostname, parts.port or 80, parts.path or "/"
        self._terminal = terminal
        self._limit = limit_seconds

    def decode(self, code: str, /) -> CredentialHolder:
        """Whom a code stands for. Raises CredentialProblem."""
        if not _CODE.fullmatch(code):
            raise CredentialProblem("not_a_credential")
        return _holder(self._ask(json.dumps(self._request(code))))

    def _request(self, code: str) -> dict[str, Any]:
        terminal = self._terminal
        fields = {
            "orgId": terminal.organisation,
            "businessType": terminal.business,
            "operatorId": terminal.operator,
            "operatorName": terminal.operator_name,
            "officeId": terminal.office,
            "officeName": terminal.office_name,
            "deviceType": "",
            "ecQrCode": code,
        }
        return {"transType": "ec.query", "orgId": terminal.organisation, "data": fields}

    def _ask(self, body: str) -> bytes:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._limit)
        try:
            connection.connect()
            with _cut_after(connection.sock, self._limit):
                connection.request("POST", self._path, body, {"Content-Type": "application/json"})
                with connection.getresponse() as answer:
                    content = answer.read(_ANSWER_BYTES + 1)
        except (OSError, http.client.HTTPException):
            # Without the cause: its text may quote what was sent.
            raise CredentialProblem("unreachable") from None
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            # A redirect is not followed: it could lead the code off this machine.
            raise CredentialProblem("service_failed", str(answer.status))
        if len(content) > _ANSWER_BYTES:
            raise CredentialProblem("unreadable")
        return content


@contextlib.contextmanager
def _cut_after(line: socket.socket, seconds: float) -> Iterator[None]:
    """Cut a connection after a time: a service that drips byte by byte never runs into the limit of a single read.

    Raises:
        TimeoutError: it was cut; what has been read is not the whole.
    """
    was_cut = threading.Event()

    def cut() -> None:
        was_cut.set()
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    limit = threading.Timer(seconds, cut)
    limit.daemon = True
    limit.start()
    try:
        yield
    finally:
        limit.cancel()
    if was_cut.is_set():
        raise TimeoutError


def _holder(content: bytes) -> CredentialHolder:
    """The holder in an answer; `data` is an object, or the text of one."""
    try:
        answer = json.loads(content)
        number = int(answer["code"])
        fields = answer.get("data") if number == 0 else {}
        if isinstance(fields, str):
            fields = json.loads(fields)
        name, id_number, kind = (str(fields.get(key) or "") for key in ("userName", "idNo", "idType"))
        region = str(fields.get("insuOrg") or "")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise CredentialProblem("unreadable") from None
    if not -_NUMBER_LIMIT < number < _NUMBER_LIMIT:
        raise CredentialProblem("unreadable")
    if number != 0:
        raise CredentialProblem("refused", str(number))
    if kind != _RESIDENT_ID_CARD:
        raise CredentialProblem("other_document")
    try:
        known = normalise_id_number(id_number)
    except InvalidIdNumber:
        raise CredentialProblem("unreadable") from None
    if not name.strip() or not name.isprintable() or len(name) > _NAME_LIMIT:
        raise CredentialProblem("unreadable")
    return CredentialHolder(name, known, region if re.fullmatch(r"[0-9]{6}", region) else "")

"""Asks a CUPS server how a job stands, in IPP (RFC 8010, 8011).

`lpstat` cannot tell: CUPS 2.4 shows `processing-to-stop-point` for jobs that were completed and for jobs that were
cancelled alike. Two requests, Get-Job-Attributes and Get-Printer-Attributes, are all that is spoken here.
"""

from __future__ import annotations

import http.client
import socket
import struct
from collections.abc import Iterator
from urllib.parse import quote

_GET_JOB_ATTRIBUTES, _GET_PRINTER_ATTRIBUTES = 0x0009, 0x000B
_NOT_FOUND = 0x0406
_OPERATION, _END = 0x01, 0x03
_INTEGER, _ENUM = 0x21, 0x23
_NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x42, 0x44, 0x45, 0x47, 0x48
_OF_JOB = ("job-state", "job-state-reasons", "job-printer-state-message")
_OF_PRINTER = ("printer-state", "printer-state-reasons", "printer-state-message")

Values = tuple[int | str, ...]


class _SocketConnection(http.client.HTTPConnection):
    """HTTP through a Unix socket."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _attribute(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode("ascii") + struct.pack(">H", len(value)) + value


def _request(operation: int, name: str, uri: str, attributes: tuple[str, ...]) -> bytes:
    wanted = b"".join(
        _attribute(_KEYWORD, "requested-attributes" if index == 0 else "", attribute.encode("ascii"))
        for index, attribute in enumerate(attributes)
    )
    return (
        struct.pack(">BBHI", 2, 0, operation, 1)
        + bytes([_OPERATION])
        + _attribute(_CHARSET, "attributes-charset", b"utf-8")
        + _attribute(_LANGUAGE, "attributes-natural-language", b"en")
        + _attribute(_URI, name, uri.encode("utf-8"))
        + _attribute(_NAME, "requesting-user-name", b"counter")
        + wanted
        + bytes([_END])
    )


def _attributes(answer: bytes) -> Iterator[tuple[str, int | str]]:
    """(name, value) of each attribute; further values of one attribute come under the same name."""
    position, name = 8, ""
    while position < len(answer):
        tag = answer[position]
        position += 1
        if tag == _END:
            return
        if tag < 0x10:
            continue
        (length,) = struct.unpack_from(">H", answer, position)
        name = answer[position + 2 : position + 2 + length].decode("utf-8", "replace") if length else name
        position += 2 + length
        (length,) = struct.unpack_from(">H", answer, position)
        value = answer[position + 2 : position + 2 + length]
        position += 2 + length
        if tag in (_INTEGER, _ENUM) and length == 4:
            yield name, int.from_bytes(value, "big", signed=True)
        else:
            yield name, value.decode("utf-8", "replace")


def read_answer(answer: bytes) -> dict[str, Values] | None:
    """The attributes of an answer; None when the server does not know the job.

    Raises:
        ValueError: the server refused the request or did not answer in IPP.
    """
    if len(answer) < 9:
        raise ValueError("no IPP answer")
    (status,) = struct.unpack_from(">H", answer, 2)
    if status == _NOT_FOUND:
        return None
    if status >= 0x0100:
        raise ValueError(f"IPP status 0x{status:04x}")
    found: dict[str, list[int | str]] = {}
    try:
        for name, value in _attributes(answer):
            found.setdefault(name, []).append(value)
    except (struct.error, IndexError) as error:
        raise ValueError("IPP answer is cut off") from error
    return {name: tuple(values) for name, values in found.items()}


def job_attributes(server: str, job: int, seconds: float) -> dict[str, Values] | None:
    """Ask about a job.

    Args:
        server: as `lpstat -H` prints it: a socket's path, or host and port.
        job: its number.
        seconds: how long to wait.

    Returns:
        `job-state` and what belongs to it; None when the server does not know the job.

    Raises:
        OSError, ValueError: the server cannot be reached, does not answer in time, or not in IPP.
    """
    uri = f"ipp://localhost/jobs/{job}"
    return _ask(server, _request(_GET_JOB_ATTRIBUTES, "job-uri", uri, _OF_JOB), seconds)


def printer_attributes(server: str, queue: str, seconds: float) -> dict[str, Values] | None:
    """Ask about a queue: `printer-state` (3 idle, 4 printing, 5 stopped) and why. Otherwise as `job_attributes`."""
    uri = f"ipp://localhost/printers/{quote(queue)}"
    return _ask(server, _request(_GET_PRINTER_ATTRIBUTES, "printer-uri", uri, _OF_PRINTER), seconds)


def _ask(server: str, request: bytes, seconds: float) -> dict[str, Values] | None:
    connection: http.client.HTTPConnection
    if server.startswith("/"):
        connection = _SocketConnection(server, seconds)
    else:
        host, _colon, port = server.rpartition(":")
        if not host:
            host, port = server, "631"
        connection = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=seconds)
    try:
        connection.request("POST", "/", request, {"Content-Type": "application/ipp"})
        response = connection.getresponse()
        answer = response.read(1 << 20)
        if response.status != 200:
            raise ValueError(f"HTTP status {response.status}")
    except http.client.HTTPException as error:
        raise ValueError(f"no HTTP answer: {error}") from error
    finally:
        connection.close()
    return read_answer(answer)

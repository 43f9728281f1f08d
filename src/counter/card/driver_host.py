"""The process that a vendor's driver library lives in, started by path: `PYTHON -I driver_host.py`.

Nothing but the standard library of Python 3.8 or later is used, and nothing of this program: the same file runs under a
32-bit interpreter where a vendor ships a 32-bit library only. One JSON object per line, ASCII, in and out:

`{"do": "open", "library": PATH, "convention": "cdecl" | "stdcall"}` -> `{"done": "open", "bits": 32 | 64}`
`{"do": "call", "function": NAME, "arguments": [["int", 3], ["text", HEX], ["out", 4096]]}`
    -> `{"done": "call", "result": NUMBER, "out": HEX, "overrun": true | false}`
Anything that cannot be done -> `{"failed": "library" | "function" | "line"}`.

A library may print, crash, hang or write too far: its standard output and error go nowhere, the process ends with its
input even while a call hangs, and the room behind each buffer is watched. What went wrong is for the other side to see.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import struct
import sys
import threading

GUARD_BYTES = 65536
_NOT_DUMPABLE = 4  # PR_SET_DUMPABLE
_GUARD = b"\xa5" * GUARD_BYTES


def main() -> None:
    """Serve lines until input ends."""
    _leave_no_core()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    nowhere = os.open(os.devnull, os.O_RDWR)
    # A library that prints what it reads must not write into the line protocol, nor into anybody's log.
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    library = None
    while True:
        try:
            line = json.loads(lines.get())
            if line["do"] == "open":
                library = _open(line["library"], line["convention"])
                answer = {"done": "open", "bits": struct.calcsize("P") * 8}
            else:
                answer = _call(library, line["function"], line["arguments"])
        except OSError:
            answer = {"failed": "library"}
        except AttributeError:
            answer = {"failed": "function"}
        except (ValueError, KeyError, TypeError):
            answer = {"failed": "line"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _leave_no_core() -> None:
    """A library that crashes must not leave its memory, with what it read of a card in it, in the vendor's folder."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Nor with a collector that the kernel hands dumps to whatever the limit is.
        ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


def _listen(lines: queue.SimpleQueue[str]) -> None:
    """Take lines beside a running call, so that the end of input ends the process whatever the library does."""
    for text in sys.stdin:
        lines.put(text)
    os._exit(0)


def _open(path: str, convention: str) -> ctypes.CDLL:
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - as plain as the oldest Python wants it
    # Vendors' libraries look for their settings and further libraries where they themselves lie.
    os.chdir(folder)
    if sys.platform == "win32":
        os.add_dll_directory(folder)
        if convention == "stdcall":
            return ctypes.WinDLL(path)
    return ctypes.CDLL(path)


def _call(library: ctypes.CDLL | None, name: str, arguments: list[list[object]]) -> dict[str, object]:
    if library is None:
        raise OSError("no library")
    values: list[object] = []
    out, size = None, 0
    for kind, value in arguments:
        if kind == "int":
            values.append(ctypes.c_int(int(str(value))))
        elif kind == "text":
            values.append(ctypes.create_string_buffer(bytes.fromhex(str(value))))
        else:
            size = int(str(value))
            out = ctypes.create_string_buffer(b"\0" * size + _GUARD, size + GUARD_BYTES)
            values.append(out)
    function = getattr(library, name)
    # `long` has 32 bits wherever such libraries come from; elsewhere only its lower half says anything.
    function.restype = ctypes.c_int
    result = function(*values)
    raw = b"" if out is None else out.raw
    written = raw[:size].split(b"\0", 1)[0]
    return {"done": "call", "result": result, "out": written.hex(), "overrun": raw[size:] != _GUARD[: len(raw) - size]}


if __name__ == "__main__":
    main()

"""The virtual reader's stage: `python -m counter.card.stage`, started in namespaces of its own by `virtual`.

Holds what card.md 3.2 found to work: a private mount and network namespace, a folder bound over the service's run
folder, loopback up, pcscd with a configuration of its own, and the cards: one thread per seated card that speaks vpcd's
protocol (card.md 3.3). The bound folder is visible outside, so that the worker reaches the service by
PCSCLITE_CSOCK_NAME without entering the namespaces, while no port ever reaches the network. Ends, with everything that
it started, when its standard input ends.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

from counter.card.errors import Reason
from counter.card.image import CardImage, Fault, load_image
from counter.card.lines import Line, decode, encode
from counter.card.simulated import SoftwareCard
from counter.domain.errors import CardError, FileProblems

RUN_FOLDER = Path("/run/pcscd")
FIRST_PORT = 0x8C7B
READER_NAME = "Counter virtual reader"
SOCKET_NAME = "pcscd.comm"
_READY_SECONDS = 5.0
_SWAP_SECONDS = 0.45
"""A hand is slower than the 400 ms after which the service looks again; a faster swap may go unseen."""
_FAST_SWAP_SECONDS = 0.05
_DRIVERS = ("/usr/lib/pcsc/drivers/serial", "/usr/lib64/pcsc/drivers/serial", "/usr/local/lib/pcsc/drivers/serial")


def driver_library() -> Path | None:
    """vpcd's driver, where distributions put it."""
    for folder in _DRIVERS:
        path = Path(folder, "libifdvpcd.so")
        if path.exists():
            return path
    return None


def service_program() -> str | None:
    """pcscd; its folder is often not on a clerk's PATH."""
    return shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/sbin")


class VirtualSlot:
    """One slot of the virtual reader: connects to vpcd's port to put a card in, closes the connection to pull it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lock = threading.Lock()
        self._seated: _Seat | None = None
        self.journal: list[tuple[int, bytes]] = []
        self._insertions = 0

    def insert(self, image: CardImage, faults: tuple[Fault, ...] = (), pause: float = _SWAP_SECONDS) -> None:
        """Put a card in. One that is in the slot is pulled first, and the slot stays empty for a pause."""
        pulled = self.pull()
        with self._lock:
            self._insertions += 1
            self._seated = _Seat(self, self._port, image, faults, self._insertions, pause if pulled else 0)
            self._seated.start()

    def noticed(self, limit_seconds: float) -> bool:
        """Wait until the reader has asked the card for something: it is in. False when nobody did in time, as when
        another program's card holds the slot and this one waits behind it, connected and unheard."""
        with self._lock:
            seat = self._seated
        return seat is not None and seat.noticed.wait(limit_seconds)

    def pull(self) -> bool:
        """Take the card out; False when there was none."""
        with self._lock:
            seat, self._seated = self._seated, None
        if seat is not None:
            seat.leave()
        return seat is not None


class _Seat(threading.Thread):
    """One card in one insertion: answers vpcd until it is pulled. Comes back by itself when the service restarts."""

    def __init__(
        self,
        slot: VirtualSlot,
        port: int,
        image: CardImage,
        faults: tuple[Fault, ...],
        insertion: int,
        pause: float,
    ) -> None:
        super().__init__(name=f"card on {port}", daemon=True)
        self._slot = slot
        self._port = port
        self._card = SoftwareCard(image, faults)
        self._insertion = insertion
        self._pause = pause
        self._left = threading.Event()
        self.noticed = threading.Event()
        self._socket: socket.socket | None = None

    def leave(self) -> None:
        """Pull the card: the connection goes, whatever it was about to answer."""
        self._left.set()
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        """Connect and answer; again while the card is in and the service comes and goes."""
        self._left.wait(self._pause)
        while not self._left.is_set():
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=2) as link:
                    link.settimeout(None)
                    self._socket = link
                    self._answer(link)
            except OSError:
                self._left.wait(0.05)

    def _answer(self, link: socket.socket) -> None:
        while not self._left.is_set():
            length = struct.unpack(">H", _receive(link, 2))[0]
            message = _receive(link, length)
            self.noticed.set()
            if length == 1:
                # 0 off, 1 on, 2 reset, 4 answer to reset; a card forgets its selection with its power.
                if message[0] == 4:
                    _send(link, self._card.image.atr)
                else:
                    self._card.reset()
                continue
            play = self._card.play(message)
            if play.leave != "before":
                self._slot.journal.append((self._insertion, message))
            if play.delay:
                self._left.wait(play.delay)
            if play.response is None:
                # It never answers; the link ends when the card is pulled or the service goes.
                while link.recv(1):
                    pass
                return
            if play.leave not in ("before", "during"):
                _send(link, play.response)
            # An answer without a byte is how vpcd is told that the card has left (card.md 3.3).
            if play.leave or not play.response:
                self._left.set()
                link.close()
                if play.swap:
                    self._slot.insert(load_image(Path(play.swap)), pause=_FAST_SWAP_SECONDS)
                return


def _receive(link: socket.socket, count: int) -> bytes:
    """Exactly so many bytes. vpcd writes length and body apart: quick acknowledgement, armed around every receive,
    saves 44 ms a command (card.md 3.4)."""
    collected = b""
    while len(collected) < count:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = link.recv(count - len(collected))
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        if not piece:
            raise ConnectionResetError
        collected += piece
    return collected


def _send(link: socket.socket, payload: bytes) -> None:
    link.sendall(struct.pack(">H", len(payload)) + payload)


class Service:
    """pcscd of this stage."""

    def __init__(self, folder: Path, slots: int) -> None:
        self._folder = folder
        self._child: subprocess.Popen[bytes] | None = None
        self.wanted = True
        configuration = folder / "conf"
        configuration.mkdir()
        (folder / "drivers").mkdir()
        library = driver_library()
        assert library is not None
        lines = []
        # vpcd makes two slots of each device, on two ports that follow each other, and keeps them in static memory:
        # a further device needs a copy of the driver, because the same file is loaded once.
        for device, port in enumerate(range(FIRST_PORT, FIRST_PORT + slots, 2)):
            driver = library
            if device:
                driver = folder / f"vpcd-{device}.so"
                shutil.copyfile(library, driver)
            name = READER_NAME if slots <= 2 else f"{READER_NAME} {device}"
            lines += [f'FRIENDLYNAME "{name}"', f"DEVICENAME /dev/null:0x{port:X}"]
            lines += [f"LIBPATH {driver}", f"CHANNELID 0x{port:X}", ""]
        (configuration / "vpcd").write_text("\n".join(lines))

    def start(self) -> None:
        """Start pcscd and wait for its socket. Raises CardError."""
        program = service_program()
        assert program is not None
        command = [program, "--foreground", "--config", str(self._folder / "conf")]
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        if "polkit" in version:
            command.append("--disable-polkit")
        comm = RUN_FOLDER / SOCKET_NAME
        comm.unlink(missing_ok=True)
        (RUN_FOLDER / "pcscd.pid").unlink(missing_ok=True)
        # No USB drivers: a physical reader belongs to the machine's own service.
        environment = {**os.environ, "PCSCLITE_HP_DROPDIR": str(self._folder / "drivers")}
        with (self._folder / "pcscd.log").open("ab") as log:
            self._child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, preexec_fn=_die_with_parent
            )
        until = time.monotonic() + _READY_SECONDS
        while not comm.exists():
            if self._child.poll() is not None or time.monotonic() > until:
                raise CardError(Reason.SERVICE_MISSING, "pcscd")
            time.sleep(0.005)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End pcscd by its process id."""
        child, self._child = self._child, None
        if child is None:
            return
        child.send_signal(number)
        try:
            child.wait(0.3)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def look_after(self) -> None:
        """Start pcscd again when it is gone and wanted."""
        if self.wanted and (self._child is None or self._child.poll() is not None):
            self._child = None
            with contextlib.suppress(CardError):
                self.start()


def _die_with_parent() -> None:
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def bind_run_folder(folder: Path) -> None:
    """Put a folder in place of the service's run folder, inside this namespace only. Raises OSError."""
    if not RUN_FOLDER.is_dir():
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True, capture_output=True)
        RUN_FOLDER.mkdir()
    subprocess.run(["mount", "--bind", str(folder), str(RUN_FOLDER)], check=True, capture_output=True)


def raise_loopback() -> None:
    """`ip link set lo up` without the program. Raises OSError."""
    import fcntl

    get_flags, set_flags, up = 0x8913, 0x8914, 0x1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = fcntl.ioctl(probe, get_flags, struct.pack("16sh14x", b"lo", 0))
        flags = struct.unpack("16sh14x", request)[1]
        fcntl.ioctl(probe, set_flags, struct.pack("16sh14x", b"lo", flags | up))


def main(arguments: list[str] | None = None) -> int:
    """Set the stage, say `ready`, and serve lines until input ends."""
    parser = argparse.ArgumentParser(prog="counter.card.stage")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--slots", type=int, default=2)
    options = parser.parse_args(arguments)
    try:
        (options.folder / "run").mkdir()
        bind_run_folder(options.folder / "run")
        raise_loopback()
        service = Service(options.folder, options.slots)
        service.start()
    except (OSError, subprocess.CalledProcessError, CardError) as error:
        _say({"refused": f"{type(error).__name__}: {error}"})
        return 1
    _say({"ready": True})
    try:
        serve(service, [VirtualSlot(FIRST_PORT + number) for number in range(options.slots)])
    finally:
        service.stop()
        # Ends with the namespace where mounts are private; in a plain chroot it may have shown outside.
        subprocess.run(["umount", str(RUN_FOLDER)], capture_output=True, check=False)
        shutil.rmtree(options.folder, ignore_errors=True)
    return 0


def serve(service: Service, slots: list[VirtualSlot]) -> None:
    """Lines: insert, pull (of a slot, 0 when not said), journal, and service stop/kill/start for tests."""
    pending = b""
    while True:
        if not select.select([sys.stdin.fileno()], [], [], 0.5)[0]:
            service.look_after()
            continue
        piece = os.read(sys.stdin.fileno(), 65536)
        if not piece:
            return
        *lines, pending = (pending + piece).split(b"\n")
        for text in lines:
            line = decode(text.decode("utf-8", "replace"))
            if line is not None:
                _serve_line(line, service, slots)


def _serve_line(line: Line, service: Service, slots: list[VirtualSlot]) -> None:
    slot = slots[line.get("slot", 0)]
    match line:
        case {"do": "insert", "card": str(card)}:
            faults = tuple(Fault(**fault) for fault in line.get("faults", ()))
            with contextlib.suppress(FileProblems):  # The tray has read the file before; it says what is wrong.
                slot.insert(load_image(Path(card)), faults)
        case {"do": "pull"}:
            slot.pull()
        case {"do": "journal"}:
            _say({"journal": [[number, command.hex()] for number, command in slot.journal]})
        case {"do": "service", "act": "start"}:
            service.wanted = True
            service.look_after()
            _say({"service": "started"})
        case {"do": "service", "act": str(act)}:
            service.wanted = False
            service.stop(signal.SIGKILL if act == "kill" else signal.SIGTERM)
            _say({"service": "stopped"})


def _say(line: Line) -> None:
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(encode(line))
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

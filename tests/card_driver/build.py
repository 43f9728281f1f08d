"""Builds the driver of the tests and the host program, for this machine's 64 bits and for 32."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
HOST_SOURCE = HERE.parents[1] / "src" / "counter" / "card" / "driver_host.c"
_STRICT = ("-Wall", "-Wextra", "-Werror")


def library(folder: Path, *further: str) -> Path:
    """The misbehaving driver as a shared library. further: options of the compiler, such as `-m32`."""
    return _compiled(folder / "libdriver.so", "-shared", "-fPIC", "-O1", *further, str(HERE / "driver.c"))


def host(folder: Path, *further: str) -> Path:
    """The host program, built as docs/drivers.md says."""
    return _compiled(folder / "driver_host", "-O2", *further, str(HOST_SOURCE), "-ldl", "-lpthread")


@cache
def no_32_bit() -> str:
    """Why 32-bit programs cannot be built or run here; empty where they can."""
    program = "#include <stdlib.h>\nint main(void) { return sizeof(void *) == 4 ? 0 : 1; }\n"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "probe")
        build = subprocess.run(
            ["gcc", "-m32", "-x", "c", "-", "-o", str(target)],
            input=program,
            text=True,
            capture_output=True,
            check=False,
        )
        if build.returncode != 0:
            return "no 32-bit compiler (Debian and Ubuntu: apt install gcc-multilib)"
        try:
            return "" if subprocess.run([str(target)], check=False).returncode == 0 else "32-bit programs do not run"
        except OSError:
            return "32-bit programs do not run"


def _compiled(target: Path, *arguments: str) -> Path:
    # Libraries stand behind what needs them.
    subprocess.run(["gcc", *_STRICT, "-o", str(target), *arguments], check=True)
    return target

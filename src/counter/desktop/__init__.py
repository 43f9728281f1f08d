"""The window that a clerk works in: frame, pages, table models, wording and looks.

Start it with `counter.desktop.application.run`. PySide6 is imported here and nowhere else in the program.

PySide6 puts itself before every later import of the program, on every thread, to look into the module's source for a
feature that this program does not use (`from __feature__ import ...`). That costs a third of the time the books need to
open, and it reads attributes of modules that are only half imported, which pydantic answers with an ImportError now and
then. So the plain import is put back once PySide6 is there.
"""

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - first of all of Qt, so that what it puts before imports can be taken back

builtins.__import__ = _plain_import

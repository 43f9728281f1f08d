"""The Qt application: input method, language, fonts, looks, and the window from its first paint to its end."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from counter.desktop import theme
from counter.desktop.assets import resource_folder
from counter.desktop.desk_reader import OpenedReaders
from counter.desktop.main_window import MainWindow
from counter.desktop.window_memory import WindowMemory

if TYPE_CHECKING:
    from counter.desktop.identity_desk import OpenedSources
    from counter.visit.counter import Counter

WINDOW_FILE = "window.ini"
LATEST_COLLECTION_MS = 10_000
TURN_SECONDS = 0.0005
"""So long a thread that computes may keep Python to itself while the window waits for it. A page is dozens of such
waits: with Python's own 5 ms it takes a tenth of a second while a lane prices or prints, with this a sixth of that."""

_log = logging.getLogger(__name__)


def prepare_input_method(environment: MutableMapping[str, str], plugins: Path) -> None:
    """Make Chinese input work where the desktop asks for fcitx, for which Qt's wheels have no plugin.

    fcitx5 answers the IBus portal, so Qt's ibus plugin is pointed there (dependencies.md 1.3). Must run before the
    application is made.
    """
    asked = environment.get("QT_IM_MODULE", "")
    if asked in ("fcitx", "fcitx5") and not any(plugins.glob("platforminputcontexts/*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


def create_application(
    arguments: Sequence[str], language: str, *, look: str = "light", scale: float = 1.0
) -> QApplication:
    """The application with language, fonts and looks; the one that is there already is dressed again.

    Args:
        arguments: as `sys.argv`.
        language: `zh` or `en`.
        look: name of a theme, see `theme.THEMES`.
        scale: text size, 1.0 to 2.0.
    """
    sys.setswitchinterval(TURN_SECONDS)
    prepare_input_method(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    application.setApplicationName("counter")
    application.setDesktopFileName("counter")
    set_language(application, language)
    theme.load_fonts(resource_folder() / "fonts")
    theme.apply(application, theme.THEMES.get(look, theme.LIGHT), scale)
    return application


def set_language(application: QCoreApplication, language: str) -> None:
    """Put a language into force for all windows that are made from now on."""
    for earlier in application.findChildren(QTranslator):
        QCoreApplication.removeTranslator(earlier)
        earlier.deleteLater()
    locale = QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English)
    QLocale.setDefault(locale)
    wanted = (
        [(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_zh_CN")] if language == "zh" else []
    )
    if language != "zh":
        wanted.append((str(resource_folder() / "translations"), f"counter_{language}"))
    for folder, name in wanted:
        translator = QTranslator(application)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
        else:
            _log.warning("no translation %s", name)
            translator.deleteLater()


def run(
    open_counter: Callable[[], Counter],
    open_readers: Callable[[], OpenedReaders],
    *,
    open_identity: Callable[[], OpenedSources] | None = None,
    language: str,
    theme: str,
    training: bool,
    home: Path,
    timed: bool = False,
    notices: tuple[str, ...] = (),
) -> int:
    """Open the window and stay until it is closed.

    Args:
        open_counter: opens books, policies and printing; called on the store lane after the first paint.
        open_readers: opens the card reader; called on the card lane after the first paint.
        open_identity: opens the ID reader and the decoder of e-credentials, also after the first paint.
        language: `zh` or `en`.
        theme: `light`, `dark` or `contrast`.
        training: the records are invented, and the window says so.
        home: folder for what the window remembers.
        timed: print, in milliseconds since the process began, when the window was first painted, when it was ready for
            a card and when nothing was left to load; then close.
        notices: further sentences for the banner.

    Returns:
        The exit code.
    """
    memory = WindowMemory(home / WINDOW_FILE)
    application = create_application(sys.argv, language, look=theme, scale=memory.scale())
    window = MainWindow(
        open_counter,
        open_readers,
        open_identity=open_identity,
        language=language,
        training=training,
        notices=notices,
        memory=memory,
    )
    _catch_bugs(window)
    if timed:
        _report_times(window)
    _collect_later(window)
    window.show()
    return application.exec()


def _collect_later(window: MainWindow) -> None:
    """Let the garbage collection that a start goes without begin: when nothing is left to load, at the latest after
    some seconds. What was loaded is never looked at again."""

    def begin() -> None:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    window.complete.connect(begin)
    QTimer.singleShot(LATEST_COLLECTION_MS, begin)


def _catch_bugs(window: MainWindow) -> None:
    """An exception in a slot is a bug like one on a lane: logged without its text, said, visit stopped."""

    def caught(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log.error("bug: %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        window.lane.bug.emit(kind.__name__)

    sys.excepthook = caught


def _report_times(window: MainWindow) -> None:
    """Say on standard output when the window could be seen and used."""

    def since_start() -> int:
        ticks = Path("/proc/self/stat")
        if ticks.exists():
            started = int(ticks.read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
            return round((time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000)
        return round(time.process_time() * 1000)

    def say(what: str) -> None:
        sys.stdout.write(f"{what} {since_start()} ms\n")
        sys.stdout.flush()

    window.first_painted.connect(lambda: say("first_paint"))
    window.ready.connect(lambda: say("ready"))
    window.complete.connect(lambda: say("complete"))
    window.complete.connect(lambda: QTimer.singleShot(0, window.close))

"""When the comparison of card, document and record is shown, and when it must go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.desktop.comparison_panel import ComparisonPanel

if TYPE_CHECKING:
    from counter.desktop.serving import Serving
    from counter.domain.identity import Evidence, FieldComparison, RawDocument


class ComparisonDesk(QObject):
    """Keeps the panel beside who is served.

    Signals:
        message(text, kind): for the command bar.
        opened: the panel covers a part of the page.
        closed: the focus belongs to the page again.
    """

    message = Signal(str, str)
    opened = Signal()
    closed = Signal()

    def __init__(
        self, window: QWidget, pages: QWidget, serving: Serving, locked: Callable[[], bool], parent: QObject
    ) -> None:
        """locked: True while the window is covered; nothing is shown then."""
        super().__init__(parent)
        self._serving, self._locked = serving, locked
        self.panel = ComparisonPanel(window, pages)
        self.panel.closed.connect(self.closed)
        serving.confirmed.connect(self.show)
        serving.refused.connect(self.show_refusal)
        serving.card_differs.connect(self.show)
        serving.card_accepted.connect(self._card_accepted)
        self.panel.accepted.connect(serving.accept_card)

    def toggle(self) -> None:
        """Show the comparison of the visit, or close what is shown."""
        if self.panel.isVisible():
            self.panel.close_panel()
        elif self._serving.visit is None or self._serving.is_masked:
            self.message.emit(self.tr("没有在办的参保人，没有可核对的。"), "neutral")
        else:
            self.show()

    def show(self) -> None:
        """Show the comparison of the visit."""
        visit = self._serving.visit
        if visit is not None and not self._locked():
            self.opened.emit()
            self.panel.show_visit(visit)
            self.panel.open_panel()

    def show_refusal(self, rows: tuple[FieldComparison, ...], evidence: Evidence) -> None:
        """Show why a document was refused."""
        if not self._locked():
            self.opened.emit()
            self.panel.show_refusal(rows, evidence)

    def _card_accepted(self) -> None:
        self.message.emit(self.tr("已确认是本人的卡，已记入日志。"), "ok")
        self.closed.emit()

    def show_raw(self, document: RawDocument) -> None:
        """Show a document that is laid out as no citizen's."""
        if not self._locked():
            self.opened.emit()
            self.panel.show_raw(document)

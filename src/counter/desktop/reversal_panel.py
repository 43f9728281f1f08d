"""The question before a settlement is taken back: what will happen, why, one confirmation. In place, never a dialog."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counter.desktop.field import Field
from counter.desktop.flow_layout import FlowLayout
from counter.desktop.style import set_look

ARMED_AFTER_MS = 250
"""So long the question stands before it can be answered: the second half of a double press is no answer."""


class _Reason(Field):
    """A reason; a digit in the empty line takes one of those that are offered.

    chosen(number): 1-based.
    """

    chosen = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        number = event.key() - Qt.Key.Key_0
        if not self.text() and 1 <= number <= 9:
            self.chosen.emit(number)
            event.accept()
        else:
            super().keyPressEvent(event)


class ReversalPanel(QFrame):
    """Hidden until `ask`.

    Signals:
        confirmed(reason): once; the panel waits until it is hidden or asked again.
        cancelled: Esc or the button; nothing was done.
    """

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "banner")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        self.title = QLabel(self)
        self.title.setProperty("role", "strong")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.reason = _Reason(self)
        self.reason.setMaxLength(80)
        self.reason.setPlaceholderText(self.tr("写明冲销原因，或按数字选"))
        self.reason.setAccessibleName(self.tr("冲销原因"))
        self.reason.chosen.connect(self._take)
        self.reason.moved.connect(self._moved)
        self.reason.cancelled.connect(self.cancelled)
        self.reason.textChanged.connect(self._typed)
        choices = QWidget(self)
        flow = FlowLayout(choices, 6)
        self._offered = (
            self.tr("金额或明细录错"),
            self.tr("票据录错"),
            self.tr("就诊信息录错"),
            self.tr("重复受理"),
            self.tr("医院退费或换开票据"),
            self.tr("参保人申请"),
        )
        for number, text in enumerate(self._offered, 1):
            button = QPushButton(f"{number}  {text}", choices)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._take, number))
            flow.addWidget(button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.back_button = QPushButton(self.tr("不冲销 Esc"), self)
        self.back_button.clicked.connect(self.cancelled)
        self.confirm_button = QPushButton(self.tr("确认冲销 F8"), self)
        self.confirm_button.setProperty("role", "primary")
        self.confirm_button.setAutoDefault(True)
        self.confirm_button.clicked.connect(self.confirm)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.confirm_button)
        for widget in (self.title, self.told, self.reason, choices):
            column.addWidget(widget)
        column.addLayout(buttons)
        self._arming = QTimer(self)
        self._arming.setSingleShot(True)
        self._arming.setInterval(ARMED_AFTER_MS)
        self.hide()

    def ask(self, title: str, told: str) -> None:
        """Ask. title: what is reversed; told: what will be put back."""
        self.title.setText(title)
        self.told.setText(told)
        self.reason.clear()
        self.set_busy(False)
        self._arming.start()
        self.setAccessibleName(title)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While the books are at work nothing can be pressed."""
        for widget in (self.reason, self.back_button, self.confirm_button):
            widget.setEnabled(not busy)
        self.confirm_button.setText(self.tr("正在冲销…") if busy else self.tr("确认冲销 F8"))

    def confirm(self) -> None:
        """Answer: with a reason it is done, without one the line says so."""
        reason = self.reason.text().strip()
        if not reason:
            set_look(self.reason, "state", "wrong")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self._arming.isActive() and self.confirm_button.isEnabled():
            self.confirmed.emit(reason)

    def _take(self, number: int) -> None:
        if number <= len(self._offered):
            self.reason.setText(self._offered[number - 1])
            self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, step: int) -> None:
        if step > 0 and self.reason.text().strip():
            self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step > 0:
            self.confirm()

    def _typed(self) -> None:
        set_look(self.reason, "state", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.back_button.isEnabled():
            self.cancelled.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

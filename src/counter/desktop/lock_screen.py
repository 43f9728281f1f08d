"""The locked window: covers everything, says so, and opens again by key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget


class LockScreen(QFrame):
    """An opaque cover over the whole window. `unlock`: the clerk is back."""

    unlock = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        column = QVBoxLayout(self)
        column.addStretch(2)
        title = QLabel(self.tr("窗口已锁"), self)
        title.setProperty("role", "lock")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        note = QLabel(self.tr("屏幕已遮住，草稿已保存。"), self)
        self._card_note = QLabel(self.tr("读卡器里还有卡，离开前请还给参保人。"), self)
        for text in (note, self._card_note):
            text.setProperty("role", "lock_second")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        column.addSpacing(18)
        self._button = QPushButton(self.tr("继续办理  F12"), self)
        self._button.setProperty("role", "primary")
        self._button.clicked.connect(self.unlock)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self.hide()

    def lock(self, *, card_seated: bool) -> None:
        """Cover the window; a member's card must not stay behind in the reader."""
        self._card_note.setVisible(card_seated)
        self.cover()

    def cover(self) -> None:
        """Cover the window and take the focus."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.unlock.emit()
        else:
            event.accept()

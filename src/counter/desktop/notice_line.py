"""Something about a member that has to be looked at: a word of what it means, and the sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from counter.desktop.chip import Chip


class NoticeLine(QWidget):
    """Hidden while it has nothing to say; kept from member to member, because new widgets cost more than their
    painting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        self._chip, self._sentence = Chip(self), QLabel(self)
        self._sentence.setWordWrap(True)
        column.addWidget(self._chip)
        column.addWidget(self._sentence)
        self.hide()

    def show_notice(self, sentence: str, kind: str = "") -> None:
        """Say something; "" forgets what was said.

        Args:
            sentence: what has to be looked at.
            kind: `danger` when benefits are refused for it, otherwise `warning`.
        """
        word = self.tr("不可享受") if kind == "danger" else self.tr("要核对")
        self._chip.set_chip(word if sentence else "", kind or "neutral", "alert")
        self._sentence.setText(sentence)
        self.setVisible(bool(sentence))

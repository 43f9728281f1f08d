"""A question that is asked in place, with numbered answers: never a dialog (desktop.md)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from counter.desktop.flow_layout import FlowLayout


class ChoiceStrip(QFrame):
    """Hidden until `ask`; the digits 1 to 9 or a click answer, Esc cancels. `closed` is emitted in both cases."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "banner")
        self._answered: Callable[[str], None] | None = None
        self._taken_back: Callable[[], None] | None = None
        self._answers: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        line = QWidget(self)
        self._flow = FlowLayout(line, 8)
        self._question = QLabel(line)
        self._question.setProperty("role", "strong")
        self._flow.addWidget(self._question)
        column.addWidget(line)
        self.hide()

    def ask(
        self,
        question: str,
        answers: tuple[str, ...],
        answered: Callable[[str], None],
        cancel: str,
        taken_back: Callable[[], None] | None = None,
    ) -> None:
        """Ask.

        Args:
            question: one sentence.
            answers: at most nine; the one that is chosen is given to `answered`.
            answered: called once, after the strip is hidden.
            cancel: word on the button that takes the question back.
            taken_back: called when the question is over without an answer, also because another one is asked.
        """
        self._end_unanswered()
        self._taken_back = taken_back
        self._drop_buttons()
        self._answered, self._answers = answered, answers
        self._question.setText(question)
        for number, answer in enumerate(answers, 1):
            button = QPushButton(f"{number}  {answer}", self._flow.parentWidget())
            button.clicked.connect(lambda _checked=False, chosen=answer: self._answer(chosen))
            self._add(button)
        back = QPushButton(f"Esc  {cancel}", self._flow.parentWidget())
        back.setProperty("role", "quiet")
        back.clicked.connect(self.cancel)
        self._add(back)
        self.setAccessibleName(question)
        self.show()
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Take the question back."""
        self._answered = None
        self.hide()
        self._end_unanswered()
        self.closed.emit()

    def _end_unanswered(self) -> None:
        taken_back, self._taken_back = self._taken_back, None
        if taken_back is not None:
            taken_back()

    def withdraw(self, question: str) -> None:
        """Take back a question that nobody need answer any more; another one that is asked by now stays."""
        if not self.isHidden() and self._question.text() == question:
            self.cancel()

    def _add(self, button: QPushButton) -> None:
        button.setAutoDefault(True)
        self._flow.addWidget(button)
        self._buttons.append(button)
        button.show()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []

    def _answer(self, answer: str) -> None:
        answered, self._answered, self._taken_back = self._answered, None, None
        self.hide()
        self.closed.emit()
        if answered is not None:
            answered(answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(self._answers):
            self._answer(self._answers[key - Qt.Key.Key_1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((button for button in self._buttons if button.hasFocus()), None)
            if focused is not None:
                focused.click()
        else:
            super().keyPressEvent(event)

"""The explanation for the member, large: to read together at the counter, to copy, or to print and hand over."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from counter.desktop import theme
from counter.desktop.chip import Chip
from counter.desktop.letter_print import LetterPrint
from counter.desktop.page import Desk
from counter.desktop.settlement_paper import JOB_LOOKS
from counter.desktop.wording import sentence, word
from counter.domain.errors import CounterError
from counter.domain.member_letter import Letter

Explain = Callable[[str], Letter]
"""The explanation in a language."""

_TEXT_PX = 17


class ExplanationSheet(QWidget):
    """In the language of the window at first; the other one is a key away.

    Signals:
        closed: the clerk goes back to the claim.
        message(text, kind): for the command bar.
    """

    closed = Signal()
    message = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = desk.language
        self._explain: Explain | None = None
        self._letter: Letter | None = None
        self._print = LetterPrint(desk, self)
        self._print.sent.connect(self._handed_over)
        self._print.told.connect(self._show_job)
        self._print.failed.connect(self._not_printed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QFrame(self)
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 6, 8, 6)
        self._title = QLabel(self.tr("给参保人的说明"), bar)
        self._title.setProperty("role", "strong")
        row.addWidget(self._title)
        self.job_chip = Chip(bar)
        row.addWidget(self.job_chip)
        row.addStretch(1)
        self._other = QPushButton(bar)
        self._other.clicked.connect(self.turn_language)
        copy = QPushButton(self.tr("Ctrl+C  复制全文"), bar)
        copy.clicked.connect(self.copy)
        out = QPushButton(self.tr("Ctrl+P  打印"), bar)
        out.clicked.connect(self.print_out)
        back = QPushButton(self.tr("Esc  返回"), bar)
        back.clicked.connect(self.closed)
        for button in (self._other, copy, out, back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column.addWidget(bar)
        self.paper = QTextEdit(self)
        self.paper.setReadOnly(True)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.paper.setAccessibleName(self.tr("给参保人的说明"))
        self.paper.document().setDocumentMargin(theme.px(14))
        self.setFocusProxy(self.paper)
        column.addWidget(self.paper, 1)
        self.paper.installEventFilter(self)

    def open(self, explain: Explain) -> None:
        """Show an explanation in the language of the window."""
        self._language = self._desk.language
        self.show_explained(explain)
        self.paper.setFocus()

    def show_explained(self, explain: Explain) -> None:
        """What is explained changed: explain it anew. A copy that was printed before is not this one."""
        self._explain = explain
        self._print.forget()
        self._show_job()
        self._write()

    def forget(self) -> None:
        """Nothing is explained any more; nothing of it stays."""
        self._explain = self._letter = None
        self._print.forget()
        self._show_job()
        self.paper.clear()

    def turn_language(self) -> None:
        """Chinese or English, whatever the window speaks."""
        self._language = "en" if self._language == "zh" else "zh"
        self._write()

    def copy(self) -> None:
        """Put what is selected, or all of it, into the clipboard."""
        chosen = self.paper.textCursor().selectedText().replace("\u2029", "\n")
        text = chosen or (self._letter.text() if self._letter is not None else "")
        QApplication.clipboard().setText(text)
        self.message.emit(self.tr("说明已复制，可以粘贴到别处。"), "ok")

    def print_out(self) -> None:
        """Print one copy of what is shown."""
        if self._letter is not None:
            self._print.send(self._letter)

    def letter(self) -> Letter | None:
        """What is shown."""
        return self._letter

    def _write(self) -> None:
        if self._explain is None:
            return
        self._letter = self._explain(self._language)
        # The button speaks the language that it leads to.
        self._other.setText("Ctrl+L  English" if self._language == "zh" else "Ctrl+L  中文")
        self.paper.setHtml(_html(self._letter))

    def _handed_over(self) -> None:
        self.message.emit(self.tr("说明已交给打印机 {0}。").format(self._desk.counter.printer_name), "ok")

    def _show_job(self, state: str = "", detail: str = "") -> None:
        """How the paper stands, in the place of the title: beside it there is no room in a narrow window."""
        kind, icon = JOB_LOOKS.get(state, ("neutral", "printer"))
        self.job_chip.set_chip(word("print_state", state) if state else "", kind, icon, detail)
        self._title.setVisible(not state)

    def _not_printed(self, error: CounterError) -> None:
        self.message.emit(sentence(error), "danger")

    def eventFilter(self, watched: object, event: object) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and self._takes(event):
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # as Qt gave them

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.print_out()
        elif event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.turn_language()
        else:
            return False
        return True


def _html(letter: Letter) -> str:
    """The letter in large type."""
    size, colour = theme.px(_TEXT_PX), theme.colour("text").name()
    rows = [f'<div style="font-size:{size}px; color:{colour}">']
    rows.append(f'<p style="font-size:{size + theme.px(5)}px"><b>{escape(letter.title)}</b></p>')
    rows.append(f"<p><b>{escape(letter.standing)}</b></p>")
    rows += [f"<p>{escape(fact)}</p>" for fact in letter.facts]
    for heading, sentences in letter.sections:
        rows.append(f"<p><b>{escape(heading)}</b></p><ol>")
        rows += [f"<li>{escape(text)}</li>" for text in sentences]
        rows.append("</ol>")
    rows.append(f"<p>{escape(letter.foot)}</p></div>")
    return "".join(rows)

"""The explanation for the member, large: to read together at the counter, or to copy and hand over."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from counter.desktop import theme
from counter.desktop.live_pricing import Typed
from counter.desktop.page import Desk
from counter.domain.adjudication import Adjudication
from counter.domain.member_letter import Letter, member_letter

_TEXT_PX = 17


class ExplanationSheet(QWidget):
    """In the language of the window at first; the other one is a key away.

    Signals:
        closed: the clerk goes back to the claim.
        copied: the text lies in the clipboard.
    """

    closed = Signal()
    copied = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = desk.language
        self._typed: Typed | None = None
        self._priced: Adjudication | None = None
        self._letter: Letter | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QFrame(self)
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 6, 8, 6)
        title = QLabel(self.tr("给参保人的说明"), bar)
        title.setProperty("role", "strong")
        row.addWidget(title, 1)
        self._other = QPushButton(bar)
        self._other.clicked.connect(self.turn_language)
        copy = QPushButton(self.tr("Ctrl+C  复制全文"), bar)
        copy.clicked.connect(self.copy)
        back = QPushButton(self.tr("Esc  返回"), bar)
        back.clicked.connect(self.closed)
        for button in (self._other, copy, back):
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

    def open(self, typed: Typed, priced: Adjudication) -> None:
        """Show the explanation of a price in the language of the window."""
        self._language = self._desk.language
        self.show_priced(typed, priced)
        self.paper.setFocus()

    def show_priced(self, typed: Typed, priced: Adjudication) -> None:
        """The claim changed: explain it anew."""
        self._typed, self._priced = typed, priced
        self._write()

    def turn_language(self) -> None:
        """Chinese or English, whatever the window speaks."""
        self._language = "en" if self._language == "zh" else "zh"
        self._write()

    def copy(self) -> None:
        """Put what is selected, or all of it, into the clipboard."""
        chosen = self.paper.textCursor().selectedText().replace("\u2029", "\n")
        text = chosen or (self._letter.text() if self._letter is not None else "")
        QApplication.clipboard().setText(text)
        self.copied.emit()

    def letter(self) -> Letter | None:
        """What is shown."""
        return self._letter

    def _write(self) -> None:
        typed, priced = self._typed, self._priced
        if typed is None or priced is None:
            return
        others = self._desk.counter.what_would_change(typed.claim, priced, typed.state)
        self._letter = member_letter(typed.claim, priced, others, self._language)
        # The button speaks the language that it leads to.
        self._other.setText("Ctrl+L  English" if self._language == "zh" else "Ctrl+L  中文")
        self.paper.setHtml(_html(self._letter))

    def eventFilter(self, watched: object, event: object) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and self._takes(event):
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # as Qt gave them

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
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
    rows += [f"<p>{escape(fact)}</p>" for fact in letter.facts]
    for heading, sentences in letter.sections:
        rows.append(f"<p><b>{escape(heading)}</b></p><ol>")
        rows += [f"<li>{escape(text)}</li>" for text in sentences]
        rows.append("</ol>")
    rows.append(f"<p>{escape(letter.foot)}</p></div>")
    return "".join(rows)

"""The papers of a claim, ticked as they are handed over (社会保险经办条例, State Council Order 765, art. 20)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from counter.desktop import icons, theme
from counter.desktop.entry import Entry
from counter.desktop.field import ENTER_KEYS
from counter.desktop.style import set_look
from counter.desktop.wording import word
from counter.domain.draft import REQUIRED_DOCUMENTS
from counter.domain.errors import Problem


class DocumentRow(QAbstractButton):
    """One paper: ✓ handed over, ✗ missing. Space or a click ticks it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._note = ""
        self._wrong = False

    def set_note(self, note: str) -> None:
        """A short remark at the right, such as the number of receipts."""
        if note != self._note:
            self._note = note
            self.update()

    def set_wrong(self, wrong: bool) -> None:
        """Missing after the clerk tried to go on."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(60), metrics.height() + theme.px(5))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in ENTER_KEYS:
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 4, 4)
        edge = theme.px(15)
        ticked = self.isChecked()
        tint = "ok" if ticked else "danger" if self._wrong else "second_text"
        name = "check-bold" if ticked else "close-thick" if self._wrong else "minus"
        picture = icons.picture(name, edge, tint, self.devicePixelRatioF())
        painter.drawPixmap(3, (area.height() - edge) // 2, picture)
        painter.setPen(theme.colour(tint if ticked or self._wrong else "text"))
        left = edge + theme.px(9)
        note_width = self.fontMetrics().horizontalAdvance(self._note)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        room = area.width() - left - note_width - (theme.px(8) if self._note else 2)
        title = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 0, room, area.height()), flags, title)
        if self._note:
            painter.setPen(theme.colour("second_text"))
            painter.drawText(
                area.adjusted(0, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note
            )
        painter.end()


class DocumentsList(QWidget):
    """`ticked`: a person changed the list; the draft has it already."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.rows: dict[str, DocumentRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(2)
        head = QHBoxLayout()
        self._title = QLabel(self.tr("材料清单（经办条例第 20 条）"), self)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._title.setToolTip(self.tr("《社会保险经办条例》（国务院令第 765 号）第二十条：手工报销须提交的材料"))
        self._count = QLabel(self)
        self._count.setProperty("role", "second")
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        layout.addLayout(head)
        for number, code in enumerate(REQUIRED_DOCUMENTS, 1):
            row = DocumentRow(word("document", code), self)
            row.setToolTip(f"Ctrl+{number}")
            row.clicked.connect(partial(self._clicked, code))
            self.rows[code] = row
            layout.addWidget(row)

    def set_up(self, entry: Entry) -> None:
        """Connect with the draft; called once."""
        self._entry = entry
        entry.replaced.connect(self.refill)
        entry.changed.connect(self._count_receipts)

    def refill(self) -> None:
        """Show which papers were ticked."""
        draft = self._entry.draft if self._entry is not None else None
        for code, row in self.rows.items():
            row.setEnabled(draft is not None)
            row.setChecked(draft is not None and code in draft.documents)
            row.set_wrong(False)
        self._tell()
        self._count_receipts()

    def toggle(self, code: str) -> None:
        """Tick a paper, or take the tick back."""
        self.rows[code].click()

    def tick_all(self) -> None:
        """All papers are here; when they were already, all ticks go."""
        entry = self._entry
        if entry is None or entry.draft is None:
            return
        whole = frozenset(REQUIRED_DOCUMENTS)
        entry.draft.documents = frozenset() if entry.draft.documents >= whole else whole
        self._written("documents.receipt")
        self.refill()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Mark missing papers."""
        missing = {problem.field for problem in problems}
        for code, row in self.rows.items():
            row.set_wrong(f"documents.{code}" in missing)

    def open_row(self, code: str) -> None:
        """Put the cursor on a paper."""
        if code in self.rows:
            self.rows[code].setFocus()

    def _clicked(self, code: str) -> None:
        entry = self._entry
        if entry is None or entry.draft is None:
            return
        entry.draft.documents = entry.draft.documents ^ {code}
        self._written(f"documents.{code}")
        self._tell()

    def _written(self, place: str) -> None:
        if self._entry is not None:
            self._entry.typed(place)
            self._entry.done(self.tr("材料清单"))
            self.ticked.emit()

    def _tell(self) -> None:
        done = sum(row.isChecked() for row in self.rows.values())
        self._count.setText(f"{done} / {len(self.rows)}")
        set_look(self._count, "role", "ok" if done == len(self.rows) else "second")

    def _count_receipts(self) -> None:
        draft = self._entry.draft if self._entry is not None else None
        count = len(draft.receipts) if draft is not None else 0
        self.rows["receipt"].set_note(self.tr("{0} 张").format(count) if count else "")

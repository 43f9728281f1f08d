"""Look-up while typing: numbered hits under the field, chosen by digit or Enter.

Hides that answers come from the store lane, later than the keys: a choice made before the answer is there is kept and
carried out when it comes, so fast hands never wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from counter.desktop import theme
from counter.desktop.chip import KINDS
from counter.desktop.field import ENTER_KEYS, Field
from counter.desktop.lanes import Lane
from counter.domain.draft import plain_text
from counter.domain.errors import CounterError


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. tag, tag_kind: a chip such as 乙; code: begins with what a code look-up types."""

    title: str
    detail: str
    code: str
    value: object
    tag: str = ""
    tag_kind: str = "neutral"
    note: str = ""


class Finder(QObject):
    """Asks the lane and remembers answers until `forget`. `failed` carries the error of a look-up."""

    failed = Signal(object)

    def __init__(self, lane: Lane, find: Callable[[str], tuple[Hit, ...]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._find = find
        self._known: dict[str, tuple[Hit, ...]] = {}
        self._waiting: dict[str, list[Callable[[tuple[Hit, ...]], None]]] = {}

    def known(self, text: str) -> tuple[Hit, ...] | None:
        """The answer for a text if it is at hand."""
        return self._known.get(plain_text(text))

    def ask(self, text: str, then: Callable[[tuple[Hit, ...]], None]) -> None:
        """Call `then` with the hits for a text: at once when they are known, later otherwise."""
        key = plain_text(text)
        found = self._known.get(key)
        if found is not None:
            then(found)
            return
        waiting = self._waiting.setdefault(key, [])
        waiting.append(then)
        if len(waiting) > 1:
            return
        find = self._find

        def deliver(hits: tuple[Hit, ...]) -> None:
            self._known[key] = hits
            for call in self._waiting.pop(key, []):
                call(hits)

        def fail(error: CounterError) -> None:
            self._waiting.pop(key, None)
            self.failed.emit(error)

        self._lane.run(lambda: find(text.strip()), owner=self, succeeded=deliver, failed=fail)

    def forget(self) -> None:
        """Drop all answers, for example because another day governs the catalogue."""
        self._known.clear()


class HitList(QFrame):
    """The numbered hits under a field; takes no focus. Row 0 keeps the text as it was typed."""

    picked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._keep = ""
        self._numbered = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.hide()

    def show_hits(self, hits: tuple[Hit, ...], keep: str, below: QRect, *, numbered: bool = True) -> None:
        """Show hits beside a field.

        Args:
            hits: at most nine.
            keep: the words of row 0, "" for none.
            below: the field, in the parent's coordinates; the list goes above it where there is no room below.
            numbered: digits choose now; else they belong to a code that is being typed.
        """
        self._hits, self._keep, self._numbered = hits[:9], keep, numbered
        self.setAccessibleName("; ".join(f"{number} {hit.title}" for number, hit in enumerate(self._hits, 1)))
        rows = len(self._hits) + (1 if keep else 0)
        if rows == 0:
            self.hide()
            return
        host = self.parentWidget()
        area = host.rect() if host is not None else below
        width = min(max(below.width(), theme.px(430)), area.width())
        height = rows * self._row_height() + 8
        left = max(0, min(below.left(), area.right() - width))
        top = below.bottom() + 3
        if top + height > area.bottom() and below.top() - height - 3 >= 0:
            top = below.top() - height - 3
        self.setGeometry(left, top, width, height)
        self.raise_()
        self.show()
        self.update()

    def hits(self) -> tuple[Hit, ...]:
        """What is shown."""
        return self._hits

    def _row_height(self) -> int:
        return self.fontMetrics().height() + theme.px(10)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.px(430), (len(self._hits) + 1) * self._row_height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row = (int(event.position().y()) - 4) // self._row_height()
        if row < len(self._hits):
            self.picked.emit(row + 1)
        elif self._keep:
            self.picked.emit(0)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("accent"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        height = self._row_height()
        for row, hit in enumerate(self._hits):
            area = QRect(4, 4 + row * height, self.width() - 8, height)
            if row == 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent_soft"))
                painter.drawRoundedRect(area, 4, 4)
            self._paint_row(painter, area, str(row + 1), hit)
        if self._keep:
            area = QRect(4, 4 + len(self._hits) * height, self.width() - 8, height)
            self._paint_row(painter, area, "0", Hit(self._keep, "", "", None))
        painter.end()

    def _paint_row(self, painter: QPainter, area: QRect, number: str, hit: Hit) -> None:
        metrics = self.fontMetrics()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.colour("accent" if self._numbered else "line"))
        painter.drawText(area.adjusted(8, 0, 0, 0), flags, number)
        left = area.left() + theme.px(26)
        right = area.right() - 8
        if hit.note:
            width = metrics.horizontalAdvance(hit.note)
            painter.setPen(theme.colour("second_text"))
            painter.drawText(QRect(right - width, area.top(), width, area.height()), flags, hit.note)
            right -= width + theme.px(8)
        if hit.tag:
            width = metrics.horizontalAdvance(hit.tag) + theme.px(14)
            text_token, ground_token = KINDS[hit.tag_kind]
            chip = QRect(right - width, area.top() + theme.px(4), width, area.height() - theme.px(8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground_token))
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
            painter.setPen(theme.colour(text_token))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, hit.tag)
            right -= width + theme.px(8)
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, right - left)
        painter.setPen(theme.colour("text" if hit.value is not None else "second_text"))
        painter.drawText(QRect(left, area.top(), right - left, area.height()), flags, title)
        left += metrics.horizontalAdvance(title) + theme.px(8)
        if hit.detail and right - left > theme.px(40):
            painter.setPen(theme.colour("second_text"))
            detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, area.top(), right - left, area.height()), flags, detail)


class LookupField(Field):
    """A field with hits.

    Signals:
        searched(text): a person typed; the text is no longer what was chosen.
        chosen(hit): one of the hits.
        deferred(text): Enter before the answer was there: take the first hit when it comes.
        kept(text): keep the text as it is.
    """

    searched = Signal(str)
    chosen = Signal(object)
    deferred = Signal(str)
    kept = Signal(str)

    def __init__(self, finder: Finder, keep: str, parent: QWidget | None = None) -> None:
        """keep: the words that offer to keep the text as typed, "" when that makes no sense."""
        super().__init__(parent)
        self._finder = finder
        self._keep = keep
        self._fresh = False
        self._hits: tuple[Hit, ...] | None = None
        self._list: HitList | None = None
        self.textEdited.connect(self._search)
        self.left.connect(self.close_hits)

    def hits(self) -> tuple[Hit, ...]:
        """The hits that are shown now."""
        return self._list.hits() if self._list is not None and self._list.isVisible() else ()

    def close_hits(self) -> None:
        """Take the list away."""
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    def _search(self, text: str) -> None:
        self._fresh = True
        self._hits = None
        self.searched.emit(text)
        if not text.strip():
            self.close_hits()
            return
        self._finder.ask(text, lambda hits: self._answer(text, hits))

    def _answer(self, text: str, hits: tuple[Hit, ...]) -> None:
        if not self._fresh or self.text() != text or not self.hasFocus():
            return
        self._hits = hits
        host = self.window()
        if self._list is None:
            self._list = HitList(host)
            self._list.picked.connect(self.pick)
        corner = self.mapTo(host, QPoint(0, 0))
        self._list.show_hits(
            hits, self._keep, QRect(corner, self.size()), numbered=not self._continues_code(text, hits)
        )

    @staticmethod
    def _continues_code(text: str, hits: tuple[Hit, ...]) -> bool:
        """True when a digit would go on with a code: then digits do not choose."""
        typed = plain_text(text)
        return any(char.isdigit() for char in typed) or any(
            hit.code.startswith(typed) and hit.code[len(typed) : len(typed) + 1].isdigit() for hit in hits
        )

    def pick(self, number: int) -> None:
        """Choose the hit with a number, 0 keeps the text."""
        hits = self._hits or ()
        self._fresh = False
        self.close_hits()
        if number == 0:
            self.kept.emit(self.text())
        elif number <= len(hits):
            self.chosen.emit(hits[number - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        forward = event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self._fresh and forward and self.text().strip():
            self._enter()
            event.accept()
            return
        digit = event.text()
        if self._fresh and self._hits is not None and digit.isdigit() and digit.isascii():
            choosable = int(digit) <= len(self._hits) and (digit != "0" or self._keep)
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if choosable and (alt or not self._continues_code(self.text(), self._hits)):
                self.pick(int(digit))
                event.accept()
                return
        if event.key() == Qt.Key.Key_Escape and self._list is not None and self._list.isVisible():
            self.close_hits()
            event.accept()
            return
        super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._hits is None:
            self._fresh = False
            self.close_hits()
            self.deferred.emit(self.text())
        elif self._hits:
            self.pick(1)
        else:
            self.pick(0)

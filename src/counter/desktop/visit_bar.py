"""The bar at the top: what the reader does and what to do next, who is being served, and how that is known
(desktop.md, frame)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from counter.desktop import icons, reader_states, theme, wording
from counter.desktop.chip import Chip
from counter.desktop.flow_layout import FlowLayout
from counter.desktop.search_box import SearchBox
from counter.desktop.style import set_look
from counter.desktop.visit_state import Visit

if TYPE_CHECKING:
    from counter.domain.member import Overview
    from counter.visit.ports.cards import ReaderEvent

REVEAL_MS = 15_000
"""How long a revealed number stays readable (desktop.md)."""

ROUTE_ICONS = {
    "chip": "chip",
    "driver": "puzzle-outline",
    "id_reader": "card-account-details-outline",
    "code": "qrcode",
    "typed": "keyboard-outline",
}
"""How it is known who stands here, by the plain words of the enum: the frame is painted before the domain is loaded."""

_QUIET_STATES = frozenset({"empty", "reading", "read", "removed", "protected", "driver"})
"""States of the reader that ask for nothing more while somebody is served and not masked."""

_ANSWER_LOOKS = {
    "yes": ("ok", "check-bold"),
    "no": ("danger", "close-thick"),
    "unknown": ("warning", "help-circle-outline"),
}


class _Advice(QLabel):
    """A sentence of the bar: stands beside the chips where there is room, else takes lines of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(4), metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, self.fontMetrics().height())


class VisitBar(QFrame):
    """Reader chip with what to do next, name, masked number with reveal, what the member is and how that is known, the
    key of the ID reader, and the search box.

    Signals:
        reveal_asked: show the whole number.
        revealed(bool): it is shown, or masked again.
        document_asked: read an ID card, or stop waiting for one.
    """

    reveal_asked = Signal()
    revealed = Signal(bool)
    document_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self._number = ""
        self._masked = False
        self._visit: Visit | None = None
        self._event: ReaderEvent | None = None
        self._busy = self._reminder = ""
        self._served_height = 0
        self._served_at = (0, 0.0)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        facts = self._facts = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        facts.setSizePolicy(policy)
        self._flow = FlowLayout(facts, 10)
        row.addWidget(facts, 1)
        self.reader_chip = Chip(facts)
        self.simulated_chip = Chip(facts)
        self.advice = _Advice(facts)
        self.name = QLabel(facts)
        self.name.setProperty("role", "name")
        self.number = QLabel(facts)
        self.number.setProperty("role", "second")
        self.reveal = QPushButton(self.tr("显示"), facts)
        self.reveal.setProperty("role", "link")
        self.reveal.setToolTip(self.tr("显示完整身份证号（要选原因，会记录）"))
        self.reveal.setAccessibleName(self.tr("显示完整身份证号"))
        self.reveal.clicked.connect(self._reveal_clicked)
        self.route_chip = Chip(facts)
        self.person_chip = Chip(facts)
        self.scheme_chip = Chip(facts)
        self.state_chip = Chip(facts)
        self.answer_chip = Chip(facts)
        self.warning_chip = Chip(facts)
        for widget in (
            self.reader_chip,
            self.simulated_chip,
            self.name,
            self.number,
            self.reveal,
            self.route_chip,
            self.person_chip,
            self.scheme_chip,
            self.state_chip,
            self.answer_chip,
            self.warning_chip,
            self.advice,
        ):
            self._flow.addWidget(widget)
        self.document = QPushButton(self)
        self.document.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.document.clicked.connect(self.document_asked)
        row.addWidget(self.document, 0, Qt.AlignmentFlag.AlignTop)
        self.search = SearchBox(self)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self._hide_timer = QTimer(self)
        self._hide_timer.setSingleShot(True)
        self._hide_timer.timeout.connect(self.hide_number)
        self.show_visit(None)

    # The reader

    def show_reader(self, event: ReaderEvent) -> None:
        """Show the state of the reader; the chip of a card that was read names the version of its data format."""
        self._event = event
        if event.simulated:
            tip = self.tr("没有用到芯片：卡由文件模拟，只供练习。")
            self.simulated_chip.set_chip(self.tr("模拟卡"), "warning", "school-outline", tip)
        elif event.reader:
            self.simulated_chip.set_chip("")
        self._show_state()

    @property
    def state(self) -> str:
        """The state of the reader that is shown, a key of `reader_states.STATES`."""
        if self._event is None:
            return "empty"
        return reader_states.state_of(self._event, in_visit=self._masked)

    def _show_state(self) -> None:
        state, event = self.state, self._event
        looks = reader_states.STATES[state]
        text = reader_states.word(state)
        if state == "read" and event is not None and event.card is not None and event.card.spec_version:
            text += f" · {event.card.spec_version}"
        sentence = reader_states.advice(state, event)
        self.reader_chip.set_chip(text, looks.kind, looks.icon, sentence)
        served = self._visit is not None and not self._masked
        told = self._busy or self._reminder or ("" if served and state in _QUIET_STATES else sentence)
        self.advice.setText(told)
        self.advice.setAccessibleName(told)
        self.advice.setVisible(bool(told))
        calm = self._busy or self._reminder or looks.kind in ("neutral", "accent")
        set_look(self.advice, "role", "strong" if calm else looks.kind)
        self.advice.updateGeometry()
        self._flow.invalidate()

    def show_busy(self, text: str) -> None:
        """Say what is waited for beside the reader; "" when nothing is."""
        self._busy = text
        self._show_document_key()
        self._show_state()

    def await_member(self) -> None:
        """A member is being opened: take the height that the tallest one so far needed, so that the page need not move,
        nor be laid out and painted anew, at the very moment that somebody waits for it."""
        if self._served_at == (self.width(), theme.text_scale()):
            self.setMinimumHeight(self._served_height)

    def _stay_as_tall(self) -> None:
        """Grow to what the member needs, and stay as tall for the next ones, at this width and this size of text."""
        at = (self.width(), theme.text_scale())
        before = self._served_height if self._served_at == at else 0
        self._served_at, self._served_height = at, max(before, self.heightForWidth(self.width()))
        self.setMinimumHeight(self._served_height)

    def remind(self, text: str) -> None:
        """Say something until the card leaves or another member comes."""
        self._reminder = text
        self._show_state()

    def _show_document_key(self) -> None:
        """The button of the ID reader: with its word where there is room, as an icon while somebody is served."""
        waiting = bool(self._busy)
        word = self.tr("停止") if waiting else self.tr("读身份证")
        self.document.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.document.setIcon(icons.icon("close" if waiting else "card-account-details-outline", "text"))
        self.document.setText(f" {word}" if waiting or self._visit is None else "")
        self.document.setAccessibleName(f"{word} Shift+F2")
        self.document.setToolTip(f"{word}  Shift+F2")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        changed = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in changed and hasattr(self, "document"):
            self.setMinimumHeight(0)
            self._show_document_key()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(0)
        super().resizeEvent(event)

    # The member

    def show_visit(self, visit: Visit | None) -> None:
        """Show who is served; None clears everything that belonged to the one before."""
        # Each part that is shown inside a visible bar lays the whole bar out anew: so all of them at once.
        self._facts.hide()
        if visit is None:
            self.setMinimumHeight(0)
        self._fill(visit)
        self._facts.show()
        if visit is not None:
            self._stay_as_tall()

    def _fill(self, visit: Visit | None) -> None:
        if visit is None or self._visit is None or visit.member.member_id != self._visit.member.member_id:
            self._reminder = ""
        self._visit = visit
        self._masked = False
        self._hide_timer.stop()
        self._number = ""
        self._show_document_key()
        self._show_state()
        for widget in (self.name, self.number, self.reveal):
            widget.setVisible(visit is not None)
        if visit is None:
            self.name.clear()
            self.number.clear()
            self._clear_chips()
            return
        from counter.domain.identity import age_on

        member, overview = visit.member, visit.overview
        self.name.setText(member.name)
        self.hide_number()
        age = age_on(member.birth_day, overview.record.as_of)
        self.person_chip.set_chip(self.tr("{sex} · {age} 岁").format(sex=wording.word("sex", member.sex), age=age))
        self._show_route(visit)
        self._show_insurance(overview)
        self._show_answer(overview)
        self._show_warnings(visit)

    def _show_route(self, visit: Visit) -> None:
        """How it is known who this is: the weakest way, typing, is a warning and names its reason."""
        identity = visit.identity
        route = identity.route.value
        told = [self.tr("身份凭证：{route}").format(route=wording.word("route", route))]
        if identity.typed_reason:
            told.append(self.tr("原因：{reason}").format(reason=identity.typed_reason))
        if visit.evidence is not None and identity.card is not None:
            evidence = wording.word("route", visit.evidence.identity().route.value)
            told.append(self.tr("并核对过：{evidence}").format(evidence=evidence))
        told.append(self.tr("Ctrl+F2 逐项核对"))
        kind = "warning" if route == "typed" else "accent"
        self.route_chip.set_chip(wording.word("route_short", route), kind, ROUTE_ICONS[route], "\n".join(told))

    def _show_insurance(self, overview: Overview) -> None:
        insurance = overview.insurance
        if insurance is None:
            self.scheme_chip.set_chip("")
            self.state_chip.set_chip(wording.word("insurance_state", "0"), "danger", "close-thick")
            return
        scheme = wording.word("scheme", insurance.scheme)
        person = wording.person_type(insurance.person_type)
        tip = wording.word("enrolment", insurance.enrolment)
        if insurance.employer:
            tip += f" · {insurance.employer}"
        self.scheme_chip.set_chip(f"{scheme} {insurance.scheme} · {person}", "fund", "", tip)
        good = insurance.state == "1" and not insurance.frozen
        text = wording.word("insurance_state", insurance.state)
        self.state_chip.set_chip(text, "ok" if good else "danger", "check-bold" if good else "close-thick")

    def _show_answer(self, overview: Overview) -> None:
        answer = overview.eligibility
        kind, icon = _ANSWER_LOOKS[answer.answer]
        reasons = [wording.word("eligibility_reason", reason) for reason in answer.reasons]
        tip = "\n".join([*reasons, self.tr("依据本地档案，{at}").format(at=answer.at.replace("T", " ")[:19])])
        text = wording.word("answer", answer.answer)
        self.answer_chip.set_chip(f"{text} {answer.at[11:16]}", kind, icon, tip)

    def _show_warnings(self, visit: Visit) -> None:
        overview = visit.overview
        found = [
            self.tr("卡与档案的{field}不一致").format(field=wording.word("identity_field", field))
            for field in overview.card_differences
        ]
        found += [wording.card_warning(warning) for warning in overview.card_warnings]
        if visit.evidence is not None:
            found += [
                self.tr("证件与卡或档案的{field}不一致").format(field=wording.word("identity_field", row.field))
                for row in visit.comparison
                if not row.agrees and row.field not in overview.card_differences
            ]
            found += [wording.word("document_warning", warning) for warning in getattr(visit.evidence, "warnings", ())]
        if overview.record.member.card_state != "normal":
            found.append(wording.word("eligibility_reason", f"card_{overview.record.member.card_state}"))
        text = found[0] if len(found) == 1 else self.tr("{count} 项要核对").format(count=len(found))
        self.warning_chip.set_chip(text if found else "", "warning", "alert", "\n".join(found))

    def set_masked(self, masked: bool) -> None:
        """The card is gone: name masked, nothing else of the member stays."""
        if self._visit is None or masked == self._masked:
            return
        visit = self._visit
        self._reminder = ""
        self.show_visit(visit)
        self._masked = masked
        if masked:
            from counter.domain.identity import mask_name

            self.name.setText(mask_name(visit.member.name))
            self.reveal.hide()
            self._clear_chips()
            self._show_state()

    def _clear_chips(self) -> None:
        for chip in (
            self.route_chip,
            self.person_chip,
            self.scheme_chip,
            self.state_chip,
            self.answer_chip,
            self.warning_chip,
        ):
            chip.set_chip("")

    def _reveal_clicked(self) -> None:
        if self._hide_timer.isActive():
            self.hide_number()
        else:
            self.reveal_asked.emit()

    def show_number(self) -> None:
        """Show the whole number for 15 s; only after the look was logged."""
        if self._visit is None or self._masked:
            return
        self.number.setText(self._visit.member.id_number)
        self.reveal.setText(self.tr("遮住"))
        self._hide_timer.start(REVEAL_MS)
        self._flow.invalidate()
        self.revealed.emit(True)

    def hide_number(self) -> None:
        """Mask the number again."""
        self._hide_timer.stop()
        if self._visit is not None:
            from counter.domain.identity import mask_id_number

            number = mask_id_number(self._visit.member.id_number)
            self.number.setText(f"{number[:6]} **** **** {number[-4:]}")
        self.reveal.setText(self.tr("显示"))
        self._flow.invalidate()
        self.revealed.emit(False)

"""The bar at the top: what the reader does, and who is being served, masked (desktop.md, frame)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from counter.desktop import wording
from counter.desktop.chip import Chip
from counter.desktop.flow_layout import FlowLayout
from counter.desktop.search_box import SearchBox
from counter.desktop.visit_state import Visit

if TYPE_CHECKING:
    from counter.domain.member import Overview
    from counter.visit.ports import ReaderEvent

REVEAL_MS = 15_000
"""How long a revealed number stays readable (desktop.md)."""

# Keyed by the plain words of the enums, so that the frame is painted before the domain is loaded.
_READER_LOOKS = {
    "no_service": ("danger", "power-plug-off-outline"),
    "no_reader": ("warning", "power-plug-off-outline"),
    "empty": ("neutral", "smart-card-reader-outline"),
    "reading": ("accent", "timer-sand"),
    "read": ("accent", "smart-card-outline"),
    "protected": ("warning", "lock"),
    "wrong_card": ("danger", "smart-card-off-outline"),
    "mute": ("warning", "smart-card-off-outline"),
    "removed": ("warning", "eject"),
    "stuck": ("danger", "alert"),
}

_ANSWER_LOOKS = {
    "yes": ("ok", "check-bold"),
    "no": ("danger", "close-thick"),
    "unknown": ("warning", "help-circle-outline"),
}


class VisitBar(QFrame):
    """Reader chip, name, masked number with reveal, what the member is, and the search box."""

    reveal_asked = Signal()
    agree_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self._number = ""
        self._masked = False
        self._visit: Visit | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        facts = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        facts.setSizePolicy(policy)
        self._flow = FlowLayout(facts, 10)
        row.addWidget(facts, 1)
        self.reader_chip = Chip(facts)
        self.simulated_chip = Chip(facts)
        self.name = QLabel(facts)
        self.name.setProperty("role", "name")
        self.number = QLabel(facts)
        self.number.setProperty("role", "second")
        self.reveal = QPushButton(self.tr("显示"), facts)
        self.reveal.setProperty("role", "link")
        self.reveal.setToolTip(self.tr("显示完整身份证号（要选原因，会记录）"))
        self.reveal.setAccessibleName(self.tr("显示完整身份证号"))
        self.reveal.clicked.connect(self._reveal_clicked)
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
            self.person_chip,
            self.scheme_chip,
            self.state_chip,
            self.answer_chip,
            self.warning_chip,
        ):
            self._flow.addWidget(widget)
        self.search = SearchBox(self)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self._hide_timer = QTimer(self)
        self._hide_timer.setSingleShot(True)
        self._hide_timer.timeout.connect(self.hide_number)
        kind, icon = _READER_LOOKS["empty"]
        self.reader_chip.set_chip(wording.word("reader", "empty"), kind, icon)
        self.show_visit(None)

    def show_reader(self, event: ReaderEvent) -> None:
        """Show the phase of the reader; the chip of a card that was read names the version of its data format."""
        kind, icon = _READER_LOOKS[event.phase]
        text = wording.word("reader", event.phase)
        if event.phase == "read" and event.card is not None and event.card.spec_version:
            text += f" · {event.card.spec_version}"
        tip = wording.sentence(event.error) if event.error is not None else event.reader
        self.reader_chip.set_chip(text, kind, icon, tip)
        if event.simulated:
            tip = self.tr("没有用到芯片：卡由文件模拟，只供练习。")
            self.simulated_chip.set_chip(self.tr("模拟卡"), "warning", "school-outline", tip)
        elif event.reader:
            self.simulated_chip.set_chip("")

    def show_visit(self, visit: Visit | None) -> None:
        """Show who is served; None clears everything that belonged to the one before."""
        self._visit = visit
        self._masked = False
        self._hide_timer.stop()
        self._number = ""
        for widget in (self.name, self.number, self.reveal):
            widget.setVisible(visit is not None)
        if visit is None:
            self.name.clear()
            self.number.clear()
            for chip in (self.person_chip, self.scheme_chip, self.state_chip, self.answer_chip, self.warning_chip):
                chip.set_chip("")
            return
        from counter.domain.identity import age_on

        member, overview = visit.member, visit.overview
        self.name.setText(member.name)
        self.hide_number()
        age = age_on(member.birth_day, overview.record.as_of)
        self.person_chip.set_chip(self.tr("{sex} · {age} 岁").format(sex=wording.word("sex", member.sex), age=age))
        self._show_insurance(overview)
        self._show_answer(overview)
        self._show_warnings(overview)

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

    def _show_warnings(self, overview: Overview) -> None:
        found = [
            self.tr("卡与档案的{field}不一致").format(field=wording.word("identity_field", field))
            for field in overview.card_differences
        ]
        found += [wording.word("card_warning", warning) for warning in overview.card_warnings]
        if overview.record.member.card_state != "normal":
            found.append(wording.word("eligibility_reason", f"card_{overview.record.member.card_state}"))
        text = found[0] if len(found) == 1 else self.tr("{count} 项要核对").format(count=len(found))
        self.warning_chip.set_chip(text if found else "", "warning", "alert", "\n".join(found))

    def set_masked(self, masked: bool) -> None:
        """The card is gone: name masked, nothing else of the member stays."""
        if self._visit is None or masked == self._masked:
            return
        visit = self._visit
        self.show_visit(visit)
        self._masked = masked
        if masked:
            from counter.domain.identity import mask_name

            self.name.setText(mask_name(visit.member.name))
            self.reveal.hide()
            for chip in (self.person_chip, self.scheme_chip, self.state_chip, self.answer_chip, self.warning_chip):
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

    def hide_number(self) -> None:
        """Mask the number again."""
        self._hide_timer.stop()
        if self._visit is not None:
            from counter.domain.identity import mask_id_number

            number = mask_id_number(self._visit.member.id_number)
            self.number.setText(f"{number[:6]} **** **** {number[-4:]}")
        self.reveal.setText(self.tr("显示"))
        self._flow.invalidate()

"""What is to be supposed about a claim: region and scheme, kind of care, level, day, class of person, care elsewhere.

Every list begins with what the claim itself says; leaving all of them there supposes nothing.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.desktop.field import Choice, Field, FieldBox
from counter.desktop.wording import region, word
from counter.domain.claim import Away, CareKind, Claim, InstitutionLevel
from counter.domain.draft import parse_day
from counter.domain.errors import NotCovered
from counter.domain.policy import Policy
from counter.domain.supposing import Supposition

_FIELDS = ("place", "care", "level", "day", "person_class", "away", "disease")
_COLUMNS = 3


class WhatIfForm(QWidget):
    """Signals: changed: something else is supposed now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {
            "place": self.tr("参保地和险种"),
            "care": self.tr("就医方式"),
            "level": self.tr("医院级别"),
            "day": self.tr("就诊或出院日期"),
            "person_class": self.tr("人员类别"),
            "away": self.tr("异地就医"),
            "disease": self.tr("认定病种"),
        }
        self.boxes: dict[str, FieldBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for position, name in enumerate(_FIELDS):
            field = self._day_field() if name == "day" else self._choice(name)
            self.boxes[name] = FieldBox(titles[name], field, self)
            grid.addWidget(self.boxes[name], position // _COLUMNS, position % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._language = "zh"

    def _day_field(self) -> Field:
        field = Field(self, numeric=True)
        field.textEdited.connect(lambda _text: self.changed.emit())
        field.moved.connect(partial(self._move, "day"))
        return field

    def _choice(self, name: str) -> Choice:
        choice = Choice(self)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(6)
        choice.activated.connect(lambda _row: self.changed.emit())
        choice.moved.connect(partial(self._move, name))
        return choice

    def open(self, claim: Claim, places: tuple[tuple[str, str], ...], language: str) -> None:
        """Begin with what a claim says.

        Args:
            claim: the real one.
            places: (region, scheme) of every package at hand.
            language: `zh` or `en`, for names that come from packages.
        """
        self._language = language
        own = (claim.region, claim.scheme)
        found = [own, *(place for place in places if place != own)]
        self._fill("place", [(_place_words(*place), place) for place in found])
        self._fill("care", _begin_with(claim.care, [(word("care", care), care) for care in CareKind]))
        level = claim.institution.level
        self._fill("level", _begin_with(level, [(word("level", one), one) for one in InstitutionLevel]))
        self._fill("away", _begin_with(claim.away, [(word("away", away), away) for away in Away]))
        day = self.boxes["day"].field
        assert isinstance(day, Field)
        day.setText(claim.service_day.isoformat())
        for name in ("place", "care", "level", "away"):
            self._list(name).setCurrentIndex(0)
        self._fill("person_class", [])
        self._fill("disease", [])

    def show_policy(self, claim: Claim, policy: Policy | None) -> None:
        """Offer the classes and diseases of the package that would govern; None: there is none."""
        zh = self._language == "zh"
        classes = [(entry.name_zh if zh else entry.name_en, entry.id) for entry in policy.classes] if policy else []
        own = self._own_class(claim, policy)
        self._fill("person_class", [(self.tr("本人 {0}").format(own).strip(), None), *classes], keep=True)
        listed = policy.diseases if policy is not None else ()
        self._fill("disease", [(one.name_zh if zh else one.name_en, one.id) for one in listed], keep=True)
        diseases = self._list("disease")
        if claim.disease and diseases.currentIndex() < 0:
            diseases.setCurrentIndex(diseases.findData(claim.disease))
        self.boxes["disease"].setVisible(bool(listed))

    def supposed(self, claim: Claim) -> Supposition:
        """What differs from the claim. A day that is half typed supposes nothing."""
        place = self._list("place").currentData() or (claim.region, claim.scheme)
        care, level = CareKind(self._list("care").currentData()), InstitutionLevel(self._list("level").currentData())
        away, day = Away(self._list("away").currentData()), self.day()
        disease = self._list("disease").currentData() if self.boxes["disease"].isVisibleTo(self) else None
        return Supposition(
            None if place[0] == claim.region else place[0],
            None if place[1] == claim.scheme else place[1],
            None if care is claim.care else care,
            None if level is claim.institution.level else level,
            None if day is None or day == claim.service_day else day,
            self._list("person_class").currentData(),
            None if away is claim.away else away,
            None if disease == claim.disease else disease,
        )

    def mark(self, supposed: Supposition) -> None:
        """Mark the fields that differ from the claim."""
        moved = {
            "place": supposed.region or supposed.scheme,
            **{name: getattr(supposed, name) for name in _FIELDS if name != "place"},
        }
        for name, box in self.boxes.items():
            box.set_problem(self.tr("假设") if moved[name] is not None else "", doubtful=True)

    def place(self) -> tuple[str, str]:
        """Region and scheme that are supposed."""
        region_code, scheme = self._list("place").currentData()
        return str(region_code), str(scheme)

    def care(self) -> CareKind:
        """The kind of care that is supposed."""
        return CareKind(self._list("care").currentData())

    def day(self) -> date | None:
        """The day that is typed, None while it is none."""
        field = self.boxes["day"].field
        assert isinstance(field, Field)
        return parse_day(field.text())

    def focus_start(self) -> None:
        """Begin at the first field."""
        self.boxes["place"].field.setFocus()

    def _own_class(self, claim: Claim, policy: Policy | None) -> str:
        if policy is None:
            return ""
        try:
            own = policy.class_of(claim.person, self.day() or claim.service_day)
        except NotCovered:
            return ""
        return f"· {own.name_zh if self._language == 'zh' else own.name_en}"

    def _fill(self, name: str, rows: list[tuple[str, object]], *, keep: bool = False) -> None:
        """Put rows into a list; keep: what was chosen stays chosen where it still is offered."""
        choice = self._list(name)
        if [(choice.itemText(row), choice.itemData(row)) for row in range(choice.count())] == rows:
            return
        chosen = choice.currentData() if keep else None
        blocker = QSignalBlocker(choice)
        choice.clear()
        for text, value in rows:
            choice.addItem(text, value)
        row = choice.findData(chosen) if chosen is not None else 0
        choice.setCurrentIndex(row if row >= 0 or name == "disease" else 0)
        choice.fit_list()
        del blocker
        choice.update()

    def _list(self, name: str) -> Choice:
        field = self.boxes[name].field
        assert isinstance(field, Choice)
        return field

    def _move(self, name: str, step: int) -> None:
        order = [one for one in _FIELDS if self.boxes[one].isVisibleTo(self)]
        self.boxes[order[(order.index(name) + step) % len(order)]].field.setFocus()


def _place_words(region_code: str, scheme: str) -> str:
    return f"{region(region_code)} · {word('scheme', scheme)}"


def _begin_with(own: object, rows: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """The claim's own value first."""
    return sorted(rows, key=lambda row: row[1] != own)

"""The head of the receipt in front, and what the claim says as a whole: kind of care, stay, diagnosis.

Hides how a draft's paths become fields. Fields write straight into the draft; Enter runs from the first to the last and
on into the line grid.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.desktop import theme
from counter.desktop.arithmetic import settled_text
from counter.desktop.entry import Entry
from counter.desktop.field import Choice, Field, FieldBox
from counter.desktop.form_rows import FieldRows
from counter.desktop.lookup import Finder, Hit, LookupField
from counter.desktop.policy_asks import Asked
from counter.desktop.vocabulary import WORDS
from counter.desktop.wording import problem_sentence, word
from counter.domain.claim import Away, CareKind, Institution, ReceiptKind, needs_stay
from counter.domain.draft import DraftReceipt, parse_day, plain_text
from counter.domain.errors import Problem
from counter.domain.scanned_code import ScannedReceipt

_HEAD = ("code", "number", "check_code", "institution", "issue_day", "total")
_CASE = ("care", "reason", "disease", "away", "admission_day", "discharge_day", "diagnosis", "kind")
_STAY = ("admission_day", "discharge_day")
_TEXTS = (*_STAY, "diagnosis")
"""Fields of the claim, not of the receipt in front, that hold text."""
_CHOICES = {"care": "care", "reason": "reason", "kind": "receipt_kind", "away": "away", "disease": ""}
"""Fields with a short list, and the table of words that the list shows; diseases come from the package."""


class ReceiptForm(QWidget):
    """Signals:
    finished: Enter in the last field.
    receipt_named: code and number are complete (a field of them was left).
    field_left: a field was left after something changed in it.
    undo_wanted: Ctrl+Z with nothing to undo in the field.
    left_top: the person went back from the first field.
    """

    finished = Signal()
    receipt_named = Signal()
    field_left = Signal()
    undo_wanted = Signal()
    left_top = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._finder: Finder | None = None
        self.boxes: dict[str, FieldBox] = {}
        self._suggested: set[str] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._rows = FieldRows(self._grid, self.boxes)
        self._asked = Asked()
        self._language = "zh"

    def set_up(self, entry: Entry, finder: Finder, language: str) -> None:
        """Make the fields and connect them with the draft; called once. language: for the names of diseases."""
        self._entry, self._finder, self._language = entry, finder, language
        titles = {
            "code": self.tr("票据代码"),
            "number": self.tr("票据号码"),
            "check_code": self.tr("校验码"),
            "institution": self.tr("医疗机构"),
            "issue_day": self.tr("开票日期"),
            "total": self.tr("票面金额（元）"),
            "care": self.tr("就医方式"),
            "reason": self.tr("报销事由"),
            "disease": self.tr("认定病种"),
            "away": self.tr("异地就医"),
            "admission_day": self.tr("入院日期"),
            "discharge_day": self.tr("出院日期"),
            "diagnosis": self.tr("诊断"),
            "kind": self.tr("票据种类"),
        }
        for name, title in titles.items():
            self.boxes[name] = FieldBox(title, self._field(name), self)
        entry.replaced.connect(self.refill)
        entry.receipt_changed.connect(self.refill)
        self._lay_out()

    def _field(self, name: str) -> QWidget:
        if name in _CHOICES:
            return self._choice(name)
        field: Field
        if name == "institution":
            assert self._finder is not None
            lookup = LookupField(self._finder, "", self)
            lookup.setPlaceholderText(self.tr("首字母、名称或代码"))
            lookup.searched.connect(self._institution_typed)
            lookup.chosen.connect(self._institution_chosen)
            lookup.deferred.connect(self._institution_deferred)
            lookup.kept.connect(lambda _text: self._move("institution", 1))
            field = lookup
        else:
            field = Field(self, numeric=name != "diagnosis")
            field.textEdited.connect(partial(self._typed, name))
        if name.endswith("_day"):
            field.setPlaceholderText("2026-11-12")
        if name == "total":
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFont(theme.text_font(bold=True))
        field.moved.connect(partial(self._move, name))
        field.cancelled.connect(partial(self._move, name, -1))
        field.left.connect(partial(self._left, name))
        field.entered.connect(partial(self._entered, name))
        field.undo_wanted.connect(self.undo_wanted)
        field.line_wanted.connect(self.finished)
        return field

    def _choice(self, name: str) -> Choice:
        choice = Choice(self)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(4)
        for value in WORDS.get(_CHOICES[name], ()):
            choice.addItem(word(_CHOICES[name], value), value)
        choice.fit_list()
        choice.activated.connect(partial(self._activated, name))
        choice.moved.connect(partial(self._move, name))
        choice.entered.connect(partial(self._entered, name))
        choice.line_wanted.connect(self.finished)
        return choice

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.px(300), super().minimumSizeHint().height())

    def _lay_out(self) -> None:
        """Two rows where there is room; narrower, the fields go on below each other."""
        if self._rows.fit(self.width(), _HEAD, self._case()):
            self.updateGeometry()

    def _case(self) -> list[str]:
        """The fields of the claim that are asked for now."""
        draft = self._entry.draft if self._entry is not None else None
        hidden: set[str] = set()
        if draft is None or not needs_stay(draft.care):
            hidden.update(_STAY)
        if not self._asked.away:
            hidden.add("away")
        if not self._asked.diseases and (draft is None or not draft.disease):
            hidden.add("disease")
        return [name for name in _CASE if name not in hidden]

    def show_asked(self, asked: Asked) -> None:
        """Show what the package of the claim asks for; fields that it does not ask for are not in the way."""
        if asked == self._asked:
            return
        diseases = self._asked.diseases
        self._asked = asked
        if asked.diseases != diseases:
            self._fill_diseases()
        self._lay_out()

    def disease(self) -> str:
        """The name of the listed disease that is chosen, "" for none."""
        choice = self.boxes["disease"].field
        assert isinstance(choice, Choice)
        return choice.currentText() if choice.currentData() else ""

    def _fill_diseases(self) -> None:
        choice = self.boxes["disease"].field
        draft = self._entry.draft if self._entry is not None else None
        assert isinstance(choice, Choice)
        blocker = QSignalBlocker(choice)
        choice.clear()
        choice.setPlaceholderText(self.tr("请选择"))
        if not self._asked.needs_disease:
            choice.addItem(self.tr("无"), "")
        for disease in self._asked.diseases:
            choice.addItem(disease.name_zh if self._language == "zh" else disease.name_en, disease.id)
        choice.setCurrentIndex(choice.findData(draft.disease if draft is not None else ""))
        choice.fit_list()
        del blocker

    # Filling

    def refill(self) -> None:
        """Show the receipt in front and the claim; nothing is told to anybody."""
        entry = self._entry
        if entry is None:
            return
        draft, receipt = entry.draft, entry.receipt
        self._suggested.clear()
        for name, box in self.boxes.items():
            blocker = QSignalBlocker(box.field)
            box.setEnabled(draft is not None)
            if isinstance(box.field, Choice):
                owner = receipt if name == "kind" else draft
                value = str(getattr(owner, name)) if owner is not None else ""
                row = box.field.findData(value)
                box.field.setCurrentIndex(row if name == "disease" else max(0, row))
            elif isinstance(box.field, Field):
                box.field.setText(self._text(name))
            del blocker
            box.set_problem("")
        self._lay_out()

    def _text(self, name: str) -> str:
        entry = self._entry
        if entry is None or entry.draft is None:
            return ""
        if name in _TEXTS:
            return str(getattr(entry.draft, name))
        receipt = entry.receipt
        if receipt is None:
            return ""
        if name == "institution":
            return _institution_text(receipt)
        return str(getattr(receipt, name))

    def suggest(self, scanned: ScannedReceipt) -> None:
        """Fill empty fields from a scanned code; what was typed by a person stays. Filled fields are marked."""
        entry = self._entry
        if entry is None or entry.receipt is None:
            return
        receipt = entry.receipt
        receipt.kind = scanned.kind
        filled = {
            "code": scanned.code,
            "number": scanned.number,
            "check_code": scanned.check_code,
            "issue_day": scanned.issue_day,
            "total": "" if scanned.total_excludes_tax else scanned.total,
        }
        names = {name for name, value in filled.items() if value and not getattr(receipt, name).strip()}
        for name in names:
            setattr(receipt, name, filled[name])
        entry.typed(f"receipts.{entry.index}.institution")
        entry.done(self.tr("扫描票据"))
        self.refill()
        self._suggested = names
        for name in names:
            self.boxes[name].set_problem(self.tr("请对照原件"), doubtful=True)
        self.receipt_named.emit()

    # Problems

    def show_problems(self, problems: tuple[Problem, ...], touched: frozenset[str] | None) -> None:
        """Say what is wrong beside the fields.

        Args:
            problems: of the whole draft.
            touched: only for fields that were left before; None for all.
        """
        entry = self._entry
        if entry is None:
            return
        prefix = f"receipts.{entry.index}."
        own: dict[str, str] = {}
        for problem in problems:
            name = problem.field.removeprefix(prefix)
            if name in self.boxes and name not in own and (touched is None or problem.field in touched):
                own[name] = problem_sentence(problem)
        for name, box in self.boxes.items():
            if name in own:
                box.set_problem(own[name])
            elif name in self._suggested:
                box.set_problem(self.tr("请对照原件"), doubtful=True)
            else:
                box.set_problem("")

    def told_problems(self) -> tuple[str, ...]:
        """The problems that are marked now, each with the name of its field."""
        told = self.tr("{0}：{1}")
        return tuple(told.format(box.title, box.problem()) for box in self.boxes.values() if box.problem())

    # Going places

    def open_field(self, name: str) -> None:
        """Put the cursor into a field."""
        box = self.boxes.get(name)
        if box is not None:
            box.field.setFocus()

    def open_last(self) -> None:
        """Put the cursor into the last field, coming back from the lines."""
        self.open_field(self._order()[-1])

    def _order(self) -> list[str]:
        return [*_HEAD, *(name for name in self._case() if name not in ("reason", "kind"))]

    def _move(self, name: str, step: int) -> None:
        order = self._order()
        if name == "kind":
            order.append(name)
        elif name == "reason":
            order.insert(order.index("care") + 1, name)
        position = order.index(name) + step
        if position >= len(order) or (name == "diagnosis" and step > 0):
            self.setFocus()
            self.finished.emit()
        elif position < 0:
            self.left_top.emit()
        else:
            self.open_field(order[position])

    # Typing

    def _place(self, name: str) -> str:
        entry = self._entry
        index = entry.index if entry is not None else 0
        return name if name in _CASE and name != "kind" else f"receipts.{index}.{name}"

    def _write(self, name: str, value: str) -> None:
        entry = self._entry
        if entry is None or entry.draft is None or entry.receipt is None:
            return
        owner = entry.draft if name in _TEXTS else entry.receipt
        setattr(owner, name, value)

    def _typed(self, name: str, text: str) -> None:
        self._suggested.discard(name)
        self._write(name, text)
        if self._entry is not None:
            self._entry.typed(self._place(name))

    def _activated(self, name: str, row: int) -> None:
        entry = self._entry
        choice = self.boxes[name].field
        if entry is None or entry.draft is None or entry.receipt is None or not isinstance(choice, Choice):
            return
        value = choice.itemData(row)
        if name == "care":
            entry.draft.care = CareKind(value)
            # Diseases are listed for a kind of care; one of another list means nothing here.
            entry.draft.disease = ""
            self._lay_out()
        elif name == "away":
            entry.draft.away = Away(value)
        elif name == "disease":
            entry.draft.disease = str(value)
        elif name == "reason":
            entry.draft.reason = str(value)
        else:
            entry.receipt.kind = ReceiptKind(value)
        entry.typed(self._place(name))
        entry.done(self.tr("修改票据"))
        self.field_left.emit()

    def _entered(self, name: str) -> None:
        if self._entry is not None:
            self._entry.at(self._place(name))

    def _left(self, name: str) -> None:
        """Tidy what was typed: days in one form, sums settled; then close the act."""
        entry, field = self._entry, self.boxes[name].field
        if entry is None or not isinstance(field, Field) or entry.draft is None:
            return
        text = self._text(name)
        tidy = text
        if name.endswith("_day"):
            day = parse_day(text)
            tidy = day.isoformat() if day is not None else text
        elif name == "total":
            tidy = settled_text(text)
        elif name in ("code", "number", "check_code"):
            tidy = plain_text(text)
        if tidy != text:
            self._write(name, tidy)
            field.setText(tidy)
            entry.typed(self._place(name))
        if entry.done(self.tr("修改票据")):
            self.field_left.emit()
            if name in ("code", "number"):
                self.receipt_named.emit()

    def _institution_typed(self, text: str) -> None:
        entry = self._entry
        if entry is not None and entry.receipt is not None:
            entry.receipt.institution = None
            entry.receipt.institution_text = text
            entry.typed(self._place("institution"))

    def _institution_chosen(self, hit: Hit) -> None:
        entry = self._entry
        if entry is not None and entry.receipt is not None:
            self._take_institution(entry.receipt, hit)
            self._move("institution", 1)

    def _take_institution(self, receipt: DraftReceipt, hit: Hit) -> None:
        entry = self._entry
        if entry is None or not isinstance(hit.value, Institution):
            return
        receipt.institution, receipt.institution_text = hit.value, hit.value.name
        if receipt is entry.receipt:
            field = self.boxes["institution"].field
            if isinstance(field, Field):
                field.setText(_institution_text(receipt))
        entry.typed(self._place("institution"))
        entry.done(self.tr("选择医疗机构"))
        self.field_left.emit()

    def _institution_deferred(self, text: str) -> None:
        entry, finder = self._entry, self._finder
        if entry is None or entry.receipt is None or finder is None:
            return
        receipt = entry.receipt

        def fill(hits: tuple[Hit, ...]) -> None:
            if hits and receipt.institution is None and receipt.institution_text == text:
                self._take_institution(receipt, hits[0])

        finder.ask(text, fill)
        self._move("institution", 1)


def _institution_text(receipt: DraftReceipt) -> str:
    institution = receipt.institution
    if institution is None:
        return receipt.institution_text
    return f"{institution.name} · {word('level', institution.level)}"

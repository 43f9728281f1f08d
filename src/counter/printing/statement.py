"""What stands on a settlement statement, from the frozen snapshot: every national field that applies (policy.md D1,
D4, D5), in the order of the official sheets, as blocks for `counter.printing.layout`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import zip_longest

from counter.domain.adjudication import Adjudication
from counter.domain.explanation import citation, told_steps, why_not_more
from counter.domain.identity import mask_card_number, mask_id_number
from counter.domain.money import capital_amount, format_amount
from counter.domain.settlement import Settlement, Snapshot
from counter.printing import words as names
from counter.printing.fonts import Lettering
from counter.printing.form import Field, FieldRow, Form
from counter.printing.layout import CENTRE, LEFT, RIGHT, Block, Cell, Row, Style, plain, wrap
from counter.printing.qr_code import dark_runs
from counter.printing.words import Words

_COUNTED = "C0000"


def payable_fen(priced: Adjudication) -> int:
    """What the centre owes the member for a claim that was paid in cash: the funds' share and the account money, as
    `counter.domain.settlement.transfers_of` books it."""
    return priced.fund_amount + priced.account_amount


def qr_text(settlement: Settlement, code: str) -> str:
    """What the QR code says: statement number, verification code, sequence and hash of the audit row."""
    parts = (settlement.number, code, str(settlement.audit_seq), settlement.audit_hash)
    return " ".join(parts).upper()


def stay_days(snapshot: Snapshot) -> int:
    """Days of a stay; admission and discharge on one day are one day."""
    admission, discharge = date.fromisoformat(snapshot.admission_day), date.fromisoformat(snapshot.discharge_day)
    return max(1, (discharge - admission).days)


class Statement:
    """One statement being put together.

    Args:
        settlement: what was booked.
        form: the layout.
        words: the language.
        letters: the document's characters.
    """

    def __init__(self, settlement: Settlement, form: Form, words: Words, letters: Lettering) -> None:
        self.settlement = settlement
        self.form = form
        self.words = words
        self.letters = letters
        # Hashes the whole snapshot: asked for once.
        self.code = settlement.code
        self._wording = form.languages[words.language]
        self._styles: dict[tuple[str, bool], Style] = {}

    def style(self, size: str, *, bold: bool = False) -> Style:
        """A text style in one of the form's sizes."""
        key = (size, bold)
        if key not in self._styles:
            self._styles[key] = Style.of(self._wording.sizes[size], bold=bold)
        return self._styles[key]

    @property
    def heading_space(self) -> int:
        """Space between the letters of the title."""
        return self._wording.sizes["heading_space"]

    @property
    def title(self) -> str:
        """What the paper is."""
        return self.say("title")

    def say(self, name: str, *values: object) -> str:
        """The words for a name; a reversal has its own where there are some."""
        if self.settlement.snapshot.contra is not None and f"contra_{name}" in names.LABELS:
            name = f"contra_{name}"
        return self.words.say(name, *values)

    @property
    def care(self) -> str:
        """The kind of care in words."""
        return self.words.name(names.CARE, self.settlement.snapshot.care)

    def widths(self, table: str) -> tuple[int, ...]:
        """Column widths of a table."""
        return self._wording.columns[table]

    def blocks(self) -> Iterator[Block]:
        """Everything between heading and foot, in order."""
        snapshot = self.settlement.snapshot
        yield self._person()
        if snapshot.contra is not None or snapshot.replaces:
            yield self._linked()
        yield self._categories()
        yield self._funds_and_year()
        yield self._payers()
        yield self._payable()
        yield self._receipts()
        yield from self._steps() if snapshot.contra is None else self._taken_back()
        yield self._code()

    # Cells

    def _cell(self, left: int, width: int, text: str, style: Style, align: str = LEFT, *, grey: bool = False) -> Cell:
        """A framed cell. Text wraps; an amount, which stands on the right, is set smaller rather than broken."""
        room = width - 2 * self.form.side
        if align == RIGHT:
            wide = self.letters.width(text, style.size)
            if wide > room:
                style = Style.of(style.size * room // wide, bold=style.bold)
        return Cell(left, width, wrap(plain(text), room, style, self.letters), style, align, grey)

    def _label_rows(self, rows: tuple[FieldRow, ...], value: Callable[[Field], tuple[str, Style, str]]) -> list[Row]:
        label_style = self.style("body")
        made = []
        for row in rows:
            cells: list[Cell] = []
            left = self.form.left
            for field in row:
                text, style, align = value(field)
                cells.append(self._cell(left, field.label_width, self.say(field.name), label_style, grey=True))
                left += field.label_width
                cells.append(self._cell(left, field.value_width, text, style, align))
                left += field.value_width
            made.append(Row(tuple(cells)))
        return made

    def _table_row(
        self, texts: list[str], widths: tuple[int, ...], style: Style, first_right: int, *, head: bool = False
    ) -> Row:
        """A row of a table; columns from `first_right` on hold amounts."""
        cells = []
        left = self.form.left
        for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
            align = RIGHT if column >= first_right else CENTRE if head else LEFT
            cells.append(self._cell(left, width, text, style, align, grey=head))
            left += width
        return Row(tuple(cells))

    def _free_text(self, text: str, style: Style) -> list[Row]:
        """Lines across the page, without frames."""
        width = self.form.inner_width
        return [
            Row((Cell(self.form.left, width, (line,), style, framed=False),), padded=False)
            for line in wrap(plain(text), width, style, self.letters)
        ]

    def _heading(self, text: str) -> list[Row]:
        """A bold line with a little space below."""
        style = self.style("small", bold=True)
        least = style.leading + self.form.gap // 3
        cell = Cell(self.form.left, self.form.inner_width, (text,), style, framed=False, least_height=least)
        return [Row((cell,), padded=False)]

    # Blocks

    def _person(self) -> Block:
        fields = self._wording.fields
        rows = fields["person"] + fields["stay" if self.settlement.snapshot.admission_day else "visit"]
        values = self._person_values()
        body = self.style("body")
        return Block(tuple(self._label_rows(rows, lambda field: (values[field.name], body, LEFT))))

    def _person_values(self) -> dict[str, str]:
        snapshot, words = self.settlement.snapshot, self.words
        stay = bool(snapshot.admission_day and snapshot.discharge_day)
        return {
            "name": snapshot.name,
            "sex": words.name(names.SEX, snapshot.sex),
            "age": str(snapshot.age),
            "id_number": mask_id_number(snapshot.id_number),
            "scheme": f"{words.name(names.SCHEMES, snapshot.scheme)} {snapshot.scheme}",
            "person_type": words.person_type(snapshot.person_type),
            "region": words.region(snapshot.region),
            "card_number": mask_card_number(snapshot.card_number) or "—",
            "psn_no": snapshot.psn_no,
            "care": words.name(names.CARE, snapshot.care),
            "reason": words.name(names.REASONS, snapshot.reason),
            "identity_route": words.name(names.ROUTES, snapshot.identity_route),
            "institution": snapshot.institution_name,
            "institution_level": words.name(names.LEVELS, snapshot.institution_level),
            "institution_code": snapshot.institution_code,
            "diagnosis": snapshot.diagnosis or "—",
            "service_day": words.day(snapshot.service_day),
            "admission_day": words.day(snapshot.admission_day),
            "discharge_day": words.day(snapshot.discharge_day),
            "stay_days": words.say("days", stay_days(snapshot)) if stay else "—",
            "receipt_count": words.say("sheets", len(snapshot.receipts)),
            "counter": snapshot.counter,
            "settled_day": words.day(snapshot.business_day),
        }

    def _linked(self) -> Block:
        """The statement that this one reverses, with both persons and the reason, or the one that it corrects."""
        snapshot, words = self.settlement.snapshot, self.words
        contra = snapshot.contra
        if contra is None:
            rows = self._wording.fields["replaces"]
            values = {"replaces": words.say("replaces_number", snapshot.replaces)}
        else:
            rows = self._wording.fields["contra"]
            values = {
                "contra_number": contra.number,
                "contra_code": contra.code,
                "contra_day": words.day(contra.business_day),
                "contra_clerk": contra.clerk,
                "contra_by": snapshot.clerk,
                "contra_at": snapshot.settled_at[:16].replace("T", " "),
                "contra_why": contra.reason,
            }
        bold = self.style("body", bold=True)
        made = self._label_rows(rows, lambda field: (values[field.name], bold, LEFT))
        return Block(tuple(made), together=True, gap=self.form.gap)

    def _taken_back(self) -> Iterator[Block]:
        """What a reversal puts back, in one sentence; how it was worked out stands on the original."""
        priced = self.settlement.snapshot.adjudication
        amounts = (
            priced.fund_amount,
            priced.account_amount,
            priced.account_current_amount,
            priced.account_prior_amount,
        )
        text = self.say("taken_back", *(format_amount(-amount) for amount in amounts))
        yield Block(tuple(self._free_text(text, self.style("small"))), gap=self.form.gap)

    def _categories(self) -> Block:
        snapshot, words = self.settlement.snapshot, self.words
        priced = snapshot.adjudication
        widths, body = self.widths("categories"), self.style("body")
        titles = ("category", "amount", "eligible", "prior_self_pay", "over_limit", "excluded")
        rows = [self._table_row([words.say(title) for title in titles], widths, body, 1, head=True)]
        for line in snapshot.categories:
            amounts = (
                line.amount_fen,
                line.eligible_fen,
                line.prior_self_pay_fen,
                line.over_limit_fen,
                line.excluded_fen,
            )
            title = words.name(names.CHARGE_TYPES, line.charge_type)
            rows.append(self._table_row([title, *map(format_amount, amounts)], widths, body, 1))
        amounts = (
            priced.total_amount,
            priced.eligible_amount,
            priced.prior_self_pay_amount,
            priced.over_limit_amount,
            priced.excluded_amount,
        )
        bold = self.style("body", bold=True)
        rows.append(self._table_row([words.say("sum"), *map(format_amount, amounts)], widths, bold, 1))
        return Block(tuple(rows), heads=1, gap=self.form.gap)

    def _fund_rows(self) -> list[tuple[list[str], bool]]:
        """(texts, bold) of each fund, and their sum."""
        words, priced = self.words, self.settlement.snapshot.adjudication
        rows = []
        for fund in priced.funds:
            title = fund.name_zh if words.language == "zh" else fund.name_en
            left = words.say("no_limit") if fund.limit_left_fen is None else format_amount(fund.limit_left_fen)
            rows.append(([title, fund.code, format_amount(fund.amount_fen), left], False))
        if not rows:
            rows.append(([words.say("no_fund"), "", format_amount(0), ""], False))
        rows.append(([words.say("fund_sum"), "", format_amount(priced.fund_amount), ""], True))
        return rows

    def _year_rows(self) -> tuple[str, list[list[str]]]:
        """The settlement year with the pool this claim belongs to, and its totals before and after."""
        words, priced = self.words, self.settlement.snapshot.adjudication
        before, after = priced.totals_before, priced.totals_after
        # A total of one layer alone, or of direct lines, is a part of another row: only the whole is printed.
        pools = sorted({pool for key, _ in priced.totals_added if "." not in (pool := key.partition("/")[2])})
        keys = {key for key, _amount in (*after.amounts, *before.amounts)}
        rows = []
        for key in sorted(keys, key=_order_of_total):
            code, _slash, pool = key.partition("/")
            if "." in pool or (pools and pool not in pools):
                continue
            title = words.total(code) if len(pools) == 1 else words.total(code) + words.pool(pool)
            write = str if code == _COUNTED else format_amount
            rows.append([title, write(before.get(key)), write(after.get(key))])
        title = words.say("year", before.year) + (words.pool(pools[0]) if len(pools) == 1 else "")
        return title, rows or [[words.say("no_totals"), "", ""]]

    def _funds_and_year(self) -> Block:
        """Two tables side by side: what the funds pay, and the year before and after."""
        body = self.style("body")
        fund_widths, year_widths = self.widths("funds"), self.widths("totals")
        year_left = self.form.width - self.form.right - sum(year_widths)
        bold = self.style("body", bold=True)

        def cells(
            left: int, texts: list[str], widths: tuple[int, ...], style: Style, head: bool, right: int
        ) -> list[Cell]:
            made = []
            for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
                align = RIGHT if column >= right else CENTRE if head else LEFT
                made.append(self._cell(left, width, text, style, align, grey=head))
                left += width
            return made

        fund_head = [self.say(title) for title in ("fund", "fund_code", "fund_paid", "fund_left")]
        year_title, year_rows = self._year_rows()
        year_head = [year_title, self.say("before"), self.say("after")]
        left = self.form.left
        head = cells(left, fund_head, fund_widths, body, True, 2) + cells(
            year_left, year_head, year_widths, body, True, 1
        )
        rows = [Row(tuple(head))]
        for fund, totals in zip_longest(self._fund_rows(), year_rows):
            made = cells(left, fund[0], fund_widths, bold if fund[1] else body, False, 2) if fund else []
            made += cells(year_left, totals, year_widths, body, False, 1) if totals else []
            rows.append(Row(tuple(made)))
        return Block(tuple(rows), heads=1, gap=self.form.gap)

    def _payers(self) -> Block:
        snapshot = self.settlement.snapshot
        priced = snapshot.adjudication
        amounts = {
            "deductible": priced.deductible_amount,
            "fund_total": priced.fund_amount,
            "hospital": priced.hospital_amount,
            "person": priced.person_amount,
            # D4: own = excluded items alone; self-pay = what else the person bears.
            "self_pay": priced.person_amount - priced.excluded_amount,
            "own": priced.excluded_amount,
            "account": priced.account_amount,
            "account_current": priced.account_current_amount,
            "account_prior": priced.account_prior_amount,
            "family": priced.family_account_amount,
            "cash": priced.cash_amount,
            "balance": snapshot.account_after.total_fen,
        }
        bold = {"fund_total", "cash"}

        def value(field: Field) -> tuple[str, Style, str]:
            return format_amount(amounts[field.name]), self.style("body", bold=field.name in bold), RIGHT

        rows = self._wording.fields["payers"]
        return Block(tuple(self._label_rows(rows, value)), together=True, gap=self.form.gap)

    def _payable(self) -> Block:
        fen = payable_fen(self.settlement.snapshot.adjudication)
        widths = self.widths("payable")
        left = self.form.left
        cells = [
            self._cell(left, widths[0], self.say("payable"), self.style("body"), grey=True),
            self._cell(left + widths[0], widths[1], f"¥{format_amount(fen)}", self.style("amount", bold=True), RIGHT),
            self._cell(
                left + widths[0] + widths[1],
                widths[2],
                self.words.say("capital", capital_amount(fen)),
                self.style("subtitle"),
            ),
        ]
        return Block((Row(tuple(cells)),), together=True, gap=self.form.gap)

    def _receipts(self) -> Block:
        words, widths, small = self.words, self.widths("receipts"), self.style("small")
        receipts = self.settlement.snapshot.receipts
        titles = ("index", "kind", "code", "number", "institution", "day")
        head = [*(words.say(f"receipt_{title}") for title in titles), words.say("amount")]
        rows = self._heading(self.say("receipts", len(receipts)))
        rows.append(self._table_row(head, widths, small, 6, head=True))
        for index, (key, institution, day, total) in enumerate(receipts, 1):
            kind, code, number = key.split(":")
            texts = [str(index), words.name(names.RECEIPT_KINDS, kind), code or "—", number, institution]
            rows.append(self._table_row([*texts, words.day(day), format_amount(total)], widths, small, 6))
        return Block(tuple(rows), heads=2, gap=self.form.gap)

    def _steps(self) -> Iterator[Block]:
        words, priced = self.words, self.settlement.snapshot.adjudication
        small = self.style("small")
        rows = self._heading(words.say("steps"))
        sources: dict[str, int] = {}
        for number, (step, sentence) in enumerate(told_steps(priced, words.language), 1):
            source = sources.setdefault(citation(step.source, words.language), len(sources) + 1)
            rows += self._free_text(_circled(number) + " " + sentence + words.say("reference", source), small)
        binding = citation(priced.binding.source, words.language)
        source = sources.setdefault(binding, len(sources) + 1)
        rows += self._free_text(
            words.say("binding") + why_not_more(priced, words.language) + words.say("reference", source), small
        )
        listed = words.say("between_sources").join(
            words.say("source", number, text) for text, number in sources.items()
        )
        rows += self._free_text(words.say("sources", listed), small)
        parts = (
            priced.total_amount,
            priced.eligible_amount,
            priced.prior_self_pay_amount,
            priced.over_limit_amount,
            priced.excluded_amount,
        )
        payers = (
            priced.total_amount,
            priced.fund_amount,
            priced.hospital_amount,
            priced.account_amount,
            priced.family_account_amount,
            priced.cash_amount,
        )
        rows += self._free_text(words.say("identities", *map(format_amount, parts + payers)), small)
        yield Block(tuple(rows), heads=1, gap=self.form.gap)

    def _code(self) -> Block:
        """QR code with what it says, the notice, and the signatures: never parted."""
        settlement, words, form = self.settlement, self.words, self.form
        snapshot = settlement.snapshot
        policy = snapshot.adjudication.policy
        small = self.style("small")
        qr_width, text_width = self.widths("code")
        runs = dark_runs(qr_text(settlement, self.code))
        modules = max(row for _column, row, _length in runs) + 1
        size = form.qr // modules
        marks = tuple((column * size, row * size, length * size, size) for column, row, length in runs)
        audit = settlement.audit_hash
        texts = (
            words.say("verification", self.code),
            words.say("audit", audit[:16], audit[-8:], snapshot.settled_at[:10], settlement.audit_seq),
            words.say(
                "policy",
                policy.title_zh if words.language == "zh" else policy.title_en,
                policy.version,
                policy.effective_from,
                policy.content_hash[:12],
            ),
            words.say("objection"),
        )
        lines = tuple(line for text in texts for line in wrap(plain(text), text_width, small, self.letters))
        code = Row(
            (
                Cell(form.left, qr_width, (), small, framed=False, marks=marks, least_height=modules * size),
                Cell(form.left + qr_width, text_width, lines, small, framed=False),
            )
        )
        body = self.style("body")
        signs = (
            self.say("sign_clerk", snapshot.clerk),
            words.say("sign_review"),
            words.say("sign_member"),
            words.say("seal"),
        )
        cells = []
        left = form.left
        for text, width in zip(signs, self.widths("signatures"), strict=True):
            lines = wrap(plain(text), width, body, self.letters)
            cells.append(Cell(left, width, lines, body, RIGHT if text == signs[-1] else LEFT, framed=False))
            left += width
        space = Row(
            (Cell(form.left, form.inner_width, (), body, framed=False, least_height=2 * form.gap),), padded=False
        )
        return Block((code, space, Row(tuple(cells))), together=True, gap=form.gap)


def _order_of_total(key: str) -> tuple[int, str]:
    """Visits, then all expense, in scope, deductible, then the funds."""
    code = key.partition("/")[0]
    order = list(names.ACCUMULATORS)
    return (order.index(code) if code in order else len(order), key)


def _circled(number: int) -> str:
    """① .. ⑳, (21) and so on."""
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"

"""The member at a glance: account, benefits, open cases, this year's spending, and the four enquiry groups below."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from counter.desktop import theme, wording
from counter.desktop.benefit_row import BenefitRow
from counter.desktop.enquiry import Enquiry
from counter.desktop.forms.member_page import Ui_MemberPage
from counter.desktop.notice_line import NoticeLine
from counter.desktop.open_case_row import OpenCaseRow
from counter.desktop.page import Command, Desk, Page
from counter.desktop.rows_model import Column, RowsModel
from counter.desktop.spending_table import SharesDelegate, spending_model, spending_rows
from counter.desktop.style import set_look
from counter.desktop.table_looks import dress, width_of
from counter.desktop.visit_state import Visit
from counter.domain.claim import CareCategory
from counter.domain.draft import parse_day
from counter.domain.errors import CounterError
from counter.domain.member import Answer, Benefit, OpenCase, Overview
from counter.domain.money import format_amount

ONE_COLUMN_SCALE = 1.4
"""From this text size on the cards stand below each other instead of side by side."""

SPENDING_ROW = 36
"""Height of a spending row at 100 %."""

SPENDING_WIDTHS = {"total": 88, "fund": 88, "account": 84, "cash": 84}


class MemberPage(Page):
    """Shows a visit; without one, what to do next and what is open at this centre."""

    key = "member"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._visit: Visit | None = None
        self._overview: Overview | None = None
        self._as_of: date | None = None
        self._masked = self._clean = False
        self.form = Ui_MemberPage()
        self.form.setupUi(self)
        form = self.form
        form.fund_mark.set_mark(self.tr("基金"), "fund", "fund_text")
        form.account_mark.set_mark(self.tr("账户"), "accent", "accent")
        form.cash_mark.set_mark(self.tr("现金"), "cash", "cash_text")
        self.spending = spending_model(self)
        widths = SPENDING_WIDTHS | {"name": width_of(wording.word("category", category) for category in CareCategory)}
        dress(form.spending_table, self.spending, widths, "bar", SPENDING_ROW)
        form.enquiry_note.setIndent(10)
        form.spending_table.setItemDelegateForColumn(1, SharesDelegate(self))

        self.months: RowsModel[tuple[str, int]] = RowsModel(
            (
                Column("month", self.tr("月份"), lambda row: row[0]),
                Column("balance", self.tr("月末余额"), lambda row: format_amount(row[1]), number=True),
            ),
            self,
        )
        dress(form.balance_table, self.months, {"month": 90}, "balance", 22)
        self.enquiry = Enquiry(form, desk, self)
        self.enquiry.paper.connect(self._open_paper)
        self.enquiry.failed.connect(lambda text: self.message.emit(text, "danger"))
        form.chart_switch.clicked.connect(self._switch_chart)
        form.as_of.returnPressed.connect(self._as_of_entered)
        form.as_of.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        form.as_of_today.clicked.connect(self._back_to_today)
        form.as_of_back.clicked.connect(self._back_to_today)
        form.start_panel.resume.connect(lambda case: self.go.emit("case", case))
        form.as_of_banner.hide()
        form.as_of_chip.set_chip(self.tr("历史状态"), "warning", "clock-outline")
        self._limits: list[BenefitRow] = []
        self._notices: list[NoticeLine] = []
        self._open_cases: list[OpenCaseRow] = []
        self._facts: list[QLabel] = []
        form.cases_rows.addStretch(1)
        self._no_limits = QLabel(form.benefits_list)
        self._no_limits.setWordWrap(True)
        self._no_limits.setProperty("role", "warning")
        self._no_limits.hide()
        form.benefits_rows.addWidget(self._no_limits)
        self.show_waiting()
        self._arrange()

    # What the frame calls

    def commands(self) -> tuple[Command, ...]:
        if self._overview is None or self._masked:
            return (Command("F5", self.tr("刷新"), self.books_changed.emit),)
        return (
            Command("F5", self.tr("刷新"), self.refresh),
            Command("Ctrl+D", self.tr("指定日期"), self._focus_as_of),
        )

    def show_visit(self, visit: Visit | None) -> None:
        same = visit is not None and self._visit is not None and visit.member.member_id == self._visit.member.member_id
        self._visit = visit
        if not same:
            self._as_of = None
        self._masked = False
        if visit is None:
            self._overview = None
            self._clear()
            self.show_waiting()
        elif self._as_of is not None:
            self._fetch_as_of(self._as_of)
        else:
            self._show_overview(visit.overview)
        self.commands_changed.emit()

    def set_masked(self, masked: bool) -> None:
        if self._visit is None:
            return
        self._masked = masked
        if masked:
            self._clear()
            self.form.start_panel.invite(
                self.tr("卡已取出，内容已遮住"),
                self.tr("插回同一张卡接着办。草稿都在；请记得把卡还给参保人。"),
                "eject",
                "warning",
            )
            self.form.states.setCurrentWidget(self.form.start_panel)
        elif self._overview is not None:
            self._show_overview(self._overview)
        self.commands_changed.emit()

    def focus_start(self) -> None:
        if self.form.states.currentWidget() is self.form.content:
            self.form.account_table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # States without a member

    def show_waiting(self) -> None:
        """Nobody is served: say how to begin."""
        self._notice(
            self.tr("请插入社会保障卡"),
            self.tr("没带卡或读不出：按 F3，输入身份证号、卡号、姓名或拼音首字母。"),
            "smart-card-outline",
            "accent",
        )

    def show_busy(self, text: str) -> None:
        """A member is being opened: the page with nothing on it, so that only facts are left to be put there."""
        self._clear()
        self.form.account_as_of.setText(text)
        self.form.states.setCurrentWidget(self.form.content)

    def show_problem(self, headline: str, advice: str) -> None:
        """A member could not be opened."""
        self._clear()
        self._notice(headline, advice, "account-question", "danger")

    def show_cases(self, cases: tuple[OpenCase, ...]) -> None:
        """What is open at this centre, for the start panel."""
        self.form.start_panel.show_cases(cases)

    def _notice(self, headline: str, advice: str, icon: str, tint: str) -> None:
        self.form.start_panel.invite(headline, advice, icon, tint)
        self.form.states.setCurrentWidget(self.form.start_panel)

    # A member

    def _clear(self) -> None:
        """Forget every fact of the member before: nothing hidden stays in a widget."""
        if self._clean:
            return
        self._clean = True
        form = self.form
        form.balance.set_fen(None)
        for label in (form.account_as_of, form.money_parts, form.chart_caption, form.benefits_title):
            label.clear()
        form.balance_chart.set_months(())
        self.months.set_rows(())
        self.spending.set_rows(())
        # They stay where they are, empty, for the next member: showing a row anew lays out the page anew.
        self._no_limits.clear()
        for limit in self._limits:
            limit.show_benefit(None)
        for label in self._facts:
            label.clear()
        self._show_notice_lines(())
        self._drop_open_cases()
        self.enquiry.show_overview(None, None)

    def _show_overview(self, overview: Overview) -> None:
        self._overview, self._clean = overview, False
        form, record = self.form, overview.record
        form.balance.set_fen(record.money.total_fen)
        at = "" if self._as_of else overview.eligibility.at[11:16]
        form.account_as_of.setText(self.tr("截至 {day} {at}").format(day=record.as_of.isoformat(), at=at).strip())
        parts = [
            self.tr("当年 <b>{amount}</b>").format(amount=format_amount(record.money.current_fen)),
            self.tr("历年 <b>{amount}</b>").format(amount=format_amount(record.money.prior_fen)),
        ]
        if record.family_links:
            parts.append(self.tr("家庭共济 {count} 人").format(count=record.family_links))
        form.money_parts.setText("&nbsp;&nbsp;&nbsp; ".join(parts))
        months = record.monthly_balances[-24:]
        form.balance_chart.set_months(months)
        self.months.set_rows(tuple(reversed(months)))
        self._caption(months)
        self._show_benefits(overview)
        self._show_notices(overview)
        set_look(form.as_of, "state", "")
        form.as_of_banner.setVisible(self._as_of is not None)
        if self._as_of is not None:
            form.as_of_text.setText(self.tr("这是 {day} 日终的状态，不是今天的。").format(day=self._as_of.isoformat()))
        self.enquiry.show_overview(overview, self._as_of)
        # Last: whatever is shown inside a page that is in front lays it out anew, once for every part.
        form.states.setCurrentWidget(form.content)
        # A timer of 0 ms would be a posted event, which comes before the painting.
        QTimer.singleShot(1, self, lambda: self._show_rest(overview))

    def _show_rest(self, overview: Overview) -> None:
        """The status is painted: now what stands below it, unless it is another's turn by now."""
        if overview is not self._overview or self._masked:
            return
        form, record = self.form, overview.record
        self.spending.set_rows(spending_rows(record.spending))
        form.spending_title.setText(
            self.tr("{year} 年度累计医疗费（元，截至 {day}）").format(
                year=record.as_of.year, day=record.as_of.isoformat()
            )
        )
        form.as_of.setText(record.as_of.isoformat())

    def _caption(self, months: tuple[tuple[str, int], ...]) -> None:
        form = self.form
        if not months:
            form.chart_caption.setText(self.tr("还没有月末余额"))
            form.balance_chart.setAccessibleName(form.chart_caption.text())
            return
        form.chart_caption.setText(
            self.tr("近 24 个月  {first} 至 {last}").format(first=months[0][0], last=months[-1][0])
        )
        low, high = min(fen for _, fen in months), max(fen for _, fen in months)
        form.balance_chart.setAccessibleName(
            self.tr("近 24 个月余额，最低 {low} 元，最高 {high} 元").format(
                low=format_amount(low), high=format_amount(high)
            )
        )

    def _show_benefits(self, overview: Overview) -> None:
        form = self.form
        title = overview.policy_title_zh if self.desk.language == "zh" else overview.policy_title_en
        year = overview.record.as_of.year
        text = self.tr("{year} 年度待遇").format(year=year)
        form.benefits_title.setText(f"{text} · {title}" if title else text)
        self._show_limits(overview.benefits)
        if not overview.benefits:
            insurance = overview.insurance
            if insurance is None:
                sentence = self.tr("没有医疗保险，没有待遇可查。请先办理参保登记。")
            else:
                sentence = self.tr(
                    "本机没有统筹区 {region} 的政策包，查不到限额。请向参保地核实；其余内容不受影响。"
                ).format(region=wording.region(insurance.region))
            self._no_limits.setText(sentence)
            self._no_limits.show()

    def _show_limits(self, benefits: tuple[Benefit, ...]) -> None:
        """One row a limit; rows that are not needed forget theirs."""
        column, parent = self.form.benefits_rows, self.form.benefits_list
        self._no_limits.clear()
        self._no_limits.hide()
        while len(self._limits) < len(benefits):
            self._limits.append(BenefitRow(parent))
            column.addWidget(self._limits[-1])
        for row, benefit in zip_longest(self._limits, benefits):
            row.show_benefit(benefit)
            row.setVisible(benefit is not None)

    def _show_notices(self, overview: Overview) -> None:
        form = self.form
        found = []
        if overview.eligibility.answer is not Answer.YES:
            kind = "danger" if overview.eligibility.answer is Answer.NO else "warning"
            found = [(wording.word("eligibility_reason", reason), kind) for reason in overview.eligibility.reasons]
        for field in overview.card_differences:
            text = self.tr("卡与档案的{field}不一致，请核对证件").format(field=wording.word("identity_field", field))
            found.append((text, "warning"))
        found += [(wording.card_warning(warning), "warning") for warning in overview.card_warnings]
        self._show_notice_lines(tuple(found))
        self._drop_open_cases()
        for case in overview.record.open_cases:
            row = OpenCaseRow(case, form.cases_list)
            row.resume.connect(lambda chosen: self.go.emit("case", chosen))
            form.cases_rows.insertWidget(len(self._notices) + len(self._open_cases), row)
            self._open_cases.append(row)
        facts = self._insurance_facts(overview)
        if not overview.record.open_cases:
            facts = (self.tr("没有在办的事。按 F4 新建报销。"), *facts)
        self._show_facts(facts)

    def _show_notice_lines(self, notices: tuple[tuple[str, str], ...]) -> None:
        """One line for each sentence and its kind; lines that are not needed forget theirs."""
        form = self.form
        while len(self._notices) < len(notices):
            self._notices.append(NoticeLine(form.cases_list))
            form.cases_rows.insertWidget(len(self._notices) - 1, self._notices[-1])
        for place, line in enumerate(self._notices):
            line.show_notice(*(notices[place] if place < len(notices) else ("",)))

    def _show_facts(self, facts: tuple[str, ...]) -> None:
        """One line a fact; lines that are not needed stay where they are, empty: a new one takes longer to make than
        to read."""
        form = self.form
        while len(self._facts) < len(facts):
            label = QLabel(form.cases_list)
            label.setWordWrap(True)
            label.setProperty("role", "second")
            form.cases_rows.insertWidget(form.cases_rows.count() - 1, label)
            self._facts.append(label)
        for place, label in enumerate(self._facts):
            fact = facts[place] if place < len(facts) else ""
            label.setText(fact)
            label.setVisible(bool(fact))

    def _insurance_facts(self, overview: Overview) -> tuple[str, ...]:
        insurance = overview.insurance
        if insurance is None:
            return ()
        month = insurance.last_paid_month
        retired = insurance.retired_on
        facts = [self.tr("最近缴费 {month}").format(month=f"{month:%Y-%m}" if month else "—")]
        if retired:
            facts = [self.tr("{day} 退休，不再缴费").format(day=retired.isoformat())]
        place = f"{wording.word('enrolment', insurance.enrolment)} · {wording.region(insurance.region)}"
        if insurance.employer:
            facts.append(self.tr("单位 {employer}").format(employer=insurance.employer))
        facts.append(place)
        return tuple(facts)

    def _drop_open_cases(self) -> None:
        for row in self._open_cases:
            self.form.cases_rows.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._open_cases.clear()

    def _switch_chart(self) -> None:
        form = self.form
        chart = form.chart_stack.currentWidget() is form.balance_chart
        form.chart_stack.setCurrentIndex(1 if chart else 0)
        form.chart_switch.setText(self.tr("图") if chart else self.tr("列表"))

    def _open_paper(self, document: str) -> None:
        if "-JS-" in document:
            self.go.emit("settlement", document)
        else:
            self.message.emit(
                self.tr("凭证 {document}：由联网结算或缴费产生，纸在原处。").format(document=document), "neutral"
            )

    # As it stood on a day

    def refresh(self) -> None:
        """Fetch everything again."""
        if self._as_of is not None:
            self._fetch_as_of(self._as_of)
        else:
            self.books_changed.emit()

    def _focus_as_of(self) -> None:
        self.form.as_of.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.as_of.selectAll()

    def _as_of_entered(self) -> None:
        if self._visit is None:
            return
        form, today = self.form, self._visit.overview.record.as_of
        day = parse_day(form.as_of.text())
        if day is None or day > today or day.year < 1990:
            set_look(form.as_of, "state", "wrong")
            text = self.tr("“{text}”不能作截至日期：要写成 2025-12-31，且不晚于 {today}。")
            self.message.emit(text.format(text=form.as_of.text(), today=today.isoformat()), "warning")
            return
        if day == today:
            self._back_to_today()
        else:
            self._fetch_as_of(day)

    def _back_to_today(self) -> None:
        if self._visit is not None:
            self._as_of = None
            self._show_overview(self._visit.overview)

    def _fetch_as_of(self, day: date) -> None:
        visit = self._visit
        if visit is None:
            return
        member_id = visit.member.member_id
        counter = self.desk.counter

        def arrived(overview: Overview) -> None:
            if self._visit is not None and self._visit.member.member_id == member_id and not self._masked:
                self._as_of = day
                self._show_overview(overview)

        def failed(error: CounterError) -> None:
            self.message.emit(wording.sentence(error), "danger")

        self.desk.lane.run(
            lambda: counter.open_found(member_id, "as_of", day), owner=self, succeeded=arrived, failed=failed
        )

    # Looks

    def _arrange(self) -> None:
        narrow = theme.text_scale() >= ONE_COLUMN_SCALE
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        form = self.form
        form.top_row.setDirection(direction)
        form.bottom_row.setDirection(direction)
        top = theme.px(218)
        for card in (form.account_card, form.benefits_card, form.cases_card):
            card.setMinimumHeight(top if card is not form.cases_card else theme.px(150))
            card.setMaximumHeight(16_777_215 if narrow else top)
        form.spending_table.setMinimumHeight(theme.px(SPENDING_ROW) * 7 + theme.px(38))
        form.enquiry_card.setMinimumHeight(theme.px(230))
        form.kind_filter.setMinimumContentsLength(4)
        form.as_of.setFixedWidth(theme.px(92) + 12)
        form.institution_filter.setMinimumContentsLength(8)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "enquiry"):
            self._arrange()
        super().changeEvent(event)

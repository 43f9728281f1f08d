"""The strip below the lines: printed total, sum of the lines and how they agree, the amount in words, last saving."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.line_model import LineModel, typed_amount
from counter.domain.money import capital_amount, format_amount


class ClaimStrip:
    """Shows the receipt in front."""

    def __init__(self, ui: Ui_ClaimPage, entry: Entry, lines: LineModel) -> None:
        self._ui, self._entry, self._lines = ui, entry, lines

    def show(self) -> None:
        """Compare the printed total with the lines; of a part of a stay, its part of the total."""
        ui, receipt, draft = self._ui, self._entry.receipt, self._entry.draft
        if receipt is None or draft is None:
            return
        translate = QCoreApplication.translate
        claimed = receipt.portion if draft.stay_part is not None and receipt.portion.strip() else receipt.total
        printed, lines = typed_amount(claimed), self._lines.sum_fen()
        shown = "—" if printed is None else format_amount(printed)
        ui.printed_total.setText(translate("ClaimPage", "票面 <b>{0}</b>").format(shown))
        ui.lines_total.setText(translate("ClaimPage", "明细合计 <b>{0}</b>").format(format_amount(lines)))
        if printed is None:
            ui.difference.set_chip(translate("ClaimPage", "待填票面"), "neutral", "information-outline")
        elif printed == lines:
            ui.difference.set_chip(translate("ClaimPage", "相符"), "ok", "check-bold")
        else:
            apart = translate("ClaimPage", "差 {0}").format(format_amount(printed - lines))
            ui.difference.set_chip(apart, "warning", "alert")
        ui.capital.setText(capital_amount(lines if printed is None else printed))

    def show_saved(self, at: str) -> None:
        """When the draft was saved, an ISO time; "" when it was not yet."""
        text = QCoreApplication.translate("ClaimPage", "草稿已保存 {0}").format(at[11:19]) if at else ""
        self._ui.saved.setText(text)
        self._ui.saved.setToolTip(at)

    def show_unsaved(self) -> None:
        """The draft could not be saved."""
        self._ui.saved.setText(QCoreApplication.translate("ClaimPage", "草稿没有存上"))

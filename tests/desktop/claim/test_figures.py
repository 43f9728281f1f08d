"""The published Beijing figures, typed by keys: on the screen, in the books and on all three copies, to the fen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.desktop.settlement_page import ARMED_AFTER_MS, Stage
from counter.printing.documents import text_of

ENTER = Qt.Key.Key_Return
UNUSED, RETIRED, SECOND_STAY = 11, 5, 7
"""Members of the training centre: nothing used this year; retired, under 70, nothing used; one stay this year."""

CASES = [
    pytest.param(UNUSED, True, "60000.00", ["52,395.00"], "7,605.00", id="in service, level 3"),
    pytest.param(RETIRED, True, "60000.00", ["54,917.00", "1,891.50"], "3,191.50", id="retired, with supplement"),
    pytest.param(SECOND_STAY, True, "20000.00", ["16,447.50"], "3,552.50", id="second admission"),
    pytest.param(UNUSED, True, "150000.00", ["100,000.00", "33,906.05"], "16,093.95", id="above the pool's cap"),
    pytest.param(UNUSED, False, "30000.00", ["19,740.00"], "10,260.00", id="outpatient in the year"),
    pytest.param(UNUSED, False, "40000.00", ["25,777.14"], "14,222.86", id="outpatient above 20,000 paid"),
]


@pytest.mark.parametrize(("member", "stay", "total", "funds", "person"), CASES)
def test_published_figures(
    claim_desk, qtbot: QtBot, member: int, stay: bool, total: str, funds: list[str], person: str
) -> None:
    claim_desk.begin(member)
    claim_desk.press("11060226", ENTER, "0012345678", ENTER, ENTER, "sfdyyy", ENTER, "20261112", ENTER, total, ENTER)
    if stay:
        claim_desk.press("4", ENTER, "20261101", ENTER, "20261112", ENTER)
    else:
        claim_desk.press(ENTER)
    claim_desk.press("胆囊结石", ENTER)
    claim_desk.press("atf", ENTER, "1", ENTER, total, ENTER, ENTER, ENTER)
    claim_desk.claim.ui.documents.tick_all()
    claim_desk.settle_down()
    assert claim_desk.claim.problems() == ()

    on_screen = [row.accessibleName() for row in claim_desk.claim.ui.panel.rows()]
    for amount in [*funds, person]:
        assert any(text.endswith(f" {amount}") for text in on_screen), on_screen

    claim_desk.claim.submit()
    asked = claim_desk.went[-1][1]
    page, claim_desk.said, claim_desk.went = claim_desk.open_settlement_page()
    page.show_visit(asked.visit)
    page.open_argument(asked)
    qtbot.wait(ARMED_AFTER_MS + 60)
    qtbot.keyClick(page.ui.confirm_button, ENTER)
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    qtbot.waitUntil(lambda: page.settlement is not None and page.settlement.print_state == "printed", timeout=5000)

    (paper,) = claim_desk.out.glob("*.pdf")
    copies = text_of(paper.read_bytes())
    assert len(copies) == 3
    for copy in copies:
        for amount in [*funds, person]:
            assert amount in copy

"""A clerk made of code: the real window, driven by keys where the focus is.

Nothing reaches around the window: cards are put in at the tray, fields are typed, F-keys are pressed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget

from counter.app import Readers, open_counter, open_identity, open_readers
from counter.desktop.application import create_application
from counter.desktop.claim_page import ClaimPage
from counter.desktop.lookup import HitList
from counter.desktop.main_window import MainWindow
from counter.desktop.settlement_page import ARMED_AFTER_MS, SettlementPage
from counter.desktop.tray_drawer import CARD_ROLE
from counter.domain.draft import REQUIRED_DOCUMENTS
from counter.domain.errors import CounterError
from counter.domain.settlement import Settlement
from counter.settings import Settings
from counter.training.sample_claims import TypedClaim, TypedReceipt
from counter.visit.ports.cards import ReaderEvent

PATIENCE_S = 60.0
"""How long any one step may take before the demo gives up and says which."""
KEY_PAUSE_MS = 40
"""Between two letters: a human pace. Anything faster is taken for a scanner, as it should be."""
WIDTH, HEIGHT = 1366, 768
"""The smallest screen that the desktop is made for (desktop.md)."""


class DemoFailed(CounterError):
    """A step of the demo did not come about. step: what was waited for."""

    code = "demo_failed"

    def __init__(self, step: str) -> None:
        super().__init__(f"demo: waited {PATIENCE_S:.0f} s for: {step}")
        self.step = step


@dataclass(frozen=True, slots=True)
class Looks:
    """How the window is dressed for the pictures."""

    language: str = "zh"
    theme: str = "light"


class Clerk:
    """Two hands and two eyes on the desktop: presses keys where the focus is, waits for what comes, takes pictures."""

    def __init__(self, settings: Settings, pictures: Path, looks: Looks) -> None:
        self._pictures = pictures
        self.card_mode = ""
        self._phase = ""

        def readers() -> Readers:
            opened = open_readers(settings)
            self.card_mode = opened.mode
            return opened

        self._application = create_application(sys.argv[:1], looks.language, look=looks.theme)
        self.window = MainWindow(
            partial(open_counter, settings),
            readers,
            open_identity=partial(open_identity, settings),
            language=looks.language,
            training=settings.training,
        )
        # The parts behind the frame are made right after the first paint.
        self.window.first_painted.connect(partial(QTimer.singleShot, 0, self._look))
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.activateWindow()

    def wait_for(self, step: str, come: Callable[[], object]) -> None:
        """Let the window live until something has come.

        Raises:
            DemoFailed: it has not come in time.
        """
        end = time.monotonic() + PATIENCE_S
        while not come():
            if time.monotonic() > end:
                raise DemoFailed(step)
            self.rest(15)
        self.rest(30)

    def rest(self, milliseconds: int) -> None:
        """Let the window live for a while. (QTest.qWait would keep the other threads from running.)"""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def press(self, *keys: str) -> None:
        """Press named keys ("F4", "Return", "Ctrl+0") where the focus is."""
        for name in keys:
            QTest.keySequence(self._focus(), QKeySequence(name))
            self.rest(1)

    def type(self, text: str) -> None:
        """Type a text letter by letter, as a keyboard or an input method delivers it."""
        for letter in text:
            code = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
                self._application.sendEvent(self._focus(), event)
            self.rest(KEY_PAUSE_MS)

    def picture(self, name: str) -> Path:
        """A picture of the window as it is."""
        self.rest(120)
        target = self._pictures / f"{name}.png"
        if not self.window.grab().save(str(target)):
            raise DemoFailed(f"writing {target.name}")
        return target

    def leave(self) -> None:
        """Close the window and let everything behind it end."""
        self.window.close()
        self.rest(50)
        self.window.deleteLater()
        self.rest(50)

    def _look(self) -> None:
        self.window.serving.reader_changed.connect(self._see_reader)

    def _see_reader(self, event: ReaderEvent) -> None:
        self._phase = event.phase

    def _focus(self) -> QWidget:
        return self._application.focusWidget() or self.window

    # What a clerk does

    def wait_until_open(self) -> None:
        """The books are open and the tray lies beside the page."""
        window = self.window
        self.wait_for("the books to open", lambda: window.desk is not None)
        self.wait_for("the card tray", lambda: window.tray_desk.drawer and window.tray_desk.drawer.isVisible())
        self.wait_for("the cards on the tray", lambda: self._tray_list().count())
        self.wait_for("an empty reader", lambda: self._phase == "empty")

    def insert_card(self, card_id: str) -> None:
        """Choose a card on the tray with the arrow keys and put it in with Enter."""
        cards = self._tray_list()
        cards.setFocus()
        self.press("Home")
        for _ in range(cards.count()):
            if cards.currentItem().data(CARD_ROLE).card_id == card_id:
                break
            self.press("Down")
        self.press("Return")
        self.wait_for("the member", lambda: self.window.serving.visit is not None)

    def _tray_list(self) -> QListWidget:
        drawer = self.window.tray_desk.drawer
        assert drawer is not None
        cards = drawer.findChild(QListWidget)
        assert isinstance(cards, QListWidget)
        return cards

    def type_claim(self, claim: TypedClaim) -> None:
        """Enter a claim from its papers."""
        self.press("F4")
        self.wait_for("the claim page", lambda: isinstance(self.window.current_page(), ClaimPage))
        page = self._claim_page()
        self.wait_for("an empty claim", lambda: page.entry.draft is not None)
        for number, receipt in enumerate(claim.receipts):
            if number:
                self.press("Ctrl+N")
            self._type_receipt(claim, receipt, first=number == 0)
        if set(claim.documents) == set(REQUIRED_DOCUMENTS):
            self.press("Ctrl+0")
        self.wait_for("a claim without problems", lambda: not page.problems())
        self.wait_for("the calculation", lambda: page.ui.panel.priced() is not None)

    def _claim_page(self) -> ClaimPage:
        page = self.window.current_page()
        assert isinstance(page, ClaimPage)
        return page

    def _type_receipt(self, claim: TypedClaim, receipt: TypedReceipt, *, first: bool) -> None:
        page = self._claim_page()
        for text in (receipt.code, receipt.number, receipt.check_code):
            self.type(text)
            self.press("Return")
        self._look_up(receipt.institution_keys, receipt.institution_name)
        for text in (receipt.issue_day.replace("-", ""), receipt.total):
            self.type(text)
            self.press("Return")
        if first:
            self._choose_care(claim.care)
            for text in (claim.admission_day, claim.discharge_day):
                if text:
                    self.type(text.replace("-", ""))
                    self.press("Return")
            self.type(claim.diagnosis)
        self.press("Return")
        for line in receipt.lines:
            self._look_up(line.item_keys, line.item_name)
            self.type(line.quantity)
            self.press("Return")
            self.type(line.unit_price)
            self.press("Return", "Return")
        self.press("Return")
        self.wait_for("all lines", lambda: page.entry.receipt and len(page.entry.receipt.lines) == len(receipt.lines))

    def _look_up(self, keys: str, name: str) -> None:
        """Type what a look-up is asked for and choose a hit by its digit."""

        def shown() -> list[str]:
            lists = [hits for hits in self.window.findChildren(HitList) if hits.isVisible()]
            return [hit.title for hits in lists for hit in hits.hits()]

        self.type(keys)
        self.wait_for(f"{name} among the hits for {keys}", lambda: name in shown())
        self.type(str(shown().index(name) + 1))

    def _choose_care(self, care: str) -> None:
        box = self._focus()
        assert isinstance(box, QComboBox)
        self.type(str(box.findData(care) + 1))
        self.press("Return")

    def settle(self) -> Settlement:
        """F8 for the settlement page, F8 once more to confirm; wait for the paper."""
        self.press("F8")
        self.wait_for("the settlement page", lambda: isinstance(self.window.current_page(), SettlementPage))
        page = self.window.current_page()
        assert isinstance(page, SettlementPage)
        self.rest(ARMED_AFTER_MS + 100)
        self.picture("3-confirm")
        self.press("F8")
        self.wait_for("the booking and its paper", lambda: page.settlement and page.settlement.print_state == "printed")
        self.wait_for("the pages on the screen", lambda: page.ui.paper.has_pages())
        assert page.settlement is not None
        return page.settlement

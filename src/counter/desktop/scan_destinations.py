"""Where a scanned code goes that the page in front does not take: to whom or what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.desktop.page_stack import PageStack
from counter.desktop.scanner import refusal
from counter.domain.scanned_code import CodeKind, recognise

if TYPE_CHECKING:
    from counter.desktop.identity_desk import IdentityDesk
    from counter.desktop.search_desk import SearchDesk
    from counter.desktop.serving import Serving


class ScanDestinations(QObject):
    """Signals:

    go(page key, argument): what the code names stands there.
    message(text, kind): the code names nothing that is known here.
    """

    go = Signal(str, object)
    message = Signal(str, str)

    def __init__(
        self, pages: PageStack, serving: Serving, search_desk: SearchDesk, identity_desk: IdentityDesk, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._serving = pages, serving
        self._search_desk, self._identity_desk = search_desk, identity_desk

    def take(self, text: str) -> bool:
        """Follow a code; False when it is a receipt that the claim page does not want."""
        code = recognise(text)
        if code.kind in (CodeKind.ID_NUMBER, CodeKind.CARD_NUMBER):
            self._search_desk.ask_number(code.value)
        elif code.kind is CodeKind.E_CREDENTIAL:
            self._identity_desk.take_code(text)
        elif code.kind is CodeKind.STATEMENT:
            self.go.emit("settlement", code.value)
        elif code.receipt is not None and self._serving.visit is not None:
            self.go.emit("claim", None)
            claim = self._pages.page("claim")
            return claim is not None and claim.take_scan(text)
        else:
            self.message.emit(refusal(code, text), "warning")
        return True

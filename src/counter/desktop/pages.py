"""The pages that this desk has, in the order of the rail. A page's module is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.desktop.page import Desk, Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: key of the page, icon and word on the rail, its F-key ("" for none), and how it is made."""

    key: str
    icon: str
    title: str
    shortcut: str
    make: Callable[[Desk], Page]


def _member(desk: Desk) -> Page:
    from counter.desktop.member_page import MemberPage

    return MemberPage(desk)


def _claim(desk: Desk) -> Page:
    from counter.desktop.claim_page import ClaimPage

    return ClaimPage(desk)


def _settlement(desk: Desk) -> Page:
    from counter.desktop.settlement_page import SettlementPage

    return SettlementPage(desk)


def page_entries() -> tuple[PageEntry, ...]:
    """All pages, titles in the language of the window."""
    translate = QCoreApplication.translate
    return (
        PageEntry("member", "account", translate("Pages", "参保人"), "F3", _member),
        PageEntry("claim", "file-document-edit-outline", translate("Pages", "报销"), "F4", _claim),
        PageEntry("settlement", "receipt-text-outline", translate("Pages", "结算单"), "", _settlement),
    )

"""The other ways to say who somebody is: the resident ID reader and scanned e-credentials.

Hides how long they take: both run on a lane of their own, a wait for an ID card can be ended at any time, and what
comes late is dropped. A code is handed to its decoder once and kept nowhere (card.md 2, 4).
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from counter.desktop import wording
from counter.desktop.lanes import Lane
from counter.domain.errors import CounterError, CredentialProblem, IdReaderProblem
from counter.domain.identity import IdDocument, RawDocument
from counter.domain.scanned_code import credential_digits

if TYPE_CHECKING:
    from counter.desktop.serving import Serving
    from counter.visit.ports.evidence import CredentialDecoder, CredentialHolder, DocumentReader, DocumentTray

WAIT_SECONDS = 30
"""So long an ID card is waited for."""


class OpenedSources(Protocol):
    """What this desk has beside the card reader; None for what it has not. tray: in the training centre only."""

    @property
    def id_reader(self) -> DocumentReader | None: ...

    @property
    def decoder(self) -> CredentialDecoder | None: ...

    @property
    def tray(self) -> DocumentTray | None: ...


class IdentityDesk(QObject):
    """Signals:

    message(text, kind): for the command bar.
    busy(words): what is waited for, "" when nothing is; for the visit bar.
    raw(document): a document that is laid out as no citizen's; to be looked at.
    """

    message = Signal(str, str)
    busy = Signal(str)
    raw = Signal(object)

    def __init__(self, serving: Serving, parent: QObject) -> None:
        super().__init__(parent)
        self._serving = serving
        self._lane = Lane("identity", self)
        self._sources: OpenedSources | None = None
        self._waiting: Event | None = None
        self._decoding = 0

    @property
    def lane(self) -> Lane:
        """Where reading and decoding happen."""
        return self._lane

    def open(
        self,
        opener: Callable[[], OpenedSources],
        opened: Callable[[OpenedSources], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        """Open what the settings name, on the lane; `opened` and `failed` are told afterwards."""

        def keep() -> OpenedSources:
            # Kept before anybody is told: a window that closes meanwhile has to close them, too.
            self._sources = opener()
            return self._sources

        self._lane.run(keep, owner=self, succeeded=opened, failed=failed)

    @property
    def waiting(self) -> bool:
        """True while an ID card is waited for."""
        return self._waiting is not None

    def read_document(self) -> None:
        """Wait for an ID card and read it; a second call ends the wait."""
        if self._waiting is not None:
            self.cancel()
            self.message.emit(wording.sentence(IdReaderProblem("cancelled")), "neutral")
            return
        reader = self._sources.id_reader if self._sources is not None else None
        if reader is None:
            self.message.emit(wording.sentence(IdReaderProblem("not_configured")), "warning")
            return
        cancelled = self._waiting = Event()
        self.busy.emit(self.tr("请把身份证放到阅读器上……要停止，再按 Shift+F2。"))
        self._lane.run(
            lambda: reader.read(WAIT_SECONDS, cancelled),
            owner=self,
            succeeded=lambda document: self._document_read(cancelled, document),
            failed=lambda error: self._read_failed(cancelled, error),
        )

    def cancel(self) -> None:
        """End a wait for an ID card; its document is dropped even if it was just read."""
        if self._waiting is not None:
            self._waiting.set()
            self._waiting = None
            self.busy.emit("")

    def _document_read(self, cancelled: Event, document: IdDocument | RawDocument) -> None:
        if cancelled is not self._waiting:
            return
        self.cancel()
        if isinstance(document, RawDocument):
            self.raw.emit(document)
        else:
            self._serving.present(document)

    def _read_failed(self, cancelled: Event, error: CounterError) -> None:
        if cancelled is self._waiting:
            self.cancel()
            self.message.emit(wording.sentence(error), "warning")

    def take_code(self, text: str) -> None:
        """An e-credential was scanned: ask its decoder who it is."""
        self.cancel()
        digits = credential_digits(text)
        decoder = self._sources.decoder if self._sources is not None else None
        if decoder is None or not digits:
            reason = "not_configured" if decoder is None else "unknown_shape"
            self.message.emit(wording.sentence(CredentialProblem(reason)), "warning")
            return
        self._decoding += 1
        ticket = self._decoding
        self.busy.emit(self.tr("正在向解码服务查询电子凭证…"))
        self._lane.run(
            lambda: decoder.decode(digits),
            owner=self,
            succeeded=lambda holder: self._decoded(ticket, holder),
            failed=lambda error: self._not_decoded(ticket, error),
        )

    def _decoded(self, ticket: int, holder: CredentialHolder) -> None:
        if ticket == self._decoding:
            self._show_idle()
            self._serving.present(holder)

    def _not_decoded(self, ticket: int, error: CounterError) -> None:
        if ticket == self._decoding:
            self._show_idle()
            self.message.emit(wording.sentence(error), "warning")

    def _show_idle(self) -> None:
        if self._waiting is None:
            self.busy.emit("")

    def drop(self) -> None:
        """The window is locked or closed: nothing that is still under way may open anybody."""
        self.cancel()
        self._decoding += 1
        self.busy.emit("")

    def stop(self) -> None:
        """The window closes."""
        self.drop()
        self._lane.stop()
        if self._sources is not None and self._sources.tray is not None:
            self._sources.tray.close()

"""The composition root: settings -> store, policy book, card reader, printing -> desktop; nothing else.

Heavy parts are imported where they are used, so that the window is painted before any of them is loaded.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from datetime import date
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import FileProblem, FileProblems, StoreProblem
from counter.settings import SETTINGS_FILE, Settings, load_settings, resources_folder
from counter.visit.system_clock import SystemClock

if TYPE_CHECKING:
    from counter.store import Books
    from counter.visit.counter import Counter
    from counter.visit.ports.cards import CardReader, CardTray
    from counter.visit.ports.desk import Staff
    from counter.visit.ports.evidence import CredentialDecoder, DocumentReader, DocumentTray
    from counter.visit.ports.paper import PrintQueue

CARDS_FOLDER = "cards"


@dataclass(frozen=True, slots=True)
class Readers:
    """The reader that was opened, its tray in training, and how cards are read (`pcsc`, `virtual`, `simulated`)."""

    reader: CardReader
    tray: CardTray | None
    mode: str


def settings_for(
    home: Path | None, *, cards: str | None = None, language: str | None = None, theme: str | None = None
) -> Settings:
    """The settings of a home folder, with what the command line overrides."""
    settings = load_settings(home)
    return replace(
        settings,
        cards=cards or settings.cards,
        language=language or settings.language,
        theme=theme or settings.theme,
    )


def open_readers(settings: Settings) -> Readers:
    """Open the card reader; takes up to some seconds while the reader service starts.

    In training, software cards for the well-known faces are laid on the desk first.

    Raises:
        StoreProblem: `read_only` or `disk_full`: the cards cannot be written.
    """
    from counter.card.opening import open_reader

    folder = settings.home / CARDS_FOLDER
    if settings.training:
        try:
            _lay_cards(folder)
        except OSError as error:
            raise StoreProblem("disk_full" if error.errno == ENOSPC else "read_only", str(folder)) from error
    mode = settings.cards if settings.training or settings.cards != "auto" else "pcsc"
    opened = open_reader(mode, folder, settings.driver_file)
    return Readers(opened.reader, opened.tray if settings.training else None, opened.mode)


@dataclass(frozen=True, slots=True)
class IdentitySources:
    """Ways to say who somebody is beside a card: see `counter.desktop.identity_desk.OpenedSources`."""

    id_reader: DocumentReader | None
    decoder: CredentialDecoder | None
    tray: DocumentTray | None = None


def open_identity(settings: Settings) -> IdentitySources:
    """The ID reader and the decoder of e-credentials that the settings name; in training the virtual ID reader.

    Raises:
        FileProblems: the address of the decoding service is not one of this machine.
    """
    from counter.card.id_desk import DeskIdReader

    decoder = _decoder(settings)
    if settings.id_reader:
        device = "" if settings.id_reader == "auto" else settings.id_reader
        return IdentitySources(DeskIdReader(device), decoder)
    if settings.training:
        try:
            from counter.card.id_virtual import VirtualIdReader
        except ImportError:
            # No pseudo-terminals on this system.
            return IdentitySources(None, decoder)
        from counter.training import build_centre, id_documents

        centre = build_centre(date.today(), resources_folder())  # noqa: DTZ011 - only ages the synthetic people
        documents = {_tray_name(face): document for face, document in id_documents(centre).items()}
        virtual = VirtualIdReader(documents)
        return IdentitySources(DeskIdReader(virtual.device), decoder, virtual)
    return IdentitySources(None, decoder)


def _tray_name(face_id: str) -> str:
    """The name of a face's card file without its ending. The tray sorts by it: what is no member's card comes last."""
    return face_id if face_id.startswith("face") else f"other-{face_id}"


def _decoder(settings: Settings) -> CredentialDecoder | None:
    if not settings.credential_service:
        return None
    from counter.card.credential import LocalDecoder, Terminal

    terminal = Terminal(settings.centre, settings.counter, settings.clerk)
    try:
        return LocalDecoder(settings.credential_service, terminal)
    except ValueError as error:
        file = str(settings.home / SETTINGS_FILE)
        raise FileProblems((FileProblem(file, 0, "credential_service", str(error)),)) from error


def open_books(settings: Settings) -> tuple[Books, Staff]:
    """Open the database; an empty training database is filled first, and its day is opened.

    Raises:
        StoreProblem: see `counter.store.open_store`.
    """
    from counter.store import open_store
    from counter.visit.ports.desk import Staff

    settings.home.mkdir(parents=True, exist_ok=True)
    staff = Staff(1, settings.clerk or "培训一号", settings.counter, settings.centre)
    books = open_store(settings.url, staff, clock=SystemClock())
    if settings.training and not books.read_only:
        try:
            _open_training_day(books, staff)
        except BaseException:
            books.close()
            raise
    return books, staff


def open_counter(settings: Settings) -> Counter:
    """Everything behind the window but the card reader. Blocks: call it on the store lane.

    The rules are read with the first question about them, or by `Counter.read_rules`.
    """
    from counter.policies.late import LateBook
    from counter.printing.documents import StatementDocuments
    from counter.visit.counter import Counter

    books, staff = open_books(settings)
    resources = resources_folder()
    policies = LateBook(settings.policies_folder, settings.trusted_keys)
    return Counter(books, policies, StatementDocuments(resources), _queue(settings), SystemClock(), staff)


def run_desktop(
    home: Path | None,
    *,
    cards: str | None = None,
    language: str | None = None,
    theme: str | None = None,
    timed: bool = False,
) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    timed: print when the window was first painted and when it was ready for a card, then close (`counter bench ui`).
    """
    # Nothing that is loaded now is garbage, and looking for some costs a tenth of the start; `run` begins to collect.
    gc.disable()
    from counter.desktop.application import run

    settings = settings_for(home, cards=cards, language=language, theme=theme)
    opened: list[Counter] = []

    def open_and_keep() -> Counter:
        opened.append(open_counter(settings))
        return opened[-1]

    code = run(
        open_and_keep,
        partial(open_readers, settings),
        open_identity=partial(open_identity, settings),
        language=settings.language,
        theme=settings.theme,
        training=settings.training,
        home=settings.home,
        timed=timed,
    )
    for counter in opened:
        counter.close()
    return code


def verify_books(home: Path | None, number: str | None, code: str | None) -> tuple[str, bool]:
    """Check the audit chain and the books; with a number and a code, one paper against them.

    Returns:
        The report and whether everything holds.
    """
    from counter.domain.settlement import verification_code
    from counter.store.verify import verify_store

    settings = load_settings(home)
    report = verify_store(settings.url)
    lines, good = [str(report)], report.good
    if number is not None:
        books, _ = open_books(settings)
        try:
            found = books.settlement_by_number(number)
        finally:
            books.close()
        fits = found is not None and (code is None or verification_code(found.snapshot.content_hash) == code.upper())
        lines.append(f"statement {number}: " + ("agrees with the books" if fits else "DOES NOT AGREE with the books"))
        good = good and fits
    return "\n".join(lines), good


def _open_training_day(books: Books, staff: Staff) -> None:
    today = date.today()  # noqa: DTZ011 - the training centre opens the calendar day; nothing else reads the clock
    day = books.accounting_day()
    if day.day == date.min:
        from counter.training import build_centre

        books.load_centre(build_centre(today, resources_folder()))
    elif day.day < today:
        books.open_day(today, staff.name)


def _lay_cards(folder: Path) -> None:
    """Write the card files of the training faces and the cards that are no member's, unless they lie there."""
    if any(folder.glob("*.toml")):
        return
    from counter.card.image import image_for_member, save_image
    from counter.training import build_centre, tray_faces

    folder.mkdir(parents=True, exist_ok=True)
    today = date.today()  # noqa: DTZ011 - only ages the synthetic people
    shared = resources_folder() / CARDS_FOLDER
    profiles = {"bank": "p10", "blank": "p11-absent", "resident_id": "p12"}
    for face in tray_faces(build_centre(today, resources_folder())):
        if face.member_id is None or face.birth_day is None:
            stranger = folder / f"{_tray_name(face.face_id)}.toml"
            stranger.write_bytes((shared / f"{profiles[face.profile]}.toml").read_bytes())
            continue
        assert face.issue_day is not None
        assert face.expiry_day is not None
        image = image_for_member(
            face.face_id,
            name=face.name,
            id_number=face.id_number,
            sex=face.sex,
            birth_day=face.birth_day,
            card_number=face.card_number,
            card_id=face.card_id,
            version=face.version,
            note=face.note_zh,
            issue_day=face.issue_day,
            expiry_day=face.expiry_day,
        )
        save_image(image, folder / f"{face.face_id}.toml")


def _queue(settings: Settings) -> PrintQueue:
    from counter.printing.spool import CupsQueue, FolderQueue

    if settings.printer:
        return CupsQueue(settings.printer)
    return FolderQueue(settings.paper_folder)

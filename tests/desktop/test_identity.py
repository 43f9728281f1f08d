"""Identity without a card or beside it: an ID reader on a pseudo-terminal, a decoder on loopback; all by keys."""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from window_scene import Scene

from counter.app import open_identity
from counter.card.credential import LocalDecoder, Terminal
from counter.card.id_desk import DeskIdReader
from counter.desktop import theme
from counter.desktop.application import create_application
from counter.desktop.identity_desk import IdentityDesk
from counter.desktop.visit_bar import ROUTE_ICONS
from counter.domain.identity import IdentityRoute
from counter.domain.member import Member
from counter.settings import Settings
from counter.visit.ports.cards import ReaderPhase
from counter.visit.ports.evidence import CredentialHolder

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "card"))
from sdt_emulator import FIND, READ, Emulator, text_block

CODE = "4249901000000000000099990000"
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def block_of(member: Member, **changes: str) -> bytes:
    """The text block of a member's ID card."""
    stated = {
        "name": member.name,
        "sex": member.sex.value,
        "birth_day": member.birth_day.strftime("%Y%m%d"),
        "id_number": member.id_number,
    }
    return text_block(**{**stated, **changes})


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(come: Callable[[], object], what: str) -> None:
    for _ in range(300):
        if come():
            return
        rest(20)
    raise AssertionError(f"waited in vain for {what}")


@pytest.fixture
def plate(scene: Scene) -> Iterator[Emulator]:
    """The ID reader of the scene; nothing lies on it."""
    emulator = Emulator()
    scene.sources.id_reader = DeskIdReader(emulator.device)
    yield emulator
    emulator.close()


class Service:
    """A decoding service that answers for one member."""

    def __init__(self) -> None:
        self.answer: dict[str, object] = {}
        self.asked: list[str] = []
        self.hold = threading.Event()
        self.hold.set()
        service = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append(body["data"]["ecQrCode"])
                service.hold.wait(5)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(service.answer).encode())

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

        self._server = HTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self._server.server_port}/decode"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def answer_for(self, member: Member, **changes: str) -> None:
        fields = {"userName": member.name, "idNo": member.id_number, "idType": "01", "insuOrg": "990101", **changes}
        self.answer = {"code": 0, "data": fields}

    def close(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()


@pytest.fixture
def service(scene: Scene) -> Iterator[Service]:
    running = Service()
    scene.sources.decoder = LocalDecoder(running.url, Terminal("990101", "3", "测试员"))
    yield running
    running.close()


def scan(scene: Scene, text: str) -> None:
    """A scanner types: faster than any hand, and Enter."""
    target = scene.window.focusWidget() or scene.window
    QTest.keyClicks(target, text)
    QTest.keyClick(target, Qt.Key.Key_Return)
    scene.settle_down()


def read_id(scene: Scene) -> None:
    """Shift+F2 and wait until the reader has answered."""
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)
    until(lambda: not scene.window.identity_desk.waiting, "the ID card")
    scene.settle_down()


def message(scene: Scene) -> str:
    return scene.window.form.command_bar.message()


def served(scene: Scene) -> tuple[int, IdentityRoute] | None:
    visit = scene.window.serving.visit
    return None if visit is None else (visit.member.member_id, visit.identity.route)


def audit(tmp_path: Path, kind: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(tmp_path / "books0.db")) as line:
        rows = line.execute("select content from audit where kind = ? order by seq", (kind,)).fetchall()
    return [json.loads(row[0]) for row in rows]


# The ID reader


def test_an_id_card_opens_its_member_by_its_own_route(scene: Scene, plate: Emulator, tmp_path: Path) -> None:
    plate.block = block_of(scene.member(3))
    read_id(scene)
    assert served(scene) == (3, IdentityRoute.ID_READER)
    chip = scene.window.form.visit_bar.route_chip
    assert (chip.text(), chip.isVisible()) == ("身份证", True)
    assert audit(tmp_path, "look")[-1]["route"] == "id_reader"
    assert not scene.window.comparison.panel.isVisible(), "without a card nothing is put in the way"
    QTest.keyClick(scene.window, Qt.Key.Key_F2, CONTROL)
    assert scene.window.comparison.panel.isVisible()


def test_waiting_is_said_and_ends_at_the_same_key(scene: Scene, plate: Emulator) -> None:
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)
    rest(100)
    bar = scene.window.form.visit_bar
    assert "放到阅读器上" in bar.advice.text()
    assert bar.document.text().strip() == "停止"
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)
    assert "停止" in message(scene)
    assert scene.window.identity_desk.lane.wait_idle(1000), "the reader is given back at once"
    assert "放到阅读器上" not in bar.advice.text()
    plate.block = block_of(scene.member(3))
    scene.settle_down()
    assert served(scene) is None
    read_id(scene)
    assert served(scene) == (3, IdentityRoute.ID_READER), "and can be read again"


def test_a_silent_reader_never_holds_the_window(scene: Scene, plate: Emulator) -> None:
    plate.faults = dict.fromkeys(range(1, 99), lambda _reader, _answer: b"")
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)
    until(lambda: FIND in plate.commands, "the first look")
    scene.reader.insert(scene.member(2))
    until(lambda: served(scene) == (2, IdentityRoute.CHIP), "the card, which is read meanwhile")
    assert scene.window.identity_desk.waiting
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0x21, "不认识这条命令"),
        (0x31, "真伪"),
        (0x40, "不是居民身份证"),
        (0x66, "自检有误"),
        (0x77, "没有见过的代码 77"),
    ],
)
def test_every_return_code_has_its_words(scene: Scene, plate: Emulator, status: int, words: str) -> None:
    plate.block = block_of(scene.member(3))
    plate.statuses = {FIND: status}
    read_id(scene)
    assert served(scene) is None
    assert words in message(scene)


def test_without_a_reader_it_is_said_what_is_missing(scene: Scene) -> None:
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)
    assert "id_reader" in message(scene)


def test_a_reader_that_is_unplugged_is_said(scene: Scene, plate: Emulator) -> None:
    plate.faults = {2: lambda _reader, _answer: None}
    plate.block = block_of(scene.member(3))
    read_id(scene)
    assert "断开" in message(scene)


def test_the_cardholders_id_card_is_compared_side_by_side(scene: Scene, plate: Emulator, tmp_path: Path) -> None:
    member = scene.member(2)
    plate.newest = "示范市新区学府路88号"
    scene.insert(2)
    plate.block = block_of(member)
    read_id(scene)
    assert served(scene) == (2, IdentityRoute.CHIP)
    panel = scene.window.comparison.panel
    assert panel.isVisible()
    assert panel.verdict.text() == "一致"
    texts = texts_of(scene)
    assert "学府路88号" in "".join(texts)
    assert texts.count(member.name) >= 3
    assert member.id_number not in "".join(texts), "masked"
    assert audit(tmp_path, "identity")[-1]["differing"] == []
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert "学府路" not in "".join(texts_of(scene)), "not even hidden labels keep it"


def texts_of(scene: Scene) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in scene.window.comparison.panel.findChildren(QLabel)]


def test_another_persons_id_card_is_refused(scene: Scene, plate: Emulator, tmp_path: Path) -> None:
    scene.insert(2)
    plate.block = block_of(scene.member(3))
    read_id(scene)
    assert served(scene) is None
    panel = scene.window.comparison.panel
    assert panel.isVisible()
    assert panel.verdict.kind() == "danger"
    assert "身份证号" in message(scene)
    note = audit(tmp_path, "identity")[-1]
    assert note["accepted"] is False
    assert "id_number" in str(note["differing"])
    scene.reader.pull()
    scene.insert(1)
    assert not panel.isVisible()
    assert scene.member(3).name not in "".join(texts_of(scene))


def test_another_name_warns_and_goes_on(scene: Scene, plate: Emulator, tmp_path: Path) -> None:
    scene.insert(2)
    plate.block = block_of(scene.member(2), name="王某")
    read_id(scene)
    assert served(scene) == (2, IdentityRoute.CHIP)
    assert "不一致" in scene.window.comparison.panel.verdict.text()
    assert scene.window.form.visit_bar.warning_chip.isVisible()
    note = audit(tmp_path, "identity")[-1]
    assert (note["differing"], note["accepted"]) == (["name"], True)


def test_a_card_after_the_id_card_is_held_against_it(scene: Scene, plate: Emulator) -> None:
    plate.block = block_of(scene.member(2))
    read_id(scene)
    scene.insert(2)
    scene.settle_down()
    assert served(scene) == (2, IdentityRoute.CHIP)
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.evidence is not None
    assert scene.window.comparison.panel.verdict.text() == "一致"


@pytest.mark.parametrize("card_first", [True, False])
@pytest.mark.parametrize("same", [True, False])
def test_card_and_id_card_at_the_same_moment_are_held_against_each_other(
    scene: Scene, card_first: bool, same: bool
) -> None:
    member, other = scene.member(2), scene.member(3)
    document = CredentialHolder(member.name, member.id_number) if same else CredentialHolder("甲", other.id_number)
    if card_first:
        scene.reader.insert(member)
        scene.window.serving.present(document)
    else:
        scene.window.serving.present(document)
        scene.reader.insert(member)
    scene.settle_down()
    if same:
        assert served(scene) == (2, IdentityRoute.CHIP)
        assert scene.window.serving.visit is not None
        assert scene.window.serving.visit.evidence == document
    else:
        assert served(scene) is None
        assert scene.window.comparison.panel.verdict.kind() == "danger"


def test_a_foreign_layout_is_shown_and_fills_in_nothing(scene: Scene, plate: Emulator) -> None:
    plate.block = block_of(scene.member(2), reserved="I", name="SMITH JOHN")
    read_id(scene)
    assert served(scene) is None
    assert scene.window.comparison.panel.isVisible()
    assert "SMITH JOHN" in texts_of(scene)
    assert scene.window.form.visit_bar.search.text() == ""


def test_a_protected_card_leads_to_the_id_card(scene: Scene, plate: Emulator) -> None:
    scene.reader.begin()
    scene.reader.say(ReaderPhase.PROTECTED)
    scene.settle_down()
    assert "Shift+F2" in scene.window.form.visit_bar.advice.text()
    plate.block = block_of(scene.member(10))
    read_id(scene)
    assert served(scene) == (10, IdentityRoute.ID_READER)
    assert not scene.window.form.visit_bar.advice.isVisible(), "nothing more is asked for"


def test_the_comparison_goes_with_the_card_and_the_lock(scene: Scene, plate: Emulator) -> None:
    for leave in (scene.reader.pull, lambda: QTest.keyClick(scene.window, Qt.Key.Key_F12)):
        scene.insert(2)
        QTest.keyClick(scene.window, Qt.Key.Key_F2, CONTROL)
        assert scene.window.comparison.panel.isVisible()
        leave()
        scene.settle_down()
        assert not scene.window.comparison.panel.isVisible()
        assert scene.member(2).name not in "".join(texts_of(scene))


def test_the_lock_ends_a_wait(scene: Scene, plate: Emulator) -> None:
    QTest.keyClick(scene.window, Qt.Key.Key_F2, SHIFT)
    QTest.keyClick(scene.window, Qt.Key.Key_F12)
    plate.block = block_of(scene.member(2))
    scene.settle_down()
    assert served(scene) is None
    assert READ not in plate.commands


def test_the_whole_number_is_shown_only_after_a_reason(scene: Scene) -> None:
    scene.insert(2)
    QTest.keyClick(scene.window, Qt.Key.Key_F2, CONTROL)
    number = scene.member(2).id_number
    assert number not in texts_of(scene)
    scene.window.form.visit_bar.reveal.click()
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_1)
    scene.settle_down()
    assert number in texts_of(scene)


def test_the_virtual_reader_of_the_training_centre(scene: Scene, tmp_path: Path) -> None:
    sources = open_identity(Settings(tmp_path / "home"))
    assert sources.tray is not None
    scene.sources.id_reader = sources.id_reader
    desk = scene.window.tray_desk
    desk.use(_Cards())
    desk.use_documents(sources.tray)
    scene.settle_down()
    try:
        QTest.keyClick(scene.window, Qt.Key.Key_F11)
        drawer = desk.drawer
        assert drawer is not None
        from PySide6.QtWidgets import QListWidget

        cards = drawer.findChild(QListWidget)
        assert cards is not None
        scene.press(cards, Qt.Key.Key_Space)
        assert "身份证在阅读器上" in cards.item(0).text()
        read_id(scene)
        assert served(scene) == (2, IdentityRoute.ID_READER)
        QTest.keyClick(scene.window, Qt.Key.Key_F11)
        scene.press(cards, Qt.Key.Key_Space)
        assert "身份证在阅读器上" not in cards.item(0).text()
    finally:
        sources.tray.close()


class _Cards:
    """One card of the training centre."""

    def cards(self) -> tuple[object, ...]:
        from counter.visit.ports.cards import TrayCard

        return (TrayCard("face02", "王䶮", "在职"),)

    def insert(self, card_id: str) -> None: ...

    def pull(self) -> None: ...


# E-credentials


def test_a_window_that_closes_while_the_id_reader_opens_closes_it_too(scene: Scene) -> None:
    going, closed = threading.Event(), threading.Event()

    class Tray:
        def close(self) -> None:
            closed.set()

    class Late:
        id_reader = None
        decoder = None
        tray = Tray()

    def slowly() -> Late:
        going.set()
        threading.Event().wait(0.2)
        return Late()

    desk = IdentityDesk(scene.window.serving, scene.window)
    told: list[object] = []
    desk.open(slowly, told.append, told.append)
    assert going.wait(5)
    desk.stop()
    assert closed.is_set()
    assert told == []


def test_an_e_credential_is_not_configured_at_first(scene: Scene, tmp_path: Path) -> None:
    scan(scene, CODE)
    assert served(scene) is None
    assert "credential_service" in message(scene)
    assert CODE not in message(scene)


@pytest.mark.parametrize("page", ["member", "claim"])
def test_an_e_credential_opens_its_member_and_is_kept_nowhere(
    scene: Scene, service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    caplog.set_level(logging.DEBUG)
    service.answer_for(scene.member(4))
    if page == "claim":
        scene.insert(1)
        QTest.keyClick(scene.window, Qt.Key.Key_F4)
        scene.settle_down()
        scene.reader.pull()
    scan(scene, CODE)
    assert service.asked == [CODE]
    assert served(scene) == (4, IdentityRoute.CODE)
    assert scene.window.form.visit_bar.route_chip.text() == "电子凭证"
    QTest.keyClick(scene.window, Qt.Key.Key_F4)
    scene.settle_down()
    scene.window.close()
    scene.books.close()
    found = [file for file in tmp_path.rglob("*") if file.is_file() and CODE.encode() in file.read_bytes()]
    assert found == [], "neither books, drafts nor settings"
    assert CODE not in caplog.text
    held = [name for name, value in vars(scene.window.scanner).items() if CODE in str(value)]
    assert held == []


def test_a_slow_scanner_in_the_search_box_is_understood(scene: Scene, service: Service) -> None:
    service.answer_for(scene.member(4))
    search = scene.window.form.visit_bar.search
    search.setFocus()
    scene.type(search, CODE)
    QTest.keyClick(search, Qt.Key.Key_Return)
    scene.settle_down()
    assert served(scene) == (4, IdentityRoute.CODE)
    assert search.text() == ""


def test_an_e_credential_of_another_person_is_refused_beside_a_card(scene: Scene, service: Service) -> None:
    scene.insert(2)
    service.answer_for(scene.member(4))
    scan(scene, CODE)
    assert served(scene) is None
    assert scene.window.comparison.panel.verdict.kind() == "danger"


def test_an_e_credential_of_the_cardholder_confirms(scene: Scene, service: Service) -> None:
    scene.insert(2)
    service.answer_for(scene.member(2))
    scan(scene, CODE)
    assert served(scene) == (2, IdentityRoute.CHIP)
    assert scene.window.comparison.panel.verdict.text() == "一致"
    assert "电子凭证" in texts_of(scene)


def test_a_refused_code_is_said_in_words(scene: Scene, service: Service) -> None:
    service.answer = {"code": 500159}
    scan(scene, CODE)
    assert "500159" in message(scene)
    assert served(scene) is None


def test_an_answer_after_the_lock_opens_nobody(scene: Scene, service: Service) -> None:
    service.answer_for(scene.member(2))
    service.hold.clear()
    target = scene.window.focusWidget() or scene.window
    QTest.keyClicks(target, CODE)
    QTest.keyClick(target, Qt.Key.Key_Return)
    until(lambda: service.asked, "the question")
    assert "电子凭证" in scene.window.form.visit_bar.advice.text()
    QTest.keyClick(scene.window, Qt.Key.Key_F12)
    service.hold.set()
    scene.settle_down()
    assert served(scene) is None


def test_a_code_without_a_known_shape_is_not_sent(scene: Scene, service: Service) -> None:
    scan(scene, "opc" + "7" * 40)
    assert service.asked == []
    assert "28 位" in message(scene)


# Typed, and all of them


def test_typing_needs_a_reason_and_is_a_warning(scene: Scene, tmp_path: Path) -> None:
    search = scene.window.form.visit_bar.search
    search.setFocus()
    scene.type(search, scene.member(3).id_number)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert served(scene) is None
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_2)
    scene.settle_down()
    assert served(scene) == (3, IdentityRoute.TYPED)
    chip = scene.window.form.visit_bar.route_chip
    assert (chip.text(), chip.kind()) == ("手工输入", "warning")
    assert "卡读不出" in chip.toolTip()
    assert audit(tmp_path, "look")[-1]["reason"] == "卡读不出，已看身份证"


def test_every_route_has_its_icon() -> None:
    assert set(ROUTE_ICONS) == {route.value for route in IdentityRoute}
    assert len(set(ROUTE_ICONS.values())) == len(ROUTE_ICONS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_the_comparison_is_cut_off(
    make_scene: Callable[..., Scene], dressed: object, language: str, scale: float
) -> None:
    application = create_application([], language, scale=scale)
    scene = make_scene(language)
    theme.apply(application, theme.current(), scale)
    scene.insert(9)
    QTest.keyClick(scene.window, Qt.Key.Key_F2, CONTROL)
    rest(50)
    panel = scene.window.comparison.panel
    assert panel.isVisible()
    assert scene.window.rect().contains(panel.geometry())
    from PySide6.QtWidgets import QLabel

    for label in panel.findChildren(QLabel):
        wanted = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= wanted, label.text()

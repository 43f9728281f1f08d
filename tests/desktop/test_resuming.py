"""Going on with what was left open."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from window_scene import Scene

from counter.desktop.resuming import Resuming


def test_what_was_booked_after_all_is_never_entered_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The books are asked before the draft is: it is still there when nobody heard the outcome."""
    draft = scene.counter.new_draft(scene.counter.open_found(1, "test"))
    scene.counter.save_draft(draft)
    scene.books.mark_submitted(draft.key)
    booked = {draft.key: SimpleNamespace(number="990101-JS-2026-00000007")}
    monkeypatch.setattr(scene.counter, "resolve", booked.__getitem__)
    resuming = Resuming(scene.counter, scene.window.lane, scene.window.serving, scene.window)
    went: list[tuple[str, object]] = []
    said: list[str] = []
    resuming.go.connect(lambda *where: went.append(where))
    resuming.message.connect(lambda text, _kind: said.append(text))
    resuming.resume(scene.counter.open_cases()[0])
    scene.settle_down()
    assert went == [("settlement", "990101-JS-2026-00000007")]
    assert "已经记账" in said[0] and "不要重新录入" in said[0]

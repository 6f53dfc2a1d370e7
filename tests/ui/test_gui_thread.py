"""The one door into the GUI thread."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from app.ui.gui_thread import GuiThread


def test_what_a_thread_posts_runs_in_the_gui_thread_in_order(qtbot: QtBot) -> None:
    door, ran = GuiThread(), list[tuple[int, bool]]()
    here = threading.get_ident()

    def work() -> None:
        for number in range(100):
            door.post(lambda n=number: ran.append((n, threading.get_ident() == here)))  # type: ignore[misc]

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran == []
    qtbot.waitUntil(lambda: len(ran) == 100, timeout=2_000)
    assert ran == [(number, True) for number in range(100)]

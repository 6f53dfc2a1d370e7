"""The window of a till whose card terminal is on the network: what is told, and offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from terminal_at import terminal_at

from app.services.attention import UnknownCard
from app.ui.widgets.dialogs import AuthoriseDialog
from hardware.simulated.serving import Serving
from hardware.simulated.terminal import Manner, SimTerminal
from ui.conftest import Counter
from ui.sale_desk import MILK, selling, sold


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    place = tmp_path / "terminal"
    place.mkdir()
    made = Serving(SimTerminal(place / "book.jsonl", late=0.2), place)
    yield made
    made.close()


@pytest.fixture
def demo_folder(demo_folder: Path, serving: Serving) -> Path:
    return terminal_at(demo_folder, serving.port, serving.certificate.parent)


def paid_by_card(counter: Counter) -> Any:
    sold(counter, MILK)
    selling(counter).side.pay.card.emit()
    counter.settle()
    return counter.screen("pay")


def test_a_terminal_that_is_gone_offers_the_banks_own(counter: Counter, serving: Serving) -> None:
    serving.close()
    pay = paid_by_card(counter)
    assert pay._shown.card.words == "El datáfono no está disponible"
    assert "no se ha cobrado nada" in pay._shown.card.detail
    assert "Tarjeta a mano" in pay._shown.no_card
    assert not counter.shop.counter.checkout.pending()
    pay._host.panel._act("by-hand")
    panel = pay._host.panel
    panel.authorisation.setText("123456")
    panel.accept()
    assert selling(counter)._shown.settled is not None


def test_a_busy_terminal_is_said_to_be_busy(counter: Counter, serving: Serving) -> None:
    serving.terminal.tell(Manner.BUSY)
    pay = paid_by_card(counter)
    assert pay._shown.card.words == "El datáfono está ocupado"
    assert pay._shown.no_card == ""


def test_what_was_approved_in_part_is_told_and_the_rest_is_still_due(
    counter: Counter, serving: Serving
) -> None:
    serving.terminal.tell(Manner.PARTIAL)
    pay = paid_by_card(counter)
    assert pay._shown.card.words.startswith("Solo se han aprobado")
    assert [row.words for row in pay._shown.tenders] == ["Tarjeta"]
    pay.escape()
    pay._do.cash("")
    assert selling(counter)._shown.settled is not None


def test_what_nobody_knew_is_asked_after_when_the_terminal_is_back(
    counter: Counter, serving: Serving
) -> None:
    serving.terminal.tell(Manner.DIE)
    paid_by_card(counter)
    assert counter.shop.counter.checkout.pending()
    counter.face.cards.settle()
    counter.settle()
    assert counter.shop.counter.checkout.pending()  # it says nothing yet
    serving.terminal.tell(Manner.APPROVE)
    counter.face.cards.settle()
    counter.settle()
    assert counter.shop.counter.checkout.pending() == []
    assert serving.terminal.book.captured() == counter.shop.recorded_by_card() > 0


def test_a_manager_says_under_pending_what_a_dead_terminal_does_not(
    counter: Counter, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving.terminal.tell(Manner.DIE)
    paid_by_card(counter)
    said: list[str] = []

    def allow(dialog: AuthoriseDialog) -> AuthoriseDialog.DialogCode:
        assert dialog.pad.reason is not None
        said.append(dialog.pad.reason.accessibleName())
        dialog.pad.reason.setText("justificante 4711")
        dialog.pad._done("9001", "9999")
        return AuthoriseDialog.DialogCode(dialog.result())

    monkeypatch.setattr(AuthoriseDialog, "exec", allow)
    (matter,) = (m for m in counter.shop.counter.attention.matters() if isinstance(m, UnknownCard))
    counter.face.attention.act("was-charged", f"card:{matter.attempt.reference}")
    assert said == ["Motivo"]
    assert counter.shop.counter.checkout.pending() == []
    assert counter.shop.document.tenders[0].amount == matter.attempt.amount


def test_totals_that_differ_are_told_under_pending(counter: Counter, serving: Serving) -> None:
    sold(counter, MILK)
    selling(counter).side.pay.card.emit()
    counter.settle()
    (entry,) = serving.terminal.book.entries
    serving.terminal.book.write(replace(entry, service="X", cents=entry.cents + 100))
    counter.shop.count("100x1").close_shift()
    counter.face.cards.settle()
    counter.settle()
    (row,) = (one for one in counter.face.attention.view() if one.key.startswith("terminal:"))
    assert row.words == "El datáfono no cuadra en el turno 1"


def test_a_payment_is_cancelled_from_the_till(counter: Counter, serving: Serving) -> None:
    serving.terminal.late = 20.0
    serving.terminal.tell(Manner.WAIT)
    sold(counter, MILK)
    selling(counter).side.pay.card.emit()
    counter.bot.waitUntil(lambda: serving.terminal.busy)
    pay: Any = counter.screen("pay")
    assert [does for does, _ in pay._shown.card.actions] == ["abort"]
    pay.escape()
    assert pay._shown.card.words == "Cancelando en el datáfono…"
    counter.settle()
    assert pay._shown.card.words == "Cancelada en el datáfono"
    assert serving.terminal.book.captured() == 0

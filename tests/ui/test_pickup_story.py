"""What the window says of an order's story, its papers, and of shelves at the end of a shift."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import NOON, an_order
from orders import ONE, TWO, begun, picked, then
from PySide6.QtWidgets import QApplication

from app.domain import order_event as e
from app.domain.collecting import Collector
from app.domain.errors import DocumentNeeded
from app.domain.fulfilment import Conflict, Fulfilment
from app.domain.order import Delivery
from app.domain.order_event import Shown
from app.domain.order_fold import fold
from app.domain.paper_kind import PaperKind
from app.messages import sentence
from app.services.attention import WaitingPrint
from app.services.order_matters import OrderMatter, Trouble
from app.services.pickups import Haste, Waiting
from app.storage.prints import PrintJob, PrintState
from app.ui.screens.attention_view import _paper
from app.ui.screens.order_actions import Standing
from app.ui.screens.order_banners import conflict_words
from app.ui.screens.order_matters import order_matter
from app.ui.screens.order_view import order_view
from app.ui.screens.pickups_view import queue_row
from app.ui.screens.shelf_page import ShelfRow, ShelfView
from app.ui.screens.who_panel import WhoPanel, WhoView
from ui.conftest import Counter


def steps(f: Fulfilment) -> list[tuple[str, str]]:
    view = order_view(f, Standing(NOON, str, str, started_here=True))
    return [(one.words.split(" ")[0], one.look) for one in view.steps]


@pytest.mark.parametrize("f", [fold(an_order(), []), begun()])
def test_what_is_next_is_said_as_something_to_do(f: Fulfilment) -> None:
    assert steps(f)[1] == ("Preparar", "now")
    assert [words for words, _ in steps(f)][-1] == "Entregar"


def test_no_name_ends_a_sentence_twice() -> None:
    said = sentence(DocumentNeeded(number="W-1", name="Tomás R."))
    assert said.endswith("R.") and not said.endswith("..")


@pytest.mark.parametrize("kind, words", [
    (PaperKind.SHELVES, "El repaso de los estantes"), (PaperKind.LIST, "La lista"),
    (PaperKind.SHELF_LABEL, "Una etiqueta de precio"), (PaperKind.PLACED, "El papel de un pedido"),
    (PaperKind.PROOF, "El justificante"), (PaperKind.CARD, "El resguardo"),
    (PaperKind.PARCEL, "La etiqueta de un bulto"),
])  # fmt: skip
def test_a_paper_that_did_not_come_out_is_called_what_it_is(kind: PaperKind, words: str) -> None:
    job = PrintJob(1, kind, "W-1+SUR-1", copy=True, state=PrintState.QUEUED, at=NOON)
    assert _paper(WaitingPrint(job), NOON).words.startswith(words)


def test_the_drawer_is_counted_at_once_when_nobody_can_look_at_the_shelves(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ShelfRow("P1", "A3", "W-1 · Iker S.")
    monkeypatch.setattr(counter.face.shifts, "shelf", lambda: ShelfView((row,), (), ("W-2",)))
    counter.window.show()
    counter.window.open("shift")
    screen: Any = counter.window.screen_open
    keys = {key.press: key.do for key in screen.shortcuts()}
    keys["F12"]()
    keys["F12"]()
    assert screen._pages.currentIndex() == 3, "the same key twice states nothing"
    assert screen.shelf._out.text().endswith("W-2")
    keys["F8"]()
    screen.shelf.host.panel.list.buttons[0].click()
    QApplication.processEvents()
    assert screen._pages.currentIndex() == 2
    assert screen._pages.currentWidget().isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget() is screen.counting.pieces._fields[0][1]


def test_whom_the_buyer_named_is_said_of_somebody_else_only(dressed: QApplication) -> None:
    panel = WhoPanel(WhoView("Iker S.", Collector(Shown.NAME)), lambda who: None)
    assert panel._named.isHidden()
    panel.other.show_chosen("yes")
    panel._show_named()
    assert not panel._named.isHidden()


def test_of_an_order_that_is_over_only_what_was_done_is_a_step() -> None:
    f = then(then(picked(), e.Packed((((1, TWO), (2, ONE)),))), e.Expired())
    assert {look for _, look in steps(f)} == {"done"}


def test_who_paid_back_what_was_handed_over_is_said() -> None:
    cancelled = Conflict.HANDED_OVER_AND_CANCELLED
    assert "central" in conflict_words(cancelled)
    assert "su ticket" in conflict_words(cancelled, by_ticket=True)
    matter = OrderMatter(Trouble.HANDED_OVER_AND_CANCELLED, "W-1", by_ticket=True)
    assert order_matter(matter, NOON).words == "W-1 se entregó y una caja había devuelto su ticket"


def test_what_a_carrier_has_is_sent_and_not_yet_had_by_its_customer() -> None:
    f = then(picked(an_order(delivery=Delivery.HOME)), e.Packed((((1, TWO), (2, ONE)),)))
    (name,) = f.parcels
    f = then(f, e.HandedOver((name,), shown=Shown.CARRIER, carrier="SEUR"))
    view = order_view(f, Standing(NOON, str, str))
    assert steps(f)[-1] == ("Enviado", "done")
    assert view.banners[0].strong == "Lo tiene el transportista"
    assert view.parcels[0][1].words == "Con el transportista: bulto 1 de 1"


def test_nothing_is_promised_of_an_order_that_goes_back() -> None:
    f = then(then(picked(), e.Packed((((1, TWO), (2, ONE)),))), e.Expired())
    row = queue_row(Waiting(f, timedelta(hours=1), Haste.CALM), str)
    view = order_view(f, Standing(NOON, str, str))
    assert (row.left, view.due_words) == ("", "")
    assert "Caducado" in view.banners[0].words

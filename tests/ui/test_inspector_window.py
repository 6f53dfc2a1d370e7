"""What the fiscal inspector finds in the window: documents, and no customer on any screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from order_shop import a_paid_order, as_device, order_row, qr, tell
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from app.ui.screens.history import HistoryScreen
from app.ui.screens.ticket import TicketScreen
from ui.conftest import Counter

CARD = "2900000000012"
OWN = ("Zenobia", "Arrizabalaga", "600111222", "zenobia@correo.es", CARD, "Iker", "W-1042")


@pytest.fixture
def watched(counter: Counter) -> Counter:
    """Somebody's ticket is in hand and an order waits, when the inspector takes over."""
    shop = as_device(counter.shop)
    tell(shop, [order_row(a_paid_order(shop))])
    fields = {"name": f"{OWN[0]} {OWN[1]}", "phone": OWN[2], "email": OWN[3]}
    shop.counter.customers.make(CARD, fields)
    shop.identify(CARD).add("CAF-001").pay_cash()
    shop.identify(CARD).add("CAF-001")
    counter.window.home()
    return counter


def everything_said(widget: QWidget) -> str:
    """All that a screen reader finds under a widget, and all that is written there."""
    return " | ".join(_said(QAccessible.queryAccessibleInterface(widget)))


def _said(of: QAccessibleInterface) -> Iterator[str]:
    for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
        yield of.text(kind)
    for index in range(of.childCount()):
        child = of.child(index)
        if child.isValid():
            yield from _said(child)


def inspect(counter: Counter) -> None:
    counter.shop.sign_in("5001")
    counter.settle()


def test_no_screen_tells_an_inspector_of_a_customer(watched: Counter) -> None:
    at_sale = everything_said(watched.window)
    assert OWN[0] in at_sale  # somebody who sells reads it
    inspect(watched)
    seen = set()
    for name in watched.window.names:
        if name == "signin":
            continue
        watched.window.open(name)
        seen.add(watched.window.screen_open.name)  # type: ignore[union-attr]
        shown = watched.window.screen_open
        assert shown is not None
        said = everything_said(shown) + everything_said(watched.window.bar)
        assert not [word for word in OWN if word in said], name
    assert seen == {"about", "history", "last", "keys"}  # a document's screen is the last one's


def test_no_scan_takes_an_inspector_to_a_customer(watched: Counter) -> None:
    inspect(watched)
    for code in (qr(a_paid_order(watched.shop)), CARD, f"MC:{CARD}", "9525300002499"):
        watched.window.scanned(code)
        watched.screen("about")


def test_an_inspector_comes_to_every_document_and_does_nothing_with_it(watched: Counter) -> None:
    inspect(watched)
    (key,) = (key for key in watched.window.screen_open.shortcuts())  # type: ignore[union-attr]
    key.do()
    history = watched.screen("history")
    assert isinstance(history, HistoryScreen)
    number = watched.shop.document.number
    assert number in everything_said(history)
    history._do.open()
    document = watched.window.screen_open
    assert isinstance(document, TicketScreen)
    assert [does for does, *_ in document._view().actions] == ["pdf"]


def test_an_inspector_reads_the_z_of_every_closed_shift(watched: Counter) -> None:
    watched.shop.pay_cash().sign_in("9001").count().close_shift()
    inspect(watched)
    before = len(watched.shop.facts())
    watched.window.open("history")
    history = watched.screen("history")
    assert isinstance(history, HistoryScreen)
    (key,) = (key for key in history.shortcuts() if key.press == "F6")
    key.do()
    said = everything_said(history)
    assert "Z del turno 1" in said and watched.shop.document.number in said
    assert not [word for word in OWN if word in said]
    assert len(watched.shop.facts()) == before


def test_the_next_to_sell_has_every_screen_again(watched: Counter) -> None:
    inspect(watched)
    watched.shop.sign_in("1001")
    watched.settle()
    watched.screen("sell")
    watched.window.open("pickups")
    watched.screen("pickups")

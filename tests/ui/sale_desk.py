"""The selling screen of a test's window, and what somebody before it has done."""

from __future__ import annotations

from typing import Any

from ui.conftest import Counter

MILK = "LEC-ENT"


def selling(counter: Counter) -> Any:
    return counter.screen("sell")


def sold(counter: Counter, *skus: str) -> Any:
    screen = selling(counter)
    for sku in skus:
        screen.side.tiles.touched.emit(sku)
    return screen


def total(screen: Any) -> str:
    return str(screen.ticket.footer._total.text()).replace("\u00a0", " ")

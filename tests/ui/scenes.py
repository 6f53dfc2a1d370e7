"""The moments of the till that the gallery shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.ui.screen import Screen
from app.ui.screens.sell import SellScreen
from app.ui.screens.sell_panels import SellPanels
from app.ui.screens.sell_view import SellView
from app.ui.window import Window
from tests.ui import samples


@dataclass(frozen=True)
class Scene:
    screen: str
    make: Callable[[Window], Screen]
    arrange: Callable[[Window], object] = lambda _window: None
    bar: bool = True


def selling(view: SellView) -> Callable[[Window], Screen]:
    def make(window: Window) -> Screen:
        do: Any = samples.Anything(
            search=samples.FOUND,
            why=samples.WHY,
            name_of="Camisa lino azul · talla M",
            rates=(("21", "21 %"), ("10", "10 %"), ("4", "4 %"), ("0", "0 %")),
            parked=(samples.FOUND[0],),
            invoice_now=("", "", ""),
            measure_of="",
            refused=False,
        )
        return SellScreen(lambda: view, do, SellPanels(do), window.bar.search)

    return make


def on_sell(act: Callable[[Any], object]) -> Callable[[Window], object]:
    return lambda window: act(window.screen_open)


SCENES: dict[str, Scene] = {
    "sell": Scene("sell", selling(samples.sell())),
    "sell-empty": Scene(
        "sell",
        selling(samples.sell(lines=(), selected=None, banners=(), count="", savings="",
                             total="0,00 €", product=None, parked=())),
    ),
    "sell-many": Scene("sell", selling(samples.sell(lines=samples.lines(30)))),
    "sell-change": Scene(
        "sell",
        selling(samples.sell(lines=(), selected=None, banners=(), count="", savings="",
                             total="0,00 €", settled=samples.SETTLED)),
    ),
    "sell-price": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.price(5))),
    "sell-discount": Scene(
        "sell", selling(samples.sell()), on_sell(lambda s: s._panels.ticket_discount())
    ),
    "sell-why": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.why(5))),
    "sell-search": Scene("sell", selling(samples.sell()), on_sell(lambda s: s.typed("cam"))),
    "sell-more": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.more())),
    "sell-varios": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.sundries())),
    "sell-invoice": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.invoice())),
}  # fmt: skip

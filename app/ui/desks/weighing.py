"""Asking what something of an order weighs, and again when it cannot be that much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.errors import ShopError, WeightDoubted
from app.domain.product import Unit, parse_quantity
from app.ui import format as written
from app.ui.widgets.pad import PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr

Pick = Callable[[Decimal, bool], object]
"""So much; True: somebody is sure of it. Raises WeightDoubted."""


def asked_for(quantity: Decimal, unit: Unit) -> str:
    """What the customer ordered, and that only its weight is charged."""
    words = tr("El cliente pidió %1. Se cobra lo que pese, nunca más que lo pedido.")
    return fill(words, written.quantity(quantity, unit))


@dataclass(frozen=True)
class Weighing:
    confirm: Callable[[str, str, str], bool]
    sentence: Callable[[ShopError], str]

    def ask(
        self,
        host: PanelHost,
        name: str,
        about: str,
        unit: Unit,
        pick: Pick,
        repaint: Callable[[], object],
    ) -> None:
        def said(text: str) -> None:
            amount = parse_quantity(text, unit)
            try:
                pick(amount, False)
            except WeightDoubted as doubt:
                title = fill(tr("¿%1?"), written.quantity(amount, unit))
                if self.confirm(title, self.sentence(doubt), tr("Sí, pesa eso")):
                    pick(amount, True)
                else:
                    self.ask(host, name, about, unit, pick, repaint)
            repaint()

        host.open(PadPanel(PadView(name, about, unit.value), lambda got: said(got.text)))

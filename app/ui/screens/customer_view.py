"""A known customer, as whoever sells may see them: first name, level, points and their age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.customer import Customer
from app.ui import format as written
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView
from app.ui.words import fill, tr

FRESH = timedelta(minutes=1)
"""What is younger needs no age."""
LONGEST = 18
"""Letters of a name on a chip."""


@dataclass(frozen=True, slots=True)
class Known:
    """A customer, and when central last said what it knows of them (None: nobody knows)."""

    customer: Customer
    now: datetime
    heard: datetime | None = None
    alone: bool = False
    """Whether there is no central: then what is known here is all there is."""

    @property
    def age(self) -> str:
        """`hace 12 min`; empty while it is fresh."""
        if not self.customer.confirmed:
            return tr("por confirmar")
        if self.alone:
            return ""
        if self.heard is None:
            return tr("sin noticias de la central")
        return written.age(self.heard, self.now) if self.now - self.heard >= FRESH else ""


def customer_chip(known: Known) -> ChipView:
    """`Ana · gold · 120 puntos · hace 12 min`."""
    return ChipView(_words(known), "identification-card", does="customer:")


def _words(known: Known) -> str:
    customer = known.customer
    name = customer.first_name or customer.card
    if len(name) > LONGEST:
        name = name[: LONGEST - 1] + "…"
    parts = (name, customer.level, points(customer.points), known.age)
    return " · ".join(part for part in parts if part)


def points(count: int) -> str:
    return tr("1 punto") if count == 1 else fill(tr("%1 puntos"), written.whole(count))


def customer_facts(known: Known) -> tuple[FactView, ...]:
    """What a touch on the chip tells."""
    customer = known.customer
    level = (FactView(tr("Nivel"), customer.level),) if customer.level else ()
    return (
        FactView(tr("Tarjeta"), customer.card),
        *level,
        FactView(tr("Puntos"), written.whole(customer.points), known.age),
    )

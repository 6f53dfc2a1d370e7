"""What the making of an order for another shop shows: who has it all, and how old that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.placing import Outcome, Placed
from app.domain.sale import Sale
from app.domain.sums import summed
from app.services.neighbours import Elsewhere
from app.ui import format as written
from app.ui.screens.find_order_view import order_state
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr

HOME = "home"
"""The key of the row that sends it to a home."""


@dataclass(frozen=True, slots=True)
class PlaceOrderView:
    """`shops`: where it may come from; none while the ticket is empty. `placed`: made here
    lately."""

    about: str
    says: str
    shops: tuple[RowView, ...]
    placed: tuple[RowView, ...]


def place_order_view(
    sale: Sale | None,
    branches: Sequence[tuple[str, str]],
    have: Mapping[str, Sequence[Elsewhere]],
    placed: Sequence[Placed],
    *,
    asking: bool,
    told: bool,
    now: datetime,
) -> PlaceOrderView:
    """`branches`: (code, name); `have`: by SKU; `told`: central has just said it."""
    rows = tuple(_placed(one) for one in placed)
    if sale is None or sale.empty:
        words = tr("Pon en el ticket lo que quiere el cliente y vuelve aquí.")
        return PlaceOrderView(words, "", (), rows)
    wanted = summed((line.sku, line.quantity) for line in sale.lines)
    shops = [_shop(one, wanted, have, sale, now) for one in branches]
    shops.sort(key=lambda pair: -pair[0])
    home = RowView(HOME, tr("A domicilio"), tr("Lo manda la tienda que lo tenga; se paga ahora"))
    about = fill(
        tr("%1 · %2"), written.units_and_lines(_units(sale), len(sale.lines)),
        written.money(sale.total),
    )  # fmt: skip
    return PlaceOrderView(about, _says(asking, told), (*(row for _, row in shops), home), rows)


def _units(sale: Sale) -> int:
    return sum(1 if line.unit.measured else int(line.quantity) for line in sale.lines)


def _says(asking: bool, told: bool) -> str:
    if asking:
        return tr("Preguntando a la central qué hay en cada tienda…")
    if told:
        return tr("Existencias según la central, ahora.")
    return tr("Sin respuesta de la central: existencias de la última vez que se la oyó.")


def _shop(
    shop: tuple[str, str],
    wanted: Mapping[str, Decimal],
    have: Mapping[str, Sequence[Elsewhere]],
    sale: Sale,
    now: datetime,
) -> tuple[int, RowView]:
    """(how many of the products it has, its row)."""
    there = {sku: one for sku, found in have.items() for one in found if one.shop == shop[0]}
    enough = [sku for sku, much in wanted.items() if sku in there and there[sku].promise >= much]
    lacking = [line.name for line in sale.lines if line.sku not in enough]
    ages = [one.as_of for one in there.values() if one.as_of is not None]
    aside = written.age(min(ages), now) if ages else tr("sin noticias")
    if not lacking:
        words = tr("Lo tiene todo")
    else:
        words = fill(tr("No consta: %1"), ", ".join(lacking[:3]))
    return len(enough), RowView(
        shop[0], " · ".join(shop), words,
        fill(tr("%1 de %2"), len(enough), len(wanted)), aside,
    )  # fmt: skip


def outcome_words(one: Placed) -> str:
    """What central said of an order made here; pending is never confirmed."""
    match one.outcome:
        case Outcome.PENDING:
            return tr("pendiente de confirmar")
        case Outcome.CONFIRMED:
            return order_state(one.order.state)
        case Outcome.NO_STOCK:
            return fill(tr("no se pudo: sin existencias de %1"), one.detail)
        case Outcome.NO_ROOM:
            return tr("no se pudo: la tienda no admite más ese día")
        case Outcome.GIVEN_UP:
            return tr("anulado")
        case _:
            return tr("no se pudo")


def _placed(one: Placed) -> RowView:
    order = one.order.order
    words, aside = outcome_words(one), written.day(order.placed_at)
    figure = written.money(order.amount)
    if one.owed:
        figure, aside = tr("hay que devolver"), one.document
    title = " · ".join(filter(None, (one.number, order.name)))
    return RowView(one.number, title, words, figure, aside)

"""What the sign-in screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.ui import format as written
from app.ui.words import fill, tr

if TYPE_CHECKING:
    from app.domain.sale import Sale
    from app.domain.shift import Shift
    from app.domain.shop import Shop


@dataclass(frozen=True, slots=True)
class SignInView:
    shop: str
    till: str
    clock: str
    date: str
    shift: str
    """`Turno abierto a las 09:02`, or that there is none."""
    basket: str = ""
    """`Hay un ticket a medias: 5 líneas`."""
    hint: str = ""
    """In a demo shop: codes and PINs to try."""


def closed_view(shop: str, till: str, now: datetime, *, tablet: bool = False) -> SignInView:
    """A till whose files are still being opened."""
    place = fill(_place(tablet), shop, till)
    return SignInView("Mostrador", place, written.clock(now), written.long_day(now), "")


def signin_view(
    shop: Shop,
    till: str,
    now: datetime,
    shift: Shift | None,
    sale: Sale | None,
    *,
    demo: bool,
    tablet: bool = False,
) -> SignInView:
    """An open till that waits for somebody."""
    basket = ""
    if sale is not None and sale.lines:
        basket = fill(
            tr("Hay un ticket a medias: %1"),
            written.units_and_lines(
                sum(1 if x.unit.measured else int(x.quantity) for x in sale.lines), len(sale.lines)
            ),
        )
    opened = "" if tablet else tr("No hay turno abierto")
    if shift is not None:
        opened = fill(tr("Turno %1 abierto desde las %2"), shift.id, written.clock(shift.opened_at))
    hint = tr(
        "Demostración. Código y PIN: 1001 y 1111 para vender, 2001 y 2222 con más permisos,"
        " 9001 y 9999 para encargarse, 5001 y 5555 para inspeccionar."
    )
    return SignInView(
        shop=shop.name,
        till=fill(_place(tablet), shop.code, till),
        clock=written.clock(now),
        date=written.long_day(now),
        shift=opened,
        basket=basket,
        hint=hint if demo else "",
    )


def _place(tablet: bool) -> str:
    return tr("Tienda %1 · Tableta %2") if tablet else tr("Tienda %1 · Caja %2")

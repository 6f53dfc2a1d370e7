"""Orders at the counter and after it, each as its screen has to show it, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builders import an_order
from orders import ONE, TWO, picked, then

from app.domain import coming_back
from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment
from app.domain.order import Delivery, Payment, PaymentState
from app.domain.order_event import Undelivered
from app.domain.order_money_event import PaidBack
from app.domain.product import Unit
from app.ui.desks.weighing import asked_for
from app.ui.screens.pickups_view import PickupsView
from app.ui.widgets.pad import PadPanel, PadView
from ui.order_samples import PACKED, one


def _paid(delivery: Delivery = Delivery.COLLECT) -> Fulfilment:
    names = {1: "Camisa lino azul · talla M", 2: "Café molido natural 250 g"}
    order = an_order(number="W-1047", name="Iker S.", delivery=delivery)
    lines = tuple(replace(line, name=names[line.number]) for line in order.lines)
    paid = (Payment("T1", order.amount, PaymentState.CAPTURED),)
    f = then(picked(replace(order, lines=lines, payments=paid)), PACKED)
    return then(f, e.Shelved("P1-5-1", "A3"))


def _gone(f: Fulfilment, said: e.HandedOver) -> Fulfilment:
    return then(then(f, e.ScannedOut("P1-5-1")), said)


def _sent() -> Fulfilment:
    by = e.HandedOver(
        ("P1-5-1",), shown=e.Shown.CARRIER, carrier="Correos Express", tracking="PQ4F-7"
    )
    return _gone(_paid(Delivery.HOME), by)


def sent() -> PickupsView:
    """With its carrier."""
    return one(_sent())


def came_back() -> PickupsView:
    """Brought back: nobody was there."""
    f = _sent()
    return one(then(f, coming_back.undelivered(f, (), Undelivered.ABSENT, f.order.shop)))


def expired() -> PickupsView:
    """Nobody came, and it is still on its shelf."""
    return one(then(_paid(), e.Expired()))


def refused() -> PickupsView:
    """At the counter: of one line nothing is wanted, of the other one."""
    f = then(then(_paid(), e.Presented(e.Shown.CODE)), e.ScannedOut("P1-5-1"))
    return one(f, proved=True, refused={1: (ONE, "size"), 2: (ONE, "not_wanted")})


def took_nothing() -> PickupsView:
    """Left all of it at the counter."""
    no = ((1, TWO, "size"), (2, ONE, "not_wanted"))
    return one(_gone(_paid(), e.HandedOver(("P1-5-1",), no)))


def paid_back() -> PickupsView:
    """Handed over, and a till had paid its ticket back."""
    f = _gone(_paid(), e.HandedOver(("P1-5-1",)))
    lines = tuple((line.number, line.quantity, line.amount) for line in f.order.lines)
    return one(then(f, PaidBack("T042C03AR26-000007", lines), 2))


def weighing() -> PadPanel:
    """What the walk asks of weighed goods."""
    about = f"W-1042: {asked_for(Decimal('0.5'), Unit.KG)}"
    return PadPanel(PadView("Tomate rama", about, Unit.KG.value), lambda _got: None)

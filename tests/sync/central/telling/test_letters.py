"""What customers are told of their orders, once, by a real SMTP server."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal

import pytest
import zxingcpp
from PIL import Image

from app.domain import order_event as e
from app.domain.money import Money
from app.domain.order import Payment, PaymentState
from app.domain.order_money_event import RefundOrdered
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from sync.central.after.looking import Looking
from sync.central.database import Central
from sync.central.masters import orders, shops
from sync.central.telling import letters, rounds
from sync.central.telling.occasions import Occasion, Subject

from ..conftest import Clock
from ..masters.chains import WHO
from ..speaking import a_shop
from .conftest import Till, a_home_order, an_order, place
from .sending import IKER, Sending, text_of, told


def test_an_order_is_confirmed_with_its_qr_once_and_its_shop_hears_of_it(
    central: Central, sending: Sending
) -> None:
    order = place(central, an_order(), IKER).f.order
    assert sending.run() == ["Tu pedido W-1042"]
    message = sending.last()
    assert message["To"] == "iker@example.es"
    assert message["From"] == "Tienda 042 <tienda@example.es>"
    text, html = text_of(message), text_of(message, "html")
    for said in ("Iker S.", "W-1042", "Calle Mayor 1", "2 × Producto A", "79,90 €",
                 "sábado 21 de noviembre a las 16:00"):  # fmt: skip
        assert said in text and said in html
    (picture,) = [one for one in message.walk() if one.get_content_type() == "image/png"]
    content = picture.get_payload(decode=True)
    assert isinstance(content, bytes) and picture.get_filename() == "W-1042.png"
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))
    with central.read() as conn:
        assert read.text == orders.qr(conn, order)
    assert told(central) == [("confirmed", "mail")]
    assert sending.run() == [] and told(central) == [("confirmed", "mail")]


def test_a_customer_reads_their_own_language(central: Central, sending: Sending) -> None:
    place(central, an_order(language="en-GB", name=""), IKER)
    assert sending.run() == ["Your order W-1042"]
    text = text_of(sending.last())
    assert text.startswith("Hello,\n") and "€79.90" in text
    assert "Saturday 21 November at 16:00" in text


def test_the_shops_hours_and_what_is_different_soon_are_said(
    central: Central, sending: Sending
) -> None:
    week = {day: [("09:30", "14:00"), ("17:00", "20:30")] for day in ("mon", "tue", "wed", "thu")}
    calendar = {**week, "fri": [("09:30", "14:00")], "2026-11-24": []}
    with central.write() as tx:
        shops.put(tx, a_shop("042", calendar=calendar), WHO)
    place(central, an_order(), IKER)
    sending.run()
    lines = text_of(sending.last()).splitlines()
    assert "lunes – jueves: 09:30–14:00, 17:00–20:30" in lines
    assert "viernes: 09:30–14:00" in lines and "sábado – domingo: cerrado" in lines
    assert "24 de noviembre: cerrado" in lines


@pytest.mark.parametrize(("at", "said"), [
    ("2026-11-22T10:00+01:00", "desde el lunes 23 de noviembre a las 09:30"),
    ("2026-11-23T15:00+01:00", "desde el lunes 23 de noviembre a las 17:00"),
    ("2026-11-23T20:30+01:00", ""),
    ("2026-11-23T10:00+01:00", ""),
])  # fmt: skip
def test_promised_for_an_hour_at_which_it_is_closed_the_next_opening_is_said(
    central: Central, sending: Sending, at: str, said: str
) -> None:
    calendar = {"mon": [("09:30", "14:00"), ("17:00", "20:30")]}
    with central.write() as tx:
        shops.put(tx, a_shop("042", calendar=calendar), WHO)
    place(central, an_order(promised_at=datetime.fromisoformat(at)), IKER)
    sending.run()
    text = text_of(sending.last())
    assert said in text and ("puedes recogerlo desde" in text) is bool(said)


@pytest.mark.parametrize(("state", "channel", "said"), [
    (PaymentState.CAPTURED, "web", "te lo devolvemos por el mismo medio"),
    (PaymentState.AUTHORISED, "web", "No te lo cobramos"),
    (PaymentState.CAPTURED, "till", "con tu ticket"),
    (None, "web", ""),
])  # fmt: skip
def test_who_paid_reads_that_it_is_cancelled_and_then_what_comes_back(
    central: Central, sending: Sending, state: PaymentState | None, channel: str, said: str
) -> None:
    paid = (Payment("psp-1", Money(7990), state),) if state else ()
    place(central, an_order(payments=paid, channel=channel), IKER)
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    told = ["Tu pedido W-1042", "Tu pedido W-1042 está cancelado"]
    ordered = state is PaymentState.CAPTURED and channel == "web"
    assert sending.run() == told + ["Devolución de tu pedido W-1042"] * ordered
    text = text_of(sending.office.letters[1])
    assert said in text and "Si lo habías" not in text
    assert ("pagaste" in text or "cobramos" in text) is bool(said)


def test_what_somebody_wrote_as_their_name_is_no_html(central: Central, sending: Sending) -> None:
    place(central, an_order(name="<b>Iker</b>"), IKER)
    sending.run()
    assert "&lt;b&gt;Iker&lt;/b&gt;" in text_of(sending.last(), "html")


def test_every_step_of_an_order_is_told_in_order(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, an_order(), IKER)
    parcel = till.prepares()
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    place(central, an_order("W-2", 1), IKER)
    with central.write() as tx:
        orders.cancel(tx, "W-2", WHO)
    assert sending.run() == [
        "Tu pedido W-1042",
        "Has recogido tu pedido W-1042",
        "Tu pedido W-2",
        "Tu pedido W-2 está cancelado",
    ], "ready was true no more when it could have gone"


def test_whoever_waits_at_home_reads_which_carrier_has_it_and_so_does_the_channel(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, a_home_order(), IKER)
    parcel = till.prepares()
    gone = e.HandedOver((parcel,), shown=e.Shown.CARRIER, carrier="Correos {x}", tracking="PQ4F-7")
    till.states(e.ScannedOut(parcel), gone)
    with central.read() as conn:
        happened = orders.heard_by(conn, "web", 0, 50)
    (said,) = [json.loads(one.value_json) for one in happened if one.kind == "to_carrier"]
    assert (said["carrier"], said["tracking"]) == ("Correos {x}", "PQ4F-7")
    sending.run()
    assert "Lo lleva Correos {x}." in text_of(sending.last())
    assert "Número de seguimiento: PQ4F-7." in text_of(sending.last())


def test_whoever_was_not_at_home_reads_that_it_came_back_and_of_the_money(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, a_home_order(), IKER)
    parcel = till.prepares()
    gone = e.HandedOver((parcel,), shown=e.Shown.CARRIER, carrier="SEUR")
    back = e.CameBack((parcel,), e.Undelivered.ABSENT)
    till.states(e.ScannedOut(parcel), gone)
    sending.run()
    till.states(back)
    assert sending.run() == ["Tu pedido W-1042 ha vuelto a la tienda"]
    assert "te lo devolvemos por el mismo medio" in text_of(sending.last())
    with central.read() as conn:
        happened = orders.heard_by(conn, "web", 0, 50)
    (said,) = [json.loads(one.value_json) for one in happened if one.kind == "undelivered"]
    assert said["why"] == "absent" and [line for line, _ in said["lines"]]


def test_what_goes_to_a_home_is_confirmed_and_told_on_its_way_and_nobody_is_to_come(
    central: Central, till: Till, sending: Sending, clock: Clock
) -> None:
    place(central, a_home_order(), IKER)
    sending.run()
    assert "te lo enviamos a casa" in text_of(sending.last())
    assert "2 × Producto A" in text_of(sending.last())
    assert "recoger" not in text_of(sending.last())
    assert not [one for one in sending.last().walk() if one.get_content_type() == "image/png"]
    parcel = till.prepares()
    clock.forward(days=30)
    Looking(central).step()
    assert sending.run() == []
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    assert sending.run() == ["Tu pedido W-1042 va de camino"]


def test_ready_is_told_at_the_next_look_which_is_within_a_minute(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, an_order(), IKER)
    sending.run()
    till.prepares()
    assert sending.run() == ["Ya puedes recoger tu pedido W-1042"] and rounds.PAUSE < 60
    assert "hasta el lunes 30 de noviembre" not in text_of(sending.last())
    assert "hasta el sábado 28 de noviembre" in text_of(sending.last())
    assert told(central) == [("confirmed", "mail"), ("ready", "mail")]


def test_what_is_missing_is_not_promised_again_and_what_is_instead_is_said(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, an_order(), IKER)
    other = e.Substituted(
        1, "B", "", "Producto B", Unit.EACH, TaxCategory.REDUCIDO, Decimal(1), Money(1000)
    )
    till.states(e.Started(), e.Picked(1, Decimal(1)), e.Short(1, Decimal(1)), other)
    till.states(e.Packed((((1, Decimal(2)),),)))
    till.states(e.Shelved(f"P1001-{len(till.chain.records)}-1", "A3"))
    sending.run()
    text = text_of(sending.last())
    assert "1 × Producto A\n1 × Producto B\nA pagar al recogerlo: 49,95 €" in text


def test_what_is_put_on_its_shelf_again_is_ready_once(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, an_order(), IKER)
    parcel = till.prepares()
    assert sending.run()[-1] == "Ya puedes recoger tu pedido W-1042"
    till.states(e.ScannedOut(parcel), e.Kept(parcel))
    till.states(e.Shelved(parcel, "A4"))
    assert sending.run() == []


def test_a_cancellation_in_picking_is_a_request_and_is_told_so(
    central: Central, till: Till, sending: Sending
) -> None:
    place(central, an_order(), IKER)
    till.prepares()
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    sending.run()
    assert "solicitada, pendiente de la tienda" in text_of(sending.last())


def test_money_that_is_ordered_back_is_told_with_its_amount(
    central: Central, till: Till, sending: Sending
) -> None:
    paid = (
        Payment("psp-1", Money(6995), PaymentState.CAPTURED),
        Payment("psp-2", Money(995), PaymentState.CAPTURED),
    )
    place(central, an_order(payments=paid), IKER)
    parts = (("psp-2", Money(995)), ("psp-1", Money(3000)))
    back = RefundOrdered(((1, Decimal(1), Money(3995), "short"),), parts, date(2026, 12, 5))
    till.states(e.Started(), e.Short(1, Decimal(1), e.Settled.MONEY), back)
    assert "Devolución de tu pedido W-1042" in sending.run()
    assert "39,95 €" in text_of(sending.last())
    till.states(back)
    assert not sending.run(), "nobody gives it back again"


def test_every_letter_has_its_words_in_both_languages(central: Central, sending: Sending) -> None:
    for language in ("es", "en"):
        order = place(
            central, an_order(f"W-{language.upper()}", 1, language=language), IKER
        ).f.order
        with central.write() as tx:
            letters.put(tx, order, [Occasion(one, amount=1250) for one in Subject])
    sending.run()
    # What is said of a moment that is not now is not sent.
    assert len(sending.office.letters) == 2 * (len(Subject) - 2)
    refunds = [
        text_of(one)
        for one in sending.office.letters
        if one["Subject"] in ("Devolución de tu pedido W-ES", "Money back for your order W-EN")
    ]
    assert len(refunds) == 2 and "12,50 €" in refunds[0] and "€12.50" in refunds[1]
    for one in sending.office.letters:
        assert "{" not in text_of(one) + str(one["Subject"])

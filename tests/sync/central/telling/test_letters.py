"""Customers are told of their orders once, by a real SMTP server or through their channel."""

from __future__ import annotations

import io
import logging
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from facts import kinds, waiting
from PIL import Image
from sqlalchemy import select

from app.domain import order_event as e
from app.domain.errors import BadSender, BadValue
from app.domain.money import Money
from app.domain.order import Delivery, Payment, PaymentState
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from sync.central import exceptions
from sync.central.after.looking import Looking
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.masters import customers, orders, shops
from sync.central.masters.customer import CustomerValue, Personal
from sync.central.telling import channels, contacts, letters, senders
from sync.central.telling.channels import Tells
from sync.central.telling.contacts import Contact
from sync.central.telling.occasions import Occasion, Subject
from sync.central.telling.posting import Poster
from sync.central.telling.postman import Postman
from sync.central.telling.senders import Mail
from sync.central.telling_tables import contacts as contacts_table
from sync.central.telling_tables import letters as letters_table

from ..certificates import certificates
from ..conftest import Clock
from ..masters.chains import WHO
from ..speaking import a_shop
from .conftest import Till, an_order, place
from .post_office import PASSWORD, USER, PostOffice, post_office
from .web import WebShop

IKER = Contact(email="iker@example.es", phone="600123678")
SOMEBODY = "01935000-0000-7000-8000-000000000001"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as one:
        yield one


@dataclass
class Sending:
    """A central that mails by that server."""

    central: Central
    office: PostOffice
    postman: Postman

    def run(self) -> list[str]:
        """The subjects of what went out."""
        before = len(self.office.letters)
        while self.postman.step():
            pass
        return self.office.subjects()[before:]

    def last(self) -> EmailMessage:
        return self.office.letters[-1]


@pytest.fixture
def sending(central: Central, till: Till, office: PostOffice) -> Iterator[Sending]:
    mail = Mail(host="127.0.0.1", port=office.port, security="none", sender="tienda@example.es")
    with central.write() as tx:
        senders.put(tx, mail, WHO)
    poster = Poster("test", patience=2)
    yield Sending(central, office, Postman(central, poster))
    poster.close()


def told(central: Central, number: str = "W-1042") -> list[tuple[str, str]]:
    with central.read() as conn:
        f = orders.look_up(conn, number)
    return [(one.what.what, one.what.by) for one in f.told if isinstance(one.what, e.Told)]


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


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


def test_what_goes_to_a_home_is_confirmed_and_told_on_its_way_and_nobody_is_to_come(
    central: Central, till: Till, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(delivery=Delivery.HOME), IKER)
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


def test_ready_is_told_within_a_minute(
    central: Central, till: Till, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.run()
    till.prepares()
    ready_at = clock()
    assert sending.run() == ["Ya puedes recoger tu pedido W-1042"]
    assert (clock() - ready_at).total_seconds() < 60
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
    back = e.RefundOrdered(((1, Decimal(1), Money(3995), "short"),), parts, date(2026, 12, 5))
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


def test_a_letter_that_was_not_written_down_goes_again_as_the_same(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.run()
    with central.write() as tx:  # as after a power cut
        tx.execute(letters_table.update().values(due_at=clock().isoformat(), outcome=""))
    sending.run()
    first, second = sending.office.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_letter_whose_sending_cannot_be_written_down_at_once_goes_once_all_the_same(
    central: Central, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(central, an_order(), IKER)
    settle, left = letters.settle, [1, 1]

    def busy(*said: Any) -> None:
        if left:
            left.pop()
            raise Refusal("busy", "another writes")
        settle(*said)

    monkeypatch.setattr(letters, "settle", busy)
    assert sending.run() == ["Tu pedido W-1042"] and told(central) == [("confirmed", "mail")]
    assert sending.run() == []


def test_a_server_that_is_away_gets_it_later_and_is_left_alone_meanwhile(
    central: Central, sending: Sending, clock: Clock
) -> None:
    with central.write() as tx:
        away = Mail(host="127.0.0.1", port=9, security="none", sender="tienda@example.es")
        senders.put(tx, away, WHO)
    place(central, an_order(), IKER)
    place(central, an_order("W-2", 1), IKER)
    assert sending.run() == [] and told(central) == []
    with central.write() as tx:
        there = Mail(
            host="127.0.0.1", port=sending.office.port, security="none", sender="t@example.es"
        )
        senders.put(tx, there, WHO)
    assert sending.run() == [], "not yet"
    clock.forward(minutes=6)
    assert sorted(sending.run()) == ["Tu pedido W-1042", "Tu pedido W-2"]


def test_what_the_server_will_take_later_is_tried_again(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.office.answers = ["450 4.2.1 iker@example.es is busy", "451 later"]
    assert sending.run() == []
    clock.forward(seconds=10)
    assert sending.run() == []
    clock.forward(minutes=1)
    assert sending.run() == ["Tu pedido W-1042"]


def test_an_address_that_nobody_has_is_shown_and_not_tried_again(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.office.refuses = "550 5.1.1 no such user iker@example.es"
    assert sending.run() == []
    assert told(central) == [("confirmed", "nobody")]
    with central.read() as conn:
        assert [row.outcome for row in letters.of_order(conn, "W-1042")] == ["refused 550"]
    clock.forward(days=1)
    sending.office.refuses = ""
    assert sending.run() == []


def test_after_days_a_letter_is_given_up_and_somebody_settles_it(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.office.answers = ["450 busy"] * 60
    for _ in range(52):
        sending.run()
        clock.forward(hours=1)
    assert kinds(central) == ["letters_given_up"]
    assert sending.run() == [] and told(central) == []
    sending.office.answers = []
    with central.write() as tx:
        exceptions.settle(tx, waiting(central)[0].id, "retry", WHO)
    assert sending.run() == ["Tu pedido W-1042"]


def test_who_left_no_address_is_told_nothing_and_that_is_shown(
    central: Central, sending: Sending
) -> None:
    place(central, an_order())
    assert sending.run() == [] and told(central) == [("confirmed", "nobody")]


def test_a_known_customer_is_written_to_where_they_are_known(
    central: Central, sending: Sending
) -> None:
    with central.write() as tx:
        personal = Personal(name="Ana", email="ana@example.es")
        customers.put(tx, SOMEBODY, CustomerValue(personal=personal), WHO)
    place(central, an_order(customer=SOMEBODY), Contact(address="Calle Mayor 1"))
    sending.run()
    assert sending.last()["To"] == "ana@example.es"


def test_a_channel_that_tells_its_customers_is_handed_the_letter(
    central: Central, sending: Sending, web: WebShop
) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url, tells=Tells.WEBHOOK)
    place(central, an_order())
    assert sending.run() == []
    (one,) = [heard.value for heard in web.heard]
    assert one["kind"] == "letter" and one["facts"]["about"] == "confirmed"
    assert one["facts"]["title"] == "Tu pedido W-1042" and one["facts"]["qr"].startswith("MO1")
    assert told(central) == [("confirmed", "webhook")]


def test_a_channel_that_does_not_answer_holds_up_no_mail(
    central: Central, sending: Sending, web: WebShop, clock: Clock
) -> None:
    with central.write() as tx:
        channels.put(tx, "app", WHO, url=web.url, tells=Tells.WEBHOOK)
    for number in range(4):
        place(central, an_order(f"A-{number}", 1, channel="app"))
    place(central, an_order(), IKER)
    web.slow = 2.5
    assert sending.run() == ["Tu pedido W-1042"]
    assert web.asked == 1, "not once a letter"
    web.slow = 0
    clock.forward(minutes=1)
    sending.run()
    ids = {one.value["id"] for one in web.heard}
    assert len(ids) == 4, "what was slow may have come twice, as the same"


def test_the_letters_of_a_channel_that_is_gone_wait_until_somebody_says_where_it_is(
    central: Central, sending: Sending, web: WebShop, clock: Clock
) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url, tells=Tells.WEBHOOK)
    place(central, an_order())
    web.answers = [410]
    sending.run()
    clock.forward(hours=3)
    sending.run()
    assert web.heard == [] and told(central) == []
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url, tells=Tells.WEBHOOK)
    clock.forward(hours=3)
    sending.run()
    assert web.kinds() == ["letter"] and told(central) == [("confirmed", "webhook")]


def test_a_channel_that_writes_itself_leaves_nothing_to_do(
    central: Central, sending: Sending
) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO, tells=Tells.CHANNEL)
    place(central, an_order(), IKER)
    assert sending.run() == [] and told(central) == []


def test_by_starttls_with_a_password_of_a_file(
    central: Central, till: Till, tmp_path: Path, clock: Clock
) -> None:
    papers = certificates(tmp_path / "tls")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(papers.tls.certificate, papers.tls.key)
    secret = tmp_path / "password"
    secret.write_text("wrong\n", "utf-8")
    poster = Poster("test")
    postman = Postman(central, poster)
    with post_office(tls) as office:
        mail = Mail(
            host="127.0.0.1", port=office.port, sender="tienda@example.es", user=USER,
            password_file=str(secret), authority=str(papers.authority),
        )  # fmt: skip
        with central.write() as tx:
            senders.put(tx, mail, WHO)
        place(central, an_order(), IKER)
        postman.step()
        assert office.letters == []
        secret.write_text(f"{PASSWORD}\n", "utf-8")
        clock.forward(minutes=6)
        assert postman.step() == 1
        assert office.subjects() == ["Tu pedido W-1042"]
        other = Mail(host="127.0.0.1", port=office.port, sender="tienda@example.es")
        with central.write() as tx:
            senders.put(tx, other, WHO)
        place(central, an_order("W-2", 1), IKER)
        postman.step()
        assert len(office.letters) == 1, "nobody vouches for that server"
    poster.close()


def test_who_somebody_is_is_neither_in_the_log_nor_open_in_the_database(
    central: Central, sending: Sending, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sending.office.answers = ["450 4.2.1 iker@example.es is busy"]
    place(central, an_order(), IKER)
    sending.run()
    ours = [one for one in caplog.records if one.name.startswith("sync.")]
    said = " ".join(str(vars(record)) for record in ours)
    assert "letter" in said and "iker" not in said.lower()
    with central.read() as conn:
        (row,) = conn.execute(select(contacts_table))
        rows = str(conn.execute(select(letters_table)).all())
    assert b"iker" not in bytes(row.sealed) and "iker" not in rows


def test_after_a_while_nobody_knows_how_to_reach_them(
    central: Central, till: Till, sending: Sending, clock: Clock
) -> None:
    order = place(central, an_order(), IKER).f.order
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
        assert contacts.forget_old(tx) == 0
    clock.forward(days=91)
    with central.write() as tx:
        assert contacts.forget_old(tx) == 1
        assert not contacts.of(tx.connection, order).known


def test_what_a_new_version_does_not_say_of_a_customer_stays(
    central: Central, sending: Sending
) -> None:
    order = place(central, an_order(), Contact(email="a@b.es", address="Calle 1")).f.order
    with central.write() as tx:
        contacts.keep(tx, order, Contact(email="c@d.es"))
        contacts.keep(tx, order, Contact())
        found = contacts.of(tx.connection, order)
    assert found == Contact(email="c@d.es", address="Calle 1")


def test_a_customer_who_is_erased_is_erased_from_their_orders(
    central: Central, sending: Sending
) -> None:
    with central.write() as tx:
        customers.put(tx, SOMEBODY, CustomerValue(personal=Personal(email="a@b.es")), WHO)
    order = place(central, an_order(customer=SOMEBODY), IKER).f.order
    with central.write() as tx:
        customers.erase(tx, SOMEBODY, WHO)
        assert not contacts.of(tx.connection, order).known


@pytest.mark.parametrize("wrong", [
    {"email": "iker"}, {"email": "a@b\nBcc: c@d.es"}, {"email": "a b@c.es"}, {"phone": "ring me"},
])  # fmt: skip
def test_an_address_that_is_none_is_refused(
    central: Central, till: Till, wrong: dict[str, str]
) -> None:
    with pytest.raises(BadValue):
        place(central, an_order(), Contact(**wrong))


@pytest.mark.parametrize("wrong", [
    {"host": ""}, {"port": 0}, {"sender": "nobody"}, {"security": "none"},
    {"host": "127.0.0.1", "security": "none", "user": "tienda"},
])  # fmt: skip
def test_mail_that_could_be_read_on_its_way_is_not_sent(
    central: Central, till: Till, wrong: dict[str, object]
) -> None:
    values = {"host": "mail.example.es", "sender": "tienda@example.es", **wrong}
    with central.write() as tx, pytest.raises(BadSender):
        senders.put(tx, Mail(**values), WHO)  # type: ignore[arg-type]

"""Where customers are written to, and that nobody else reads who they are."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select

from app.domain.errors import BadValue
from sync.central.database import Central
from sync.central.masters import customers, orders
from sync.central.masters.customer import CustomerValue, Personal
from sync.central.telling import contacts
from sync.central.telling.contacts import Contact
from sync.central.telling_tables import contacts as contacts_table
from sync.central.telling_tables import letters as letters_table

from ..conftest import Clock
from ..masters.chains import WHO
from .conftest import Till, an_order, place
from .sending import IKER, SOMEBODY, Sending, told


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

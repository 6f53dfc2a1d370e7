"""Customers: sealed, merged by the same card, and erased with their key."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import Table, select

from app import sealing
from app.domain.errors import BadCard, BadValue, UnknownCustomer
from sync.central import feeds
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.fact_tables import points_moves
from sync.central.feed_tables import current, feed, outbox
from sync.central.masters import customers
from sync.central.masters import points as balances
from sync.central.masters.customer import Customer, CustomerValue, Personal
from sync.central.tables import audit, history
from sync.central.tables import customers as t
from sync.protocol import DELETE, PUT

from ..conftest import Clock
from ..saying import moved
from .chains import WHO, heard, news

ANA, EVA = "0192f0c1-0000-7000-8000-00000000000a", "0192f0c1-0000-7000-8000-00000000000e"
PERSON = Personal(name="Ana Pérez", phone="600000000", email="ana@example.org")
LOYALTY = "loyalty:general"


def put(central: Central, uuid: str = ANA, key: bytes | None = None, **more: Any) -> str:
    value = CustomerValue(**{"card": "C-1", "personal": PERSON, **more})
    with central.write() as tx:
        return customers.put(tx, uuid, value, WHO, key)


def get(central: Central, uuid: str = ANA) -> Customer:
    with central.read() as conn:
        return customers.get(conn, uuid)


def erase(central: Central, uuid: str = ANA) -> None:
    with central.write() as tx:
        customers.erase(tx, uuid, WHO)


def points(central: Central, uuid: str, balance: int) -> int:
    with central.write() as tx:
        return balances.put(tx, {uuid: balance}, WHO)


def test_a_customer_travels_with_the_key_that_opens_what_is_sealed(central: Central) -> None:
    put(central, level="oro", consent={"email": True})
    ((op, kind, key, version, value),) = heard(central, LOYALTY)
    assert (op, kind, key, version) == (PUT, "customer", ANA, 1)
    opens = base64.b64decode(value.pop("key"))
    assert value == {
        "card": "C-1",
        "name": "Ana Pérez",
        "level": "oro",
        "points": 0,
        "included": {},
        "consent": {"email": True},
    }
    one = get(central)
    assert sealing.unseal(opens, ANA, one.sealed)["phone"] == "600000000"
    assert one.personal == PERSON


def test_no_table_but_what_travels_says_who_somebody_is(central: Central) -> None:
    put(central)
    with central.read() as conn:
        row = conn.execute(select(t)).one()
        notes = conn.execute(select(audit.c.details_json)).scalars().all()
    assert "Pérez" not in repr(tuple(row)) + repr(notes)


def test_a_till_that_made_somebody_gave_them_their_key(central: Central) -> None:
    key = sealing.new_key()
    put(central, key=key)
    assert get(central).key == key
    with pytest.raises(BadValue):
        put(central, EVA, key=b"short")


def test_somebody_who_stays_as_they_were_is_not_said_again(central: Central) -> None:
    put(central)
    before = heard(central, LOYALTY)
    put(central)
    assert news(central, LOYALTY, before) == []
    put(central, personal=Personal(name="Ana P."))
    assert [row[3] for row in news(central, LOYALTY, before)] == [2]


def test_consent_is_noted_when_it_changes_and_only_then(central: Central) -> None:
    put(central, consent={"email": True})
    put(central, consent={"email": True}, level="oro")
    put(central, consent={"email": False}, level="oro")
    with central.read() as conn:
        noted = conn.execute(select(audit.c.details_json).where(audit.c.what == "consent"))
        assert ['"email":true' in one for one in noted.scalars()] == [True, False]


def test_somebody_who_moves_leaves_the_region_they_were_in(central: Central) -> None:
    put(central)
    put(central, region="norte")
    assert heard(central, LOYALTY)[-1] == (DELETE, "customer", ANA, 2, None)
    assert [row[3] for row in heard(central, "loyalty:norte")] == [2]


def test_the_same_card_is_the_same_person(central: Central) -> None:
    """Made at a till that did not know her: the one central had stays, with the points of both."""
    put(central, personal=Personal(name="Ana Pérez"), consent={"email": True})
    points(central, ANA, 100)
    with central.write() as tx:
        tx.execute(t.update().where(t.c.uuid == ANA).values(included_json='{"1001":5,"1002":9}'))
    mine = Personal(name="ANA", phone="600000000")
    assert put(central, EVA, card="C-2", personal=mine) == EVA
    points(central, EVA, 30)
    with central.write() as tx:
        tx.execute(t.update().where(t.c.uuid == EVA).values(included_json='{"1001":7}'))
    before = heard(central, LOYALTY)
    assert put(central, EVA, card="C-1", personal=mine, consent={"sms": True}) == ANA
    said = news(central, LOYALTY, before)
    assert [(row[0], row[2]) for row in said][-2:] == [(DELETE, EVA), (PUT, ANA)]
    one = get(central)
    assert (one.card, one.points, one.included) == ("C-1", 130, {"1001": 7, "1002": 9})
    assert one.personal == Personal(name="Ana Pérez", phone="600000000")
    assert one.consent == {"email": True, "sms": True}
    with pytest.raises(UnknownCustomer):
        get(central, EVA)
    with central.read() as conn:
        assert customers.with_cards(conn, ["C-1", "C-2", ""]) == {"C-1": ANA}


def test_a_card_is_the_same_however_it_is_written(central: Central) -> None:
    put(central, card="c 1")
    assert put(central, EVA, card="C1") == ANA
    with pytest.raises(BadCard):
        put(central, EVA, card="x" * 41)


def test_who_has_no_card_is_never_taken_for_somebody_else(central: Central) -> None:
    put(central, card="")
    assert put(central, EVA, card="") == EVA


def test_points_that_the_office_sets_are_a_move_like_any_other(central: Central) -> None:
    put(central)
    assert [points(central, ANA, balance) for balance in (100, 100, 40)] == [1, 0, 1]
    with central.read() as conn:
        moves = conn.execute(select(points_moves.c.points).order_by(points_moves.c.seq))
        assert moves.scalars().all() == [100, -60]
    assert heard(central, LOYALTY)[-1][4]["points"] == 40
    with pytest.raises(UnknownCustomer):
        points(central, EVA, 1)


def everywhere(central: Central, *words: str) -> list[str]:
    """The tables that hold one of these words."""
    tables: list[Table] = [t, outbox, feed, current, history, audit]
    with central.read() as conn:
        texts = {table.name: repr(conn.execute(select(table)).all()) for table in tables}
    return [name for name, text in texts.items() if any(word in text for word in words)]


def test_erasing_destroys_the_key_and_every_copy_of_what_was_said(
    central: Central, clock: Clock
) -> None:
    put(central)
    put(central, EVA, card="C-9", personal=Personal(name="Eva Gil"))
    heard(central, LOYALTY)
    put(central, level="oro", region="norte")
    heard(central, "loyalty:norte")
    put(central, level="plata", region="norte")  # still in the outbox
    key = base64.b64encode(get(central).key).decode()
    assert everywhere(central, "Pérez", key) == ["outbox", "feed", "current"]
    erase(central)
    assert everywhere(central, "Pérez", "C-1", key) == []
    moved(central)
    assert everywhere(central, "Pérez", "C-1", key) == []
    with central.read() as conn:
        row = conn.execute(select(t).where(t.c.uuid == ANA)).one()
        assert (row.key, row.sealed) == (None, None)
    with pytest.raises(UnknownCustomer):
        erase(central)
    with pytest.raises(UnknownCustomer):
        put(central)
    assert get(central, EVA).personal.name == "Eva Gil"


def test_a_till_that_knows_her_hears_that_she_is_gone_and_one_behind_takes_the_base(
    central: Central,
) -> None:
    put(central)
    put(central, EVA, card="C-9")
    moved(central)
    erase(central)
    moved(central)
    with central.read() as conn:
        (row,) = feeds.page(conn, LOYALTY, 2).rows
        assert (row.op, row.key, row.version) == (DELETE, ANA, 2)
        with pytest.raises(Refusal) as caught:
            feeds.page(conn, LOYALTY, 1)
        assert caught.value.kind == "trimmed"
        assert [one.key for one in feeds.base(conn, LOYALTY, 0, 0).rows] == [EVA]


def test_erasing_takes_who_was_merged_along(central: Central) -> None:
    put(central, EVA, card="C-2")
    put(central, ANA, card="C-1")
    with central.write() as tx:
        customers.merge(tx, EVA, ANA, WHO)
    with central.write() as tx, pytest.raises(UnknownCustomer):
        customers.merge(tx, EVA, ANA, WHO)
    with central.write() as tx, pytest.raises(UnknownCustomer):
        customers.merge(tx, ANA, ANA, WHO)
    erase(central)
    with central.read() as conn:
        assert conn.execute(select(t.c.key, t.c.sealed)).all() == [(None, None), (None, None)]


def test_what_was_merged_into_somebody_follows_when_they_are_merged(central: Central) -> None:
    third = ANA[:-1] + "f"
    for uuid, card in ((ANA, "1"), (EVA, "2"), (third, "3")):
        put(central, uuid, card=card)
    with central.write() as tx:
        customers.merge(tx, ANA, EVA, WHO)
        customers.merge(tx, EVA, third, WHO)
    with central.read() as conn:
        into = conn.execute(select(t.c.uuid, t.c.merged_into).where(t.c.merged_into != ""))
        assert dict(map(tuple, into)) == {ANA: third, EVA: third}


@pytest.mark.parametrize(
    "wrong",
    [
        {"uuid": "ana"},
        {"region": ""},
        {"region": "El Norte"},
        {"level": "Oro!"},
        {"personal": Personal(name="Ana\nPérez")},
    ],
)
def test_what_could_be_nobody_is_refused(central: Central, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        put(central, **wrong)


def test_uuids_of_version_7_go_by_time(clock: Clock) -> None:
    one = customers.new_uuid(clock.at)
    clock.forward(seconds=1)
    assert one < customers.new_uuid(clock.at)
    assert customers._UUID.fullmatch(one)
    assert (one[14], one[19] in "89ab") == ("7", True)

"""Sale stops, settings and pictures."""

from __future__ import annotations

import hashlib
import json

import pytest
from sqlalchemy import insert

from app.domain.errors import BadValue, UnknownItem, UnknownStop
from app.domain.picture import LARGEST, media_type
from sync.central.database import Central, Tx
from sync.central.fact_tables import journal_raw, sale_lines, sales
from sync.central.masters import pictures, products, settings, stops
from sync.central.masters.stops import Sold, StopValue
from sync.protocol import DELETE, PUT

from ..conftest import Clock
from .chains import WHO, a_chain, heard, news

TEXT = {"es": "Retirado por alergia a la leche.", "en": "Withdrawn: may contain milk."}
PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 100


def put(central: Central, **more: object) -> str:
    with central.write() as tx:
        stop = stops.next_id(tx)
        stops.put(tx, stop, StopValue(**{"sku": "A", "text": TEXT, **more}), WHO)  # type: ignore[arg-type]
        return stop


def test_a_stop_reaches_every_till_and_is_lifted_once(central: Central, clock: Clock) -> None:
    a_chain(central)
    before = heard(central, "config")
    stop = put(central, lot="L7")
    assert stop == "20261121-1"
    since = clock.at.isoformat()
    value = {"sku": "A", "lot": "L7", "text": TEXT, "since": since}
    assert news(central, "config", before) == [(PUT, "stop", stop, 1, value)]
    clock.forward(hours=1)
    with central.write() as tx:
        assert stops.put(tx, stop, StopValue(sku="A", lot="L7", text=TEXT), WHO) == 1
        stops.lift(tx, stop, WHO)
    assert news(central, "config", before)[1:] == [(DELETE, "stop", stop, 2, None)]
    with central.write() as tx, pytest.raises(UnknownStop):
        stops.lift(tx, stop, WHO)
    with central.read() as conn:
        assert stops.everything(conn) == {}
        with pytest.raises(UnknownStop):
            stops.get(conn, stop)
    assert put(central) == "20261121-2"


def test_a_stop_of_nothing_or_without_words_is_refused(central: Central) -> None:
    a_chain(central)
    with pytest.raises(UnknownItem):
        put(central, sku="Z")
    with pytest.raises(BadValue):
        put(central, text={"en": "Withdrawn"})
    with pytest.raises(BadValue):
        put(central, text={"es": "x" * 401})


def test_a_product_that_was_taken_away_is_stopped_too(central: Central) -> None:
    a_chain(central)
    with central.write() as tx:
        products.remove(tx, ["A"], WHO)
    assert put(central), "a till that holds the removal back still sells it"


def test_a_stop_lists_who_bought_it(central: Central) -> None:
    a_chain(central)
    with central.write() as tx:
        for number, day, customer in (("T1", "2026-11-20", ""), ("T2", "2026-11-21", "u-1")):
            tx.execute(
                insert(sales).values(
                    number=number,
                    installation=1001,
                    seq=1,
                    shop="042",
                    till="03",
                    kind="F2",
                    day=day,
                    issued_at=f"{day}T10:00:00+01:00",
                    shift=1,
                    total=100,
                    change=0,
                    who="1001",
                    customer=customer,
                    corrects="",
                )
            )
            lines = [(1, "A", 2000), (2, "B", 1000), (3, "A", 500), (4, "A", -500)]
            for line, sku, quantity in lines:
                tx.execute(
                    insert(sale_lines).values(
                        number=number, line=line, sku=sku, quantity=quantity, total=100
                    )
                )
    stop = put(central)
    with central.read() as conn:
        assert stops.buyers(conn, stop) == [
            Sold("T2", "042", "03", "2026-11-21", "u-1", 2500),
            Sold("T1", "042", "03", "2026-11-20", "", 2500),
        ]
        with pytest.raises(UnknownStop):
            stops.buyers(conn, "nada")


def test_a_stop_by_lot_lists_who_bought_that_lot_or_one_that_nobody_knows(
    central: Central,
) -> None:
    a_chain(central)
    sold = (("T1", ("L7", "L8")), ("T2", ("L8",)), ("T3", ("",)))
    with central.write() as tx:
        for seq, (number, lots) in enumerate(sold, 1):
            a_sale(tx, number, seq, f"2026-11-2{seq}", lots)
    stop = put(central, lot="L7")
    with central.read() as conn:
        found = [(one.number, one.quantity) for one in stops.buyers(conn, stop)]
    assert found == [("T3", 1500), ("T1", 1500)]


def a_sale(tx: Tx, number: str, seq: int, day: str, lots: tuple[str, ...]) -> None:
    """One and a half of A of each lot, as its fact says it."""
    whose = {"installation": 1001, "seq": seq, "who": "1001"}
    lines = [{"sku": "A", "quantity": "1.5", **({"batch": lot} if lot else {})} for lot in lots]
    raw = {"uuid": number, "type": "document_issued", "v": 1, "at": day, "hash": "", **whose}
    record = json.dumps({"body": {"lines": lines}})
    tx.execute(
        insert(journal_raw).values(**raw, record_json=record, received_at=day, quarantined=0)
    )
    at = f"{day}T10:00:00+01:00"
    where = {"shop": "042", "till": "03", "day": day, "issued_at": at, "shift": 1}
    what = {"number": number, "kind": "F2", "total": 100, "change": 0, "customer": ""}
    tx.execute(insert(sales).values(**whose, **where, **what, corrects=""))
    for line, _ in enumerate(lots, 1):
        of = {"number": number, "line": line, "sku": "A", "quantity": 1500, "total": 100}
        tx.execute(insert(sale_lines).values(**of))


@pytest.mark.parametrize(
    "since", ["mañana", "2026-11-21", "2026-11-20T09:00:00+01:00", "2099-01-01T00:00:00+00:00"]
)
def test_a_stop_holds_from_a_time_in_utc_that_is_over(central: Central, since: str) -> None:
    a_chain(central)
    with pytest.raises(BadValue) as error:
        put(central, since=since)
    assert error.value.facts == {"field": "since", "value": since}
    stop = put(central, since="2026-11-20T09:00:00+00:00")
    with central.read() as conn:
        assert stops.get(conn, stop).since == "2026-11-20T09:00:00+00:00"


def test_a_setting_travels_and_says_nothing_when_it_stays(central: Central) -> None:
    rates = {"rates": [{"level": "oro", "family": "", "per_euro": "1.5"}]}
    with central.write() as tx:
        settings.put(tx, "points", rates, WHO)
        settings.put(tx, "points", rates, WHO)
    assert heard(central, "config") == [(PUT, "setting", "points", 1, {"value": rates})]
    with central.read() as conn:
        assert settings.get(conn, "points") == rates
        assert settings.get(conn, "nada", 7) == 7
        assert settings.everything(conn) == {"points": rates}


def test_a_picture_is_known_by_its_bytes(central: Central) -> None:
    with central.write() as tx:
        name = pictures.put(tx, PNG)
        assert pictures.put(tx, PNG) == name == hashlib.sha256(PNG).hexdigest()
    with central.read() as conn:
        assert pictures.get(conn, name) == ("image/png", PNG)
        assert pictures.get(conn, "0" * 64) is None


@pytest.mark.parametrize("content", [b"<svg/>", PNG + b"p" * LARGEST, b""])
def test_what_is_no_picture_for_a_till_is_refused(central: Central, content: bytes) -> None:
    with central.write() as tx, pytest.raises(BadValue):
        pictures.put(tx, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"GIF89a", "image/gif"),
    ],
)
def test_a_picture_is_what_its_bytes_say(content: bytes, kind: str) -> None:
    assert media_type(content) == kind

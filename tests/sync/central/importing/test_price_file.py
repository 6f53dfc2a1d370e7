"""Price files: lists, days by the chain's clock, and what is taken away."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadDefault, NoUsableHeader
from app.domain.pricelist import ListKind
from app.importing.report import Reason
from app.importing.row_cells import day_of, flag, moment_of, thousandths
from sync.central.database import Central
from sync.central.masters import lists, prices, settings
from sync.central.masters.prices import Price

from ..masters.chains import WHO, a_chain, heard, news, put_products
from .files import Files

MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture(autouse=True)
def _chain(central: Central) -> None:
    a_chain(central)


def of(central: Central, sku: str) -> list[Price]:
    with central.read() as conn:
        return prices.of_product(conn, sku)


def test_a_file_of_prices_becomes_prices_of_lists(central: Central, files: Files) -> None:
    done = files.prices(
        "referencia;tarifa;precio;desde;hasta\n"
        "A;store;1.234,50;;\n"
        "A;Rebajas;9,95;01/12/2026;31/12/2026\n"
        "B;store;2;2026-12-01 10:00;2026-12-02T10:00:00+00:00\n"
        "C;web;3,50;;\n"
    )
    assert (done.rows_in, done.changed, done.left_out, done.warnings) == (4, 4, {}, {})
    assert of(central, "A") == [
        Price("rebajas", "A", 995, "2026-11-30T23:00:00+00:00", "2026-12-31T23:00:00+00:00"),
        Price("store", "A", 123450),
    ]
    assert of(central, "B") == [
        Price("store", "B", 200, "2026-12-01T09:00:00+00:00", "2026-12-02T10:00:00+00:00")
    ]


def test_the_same_prices_again_say_nothing(central: Central, files: Files) -> None:
    text = "sku,list,price\nA,store,1\nB,store,2\nA,web,1\nB,web,2\n"
    files.prices(text)
    before = heard(central, "price:store")
    assert files.prices(text).changed == 0
    assert news(central, "price:store", before) == []


def test_days_begin_at_midnight_of_the_chains_own_zone(central: Central, files: Files) -> None:
    with central.write() as tx:
        settings.put(tx, settings.TIMEZONE, "Atlantic/Canary", WHO)
    files.prices("sku,list,price,desde\nA,store,1,2026-12-01\n")
    assert of(central, "A")[0].starts == "2026-12-01T00:00:00+00:00"


def test_prices_of_products_by_their_barcodes(central: Central, files: Files) -> None:
    put_products(central, "D", codes=("9525300002499",))
    done = files.prices("ean,pvp\n9525300002499,4.5\n9525300002567,1\n", defaults={"list": "web"})
    assert done.left_out == {Reason.UNKNOWN_SKU: 1}
    assert of(central, "D") == [Price("web", "D", 450)]


def test_each_row_that_stays_out_is_said_with_its_reason(central: Central, files: Files) -> None:
    files.prices(
        "sku,list,price,starts,ends\n"
        "A,store,1,,\n"
        "Z,store,1,,\n"
        "A,nada,1,,\n"
        "B,store,caro,,\n"
        "B,store,,,\n"
        "B,store,1,2026-02-30,\n"
        "B,store,1,2026-12-02,2026-12-01\n"
        "A,store,2,,\n"
        "C,store,-1,,\n"
        ",store,1,,\n"
    )
    assert sorted(files.remarks(), key=lambda row: int(row[1])) == [
        ("left_out", "3", "unknown_sku", "Z"),
        ("left_out", "4", "unknown_list", "nada"),
        ("left_out", "5", "no_price", "caro"),
        ("left_out", "6", "no_price", ""),
        ("left_out", "7", "bad_date", "2026-02-30"),
        ("left_out", "8", "bad_date", "2026-12-02 > 2026-12-01"),
        ("left_out", "9", "duplicate_row", ""),
        ("left_out", "10", "no_price", "'-1"),
        ("left_out", "11", "no_sku", ""),
    ]
    assert of(central, "A") == [Price("store", "A", 100)]


def test_a_price_that_is_gone_is_taken_away(central: Central, files: Files) -> None:
    files.prices("sku,list,price\nA,store,1\nB,store,1\n")
    done = files.prices("sku,list,baja\nA,store,x\nB,store,no\n", defaults={"price": "3"})
    assert (done.rows_in, done.changed) == (2, 2)
    assert (of(central, "A"), of(central, "B")) == ([], [Price("store", "B", 300)])


def test_a_fraction_of_a_cent_is_rounded_and_said(central: Central, files: Files) -> None:
    done = files.prices("sku,list,price\nA,store,1.005\nB,store,0\n")
    assert done.warnings == {Reason.ROUNDED_PRICE: 1, Reason.ODD_PRICE: 1}
    assert of(central, "A")[0].cents == 101


def test_what_nobody_could_mean_is_refused_before_a_row_is_read(files: Files) -> None:
    with pytest.raises(BadDefault):
        files.prices("sku,price\nA,1\n", defaults={"list": "nada"})
    with pytest.raises(BadDefault):
        files.prices("sku,list\nA,store\n", defaults={"price": "gratis"})
    with pytest.raises(NoUsableHeader):
        files.prices("sku,price\nA,1\n")


# cells


@pytest.mark.parametrize(
    ("text", "end", "meant"),
    [
        ("2026-12-01", False, "2026-11-30T23:00:00+00:00"),
        ("2026-12-01", True, "2026-12-01T23:00:00+00:00"),
        ("1/7/2026", False, "2026-06-30T22:00:00+00:00"),
        ("01-07-2026 9:30", True, "2026-07-01T07:30:00+00:00"),
        ("2026-12-01T10:00:30Z", False, "2026-12-01T10:00:30+00:00"),
        ("2026-12-01T10:00:00.500+01:00", False, "2026-12-01T09:00:00+00:00"),
        ("2026-12-01T25:00", False, None),
        ("2026-13-01", False, None),
        ("mañana", False, None),
        ("12/01", False, None),
    ],
)
def test_moments_as_people_and_programs_write_them(text: str, end: bool, meant: str) -> None:
    assert moment_of(text, MADRID, end=end) == meant


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_reads_the_same_in_both_orders(day: date) -> None:
    assert day_of(f"{day:%Y-%m-%d}") == day_of(f"{day:%d/%m/%Y}") == str(day)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Sí", True), ("x", True), ("1", True), ("FALSO", False), ("n", False), ("quizá", None)],
)
def test_yes_and_no_as_people_write_them(text: str, meant: bool | None) -> None:
    assert flag(text) is meant


def test_quantities_to_the_thousandth() -> None:
    assert thousandths("1,5", ",") == 1500
    assert thousandths("-0.0005", ".") in (0, -1)
    assert thousandths("99999999999", ",") is None
    assert thousandths("muchos", ",") is None


def test_a_list_is_made_and_ordered_by_its_priority(central: Central, files: Files) -> None:
    files.catalog("sku,name,tax\nPAN,Pan,4\n")
    done = files.prices(
        "sku,list,price,from,to,priority,level\n"
        "PAN,rebajas,0.95,2027-01-07,2027-02-28,20,\nPAN,plata,1.00,,,30,silver\n"
        "PAN,store,1.20,,,1,\nPAN,store,1.20,2027-01-01,,2,\nPAN,otra,1,,,,\n"
    )
    assert done.left_out == {Reason.BAD_VALUE: 1, Reason.UNKNOWN_LIST: 1}
    with central.read() as conn:
        found = lists.everything(conn)
    assert [(one.kind, one.priority, one.level) for one in found.values()] == [
        (ListKind.LEVEL, 30, "silver"),
        (ListKind.SEASON, 20, ""),
        (ListKind.STORE, 1, ""),
        (ListKind.WEB, 0, ""),
    ]
    assert files.prices("sku,list,price,priority\nPAN,rebajas,0.90,20\n").changed == 1

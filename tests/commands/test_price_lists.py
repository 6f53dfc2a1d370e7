"""A till alone prices by lists from a file: seasons, levels, rises that wait."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOON
from catalogue_builders import imported
from shop import Shop

from app.commands.price_lists import bring_in, read_alone
from app.domain.errors import NoCatalogue, NothingImported
from app.domain.pricelist import ListKind
from app.services import prices

COFFEE, MILK = "CAF-001", "LEC-ENT"


def said(shop: Shop, rows: str, *, closed: bool = False, **more: object) -> object:
    """`rows` brought in at the shop's time."""
    file = shop.folder / "prices.csv"
    file.write_text(f"sku,list,price,from,to,priority,level\n{rows}", "utf-8")
    report = shop.folder / "report.csv"
    return bring_in(
        shop.folder, file, mapping={}, defaults={}, report=report, closed=closed, now=shop.at
    )


def price(shop: Shop, sku: str = COFFEE) -> str:
    shop.counter.lookup.refresh()
    line = shop.add(sku).line
    return f"{line.listed.price} {line.listed.price_list}"


def test_a_season_holds_from_its_day_to_its_day_and_is_said_on_the_line(open_shop: Shop) -> None:
    said(open_shop, f"{COFFEE},rebajas,2.99,2026-11-22,2026-11-23,10,\n", closed=True)
    assert price(open_shop) == "4.25 store"
    for days, expected in ((1, "2.99 rebajas"), (1, "2.99 rebajas"), (1, "4.25 store")):
        assert price(open_shop.later(days=days)) == expected
    assert open_shop.line.listed.version


def test_the_highest_priority_goes_first_then_the_lowest_price(open_shop: Shop) -> None:
    rows = f"{COFFEE},outlet,3.00,,,5,\n{COFFEE},rebajas,3.50,,,10,\n{COFFEE},saldos,3.20,,,10,\n"
    said(open_shop, rows, closed=True)
    assert price(open_shop) == "3.20 saldos"


def test_a_level_list_is_for_who_has_it(open_shop: Shop) -> None:
    said(open_shop, f"{COFFEE},oro,3.50,,,20,gold\n", closed=True)
    assert price(open_shop) == "4.25 store"
    open_shop.counter.register.belongs_to("00000000-0000-4000-8000-000000000001", "gold")
    assert str(open_shop.line.listed.price) == "3.50"
    assert read_alone(open_shop.folder).lists["oro"].kind is ListKind.LEVEL


def test_a_fall_holds_at_once_and_a_rise_tomorrow(open_shop: Shop) -> None:
    said(open_shop, f"{COFFEE},store,3.95,,,,\n{MILK},store,9.99,,,,\n")
    assert price(open_shop) == "3.95 store"
    assert price(open_shop, MILK) != "9.99 store"
    assert price(open_shop.later(hours=12), MILK) == "9.99 store"


def test_while_the_shop_is_closed_a_rise_holds_at_once(open_shop: Shop) -> None:
    said(open_shop, f"{COFFEE},store,9.99,,,,\n", closed=True)
    assert price(open_shop) == "9.99 store"


def test_products_that_are_imported_again_keep_the_lists_and_todays_prices(
    open_shop: Shop,
) -> None:
    said(open_shop, f"{COFFEE},rebajas,2.99,,,10,\n", closed=True)
    file = open_shop.folder / "new.csv"
    file.write_text(f"sku,name,vat,price_store\n{COFFEE},Café,10,5\n{MILK},Leche,4,9\n", "utf-8")
    tomorrow = NOON + timedelta(hours=12)
    imported(file, open_shop.folder, now=open_shop.at, opening=tomorrow)
    assert price(open_shop) == "2.99 rebajas"
    before = price(open_shop, MILK)
    assert before != "9.00 store"
    assert price(open_shop.later(hours=12), MILK) == "9.00 store"
    said(open_shop, f"{COFFEE},rebajas,2.50,,,10,\n", closed=True)
    assert price(open_shop) == "2.50 rebajas"


def test_rows_that_cannot_go_in_are_said_and_leave_the_others_in(open_shop: Shop) -> None:
    done = said(
        open_shop,
        f"{COFFEE},store,3.95,,,,\nNADA,store,1,,,,\n{COFFEE},verano,1,,,,\n"
        f"{MILK},store,caro,,,,\n{MILK},store,1,ayer,,,\n{MILK},outlet,1,,,mucha,\n"
        f"{COFFEE},store,3.90,,,,\n",
    )
    assert done.left_out == {  # type: ignore[attr-defined]
        "unknown_sku": 1, "unknown_list": 1, "no_price": 1, "bad_date": 1, "bad_value": 1,
        "duplicate_row": 1,
    }  # fmt: skip
    assert price(open_shop) == "3.95 store"


def test_a_file_of_which_nothing_goes_in_changes_nothing(open_shop: Shop) -> None:
    with pytest.raises(NothingImported):
        said(open_shop, "NADA,store,1,,,,\n")
    assert price(open_shop) == "4.25 store"


def test_prices_come_after_products(open_shop: Shop, tmp_path: Path) -> None:
    (open_shop.folder / "catalog.current").unlink()
    with pytest.raises(NoCatalogue):
        said(open_shop, f"{COFFEE},store,1,,,,\n")


def struck(shop: Shop) -> str:
    shop.counter.lookup.refresh()
    coffee = shop.counter.lookup.product(COFFEE)
    assert coffee
    found = prices.struck_through(shop.counter.till, coffee)
    return str(found) if found else ""


def test_the_lowest_of_thirty_days_is_struck_through_in_a_single_shop_too(open_shop: Shop) -> None:
    assert struck(open_shop) == ""
    said(open_shop, f"{COFFEE},store,3.95,,,,\n", closed=True)
    assert struck(open_shop) == "4.25"
    said(open_shop.later(days=40), f"{COFFEE},store,5.95,,,,\n", closed=True)
    assert struck(open_shop) == ""
    said(open_shop.later(days=10), f"{COFFEE},rebajas,3.00,,,10,\n", closed=True)
    assert struck(open_shop) == "3.95"
    file = open_shop.folder / "new.csv"
    file.write_text(f"sku,name,vat,price_store\n{COFFEE},Café,10,5.50\n", "utf-8")
    imported(file, open_shop.folder, now=open_shop.later(days=1).at)
    assert struck(open_shop) == "3.95"

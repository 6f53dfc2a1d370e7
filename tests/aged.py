"""A till with years behind it: days of every kind of sale, closed, and a shift in progress."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chain import say_setting
from shop import Shop

from app.domain.cash import MoveKind
from app.domain.money import parse_money
from app.storage.database import Database

OLD = ("facts", "fiscal_records", "archives", "state")
"""What changes when facts leave: everything else stays row for row."""


def points(shop: Shop) -> None:
    say_setting(shop, "points", {"rates": [{"percent": "1"}]})


def cash(shop: Shop) -> None:
    shop.add("CAF-001", "2").pay_cash("20")


def card(shop: Shop) -> None:
    shop.add("CAM-LIN-M").discount_line("15%").pay_card()


def mixed(shop: Shop) -> None:
    shop.add("LEC-ENT", "3").add("CAF-001").pay_by_hand("1").pay_card("2").pay_cash()


def given_up(shop: Shop) -> None:
    shop.add("LEC-ENT").pay_card("0.50").reverse().counter.tickets.abandon()


def invoice(shop: Shop) -> None:
    shop.add("CAF-001").counter.register.invoice("12345678Z", "María", "Calle Mayor, 1")
    shop.pay_cash()


def back_in_part(shop: Shop) -> None:
    number = shop.add("CAF-001", "2").pay_cash().document.number
    shop.refund(number, [(1, "1")])


def back_for_credit(shop: Shop) -> None:
    number = shop.add("CAF-001", "2").pay_cash().document.number
    shop.refund(number, [(1, "1")], means="credit")


def by_a_customer(shop: Shop) -> None:
    made = [f.body["card"] for f in shop.facts() if f.type == "customer_made"]
    if not made:
        shop.counter.customers.make("77", {"name": "Ana"})
    shop.scan("77").add("CAF-001", "2").pay_cash("10")


def to_the_safe(shop: Shop) -> None:
    shop.counter.drawer.move(MoveKind.DROP, parse_money("5"), bag=f"B{len(shop.facts())}")


DEEDS = (
    cash, card, mixed, given_up, invoice, back_in_part, back_for_credit, by_a_customer, to_the_safe,
)  # fmt: skip


def a_day(shop: Shop, deeds: Iterable[Any] = DEEDS) -> None:
    """Closed at its end, printed, and without a difference."""
    shop.sign_in("2001").open_shift("100")
    for deed in deeds:
        deed(shop)
    (shop.folder / "tickets").mkdir(exist_ok=True)
    shop.close_shift().print_all()


def an_open_one(shop: Shop) -> None:
    shop.sign_in("2001").open_shift("100")
    cash(shop)
    shop.print_all()


def beside(db: Database) -> dict[str, list[Any]]:
    """Every row of what lies beside the facts."""
    driver = db.driver()
    names = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: driver.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
        for (name,) in names
        if name not in OLD
    }


def disk(folder: Path) -> Path:
    """Where archives go."""
    folder.mkdir(exist_ok=True)
    return folder

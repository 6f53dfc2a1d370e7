"""Several who change the same things at once: no change is lost, no version is given twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import select

from app.domain.errors import CodeTaken
from sync.central.database import Central
from sync.central.masters import customers, prices, products, stock
from sync.central.masters.customer import CustomerValue
from sync.central.masters.prices import Price
from sync.central.tables import product_codes

from .chains import WHO, a_chain, a_product, heard

WRITERS, ROUNDS = 4, 12
SKUS = [f"S{number}" for number in range(6)]


def at_once(work: Callable[[int], None]) -> None:
    """`work` in several threads; what it raises is raised here."""
    trouble: list[BaseException] = []

    def run(writer: int) -> None:
        try:
            for _ in range(ROUNDS):
                work(writer)
        except BaseException as error:
            trouble.append(error)

    threads = [threading.Thread(target=run, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]


def versions(central: Central, stream: str, key: str) -> list[int]:
    return [row[3] for row in heard(central, stream) if row[2] == key]


def test_products_that_two_files_bring_at_once(central: Central) -> None:
    turns = iter(range(WRITERS * ROUNDS))

    def work(writer: int) -> None:
        turn = next(turns)
        values = {sku: a_product(f"{sku} {turn}") for sku in SKUS[:: 1 if writer % 2 else -1]}
        with central.write() as tx:
            products.keep(tx, values, WHO)

    at_once(work)
    for sku in SKUS:
        assert versions(central, "catalog", sku) == list(range(1, WRITERS * ROUNDS + 1))
    last = {row[2]: row[4]["name"] for row in heard(central, "catalog")}
    with central.read() as conn:
        now = products.some(conn, SKUS)
    assert last == {sku: value.name for sku, value in now.items()}


def test_prices_that_two_files_bring_at_once(central: Central) -> None:
    a_chain(central)
    turns = iter(range(1, WRITERS * ROUNDS + 1))

    def work(writer: int) -> None:
        cents = next(turns)
        skus = "ABC" if writer % 2 else "CBA"
        with central.write() as tx:
            prices.put_all(tx, [Price("store", sku, cents) for sku in skus], WHO)

    at_once(work)
    said = heard(central, "price:store")
    for sku in "ABC":
        mine = [row for row in said if row[2] == f"{sku}|"]
        assert [row[3] for row in mine] == list(range(1, len(mine) + 1))
        with central.read() as conn:
            assert prices.of_product(conn, sku)[0].cents == mine[-1][4]["cents"]


def test_a_code_that_two_ask_for_goes_to_one(central: Central) -> None:
    refused: list[int] = []

    def work(writer: int) -> None:
        try:
            with central.write() as tx:
                products.put(tx, f"S{writer}", a_product(codes=("UNO",)), WHO)
        except CodeTaken:
            refused.append(writer)

    at_once(work)
    assert len(set(refused)) == WRITERS - 1
    with central.read() as conn:
        assert conn.execute(select(product_codes.c.code)).scalars().all() == ["UNO"]


def test_a_card_that_two_tills_bring_is_one_person(central: Central) -> None:
    made: list[str] = []

    def work(writer: int) -> None:
        with central.write() as tx:
            uuid = customers.new_uuid(tx.at)
            made.append(customers.put(tx, uuid, CustomerValue(card="C-1"), WHO))

    at_once(work)
    assert len(made) == WRITERS * ROUNDS
    assert len(set(made)) == 1
    with central.read() as conn:
        assert customers.with_cards(conn, ["C-1"]) == {"C-1": made[0]}


def test_counts_of_one_shop_at_once(central: Central) -> None:
    a_chain(central)
    turns = iter(range(1, WRITERS * ROUNDS + 1))

    def work(writer: int) -> None:
        number = next(turns)
        skus = "ABC" if writer % 2 else "CBA"
        with central.write() as tx:
            stock.count(tx, "042", dict.fromkeys(skus, number * 1000), WHO)

    at_once(work)
    for sku in "ABC":
        assert versions(central, "store:042", sku) == list(range(1, WRITERS * ROUNDS + 1))

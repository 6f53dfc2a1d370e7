"""Any order of the chain is found by number, name or telephone, and its index names nobody."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from app.domain import chain_order
from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.facts import canonical
from app.domain.order import ChannelInvoice, Payment, PaymentState
from app.domain.order_event import Told
from app.domain.plain import plain
from sync.central import bulk
from sync.central.chain import chain_of, make_chain
from sync.central.database import Central
from sync.central.masters import order_search, order_versions, orders, stock
from sync.central.order_tables import order_words

from .masters.chains import WHO, a_chain
from .test_orders import NOON, an_order


def placed(central: Central, *names: tuple[str, str, str]) -> None:
    """(number, name, telephone's end) of each; the later ones are promised later."""
    a_chain(central)
    make_chain(central, demo=False)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10**6}, WHO)
        for place, (number, name, tail) in enumerate(names):
            order = an_order(
                number, 1, name=name, phone_tail=tail, promised_at=NOON + timedelta(hours=1 + place)
            )
            orders.place(tx, order, WHO)


def found(central: Central, words: str) -> list[str]:
    with central.read() as connection:
        return order_search.find(connection, words)


def test_it_is_found_by_number_and_by_how_its_number_begins(central: Central) -> None:
    placed(central, ("W-1042", "Iker S.", "678"), ("W-1043", "Ana P.", "111"))
    assert found(central, "w-1042") == ["W-1042"]
    assert found(central, "W-104") == ["W-1043", "W-1042"], "the last promised first"


def test_a_few_letters_that_fit_many_list_nobody(central: Central) -> None:
    placed(central, ("W-1042", "Jo S.", "678"), ("W-1043", "Ana P.", "111"))
    assert [found(central, words) for words in ("W", "W-", "W-1", "jo", "...")] == [[]] * 5
    assert found(central, "W-10") == ["W-1043", "W-1042"]
    assert found(central, "jo s") == ["W-1042"]


def test_a_new_version_is_found_by_whom_it_is_for_now(central: Central) -> None:
    placed(central, ("W-1042", "Iker Sanz", "678"))
    changed = an_order(
        "W-1042", 1, version=2, name="Ana Prat", phone_tail="111", collectors=("Omar B.",)
    )
    with central.write() as tx:
        order_versions.renew(tx, changed, WHO)
    assert [found(central, words) for words in ("ana", "111", "omar")] == [["W-1042"]] * 3
    assert [found(central, words) for words in ("iker", "678")] == [[], []]


def test_it_is_found_by_name_without_accents_and_by_telephone(central: Central) -> None:
    placed(central, ("W-1", "Íñigo Sáez", "678"), ("W-2", "Ana Sáez", "111"))
    assert found(central, "iñigo") == found(central, "INIGO saez") == ["W-1"]
    assert found(central, "saez") == ["W-2", "W-1"]
    assert found(central, "678") == ["W-1"]
    assert found(central, "saez 678") == ["W-1"], "all words hold"
    assert found(central, "ramón") == found(central, "   ") == []


def test_the_index_says_no_name_and_no_telephone(central: Central) -> None:
    placed(central, ("W-1", "Iker S.", "678"))
    with central.read() as connection:
        words = list(connection.execute(select(order_words.c.word)).scalars())
        other = order_search.hash_of(b"x" * 32, "iker")
        assert order_search.hash_of(chain_of(connection).pepper, "iker") in words
    assert other not in words, "keyed: nobody makes it from a list of names"
    assert all(len(word) == 32 and "iker" not in word for word in words)


def test_what_the_customer_was_told_comes_with_it(central: Central) -> None:
    placed(central, ("W-1", "Iker S.", "678"))
    with central.write() as tx:
        orders.state(tx, orders.one(tx, "W-1"), Told("ready", "mail"), WHO)
    with central.read() as connection:
        value = orders.value_of(orders.look_up(connection, "W-1"))
    (event,) = value["events"]
    assert (event["kind"], event["what"], event["by"]) == ("order_told", "ready", "mail")


def test_a_name_is_found_at_once_among_ten_thousand_orders(central: Central) -> None:
    placed(central, ("W-1", "Iker S.", "678"))
    with central.write() as tx:
        pepper = chain_of(tx.connection).pepper
        ana = order_search.hash_of(pepper, "ana")
        rows = [(ana, f"X-{number}") for number in range(10_000)]
        bulk.insert(tx, order_words, ["word", "number"], rows)
    began = time.perf_counter()
    assert found(central, "iker") == ["W-1"]
    assert time.perf_counter() - began < 0.2


def test_another_shop_sees_whose_it_is_and_nothing_of_card_invoice_and_payment() -> None:
    buyer = Buyer("B12345674", "Comercial Delicias Demo, S.L.", "Calle de Delicias, 999")
    invoice = ChannelInvoice("WEB26/1", DocumentKind.F1, NOON.date(), "B12345674", buyer)
    order = an_order(name="Iker S.", customer="c-1", note="llama al llegar", invoice=invoice)
    paid = (Payment("psp-1", order.amount, PaymentState.CAPTURED),)
    seen = chain_order.seen(replace(order, payments=paid, buyer=buyer))
    text = canonical(plain(seen))
    assert seen.name == "Iker S." and seen.paid and "WEB26/1" in text
    assert not [word for word in ("c-1", "llama", "psp-1", "Delicias") if word in text]

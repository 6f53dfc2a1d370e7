"""What was given back on a paper's word, and what central makes of it (retail-rules 5)."""

from __future__ import annotations

from typing import Any

import pytest
from facts import Chain, a_document, a_line, enrol, kinds, know, push, said, waiting

from app.domain.facts import FactType
from sync.central import exceptions
from sync.central.database import Central

TICKET = "T043C01AS26-000001"


@pytest.fixture
def shops(central: Central) -> tuple[Chain, Chain]:
    """A till that sold two of one and three of another, unheard; and one of another shop."""
    know(central, "A", "B")
    seller = Chain(enrol(central, 1901, till="01", shop="043")).opened()
    seller.sold(TICKET, a_line("A", "2", 200), a_line("B", "3", 900))
    return seller, Chain(enrol(central, 1902, till="01", shop="044")).opened()


def on_paper(till: Chain, number: str, sku: str, quantity: int, total: int) -> None:
    corrects: dict[str, Any] = {"number": TICKET, "shop": "043", "proof": "paper"}
    line = a_line(sku, str(-quantity), -total, of=1)
    body = a_document(number, line, corrects=TICKET) | {"corrects": corrects}
    till.state(FactType.DOCUMENT_ISSUED, body)


def test_it_counts_on_the_line_of_its_product(central: Central, shops: tuple[Chain, Chain]) -> None:
    seller, other = shops
    push(central, seller.records)
    on_paper(other, "R-1", "B", 2, 600)
    push(central, other.records)
    ticket = said(central, "store:043", "ticket")[TICKET]
    assert ticket["returned"] == {"2": {"quantity": "2.000", "amount": 600}}
    assert kinds(central) == []


def test_until_its_ticket_comes_it_is_somebodys_matter(
    central: Central, shops: tuple[Chain, Chain]
) -> None:
    seller, other = shops
    on_paper(other, "R-1", "B", 1, 300)
    push(central, other.records)
    (trouble,) = waiting(central)
    assert (trouble.kind, trouble.facts["ticket"], trouble.facts["amount"]) == (
        "unknown_ticket",
        TICKET,
        300,
    )
    assert "3,00 €" in trouble.sentence["es"]
    push(central, seller.records)
    assert kinds(central) == []


def test_a_ticket_that_never_comes_is_accepted_by_a_person(
    central: Central, shops: tuple[Chain, Chain]
) -> None:
    on_paper(shops[1], "R-1", "B", 1, 300)
    push(central, shops[1].records)
    (trouble,) = waiting(central)
    with central.write() as tx:
        exceptions.settle(tx, trouble.id, "accept", "test")
    assert kinds(central) == []


def test_two_shops_that_believe_one_paper_both_stand_and_the_second_is_to_settle(
    central: Central, shops: tuple[Chain, Chain]
) -> None:
    seller, other = shops
    push(central, seller.records)
    third = Chain(enrol(central, 1903, till="01", shop="045")).opened()
    for till, number in ((other, "R-1"), (third, "R-2")):
        on_paper(till, number, "B", 2, 600)
        push(central, till.records)
    (trouble,) = waiting(central)
    assert (trouble.kind, trouble.installation) == ("returned_twice", 1903)
    assert trouble.facts["amount"] == 300


def test_what_was_not_on_the_ticket_takes_nothing_from_it(
    central: Central, shops: tuple[Chain, Chain]
) -> None:
    seller, other = shops
    push(central, seller.records)
    on_paper(other, "R-1", "C", 1, 500)
    push(central, other.records)
    assert "returned_twice" in kinds(central)
    assert said(central, "store:043", "ticket")[TICKET]["returned"] == {}

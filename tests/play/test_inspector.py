"""The fiscal inspector at a till: fiscal facts, and never a customer (RD 1007/2023 art. 8.4)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from order_shop import a_paid_order, as_device, order_row, qr, tell
from played import BLOCKS
from shop import Shop

from app.domain.errors import LooksOnly, NotSignedIn, ShopError
from app.domain.facts import canonical
from app.play.runner import Runner
from app.play.table import VERBS

CARD = "2900000000012"
OWN = ("Zenobia", "Arrizabalaga", "600111222", "zenobia@correo.es", "12345678Z", CARD, "Iker")
"""What nobody but those who work here may read."""
WHO = [
    "signin",
    "signout",
    "lock",
    "badge",
    "authorise",
    "clock",
    "offline",
    "online",
    "wait-sync",
    "terminal",
]
"""Verbs that say who is there, or move what is around the till."""


@pytest.fixture
def known(open_shop: Shop) -> Iterator[Shop]:
    """A customer bought, and is at the counter again with a ticket in hand, when the inspector
    comes; and an order waits for another one."""
    shop = as_device(open_shop)
    tell(shop, [order_row(a_paid_order(shop))])
    fields = {"name": f"{OWN[0]} {OWN[1]}", "phone": OWN[2], "email": OWN[3], "document": OWN[4]}
    shop.counter.customers.make(CARD, fields)
    for _ in range(2):
        shop.identify(CARD).add("CAF-001").pay_cash()
    shop.identify(CARD).add("CAF-001").park().identify(CARD).add("LEC-ENT")
    yield shop.sign_in("5001")


def said(shop: Shop, text: str) -> str:
    """All that a command answers; of a refusal its sentence."""
    out: list[str] = []
    runner = Runner(shop.counter, [], out.append)
    runner._line(1, text)
    return "\n".join(out)


def every_command(shop: Shop) -> list[str]:
    """The page of verbs has each of them; and those that ask for the very people who are there."""
    shown = [
        line.removeprefix("!")
        for kind, block in BLOCKS
        if kind == "play"
        for line in block.splitlines()
        if line.removeprefix("!").split()[0] not in WHO
    ]
    code = qr(a_paid_order(shop))
    numbers = [one.number for one in shop.counter.history.page().documents]
    theirs = [
        "points", f"customer {CARD}", f"customer MC:{CARD}", f"scan {CARD}", f"scan MC:{CARD}",
        f"find-ticket card={CARD}", "pickup list", "pickup find Iker", "pickup find W-1042",
        f"pickup scan '{code}'", "pickup address W-1042", "pickup picklist W-1042",
        "pickup codes W-1042", "pickup labels W-1042", "pickup papers W-1042", "pickup unanswered",
        "pickup shelves", "order list", "order find Iker", "order show 042-03A-1", "show",
        "recall 1", f"search {OWN[0]}", f"search {OWN[2]}", f"history {OWN[0]}", "explain 1",
    ]  # fmt: skip
    return [*shown, *theirs, *(f"reprint {number}" for number in numbers)]


def test_no_verb_tells_an_inspector_of_a_customer_and_none_does_anything(known: Shop) -> None:
    before = len(known.facts())
    tried = set()
    for text in every_command(known):
        answer = said(known, text)
        assert not [word for word in OWN if word in answer and word not in text], (text, answer)
        assert known.counter.till.session.person, text
        tried.add(text.split()[0])
    assert tried == set(VERBS) - set(WHO)
    assert len(known.facts()) == before


def test_somebody_who_works_here_reads_what_an_inspector_does_not(known: Shop) -> None:
    """Or the test above could not fail."""
    known.sign_in("1001")
    read = "\n".join(said(known, text) for text in ("points", f"customer {CARD}"))
    assert OWN[0] in read and CARD in read
    assert said(known.sign_in("5001"), "points") != said(known.sign_in("1001"), "points")


def test_nobodys_leave_makes_an_inspector_more(known: Shop) -> None:
    for text in ("points", f"customer {CARD}", "pay cash", 'open-drawer "mirar"', "pickup list"):
        known.authorise("9001")
        assert json.loads(said(known, text))["error"] == "LooksOnly", text
    with pytest.raises(LooksOnly):
        known.authorise("9001").counter.customers.current()


def test_an_inspector_reads_documents_and_figures_of_now_and_then(known: Shop) -> None:
    known.sign_in("9001").pay_cash().count().close_shift()
    known.sign_in("1001").open_shift("50").sign_in("5001")
    result = {}
    for text in ("history", "x", "z", "z 1"):
        answer = json.loads(said(known, text))
        assert answer["ok"], answer
        result[text] = answer["result"]
    assert len(result["history"]["documents"]) == 3
    assert (result["x"]["shift"], result["z"]["shift"]) == (2, 1)
    assert result["z"] == result["z 1"]
    assert result["z"]["sales"] == 3
    assert json.loads(said(known, "z 2"))["error"] == "UnknownShift"


def test_an_exported_journal_names_no_customer(known: Shop) -> None:
    text = "".join(canonical(asdict(fact)) for fact in known.facts())
    assert "customer_made" in text
    assert not [word for word in OWN if word in text and word != CARD]


@pytest.mark.parametrize("verb", ["points", "order list", "pickup list", "stock tasks"])
def test_with_nobody_there_nothing_is_read(known: Shop, verb: str) -> None:
    known.counter.signin.sign_out()
    with pytest.raises(NotSignedIn):
        VERBS[verb.split()[0]].do(known.counter, verb.split()[1:])
    assert issubclass(NotSignedIn, ShopError)

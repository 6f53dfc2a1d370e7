"""`refund` asks the other shops for what this one does not have, and waits for the answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from builders import a_document, a_line, a_sale, euro, paid
from other_shops import THEIRS, a_ticket, of_a_chain
from shop import Shop

from app.domain.tender import TenderKind
from app.play.runner import Runner
from hardware.printers.textfile import TextFilePrinter

PAPER = f'refund-on-paper {THEIRS} 2026-11-20 12.75 cash "de viaje" CAF-001:2:8.50'


def run(shop: Shop, *lines: str) -> list[Any]:
    said: list[Any] = []
    printer = TextFilePrinter(shop.folder / "tickets")
    Runner(shop.counter, [printer], lambda line: said.append(json.loads(line))).run(
        ["clock 2026-11-21T12:00:00+01:00", "signin 9001 9999", *lines]
    )
    return said[2:]


def test_another_shops_ticket_is_asked_for_and_paid_back(open_shop: Shop) -> None:
    sale = a_sale(a_line(euro("4.25"), "3"))
    theirs = replace(a_document(sale, paid(TenderKind.CASH, sale.total)), number=THEIRS)
    central = of_a_chain(open_shop)
    central.says = lambda number: a_ticket(theirs, open_shop)
    one, refused, rest = run(
        open_shop, f"refund {THEIRS.lower()} 1:1", f"!{PAPER}", f"refund-all {THEIRS}"
    )
    assert (one["result"]["total"], one["result"]["corrects"]) == ("-4.25", THEIRS)
    assert refused["error"] == "PaperNotNeeded"
    assert rest["result"]["total"] == "-8.50"
    assert central.asked == [THEIRS, THEIRS, THEIRS]


def test_without_an_answer_the_paper_pays_and_says_so(open_shop: Shop) -> None:
    of_a_chain(open_shop).says = lambda number: {"refused": "unreachable"}
    refused, back = run(open_shop, f"!refund-all {THEIRS}", PAPER)
    assert refused["error"] == "ShopsUnreachable"
    assert (back["result"]["total"], back["result"]["corrects"]) == ("-8.50", THEIRS)

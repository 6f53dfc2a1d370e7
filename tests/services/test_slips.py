"""Papers that are no invoice: a gift ticket tells no amount, and its code finds the ticket."""

from __future__ import annotations

import re

import pytest
from shop import Shop

from app.domain import barcode
from app.domain.errors import NoGift, NoSuchLine, UnknownDocument
from app.domain.paper import lines
from app.domain.paper_kind import PaperKind


def gift(shop: Shop, *of: int) -> str:
    """The paper of a gift ticket of the last ticket."""
    name = shop.counter.slips.gift(shop.document.number, of)
    blocks = shop.counter.slips.blocks(PaperKind.GIFT, name)
    assert blocks is not None
    return "\n".join(lines(blocks, 42))


def test_a_gift_ticket_tells_what_it_is_and_no_amount(open_shop: Shop) -> None:
    paper = gift(open_shop.add("CAM-LIN-M").add("CAF-001", "2").pay_cash("50"))
    assert "TICKET REGALO" in paper
    assert "no es una factura" in paper
    for line in open_shop.document.lines:
        assert line.name[:20] in paper
    assert not re.search(r"\d,\d\d|€|Efectivo|IVA", paper)


def test_its_code_is_its_own_and_finds_the_ticket(open_shop: Shop) -> None:
    paper = gift(open_shop.add("CAF-001").pay_cash())
    number = open_shop.document.number
    code = "G" + number[1:]
    assert code in paper
    assert number not in paper
    assert barcode.meaning(code.lower()) == barcode.GiftCode(number)
    assert barcode.card_of(code) is None


def test_it_may_be_of_some_of_the_lines(open_shop: Shop) -> None:
    paper = gift(open_shop.add("CAM-LIN-M").add("CAF-001").pay_cash("50"), 1)
    assert "Camisa" in paper
    assert open_shop.document.lines[1].name not in paper
    with pytest.raises(NoSuchLine):
        gift(open_shop, 3)


def test_only_of_what_was_sold_here(open_shop: Shop) -> None:
    with pytest.raises(UnknownDocument):
        open_shop.counter.slips.gift("T042C03AS26-000009")
    open_shop.add("CAF-001").pay_cash().authorise("2001").refund(open_shop.document.number)
    with pytest.raises(NoGift):
        gift(open_shop)


def test_slips_come_out_beside_their_ticket(open_shop: Shop) -> None:
    gift(open_shop.add("CAF-001").pay_cash())
    open_shop.authorise("9001").counter.credit.goodwill(open_shop.document.total)
    assert len(open_shop.print_all()) == 3
    assert open_shop.counter.printing.unfinished() == []

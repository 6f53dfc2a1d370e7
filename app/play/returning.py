"""Verbs of returns that are not simply a ticket's goods for its money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.domain.errors import BadArguments
from app.domain.money import Money
from app.domain.why_back import WhyBack
from app.play import answers
from app.play.answers import Answer, plain
from app.play.paying import begin_return
from app.play.table import amount, decimal, verb, whole
from app.services.counter import Counter

LOWER = "price-back NUMBER LINE:AMOUNT… price|allowance [cash|card|credit]"
EXCHANGE = "exchange NUMBER LINE:QTY… [damaged] || exchange none"
FIND = (
    "find-ticket [product=SKU|CODE] [day=DAY] [amount=AMOUNT] [paid=LAST-FOUR]"
    " [card=CUSTOMER'S-CARD]"
)
RETURN = 'return SKU QTY… ["WHY"] [damaged]'


@verb(LOWER, 3, None)
def price_back(counter: Counter, words: list[str]) -> Answer:
    number, *rest = words
    means = rest.pop() if rest[-1] in ("cash", "card", "credit") else ""
    why = rest.pop()
    if why not in (WhyBack.PRICE, WhyBack.ALLOWANCE):
        raise BadArguments(usage=LOWER)
    off: list[tuple[int, Money]] = []
    for word in rest:
        line, colon, much = word.partition(":")
        if not colon:
            raise BadArguments(usage=LOWER)
        off.append((whole(line, LOWER), amount(much)))
    return begin_return(counter, number, None, means, why=WhyBack(why), off=off)


@verb(FIND, 1, 5)
def find_ticket(counter: Counter, words: list[str]) -> Answer:
    said: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name in said or name not in ("product", "day", "amount", "paid", "card"):
            raise BadArguments(usage=FIND)
        said[name] = value
    try:
        day = date.fromisoformat(said["day"]) if "day" in said else None
    except ValueError:
        raise BadArguments(usage=FIND) from None
    found = counter.seeking.find(
        said.get("product", ""),
        day,
        amount(said["amount"]) if "amount" in said else None,
        said.get("paid", ""),
        said.get("card", ""),
    )
    return {
        "documents": [
            {
                "number": one.number,
                "kind": one.kind.value,
                "issued_at": one.issued_at.isoformat(),
                "who": one.who,
                "total": str(one.total),
            }
            for one in found
        ]
    }


@verb(EXCHANGE, 1, None)
def exchange(counter: Counter, words: list[str]) -> Answer:
    number, *rest = words
    if number == "none" and not rest:
        return answers.sums(counter.exchanges.give_up())
    why = WhyBack.DAMAGED if rest and rest[-1] == WhyBack.DAMAGED else WhyBack.RESTOCK
    parts = [_part(word) for word in (rest[:-1] if why is WhyBack.DAMAGED else rest)]
    if counter.enquiries.needed(counter.refunds.known_as(number)):
        counter.enquiries.look_up(counter.refunds.known_as(number))
    return answers.sums(counter.exchanges.begin(number, parts, why))


def _part(word: str) -> tuple[int, Decimal]:
    line, colon, quantity = word.partition(":")
    if not colon:
        raise BadArguments(usage=EXCHANGE)
    return whole(line, EXCHANGE), decimal(quantity)


@verb(RETURN, 2, None)
def return_without_ticket(counter: Counter, words: list[str]) -> Answer:
    damaged = words[-1] == WhyBack.DAMAGED
    rest = words[:-1] if damaged else list(words)
    why = rest.pop() if len(rest) % 2 else ""
    items: list[tuple[str, Decimal]] = [
        (sku, decimal(quantity)) for sku, quantity in zip(rest[::2], rest[1::2], strict=True)
    ]
    done = counter.no_ticket.take(items, why, damaged=damaged)
    return {
        "voucher": done.voucher,
        "amount": str(done.amount),
        "lines": [
            {
                "sku": one.product.sku,
                "quantity": plain(one.quantity),
                "price": str(one.price),
                "amount": str(one.amount),
            }
            for one in done.taken
        ],
    }

"""Verbs of the ticket in hand."""

from __future__ import annotations

from app.domain.customer import Customer
from app.domain.errors import BadArguments, NoSuchVarios
from app.domain.number import read_decimal
from app.domain.staff import Permission
from app.play import answers
from app.play.answers import Answer
from app.play.table import amount, decimal, off, verb, whole
from app.services import prices, reserving
from app.services.counter import Counter


def _line(counter: Counter) -> Answer:
    sale = counter.register.the_sale()
    line = sale.line(sale.chosen)
    lost = reserving.eats_into(counter.till, sale, line.sku)
    return answers.touched(line, sale) | answers.eaten(lost)


@verb("scan CODE", 1)
def scan(counter: Counter, words: list[str]) -> Answer:
    known = counter.register.scan(words[0])
    if isinstance(known, Customer):
        return answers.known(known, counter.register.the_sale())
    return _line(counter)


@verb("add SKU [QTY]", 1, 2)
def add(counter: Counter, words: list[str]) -> Answer:
    counter.register.add(words[0], decimal(words[1]) if words[1:] else None)
    return _line(counter)


@verb('varios AMOUNT VAT "WHY"', 3)
def varios(counter: Counter, words: list[str]) -> Answer:
    percent = read_decimal(words[1].removesuffix("%"), 2)
    if percent is None:
        raise NoSuchVarios(tax=words[1])
    counter.register.varios(amount(words[0]), percent, words[2])
    return _line(counter)


@verb("line N", 1)
def line(counter: Counter, words: list[str]) -> Answer:
    counter.register.choose(whole(words[0], "line N"))
    return _line(counter)


@verb("qty N", 1)
def qty(counter: Counter, words: list[str]) -> Answer:
    counter.register.quantity(decimal(words[0]))
    return _line(counter)


@verb("weight KG", 1)
def weight(counter: Counter, words: list[str]) -> Answer:
    counter.register.weight(decimal(words[0]))
    return _line(counter)


@verb("weigh", 0)
def weigh(counter: Counter, words: list[str]) -> Answer:
    counter.weighing.weigh()
    return _line(counter)


@verb('price AMOUNT ["WHY"]', 1, 2)
def price(counter: Counter, words: list[str]) -> Answer:
    counter.register.price(amount(words[0]), *words[1:])
    return _line(counter)


@verb("label-says AMOUNT", 1)
def label_says(counter: Counter, words: list[str]) -> Answer:
    counter.label_says.sell(amount(words[0]))
    return _line(counter)


@verb('discount line|ticket 10%|1.50 ["WHY"]', 2, 3)
def discount(counter: Counter, words: list[str]) -> Answer:
    what, taken, *why = words
    match what:
        case "line":
            counter.register.discount_line(off(taken), *why)
            return _line(counter)
        case "ticket":
            return answers.sums(counter.register.discount_ticket(off(taken), *why))
        case _:
            raise BadArguments(usage='discount line|ticket 10%|1.50 ["WHY"]')


@verb('note "TEXT"', 1)
def note(counter: Counter, words: list[str]) -> Answer:
    counter.register.note(words[0])
    return _line(counter)


@verb("seller CODE", 1)
def seller(counter: Counter, words: list[str]) -> Answer:
    counter.register.seller(words[0])
    return _line(counter)


@verb("staff-purchase CODE|none", 1)
def staff_purchase(counter: Counter, words: list[str]) -> Answer:
    bought = counter.staff_purchases
    sale = bought.end() if words[0] == "none" else bought.begin(words[0])
    return {"staff": sale.staff or None, **answers.sums(sale)}


@verb("remove", 0)
def remove(counter: Counter, words: list[str]) -> Answer:
    gone = counter.register.remove()
    return {"removed": answers.line(gone), **answers.sums(counter.register.the_sale())}


@verb("undo", 0)
def undo(counter: Counter, words: list[str]) -> Answer:
    counter.register.undo()
    return _line(counter)


@verb('invoice ID "NAME" "ADDRESS"', 3)
def invoice(counter: Counter, words: list[str]) -> Answer:
    buyer = counter.register.invoice(*words).buyer
    return {"buyer": buyer and {**(answers.buyer(buyer) or {}), "address": buyer.address}}


@verb("park", 0)
def park(counter: Counter, words: list[str]) -> Answer:
    sale = counter.tickets.park()
    return {"parked": len(counter.tickets.parked()), "total": str(sale.total)}


@verb("recall N", 1)
def recall(counter: Counter, words: list[str]) -> Answer:
    sale = counter.tickets.recall(whole(words[0], "recall N"))
    refused = counter.tickets.order_refused()
    told = {"order_refused": type(refused).__name__} if refused else {}
    return answers.sums(sale) | answers.stopped(prices.stopped(counter.till, sale.lines)) | told


@verb("search TEXT", 1)
def search(counter: Counter, words: list[str]) -> Answer:
    found = counter.lookup.search(words[0])
    return {"found": [answers.product(one) for one in found]}


@verb("explain N", 1)
def explain(counter: Counter, words: list[str]) -> Answer:
    steps = counter.register.explain(whole(words[0], "explain N"))
    return {"steps": [answers.step(one) for one in steps]}


@verb("history [NUMBER|DAY|AMOUNT]", 0, 1)
def history(counter: Counter, words: list[str]) -> Answer:
    page = counter.history.page(words[0] if words else "")
    found = [
        {
            "number": one.number,
            "kind": one.kind.value,
            "issued_at": one.issued_at.isoformat(),
            "who": one.who,
            "total": str(one.total),
        }
        for one in page.documents
    ]
    return {"documents": found, "more": page.older is not None}


@verb("show", 0)
def show(counter: Counter, words: list[str]) -> Answer:
    session, shift = counter.till.session, counter.drawer.current()
    sells = session.person is None or session.may(Permission.SELL)
    last = counter.printing.last()
    return {
        "now": counter.till.now().isoformat(),
        "signed_in": session.person and session.person.code,
        "shift": shift and answers.shift(shift),
        "basket": answers.sale(counter.register.sale) if sells else None,
        "parked": [answers.sums(sale) for sale in counter.tickets.parked()],
        "pending_cards": [
            {"reference": attempt.reference, "amount": str(attempt.amount)}
            for attempt in counter.checkout.pending()
        ],
        "last": last and last.number,
        "wants_drop": counter.cash.wants_drop(),
    }

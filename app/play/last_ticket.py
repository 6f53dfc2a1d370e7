"""Verbs of the last ticket and of store credit."""

from __future__ import annotations

from app.domain.attempt import AttemptState
from app.domain.document import Document
from app.domain.sale import Sale
from app.domain.voucher import code_in
from app.play import answers
from app.play.answers import Answer
from app.play.paying import card_answer, pay_back
from app.play.table import amount, verb, whole
from app.services.counter import Counter

RETENDER = (
    "retender cash|card | card-by-hand [AUTHORISATION] [LAST-FOUR] | REFERENCE-TENDER REFERENCE"
)


@verb("gift [LINE…]", 0, None)
def gift(counter: Counter, words: list[str]) -> Answer:
    number = counter.last_ticket.document().number
    lines = [whole(word, "gift [LINE…]") for word in words]
    return {"gift": counter.slips.gift(number, lines), "number": number}


@verb("void-last", 0)
def void_last(counter: Counter, words: list[str]) -> Answer:
    begun = counter.last_ticket.void()
    return answers.document(begun) if isinstance(begun, Document) else pay_back(counter, begun)


@verb(RETENDER, 1, 3)
def retender(counter: Counter, words: list[str]) -> Answer:
    to, *typed = words
    begun = _looked_up(counter, to)
    if begun is not None:
        pass
    elif to == "card-by-hand":
        begun = counter.last_ticket.retender(to, "", *typed)
    else:
        begun = counter.last_ticket.retender(to, " ".join(typed))
    while not isinstance(begun, Document):
        attempt = counter.last_ticket.next_card(begun)
        outcome = counter.checkout.ask(counter.terminal, attempt)
        answered = counter.checkout.answer(attempt, outcome)
        if answered.attempt.state is not AttemptState.APPROVED:
            return card_answer(answered)
        begun = counter.last_ticket.go_on(begun)
    return answers.document(begun)


def _looked_up(counter: Counter, to: str) -> Sale | Document | None:
    """Look up what nobody knew of a change that was begun; what is left of it, or the document,
    when it is the very change that is asked for and the terminal said yes."""
    sale = counter.last_ticket.pending()
    if sale is None or sale.retendering is None:
        return None
    for settled in counter.checkout.settle(counter.terminal):
        approved = settled.attempt.state is AttemptState.APPROVED
        if approved and settled.attempt.basket == sale.id and sale.retendering.to == to:
            return counter.last_ticket.go_on(sale)
    return None


@verb('credit AMOUNT ["WHY"] | credit CODE', 1, 2)
def credit(counter: Counter, words: list[str]) -> Answer:
    """Goodwill; a code asks what is left."""
    if code_in(words[0]):
        return _left(counter, words[0])
    return _left(counter, counter.credit.goodwill(amount(words[0]), *words[1:]))


def _left(counter: Counter, code: str) -> Answer:
    found = counter.credit.look(code)
    expires = found.voucher.expires
    return {
        "code": found.voucher.code,
        "left": str(found.voucher.left),
        "pays": str(found.most),
        "expires": expires and expires.isoformat(),
    }

"""Verbs of money: paying, paying back, giving up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from app.domain import refund as refund_rules
from app.domain.attempt import AttemptState
from app.domain.document import Document
from app.domain.errors import BadArguments, DemoOnly, NothingDue, NotPending, ShopsUnreachable
from app.domain.money import Money
from app.domain.refund import CARD, CASH, instead
from app.domain.sale import Sale
from app.domain.why_back import WhyBack
from app.play import answers
from app.play.answers import Answer
from app.play.table import amount, decimal, optional_amount, verb, whole
from app.services.checkout import Answered, Paid, charge
from app.services.counter import Counter
from app.services.on_paper import Item, Paper
from hardware.terminals.simulated import Mood

CARD_WAS = 'card-was charged|not-charged REFERENCE "WHY"'
PAY = (
    "pay cash|card|card-by-hand [AMOUNT] [AUTHORISATION] [LAST-FOUR]"
    " || pay REFERENCE-TENDER AMOUNT [REFERENCE] || pay credit CODE [AMOUNT]"
)
ON_PAPER = 'refund-on-paper NUMBER DAY TOTAL cash|card "WHY" SKU:QTY:AMOUNT…'
MEANS = "[cash|card|credit|cash-instead|REFERENCE-TENDER:REFERENCE]"
REFUND = f"refund NUMBER LINE:QTY… {MEANS} [damaged]"
REFUND_ALL = f"refund-all NUMBER {MEANS}"


def _paid(paid: Paid) -> Answer:
    return answers.document(paid.document) if paid.document else {"due": str(paid.due)}


def _settled(counter: Counter) -> Answer | None:
    """Look up every card payment that is not known yet: nothing is charged twice. The answer, when
    that completed the sale in hand."""
    sale = counter.register.sale
    for answered in counter.checkout.settle(counter.terminal):
        if answered.paid.document and sale and answered.attempt.basket == sale.id:
            return card_answer(answered)
    return None


def card_answer(answered: Answered) -> Answer:
    return {"card": answered.attempt.state.value, **_paid(answered.paid)}


@verb(PAY, 1, 4)
def pay(counter: Counter, words: list[str]) -> Answer:
    answer = _pay(counter, words)
    if "number" not in answer:
        return answer
    corrective = counter.exchanges.corrective(counter.last_ticket.document())
    drop = {"wants_drop": True} if counter.cash.wants_drop() else {}
    return answer | (answers.came_back(corrective) if corrective else {}) | drop


def _pay(counter: Counter, words: list[str]) -> Answer:
    way, *rest = words
    most = {"cash": 1, "card": 1, "card-by-hand": 3}.get(way, 2)
    if len(rest) > most or way not in counter.till.tenders.rules:
        raise BadArguments(usage=PAY)
    if settled := _settled(counter):
        return settled
    if counter.register.sale and counter.register.sale.owed:
        return _pay_difference(counter, way)
    if way == "credit" and rest:
        return _paid(counter.credit.pay(rest[0], optional_amount(rest[1:])))
    amount = optional_amount(rest[:1])
    match way:
        case "cash":
            return _paid(counter.checkout.pay_cash(amount))
        case "card-by-hand":
            return _paid(counter.checkout.pay_by_hand(amount, *rest[1:]))
        case "card":
            return _pay_card(counter, amount)
        case _:
            return _paid(counter.other_ways.pay(way, amount, *rest[1:]))


def _pay_difference(counter: Counter, way: str) -> Answer:
    """Of an exchange for less: as store credit, or as it was paid."""
    if way == refund_rules.CREDIT:
        return _paid(counter.exchanges.pay_back(way))
    while (attempt := counter.exchanges.next_card()) is not None:
        answered = counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
        if answered.paid.document or answered.attempt.state is not AttemptState.APPROVED:
            return card_answer(answered)
    return _paid(counter.exchanges.pay_back())


def _pay_card(counter: Counter, amount: Money | None) -> Answer:
    try:
        return card_answer(
            charge(counter.checkout, counter.terminal, lambda: counter.checkout.begin_card(amount))
        )
    except NothingDue:
        # A ticket of nothing needs no terminal.
        return _paid(counter.checkout.pay_cash())


@verb("terminal approve|decline|cancel|hang|die", 1)
def terminal(counter: Counter, words: list[str]) -> Answer:
    tell = getattr(counter.terminal, "tell", None)
    if not counter.till.config.demo or tell is None:
        raise DemoOnly(command="terminal")
    if words[0] not in list(Mood):
        raise BadArguments(usage="terminal approve|decline|cancel|hang|die")
    tell(Mood(words[0]))
    return {"terminal": words[0]}


@verb(CARD_WAS, 3)
def card_was(counter: Counter, words: list[str]) -> Answer:
    came_to, reference, why = words
    if came_to not in ("charged", "not-charged"):
        raise BadArguments(usage=CARD_WAS)
    waiting = {attempt.reference: attempt for attempt in counter.checkout.pending()}
    if reference not in waiting:
        raise NotPending()
    return card_answer(counter.checkout.say(waiting[reference], why, charged=came_to == "charged"))


@verb("abandon", 0)
def abandon(counter: Counter, words: list[str]) -> Answer:
    if settled := _settled(counter):
        return settled
    tenders = counter.register.the_sale().tenders
    while (attempt := counter.checkout.begin_reversal()) is not None:
        answered = counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
        if answered.attempt.state is not AttemptState.APPROVED:
            return card_answer(answered)
    return {
        "abandoned": str(counter.tickets.abandon().total),
        "given_back": [answers.tender(tender) for tender in tenders],
    }


@verb(REFUND, 2, None)
def refund(counter: Counter, words: list[str]) -> Answer:
    number, *rest = words
    why = WhyBack.DAMAGED if rest[-1] == WhyBack.DAMAGED else WhyBack.RESTOCK
    rest = rest[:-1] if why is WhyBack.DAMAGED else rest
    means = rest.pop() if rest and _is_means(rest[-1]) else ""
    parts: list[tuple[int, Decimal]] = []
    for word in rest:
        line, colon, quantity = word.partition(":")
        if not colon:
            raise BadArguments(usage=REFUND)
        parts.append((whole(line, REFUND), decimal(quantity)))
    return begin_return(counter, number, parts, means, why=why)


def _is_means(word: str) -> bool:
    """Not a line and its quantity."""
    return word in (CASH, CARD) or (instead(word) and not word[:1].isdigit())


@verb(REFUND_ALL, 1, 2)
def refund_all(counter: Counter, words: list[str]) -> Answer:
    number, *means = words
    if means and not _is_means(means[0]):
        raise BadArguments(usage=REFUND_ALL)
    return begin_return(counter, number, None, *means)


@verb(ON_PAPER, 6, None)
def refund_on_paper(counter: Counter, words: list[str]) -> Answer:
    number, day, paid, means, why, *items = words
    number = number.strip().upper()
    if means not in ("cash", "card"):
        raise BadArguments(usage=ON_PAPER)
    if counter.enquiries.needed(number):
        with suppress(ShopsUnreachable):
            counter.enquiries.look_up(number)
    said = tuple(_item(word) for word in items)
    counter.on_paper.take(Paper(number, _day(day), amount(paid), means == "cash", why, said))
    done = counter.refunds.begin(number, None)
    if not isinstance(done, Document):
        raise ValueError(f"{number}: a paper knows no card to ask for")
    return answers.document(done)


def _item(word: str) -> Item:
    code, *rest = word.split(":")
    if len(rest) != 2:
        raise BadArguments(usage=ON_PAPER)
    return Item(code, decimal(rest[0]), amount(rest[1]))


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise BadArguments(usage=ON_PAPER) from None


def begin_return(
    counter: Counter,
    number: str,
    parts: list[tuple[int, Decimal]] | None,
    means: str = "",
    *,
    why: WhyBack = WhyBack.RESTOCK,
    off: Sequence[tuple[int, Money]] = (),
) -> Answer:
    """A return, paid back to its end or as far as the terminal says yes."""
    if finished := _settled_return(counter, number, parts, means, off):
        return finished
    if counter.enquiries.needed(counter.refunds.known_as(number)):
        counter.enquiries.look_up(counter.refunds.known_as(number))
    # To finish what was allowed once needs no leave.
    again = None if instead(means) else counter.refunds.again(number, parts, means, off)
    begun = again or counter.refunds.begin(number, parts, means, why=why, off=off)
    if isinstance(begun, Document):
        return answers.document(begun)
    return pay_back(counter, begun)


def _settled_return(
    counter: Counter,
    number: str,
    parts: list[tuple[int, Decimal]] | None,
    means: str,
    off: Sequence[tuple[int, Money]] = (),
) -> Answer | None:
    """Look up what is not known yet of a return half paid back. The corrective, when that
    completed the very return that is asked for."""
    sale = counter.refunds.pending()
    if sale is None:
        return None
    asked = counter.refunds.asks_for(sale, number, parts, means, off)
    for settled in counter.checkout.settle(counter.terminal):
        document = settled.paid.document
        if asked and document and document.kind.corrective:
            return answers.document(document)
    counter.refunds.tidy()
    return None


def pay_back(counter: Counter, sale: Sale) -> Answer:
    while (attempt := counter.refunds.next_card(sale)) is not None:
        answered = counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
        if answered.paid.document:
            return {"card": "approved", **answers.document(answered.paid.document)}
        if answered.attempt.state is not AttemptState.APPROVED:
            counter.refunds.tidy()
            return card_answer(answered)
        sale = counter.refunds.pending() or sale
    return answers.document(counter.refunds.finish(sale))


@verb("reprint NUMBER", 1)
def reprint(counter: Counter, words: list[str]) -> Answer:
    paper = counter.printing.reprint(words[0])
    return {"number": paper.document.number, "copy": paper.copy}

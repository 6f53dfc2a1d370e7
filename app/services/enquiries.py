"""Asking central for a ticket of another shop while a customer waits (retail-rules 5)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from app.domain import barcode, elsewhere
from app.domain.elsewhere import Elsewhere
from app.domain.errors import AnotherTaxpayer, ShopsUnreachable, UnknownTicket
from app.domain.line import Answer
from app.services.line import Line
from app.services.refunds import Refunds
from app.services.till import Till

log = logging.getLogger(__name__)

_REFUSED = {"not_found": "not_found", "not_yours": "not_ours"}


class Outcome(StrEnum):
    FOUND = "found"
    """`Refunds.find` has it now."""
    NOT_FOUND = "not_found"
    """No shop of the chain issued it, as far as central has heard."""
    NOT_OURS = "not_ours"
    """It is of another NIF."""
    UNREACHABLE = "unreachable"
    """No answer in time: what the paper proves may do."""


class Enquiry:
    """One question, by the ticket's number; it comes to one outcome, which `heard` is told, and to
    none once nobody waits for it."""

    def __init__(self, number: str, heard: Callable[[Outcome], object]) -> None:
        self.number = number
        self._heard: Callable[[Outcome], object] | None = heard
        self._lock = threading.Lock()

    def over(self) -> Callable[[Outcome], object] | None:
        """Whom to tell what it came to; None when that was done, or nobody waits."""
        with self._lock:
            heard, self._heard = self._heard, None
        return heard

    def cancel(self) -> None:
        """Nobody waits any more."""
        self.over()


class Enquiries:
    def __init__(self, till: Till, line: Line, refunds: Refunds) -> None:
        self._till, self._line, self._refunds = till, line, refunds

    def needed(self, number: str) -> bool:
        """Whether only central can know that ticket, and there is a central."""
        if self._line.alone or not barcode.ticket_number(number):
            return False
        return not self._refunds.here(number)

    def put(self, enquiry: Enquiry) -> None:
        """Ask; who waits hears of it within ANSWER_MS, on whatever thread."""
        self._line.ask({"ticket": enquiry.number}, lambda answer: self._take(enquiry, answer))

    def look_up(self, number: str) -> None:
        """Ask, and wait for it. Raises UnknownTicket, AnotherTaxpayer, ShopsUnreachable."""
        self._till.session.need_till()
        outcomes = list[Outcome]()
        self._take(Enquiry(number, outcomes.append), self._line.answer({"ticket": number}))
        check(outcomes[0], number)

    def _take(self, enquiry: Enquiry, answer: Answer) -> None:
        try:
            found = [elsewhere.read(dict(one)) for one in answer.tickets]
        except elsewhere.UNREADABLE:
            log.exception("ticket %s", enquiry.number)
            self._settle(enquiry, Outcome.UNREACHABLE)
            return
        by_number = {one.document.number: one for one in found}
        same = by_number.get(enquiry.number)
        if same is not None and same.replaced_by:
            same = by_number.get(same.replaced_by)
        if same is None:
            outcome = Outcome(_REFUSED.get(answer.refused, Outcome.UNREACHABLE))
            self._settle(enquiry, outcome)
        elif same.nif != self._till.shop.nif:
            self._settle(enquiry, Outcome.NOT_OURS)
        else:
            self._settle(enquiry, Outcome.FOUND, same)

    def _settle(self, enquiry: Enquiry, outcome: Outcome, found: Elsewhere | None = None) -> None:
        heard = enquiry.over()
        if heard is not None:
            away = outcome is Outcome.UNREACHABLE
            asked_as = enquiry.number if found else ""
            self._refunds.told(found, enquiry.number if away else "", asked_as)
            heard(outcome)


def check(outcome: Outcome, number: str) -> None:
    """Raises UnknownTicket, AnotherTaxpayer, ShopsUnreachable."""
    match outcome:
        case Outcome.NOT_FOUND:
            raise UnknownTicket(number=number)
        case Outcome.NOT_OURS:
            raise AnotherTaxpayer(number=number)
        case Outcome.UNREACHABLE:
            raise ShopsUnreachable(number=number)
        case Outcome.FOUND:
            pass

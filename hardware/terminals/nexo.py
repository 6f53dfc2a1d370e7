"""A card terminal on the shop's network that speaks nexo (Adyen Terminal API, local).

What it answers is believed only when all of it fits what was asked; no answer, a late, broken or
foreign one is `Unknown`, and the same request is asked after by its ServiceID. Nothing is ever
asked for twice, and nothing is given back because an answer did not come.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from hardware.devices import CardRequest, RequestKind
from hardware.drivers import Around, Spec
from hardware.errors import Broken, DeviceError, Reason
from hardware.health import Check, Health, Row, State
from hardware.nexo import answers, envelope, requests
from hardware.nexo.answers import Asked
from hardware.nexo.envelope import Key
from hardware.nexo.requests import Category, Pair, Transaction
from hardware.nexo.service import service_id
from hardware.nexo.wire import Body, Garbled
from hardware.options import Options
from hardware.results import LookUp, NotAsked, Outcome, Totals, Unknown, Unreachable
from hardware.simulated.serving import NAME
from hardware.simulated.terminal import Manner, SimTerminal
from hardware.terminals.keys import key_of
from hardware.terminals.posting import ANSWER, Line, trust
from hardware.transport.address import Way

log = logging.getLogger(__name__)

QUESTION = 10.0
"""Seconds for an answer that waits for no customer."""
PATIENCE = 6.0
"""Seconds that a look-up waits for a payment that is still under way."""
POLL = 0.5
EVERY = 60.0
"""Seconds between two looks at how it is."""
FIRST, LONGEST = 2.0, 30.0
"""Seconds until one that is away is looked for again: the first time, and at most."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds; tests have less patience."""

    answer: float = ANSWER
    question: float = QUESTION
    patience: float = PATIENCE
    poll: float = POLL


class NexoTerminal:
    """`ask` and `look_up` run on the caller's thread, which may wait; a thread of its own looks
    every minute whether the terminal is there."""

    def __init__(
        self,
        row: Row,
        line: Line,
        key: Key,
        pair: Pair,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        times: Times = Times(),
    ) -> None:
        self.row = row
        self._line, self._key, self._pair, self._now = line, key, pair, now
        self._times, self.id = times, pair.poi
        self.simulated: SimTerminal | None = None
        """What it speaks to, when that is no real one."""
        self._asking = threading.Lock()
        self._stop, self._look = threading.Event(), threading.Event()
        name = f"device-{row.health.name}"
        self._thread = threading.Thread(target=self._watch, name=name, daemon=True)
        row.can((Check.ASK, Check.AGAIN))
        row.fact("poi", pair.poi)

    def tell(self, manner: str) -> None:
        """What a simulated one does with the next payment. Raises DeviceError (ILLEGAL)."""
        if self.simulated is None:
            raise DeviceError("a real terminal does as it likes", Reason.ILLEGAL)
        self.simulated.tell(Manner(manner))

    # payments
    def ask(self, request: CardRequest) -> Outcome:
        service, asked = service_id(request.reference), _asked(request)
        message = self._message(request, service)
        with self._asking:
            try:
                answer = self._exchange(message, self._times.answer)
            except Broken as error:
                return self._lost(error, service)
            except Garbled as error:
                self._doubt(str(error))
                return Unknown()
        outcome = answers.outcome(answer, self._pair, asked)
        if isinstance(outcome, Unknown):
            self._doubt("an answer that does not fit what was asked")
        else:
            self._there()
        return outcome

    def _message(self, request: CardRequest, service: str) -> Body:
        at, reference = self._now(), request.reference
        cents, group = request.cents, request.group
        if request.kind is RequestKind.SALE:
            return requests.payment(self._pair, service, reference, at, cents, group)
        original = Transaction.read(request.transaction)
        if original is None:  # paid on another terminal: the customer presents the card again
            return requests.refund(self._pair, service, reference, at, cents, group)
        return requests.reversal(self._pair, service, reference, at, cents, original, group)

    def _lost(self, error: Broken, service: str) -> Outcome:
        self._away(error)
        self._look.set()
        if not error.begun:
            return NotAsked(error.code.value)
        log.warning("terminal %s: %s", service, error.detail)
        if error.code is Reason.TIMEOUT:  # nobody is to pay now for what the till gave up
            self._abort(service)
        return Unknown()

    def look_up(self, request: CardRequest) -> LookUp:
        """Waits a moment for one that is still under way. Of what another terminal was asked, this
        one knows nothing, and that it never heard of it means nothing."""
        if request.terminal not in ("", self.id):
            return Unreachable()
        asked, end = _asked(request), monotonic() + self._times.patience
        while (found := self._status(asked)) is None:
            if monotonic() >= end or self._stop.wait(self._times.poll):
                return Unreachable()
        return found

    def _status(self, asked: Asked) -> LookUp | None:
        service = self._fresh()
        message = requests.status(self._pair, service, asked.service, asked.category)
        try:
            answer = self._exchange(message, self._times.question)
        except Broken as error:
            self._away(error)
            return Unreachable()
        except Garbled as error:
            self._doubt(str(error))
            return Unreachable()
        found = answers.looked_up(answer, self._pair, service, asked)
        if not isinstance(found, Unreachable):
            self._there()
        return found

    def abort(self, reference: str) -> None:
        """Ask it to give a payment up; what became of it, only its answer or a look-up says."""
        self._abort(service_id(reference))

    def _abort(self, about: str) -> None:
        try:
            message = requests.abort(self._pair, self._fresh(), about)
            self._line.post(self._sealed(message), self._times.question)
        except Broken as error:
            log.info("terminal %s: not aborted (%s)", about, error.detail)

    def totals(self, group: str) -> Totals | None:
        """What it booked for those requests; None when it does not say."""
        service = self._fresh()
        try:
            answer = self._exchange(
                requests.totals(self._pair, service, group), self._times.question
            )
            return answers.totalled(answer, self._pair, service, group)
        except (Broken, Garbled) as error:
            log.info("terminal totals of %s: %s", group, error)
            return None

    # messages
    def _exchange(self, message: Body, seconds: float) -> Body:
        """Raises Broken, Garbled."""
        data = self._line.post(self._sealed(message), seconds)
        return envelope.unseal(data, self._key)

    def _sealed(self, message: Body) -> bytes:
        return envelope.seal(message, self._key, os.urandom(envelope.NONCE))

    @staticmethod
    def _fresh() -> str:
        """A ServiceID for a question: no payment's, which end in digits that count facts."""
        return "Q" + os.urandom(5).hex().upper()[:9]

    # how it is
    def start(self) -> None:
        self.row.is_(State.OPENED)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._look.set()
        if self._thread.is_alive():
            self._thread.join(3.0)
        self.row.is_(State.CLOSED)

    def check(self, what: Check) -> None:
        if what not in (Check.ASK, Check.AGAIN):
            raise DeviceError("a terminal cannot be tried so", Reason.ILLEGAL)
        self._look.set()

    def _watch(self) -> None:
        wait = FIRST
        while not self._stop.is_set():
            self._look.clear()
            if not self._asking.locked():  # it does one thing at a time
                self._diagnose()
            well = self.row.health.state is State.ENABLED
            wait = FIRST if well else min(wait * 2, LONGEST)
            self._look.wait(EVERY if well else wait)

    def _diagnose(self) -> None:
        service = self._fresh()
        try:
            message = requests.diagnosis(self._pair, service)
            answer = self._exchange(message, self._times.question)
            said = answers.diagnosed(answer, self._pair, service)
        except Broken as error:
            self._away(error)
            return
        except Garbled as error:
            self.row.is_(State.CLAIMED, Reason.FAILURE, str(error))
            return
        self.row.fact("host", "yes" if said.hosts else "no")
        if said.status in ("OK", "Busy"):
            self._there()
        else:
            self.row.is_(State.CLAIMED, Reason.FAILURE, said.status)

    def _there(self) -> None:
        self.row.is_(State.ENABLED)
        self.row.worked()

    def _away(self, error: Broken) -> None:
        self.row.is_(State.OPENED, error.code, error.detail)

    def _doubt(self, detail: str) -> None:
        self.row.is_(State.ENABLED, Reason.FOREIGN, detail)
        log.warning("terminal %s: %s", self.row.health.name, detail)


def _asked(request: CardRequest) -> Asked:
    reverses = request.kind is not RequestKind.SALE and request.transaction
    category = Category.REVERSAL if reverses else Category.PAYMENT
    service, less = service_id(request.reference), request.kind is RequestKind.SALE
    return Asked(service, request.reference, request.cents, category, less)


def make(spec: Spec, around: Around) -> NexoTerminal:
    """Options: `poi`, `sale`, `currency`, the key's (keys.py), `certificate` (a PEM file), and
    `certificate_name` when that file is an issuer's. Raises DeviceError (NO_SERVICE)."""
    options, address = Options(spec.options), spec.address
    sale, poi = options.text("sale"), options.text("poi")
    currency = options.text("currency", "EUR").upper()
    simulated = None
    if address.way is Way.SIM:
        options.end()
        there = around.metal.terminal(address.place)
        trusted = trust(str(there.certificate), named=True)
        line, key = Line("127.0.0.1", there.port, trusted, NAME), there.terminal.key
        simulated, poi, sale = there.terminal, there.terminal.poi, sale or "simulated"
    elif address.way is Way.HTTPS:
        certificate, name = options.text("certificate"), options.text("certificate_name")
        key = key_of(options)
        options.end()
        line = Line(address.place, address.port, trust(certificate, named=bool(name)), name)
    else:
        raise DeviceError(f"{spec.name}: a terminal is at https://", Reason.NO_SERVICE)
    if not sale or not poi:
        raise DeviceError(f"{spec.name}: sale and poi name the till and it", Reason.NO_SERVICE)
    pair = Pair(sale, poi, currency)
    health = Health(spec.name, spec.kind, str(address))
    made = NexoTerminal(Row(health, around.changed, around.now), line, key, pair, around.now)
    made.simulated = simulated
    return made

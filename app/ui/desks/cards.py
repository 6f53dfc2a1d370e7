"""The card terminal from the window's side: one thread that asks, one view of what it said."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.domain.attempt import Attempt, AttemptKind, AttemptState
from app.domain.money import Money
from app.services.checkout import Answered, Checkout
from app.services.terminal_totals import TerminalTotals, ToCompare
from app.ui import format as written
from app.ui.screens.pay_view import CardState, CardView, by_hand_words
from app.ui.words import fill, tr
from hardware.results import LookUp, NotAsked, Outcome, Unknown

log = logging.getLogger(__name__)

T = TypeVar("T")
A = TypeVar("A")
Post = Callable[[Callable[[], object]], object]
Done = Callable[[Answered], object]


class Cards:
    """Asks on the terminal's own thread; answers are recorded in the GUI thread.

    `ask` and `look_up` are `Checkout`'s, of the terminal at hand; they may take as long as a
    customer does. `abort`: of one that can be told to give up. `changed` is called whenever `view`
    says something new.
    """

    def __init__(
        self,
        checkout: Checkout,
        totals: TerminalTotals,
        ask_totals: Callable[[ToCompare], Money | None],
        ask: Callable[[Attempt], Outcome],
        look_up: Callable[[Attempt], LookUp],
        post: Post,
        changed: Callable[[], object],
        abort: Callable[[Attempt], object] | None = None,
    ) -> None:
        self._checkout, self._ask, self._look_up = checkout, ask, look_up
        self._totals, self._ask_totals = totals, ask_totals
        self._post, self._changed, self._abort = post, changed, abort
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="terminal")
        self._attempt: Attempt | None = None
        self._asking = False
        self._done: Done = lambda _answered: None
        self.view: CardView | None = None

    @property
    def busy(self) -> bool:
        """Between asking and the answer; nothing else may start then."""
        return self._asking

    def ask(self, attempt: Attempt, done: Done) -> None:
        """Ask for an attempt that is on disk; `done` gets what came of it."""
        self._attempt, self._done, self._asking = attempt, done, True
        self._say(_asked(attempt, may_abort=self._abort is not None))
        future = self._thread.submit(self._ask, attempt)
        future.add_done_callback(lambda done: self._post(lambda: self._answered(attempt, done)))

    def abort(self) -> None:
        """Ask the terminal to give up what it waits for; what came of it, its answer says. Its own
        thread waits for that answer, so this takes another."""
        attempt = self._attempt
        if attempt is None or not self._asking or self._abort is None:
            return
        threading.Thread(target=self._abort, args=(attempt,), daemon=True).start()
        words = tr("Cancelando en el datáfono…")
        self._say(CardView(CardState.ASKED, words, _amount(attempt)))

    def _answered(self, attempt: Attempt, future: Future[Outcome]) -> None:
        self._asking = False
        if future.exception() is not None:
            log.error("terminal %s", attempt.reference, exc_info=future.exception())
        outcome = Unknown() if future.exception() is not None else future.result()
        self._settle(self._checkout.answer(attempt, outcome), outcome)

    def look_up(self, attempt: Attempt | None = None, done: Done | None = None) -> None:
        """Ask what became of an attempt; by default of the last one."""
        attempt = attempt or self._attempt
        if attempt is None or self._asking:
            return
        self._attempt, self._done, self._asking = attempt, done or self._done, True
        self._say(CardView(CardState.ASKED, tr("Preguntando qué pasó…"), _amount(attempt)))
        future = self._thread.submit(self._look_up, attempt)
        future.add_done_callback(lambda done: self._post(lambda: self._found(attempt, done)))

    def _found(self, attempt: Attempt, future: Future[LookUp]) -> None:
        self._asking = False
        found = future.result()
        answered = self._checkout.found(attempt, found)
        if answered is not None:
            self._settle(answered, found)
        elif self._checkout.pending(attempt.basket):
            self._say(_unknown(attempt))
        else:  # found out meanwhile
            self._say(None)

    def settle(self) -> None:
        """Ask after whatever nobody knows, and for the totals of closed shifts, without a word:
        at start, and when the terminal is there again."""
        for attempt in self._checkout.pending():
            if not (self._asking and attempt == self._attempt):
                self._later(self._look_up, attempt, self._quietly)
        for about in self._totals.waiting():
            self._later(self._ask_totals, about, self._totals.compare)

    def _later(self, work: Callable[[A], T], about: A, done: Callable[[A, T], object]) -> None:
        """Work on the terminal's thread, and what comes of it here."""

        def ended(future: Future[T]) -> None:
            if future.cancelled():
                return
            if error := future.exception():
                log.error("terminal", exc_info=error)
            else:
                self._post(lambda: done(about, future.result()))

        self._thread.submit(work, about).add_done_callback(ended)

    def _quietly(self, attempt: Attempt, found: LookUp) -> None:
        if not self._asking:
            self._checkout.found(attempt, found)

    def _settle(self, answered: Answered, outcome: Outcome | LookUp) -> None:
        attempt = self._attempt = answered.attempt
        if attempt.state is AttemptState.APPROVED:
            self._say(_less(attempt) if attempt.taken < attempt.amount else None)
        elif isinstance(outcome, NotAsked):
            self._say(_not_asked(attempt, outcome))
        elif attempt.state is AttemptState.UNKNOWN:
            self._say(_unknown(attempt))
        else:
            self._say(_refused(attempt))
        self._done(answered)

    def dismiss(self) -> None:
        """The person has read it."""
        if not self._asking:
            self._say(None)

    def _say(self, view: CardView | None) -> None:
        self.view = view
        self._changed()

    def close(self) -> None:
        """Wait for the terminal's last word; what it did not say is looked up at the next start."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _amount(attempt: Attempt) -> str:
    return written.money(attempt.amount)


def _asked(attempt: Attempt, *, may_abort: bool) -> CardView:
    if attempt.kind is AttemptKind.SALE:
        words = tr("Acerca o introduce la tarjeta")
        return CardView(
            CardState.ASKED,
            words,
            fill(tr("Se han pedido %1 al datáfono"), _amount(attempt)),
            (("abort", tr("Cancelar en el datáfono")),) if may_abort else (),
        )
    return CardView(
        CardState.ASKED,
        tr("Devolviendo a la tarjeta…"),
        fill(tr("El datáfono devuelve %1"), _amount(attempt)),
    )


def _refused(attempt: Attempt) -> CardView:
    words = tr("Cancelada en el datáfono")
    if attempt.state is AttemptState.DECLINED:
        words = tr("Tarjeta denegada")
    return CardView(
        CardState.REFUSED,
        words,
        fill(tr("No se han movido los %1. Puedes intentarlo de otra manera."), _amount(attempt)),
        (("dismiss", tr("Elegir otra manera")),),
    )


def _less(attempt: Attempt) -> CardView:
    left = attempt.amount - attempt.taken
    return CardView(
        CardState.REFUSED,
        fill(tr("Solo se han aprobado %1"), written.money(attempt.taken)),
        fill(tr("Faltan %1: cóbralos de otra manera."), written.money(left)),
        (("dismiss", tr("Cobrar el resto")),),
    )


def _not_asked(attempt: Attempt, outcome: NotAsked) -> CardView:
    words = tr("El datáfono no está disponible")
    if outcome.why == "Busy":
        words = tr("El datáfono está ocupado")
    detail = fill(tr("No se han pedido los %1: no se ha cobrado nada."), _amount(attempt))
    dismiss = ("dismiss", tr("Elegir otra manera"))
    if attempt.kind is not AttemptKind.SALE:
        return CardView(CardState.REFUSED, words, detail, (dismiss,))
    return CardView(
        CardState.REFUSED,
        words,
        f"{detail} {by_hand_words()}",
        (dismiss, ("by-hand", tr("Tarjeta a mano"))),
    )


def _unknown(attempt: Attempt) -> CardView:
    return CardView(
        CardState.UNKNOWN,
        fill(tr("No se sabe si se han cobrado %1"), _amount(attempt)),
        tr("El datáfono no contesta. No vuelvas a pasar la tarjeta: pregunta qué pasó."),
        (("dismiss", tr("Dejarlo pendiente")), ("look", tr("Preguntar otra vez"))),
    )

"""Signing in and out by code and PIN; a lock-out that a restart does not lift."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from app.changes import Topic
from app.domain.attempt import AttemptState
from app.domain.barcode import bare, may_be_badge
from app.domain.errors import (
    CardPending,
    LockedOut,
    NobodyYet,
    ShopError,
    SignInRefused,
    StaffTooOld,
)
from app.domain.facts import Body, FactType
from app.domain.installation import FIRST_OF_CENTRAL
from app.domain.line import LineState
from app.domain.staff import Person, Role
from app.pins import NOBODY, is_pin, mark_badge
from app.services.line import Line
from app.services.till import Act, Till
from app.storage import attempts, sign_ins, store

FREE_TRIES = 5
LOCK = timedelta(minutes=5)
BADGE = "badge?"
"""Unknown badges are counted apart: a guesser of codes locks nobody's badge."""


STAFF = "store:"
"""The stream that says who works here."""
STAFF_DAYS = Decimal(14)
"""How long that may not have been heard of, unless the chain ordered another (`staff_days`)."""


class Locked(StrEnum):
    """Why a till was locked."""

    ASKED = "lock"
    IDLE = "idle"


STRANGER = "?"
"""Failures with codes that nobody has are counted together, or a guesser fills the disk."""


class SignIn:
    def __init__(self, till: Till, line: Line | None = None) -> None:
        self._till, self._line = till, line or Line()

    def sign_in(self, code: str, pin: str) -> Person:
        """Put somebody at the till, in the place of whoever is there.

        Raises SignInRefused, LockedOut, NobodyYet, StaffTooOld.
        """
        return self._sign_in(self._known(code, pin))

    def sign_in_badge(self, badge: str) -> Person:
        """By scanning a badge. Raises SignInRefused, LockedOut, NobodyYet."""
        return self._sign_in(self._bearer(badge))

    def _check_news(self, person: Person) -> None:
        """With the line down for long, somebody may have left whom this till still lets in:
        managers only (retail-rules 6). Raises StaffTooOld."""
        if person.role is Role.MANAGER or self._line.status.state is not LineState.OFFLINE:
            return
        heard = self._line.heard(STAFF)
        with self._till.store.read() as mirror:
            most = store.units(mirror, "staff_days", STAFF_DAYS)
        if heard is not None and (old := self._till.now() - heard) > timedelta(days=int(most)):
            raise StaffTooOld(days=old.days)

    def _sign_in(self, person: Person) -> Person:
        self._check_news(person)
        with self._till.act() as act:
            if (before := self._till.session.person) is not None:
                act.state(FactType.SIGNED_OUT, {}, before.code)
            act.state(FactType.SIGNED_IN, {"role": person.role.value}, person.code)
            sign_ins.succeeded(act.tx, person.code)
            self._change_person(act, person)
        return person

    def relieve(self, code: str) -> Person | None:
        """Relevo: whoever's badge was scanned takes over, whatever is going on; None when the code
        is nobody's badge. It may be anything else then, so it counts as no try."""
        if not may_be_badge(code):
            return None
        with self._till.db.read() as connection:
            count, last = sign_ins.failures(connection, BADGE)
        until = locked_until(count, last)
        if until and self._till.now() < until:
            return None
        with self._till.store.read() as connection:
            found = store.person_with(connection, mark_badge(self._till.pepper, bare(code)))
        if found is None or found == self._till.session.person:
            return found
        self._check_asked()
        return self._sign_in(found)

    def sign_out(self) -> None:
        """The basket and the shift stay. Nobody there: nothing happens."""
        self._leave({})

    def lock(self, why: Locked) -> None:
        """Sign out and keep everything; never between asking the terminal and its answer.

        Raises CardPending.
        """
        self._check_asked()
        self._leave({"why": why.value})

    def _check_asked(self) -> None:
        with self._till.db.read() as connection:
            asked = attempts.open_ones(connection)
        if any(one.state is AttemptState.STARTED for one in asked):
            raise CardPending()

    def _leave(self, body: Body) -> None:
        person = self._till.session.person
        if person is None:
            return
        with self._till.act() as act:
            act.state(FactType.SIGNED_OUT, body, person.code)
            self._change_person(act, None)

    def _change_person(self, act: Act, person: Person | None) -> None:
        def change() -> None:
            self._till.session.person = person
            self._till.session.authoriser = None

        act.tx.changed(Topic.PERSON)
        act.tx.then(change)

    def authorise(self, code: str, pin: str) -> Person:
        """Somebody else allows the next command. Raises SignInRefused, LockedOut, NotSignedIn."""
        self._till.session.who()
        person = self._known(code, pin)
        self._check_news(person)
        with self._till.db.read() as connection:
            failed, _ = sign_ins.failures(connection, code)
        if failed:
            with self._till.db.write() as tx:
                sign_ins.succeeded(tx, code)
        self._till.session.authoriser = person
        return person

    def authorise_badge(self, badge: str) -> Person:
        """As `authorise`, by badge."""
        self._till.session.who()
        person = self._bearer(badge)
        self._check_news(person)
        self._till.session.authoriser = person
        return person

    def _known(self, code: str, pin: str) -> Person:
        with self._till.store.read() as connection:
            found = store.person(connection, code)
        counted = found[0].code if found else STRANGER
        self._check_lock(counted)
        if is_pin(found[1] if found else NOBODY, self._till.pepper, pin) and found:
            return found[0]
        raise self._refused(counted)

    def _bearer(self, badge: str) -> Person:
        self._check_lock(BADGE)
        with self._till.store.read() as connection:
            found = store.person_with(connection, mark_badge(self._till.pepper, bare(badge)))
        if found is None:
            raise self._refused(BADGE)
        return found

    def _check_lock(self, code: str) -> None:
        with self._till.db.read() as connection:
            count, last = sign_ins.failures(connection, code)
        until = locked_until(count, last)
        if until and self._till.now() < until:
            raise LockedOut(until=until)

    def _refused(self, code: str) -> ShopError:
        """Count the failure on disk; then it may be said. Where there is nobody, none is guessed
        at, and nothing is counted."""
        if self._nobody_yet():
            return NobodyYet()
        with self._till.act() as act:
            count, _ = sign_ins.failures(act.tx, code)
            sign_ins.failed(act.tx, code, count + 1, act.at)
            act.state(FactType.SIGN_IN_FAILED, {"code": code, "count": count + 1}, "")
        return SignInRefused()

    def _nobody_yet(self) -> bool:
        if self._till.config.installation < FIRST_OF_CENTRAL:
            return False
        with self._till.store.read() as connection:
            return not store.people(connection)


def locked_until(count: int, last: datetime | None) -> datetime | None:
    """Five wrong PINs in a row lock a code for five minutes, every further one again."""
    return last + LOCK if last and count >= FREE_TRIES else None

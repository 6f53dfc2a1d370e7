"""Asking somebody who may, when the person at the till may not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.errors import ClockBlocked, LooksOnly, NotAllowed, ShopError
from app.domain.staff import Person
from app.services.session import Session
from app.services.signin import SignIn
from app.ui.widgets.dialogs import AuthoriseDialog
from app.ui.words import tr

Say = Callable[[ShopError], str]


class Leave:
    """Runs what a person asked for; the one place of the face that catches a refusal.

    NotAllowed asks for code and PIN of another who may and tries again, once; the leave holds for
    that one command (retail-rules 6). ClockBlocked asks a manager, with a reason: `allow_clock`.
    """

    def __init__(
        self,
        over: Callable[[], QWidget],
        signin: SignIn,
        session: Session,
        say: Say,
        allow_clock: Callable[[str], object],
    ) -> None:
        self._over, self._signin, self._session, self._say = over, signin, session, say
        self._allow_clock = allow_clock

    def __call__(self, do: Callable[[], object]) -> bool:
        """False when nobody allowed it, and nothing was done."""
        try:
            return self.despite_clock(do)
        except LooksOnly:
            raise  # nobody can allow it
        except NotAllowed as refusal:
            dialog = AuthoriseDialog(
                self._over(),
                self._say(refusal),
                lambda code, pin: self._trouble(lambda: self._signin.authorise(code, pin)),
                lambda badge: self._trouble(lambda: self._signin.authorise_badge(badge)),
            )
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return False
            try:
                return self.despite_clock(do)
            finally:
                self._session.authoriser = None

    def despite_clock(self, do: Callable[[], object]) -> bool:
        """As a call, but only the clock is asked about; who may not is refused."""
        try:
            do()
        except ClockBlocked as refusal:
            return self.clock(refusal) and self.despite_clock(do)
        return True

    def clock(self, refusal: ClockBlocked) -> bool:
        """Ask a manager to let the till take money with the clock as it is; whether one does."""
        return self.reasoned(self._say(refusal), self._allow_clock)

    def reasoned(self, words: str, do: Callable[[str], object]) -> bool:
        """Ask somebody who may, with a reason, which `do` gets; whether it was done."""

        def allow(authorise: Callable[[], object]) -> None:
            authorise()
            try:
                do(dialog.pad.why)
            finally:
                self._session.authoriser = None

        sign_in = self._signin
        dialog = AuthoriseDialog(
            self._over(),
            words,
            lambda code, pin: self._trouble(lambda: allow(lambda: sign_in.authorise(code, pin))),
            lambda badge: self._trouble(lambda: allow(lambda: sign_in.authorise_badge(badge))),
            reason=tr("Motivo"),
        )
        return dialog.exec() == QDialog.DialogCode.Accepted

    def _trouble(self, do: Callable[[], object]) -> str:
        try:
            do()
        except ShopError as refusal:
            return self._say(refusal)
        return ""


class StandingLeave:
    """Leave for work of many commands, as a count by scanner: who allowed the first of them allows
    the next ones too, until `end` or until somebody else stands at the till."""

    def __init__(self, leave: Leave, session: Session) -> None:
        self._leave, self._session = leave, session
        self._allowed: Person | None = None
        self._worker: Person | None = None

    def __call__(self, do: Callable[[], object]) -> bool:
        """As `Leave`."""
        session = self._session
        if self._allowed is None or self._worker is not session.person:
            return self._leave(lambda: self._remembering(do))
        session.authoriser = self._allowed
        try:
            return self._leave.despite_clock(do)
        finally:
            session.authoriser = None

    def end(self) -> None:
        self._allowed = self._worker = None

    def _remembering(self, do: Callable[[], object]) -> None:
        do()
        self._allowed, self._worker = self._session.authoriser, self._session.person

"""Asking somebody who may, when the person at the till may not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.errors import NotAllowed, ShopError
from app.services.session import Session
from app.services.signin import SignIn
from app.ui.widgets.dialogs import AuthoriseDialog

Say = Callable[[ShopError], str]


class Leave:
    """Runs what a person asked for; the one place of the face that catches a refusal.

    NotAllowed asks for code and PIN of another who may and tries again, once; the leave holds for
    that one command (retail-rules 6).
    """

    def __init__(self, over: Callable[[], QWidget], signin: SignIn, session: Session, say: Say):
        self._over, self._signin, self._session, self._say = over, signin, session, say

    def __call__(self, do: Callable[[], object]) -> bool:
        """False when nobody allowed it, and nothing was done."""
        try:
            do()
        except NotAllowed as refusal:
            dialog = AuthoriseDialog(
                self._over(),
                self._say(refusal),
                lambda code, pin: self._allow(lambda: self._signin.authorise(code, pin)),
                lambda badge: self._allow(lambda: self._signin.authorise_badge(badge)),
            )
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return False
            try:
                do()
            finally:
                self._session.authoriser = None
        return True

    def _allow(self, authorise: Callable[[], object]) -> str:
        try:
            authorise()
        except ShopError as refusal:
            return self._say(refusal)
        return ""

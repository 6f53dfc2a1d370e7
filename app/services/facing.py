"""The customer's side of the counter: what was sold last, its change, and a welcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.changes import Changes, Topic
from app.domain.customer_side import (
    CustomerView,
    CustomerWords,
    of_document,
    of_sale,
    welcome,
)
from app.domain.document import Document
from app.services.register import Register
from app.services.till import Till
from app.storage import documents
from hardware.devices import Display


class Facing:
    """`displays`: what till.toml names, put here by whoever started them; `seen` is called with
    what a screen of the customer's would show, whenever that changes."""

    def __init__(self, till: Till, register: Register, words: CustomerWords) -> None:
        self._till, self._register, self._words = till, register, words
        self._paid: Document | None = None
        self._last = ""
        self.displays: Sequence[Display] = ()
        self.seen: Callable[[CustomerView], object] = lambda _view: None
        self.watched = False
        """Whether a window of the customer's is open."""
        self._shown: CustomerView | None = None

    def heard(self, topics: Changes) -> None:
        """After a commit."""
        if not topics & {Topic.SALE, Topic.DOCUMENT, Topic.PERSON, Topic.STORE}:
            return
        if not self._sees():
            return
        if Topic.PERSON in topics:
            self._paid = None
        sale = self._register.sale
        if sale is not None and sale.lines:
            self._paid = None
        elif Topic.DOCUMENT in topics:
            self._look()
        self.show()

    def rest(self) -> None:
        """Nobody stands there any more."""
        self._paid = None
        self.show()

    @property
    def paid(self) -> bool:
        """Whether a change and a thanks are shown."""
        return self._paid is not None

    def view(self) -> CustomerView:
        sale = self._register.sale
        if sale is not None and sale.lines:
            return of_sale(sale, self._words)
        if self._paid is not None:
            return of_document(self._paid, self._words)
        return welcome(self._till.shop.name, self._words)

    def show(self) -> None:
        """On everything that the customer sees; a display that is away shows it when it is back."""
        if not self._sees():
            return
        view = self.view()
        if view == self._shown:
            return
        self._shown = view
        for display in self.displays:
            display.show(view.upper, view.lower)
        self.seen(view)

    def again(self) -> None:
        """Show it to who came just now."""
        self._shown = None
        self.show()

    def _sees(self) -> bool:
        return bool(self.displays) or self.watched

    def _look(self) -> None:
        with self._till.db.read() as connection:
            newest = documents.newest(connection, 1)
        # A print of it, and of any other, is no news.
        if newest and newest[0].number != self._last:
            self._last, self._paid = newest[0].number, newest[0]

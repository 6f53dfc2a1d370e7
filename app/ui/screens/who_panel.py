"""Who collects: what they showed, whose order it is, and how old they are when that matters.

Retail-rules 11: the bearer of the QR up to a limit; else order number and name, and a document
seen. Kept is which proof, never a number or a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.domain.collecting import Collector
from app.domain.order_event import Shown
from app.ui.widgets.button import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text, show
from app.ui.words import fill, tr

_YES, _NO = "yes", "no"


class Asked(Enum):
    NOTHING = 0
    WHO = 1
    DOCUMENT = 2
    AGE = 3


@dataclass(frozen=True, slots=True)
class WhoView:
    """`named`: whom the buyer named; `age`: the years asked for, 0 for none, of `aged`."""

    name: str
    who: Collector
    named: tuple[str, ...] = ()
    age: int = 0
    aged: str = ""
    why: str = ""
    """Why it is asked."""
    accept: str = ""
    proved: bool = False
    """Whether the order's QR was verified here: without it nobody can have shown it."""
    asked: Asked = Asked.NOTHING
    """What the rules have just asked for: there the answers begin."""


class WhoPanel(Panel):
    """Each answer leads to the next question; Intro takes them, F12 takes them and goes on with
    the order."""

    def __init__(
        self,
        view: WhoView,
        done: Callable[[Collector], object],
        go_on: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(tr("¿Quién recoge?"), view.why)
        self._view, self._done, self._go_on = view, done, go_on
        self._questions: list[Choice] = []
        who = view.who
        shown: list[tuple[str, str]] = [
            (Shown.NAME.value, tr("Número y nombre")),
            (Shown.CARD.value, tr("Su tarjeta")),
        ]
        if view.proved:
            shown.insert(0, (Shown.CODE.value, tr("Su código QR")))
        start: str = who.shown.value if who.shown.value in dict(shown) else Shown.NAME.value
        self.shown = self._ask(tr("Qué ha enseñado"), shown, start)
        other = tr("Otra persona")
        self.other = self._ask(
            tr("De quién es el pedido"),
            [(_NO, fill(tr("Suyo: %1"), view.name) if view.name else tr("Suyo")), (_YES, other)],
            _YES if who.other else _NO,
        )
        named = fill(tr("El comprador nombró a: %1."), ", ".join(view.named).rstrip("."))
        nobody = tr("El comprador no nombró a nadie: hace falta su código QR.")
        self._named = Text(named if view.named else nobody, "muted", wrap=True)
        self.body.addWidget(self._named)
        self.other.changed.connect(lambda _key: self._show_named())
        self._show_named()
        self.document = self._ask(
            tr("¿Has visto un documento de quien recoge?"),
            [(_NO, tr("No")), (_YES, tr("Sí, visto"))],
            _YES if who.document_seen else _NO,
        )
        self.age: Choice | None = None
        if view.age:
            words = fill(tr("%1: hay que tener %2 años."), view.aged, view.age)
            start = {None: "", True: _YES, False: _NO}[who.of_age]
            self.age = self._ask(
                words,
                [(_YES, tr("Los tiene")), (_NO, tr("No: eso se queda, y se entrega el resto"))],
                start,
            )
        self.body.addStretch(1)
        accept = Button(view.accept or tr("Aceptar"), self.accept, key=tr("Intro"), kind="primary",
                        stacked=True, big=True, height=72)  # fmt: skip
        self._accept = accept
        self.body.addWidget(accept)

    def _ask(self, words: str, pairs: list[tuple[str, str]], start: str) -> Choice:
        self.body.addWidget(Text(words, "strong", wrap=True))
        choice = Choice(pairs, start)
        choice.setAccessibleName(words)
        place = len(self._questions)
        self._questions.append(choice)
        choice.settled.connect(lambda: self._next(place))
        self.body.addWidget(choice)
        self.body.addSpacing(8)
        return choice

    def _show_named(self) -> None:
        """Whom the buyer named matters of somebody else only."""
        show(self._named, visible=self.other.chosen == _YES)

    def start(self) -> None:
        asked = {Asked.WHO: self.other, Asked.DOCUMENT: self.document, Asked.AGE: self.age}
        (asked.get(self._view.asked) or self._accept).setFocus()

    def _next(self, place: int) -> None:
        """The question after that one has the focus; after the last, the button that takes them."""
        (*self._questions[place + 1 :], self._accept)[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        places = [n for n, one in enumerate(self._questions) if one.isAncestorOf(here)]
        if places:
            self._next(places[0])
        else:
            self.accept()

    def function_key(self, press: str) -> None:
        if press == "F12" and self.accept():
            self._go_on()

    def accept(self) -> bool:
        """With an age to be told, not before it is; whether the answers were taken."""
        if self.age is not None and not self.age.chosen:
            self.age.setFocus()
            return False
        other = self.other.chosen == _YES
        of_age = self._view.who.of_age if self.age is None else self.age.chosen == _YES
        who = replace(
            self._view.who,
            shown=Shown(self.shown.chosen),
            other=other,
            named=other and bool(self._view.named),
            document_seen=self.document.chosen == _YES,
            of_age=of_age,
        )
        self._done(who)
        self.closed.emit()
        return True

"""Payment: what is due, huge, and every way to pay it, alone or mixed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtWidgets import QHBoxLayout

from app.changes import Topic
from app.domain.money import parse_money
from app.domain.tender import TenderKind
from app.domain.voucher import code_in
from app.ui import format as written
from app.ui.screen import Key, Screen
from app.ui.screens.pay_parts import ByHandPanel, DueCard, PayDesk, TerminalPanel, show_card
from app.ui.screens.pay_view import NON_RESIDENT, PayView, declaration_view, other_view
from app.ui.widgets.form import FormPanel
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.ways import WaysPanel
from app.ui.words import fill, tr


class PayActions(Protocol):
    """An empty `amount` is all that is due. Each happens, or raises."""

    def cash(self, amount: str) -> None: ...
    def card(self, amount: str) -> None: ...
    def by_hand(self, amount: str, authorisation: str, last_four: str) -> None: ...
    def other(self, code: str, amount: str, reference: str) -> None:
        """A reference tender; of store credit the reference is the voucher's code."""

    def declare(self, document: str, country: str) -> None:
        """Who pays does not reside here."""

    def identify(self, code: str) -> bool:
        """Whose card it is; False when it is nobody's."""

    def act(self, does: str) -> None:
        """A button of the card panel: cancel, look up again, another way."""


class PayScreen(Screen):
    name = "pay"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.SALE, Topic.DOCUMENT, Topic.DEVICES})

    def __init__(
        self, view: Callable[[], PayView | None], do: PayActions, *, mirrored: bool = False
    ) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: PayView | None = None
        self.due = DueCard()
        self.desk = PayDesk(mirrored=mirrored)
        self._host = PanelHost()
        self._host.content.addWidget(self.desk)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.due, 58)
        row.addWidget(self._host, 42)
        self.desk.cash.connect(self._cash)
        self.desk.card.connect(lambda: do.card(self._amount()))
        self.desk.by_hand.connect(self._by_hand)
        self.desk.others.connect(self._others)
        self.desk.note.connect(do.cash)

    def title(self) -> str:
        return tr("Cobro")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F8", tr("Otras formas de pago"), self._others),
            Key("F9", tr("Tarjeta a mano"), self._by_hand),
            Key("F11", tr("Efectivo"), self._cash),
            Key("F12", tr("Tarjeta"), lambda: self._do.card(self._amount())),
        )

    def refresh(self) -> None:
        view = self._shown = self._view()
        if view is None:  # it is paid: the change stands on the selling screen
            self.goes.emit("sell")
            return
        self.due.show_due(view)
        self.desk.show_ways(view)
        show_card(self._host, view.card, self._act)

    def opened(self) -> None:
        self.desk.amount.clear()
        self.desk.amount.setFocus()

    def _amount(self) -> str:
        text = self.desk.amount.text()
        self.desk.amount.clear()
        return text

    def _cash(self) -> None:
        if self._host.panel is None:
            self._do.cash(self._amount())

    def _act(self, does: str) -> None:
        """`by-hand` is another way of this screen; the rest is the terminal's."""
        if does == "by-hand":
            self._do.act("dismiss")
            self.refresh()
            self._by_hand()
        else:
            self._do.act(does)

    def _by_hand(self) -> None:
        if self._shown is None or self._host.panel is not None:
            return
        amount = self._amount()
        words = written.money(parse_money(amount)) if amount else self._shown.due
        self._host.open(ByHandPanel(words, lambda a, four: self._do.by_hand(amount, a, four)))

    def _others(self) -> None:
        """Every way that is neither cash nor card, each with what it is found again by."""
        view = self._shown
        if view is None or not view.others or self._host.panel is not None:
            return
        amount = self._amount()
        about = fill(tr("Se cobran %1"), written.money(parse_money(amount)) if amount else view.due)
        chosen = partial(self._ask_reference, amount)
        self._host.open(WaysPanel(tr("Otras formas de pago"), about, view.others, chosen))

    def _ask_reference(self, amount: str, code: str) -> None:
        view = self._shown
        if view is None:
            return
        if code == NON_RESIDENT:
            declare = self._do.declare
            self._host.open(
                FormPanel(declaration_view(), lambda v: declare(v["document"], v["country"]))
            )
            return
        if code in view.direct:
            self._do.other(code, amount, "")
            return
        words = next(word for other, word, _icon in view.others if other == code)
        asked = written.money(parse_money(amount)) if amount else view.due
        form = other_view(code, words, asked)
        self._host.open(
            FormPanel(form, lambda values: self._do.other(code, amount, values["reference"]))
        )

    def typed(self, text: str) -> None:
        if self._host.panel is None and (text.isdigit() or text in ",."):
            self.desk.amount.setFocus()
            self.desk.amount.insert(text)

    def scanned(self, code: str) -> bool:
        panel = self._host.panel
        if panel is not None and panel.scanned(code):
            return True
        if code_in(code):
            self._do.other(TenderKind.CREDIT, self._amount(), code)
        elif not self._do.identify(code):
            self.says.emit(tr("Termina el cobro o vuelve a la venta para añadir productos."))
        return True

    def enter(self) -> None:
        self._cash()

    def escape(self) -> None:
        if isinstance(self._host.panel, TerminalPanel):
            self._host.panel.usual()
        elif self._host.panel is not None:
            self._host.close_panel()
        else:
            self.leaves.emit()

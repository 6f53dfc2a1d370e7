"""Return: scan the ticket, tick what comes back, and pay it back as it was paid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.buyer_form import said
from app.ui.screens.pay_parts import TerminalPanel, show_card
from app.ui.screens.pay_view import CardView
from app.ui.screens.return_view import FindView, ReturnView, seek_view, without_view
from app.ui.widgets.button import Button
from app.ui.widgets.facts_table import FactsTable
from app.ui.widgets.field import Field
from app.ui.widgets.form import FormPanel
from app.ui.widgets.icon import Icon
from app.ui.widgets.panel import Panel, PanelHost
from app.ui.widgets.return_lines import ReturnLines
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import CENTRE, RIGHT, Text, frame, rule
from app.ui.words import fill, tr


class ReturnActions(Protocol):
    def find(self, number: str) -> None: ...
    def is_ticket(self, code: str) -> bool: ...
    def scan(self, code: str) -> bool:
        """A ticket's code opens it, a product's ticks one of its lines; False: not on it."""

    def identify(self, code: str) -> bool:
        """Whose card it is; False when it is nobody's."""

    def take_paper(self, values: dict[str, str]) -> None:
        """What was read off the paper of a ticket that nobody can be asked for."""

    def damage(self) -> None:
        """What is ticked is not for sale again, or is after all."""

    def lower(self, values: dict[str, str]) -> None: ...
    def exchange(self) -> None: ...
    def invoice(self, tax_id: str, name: str, address: str) -> None: ...
    def without_ticket(self, values: dict[str, str]) -> None: ...
    def seek(self, values: dict[str, str]) -> None:
        """By what is known of a ticket that is not there."""

    def forget(self) -> None:
        """Back to looking for a ticket."""

    def step(self, line: int, by: int) -> None:
        """+1, -1, or 0: all of it or nothing."""

    def all(self) -> None: ...
    def pay_back(self, means: str) -> None: ...
    def act(self, does: str) -> None:
        """A button of the card panel."""

    def card(self) -> CardView | None: ...


class ReturnScreen(Screen):
    name = "return"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.SALE, Topic.DOCUMENT})

    def __init__(self, view: Callable[[], FindView | ReturnView], do: ReturnActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: FindView | ReturnView = FindView()
        self.number = Field(placeholderText=tr("Número del ticket"))
        self.number.setAccessibleName(tr("Número del ticket"))
        self.number.returnPressed.connect(self.enter)
        self._recent = RowList(tr("Últimos tickets"))
        self._recent.chosen.connect(do.find)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._find_page())
        self.lines = ReturnLines()
        self.lines.stepped.connect(self._step)
        self._pages.addWidget(self._lines_page())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(self._pages)

    def _find_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        invite = frame("card")
        column = QVBoxLayout(invite)
        column.setContentsMargins(48, 32, 48, 32)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(Icon("barcode", 72), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Text(tr("Escanea el ticket"), "title", align=CENTRE))
        column.addWidget(
            Text(tr("Vale su código de barras o su QR. También puedes escribir el número."),
                 "muted", align=CENTRE, wrap=True)
        )  # fmt: skip
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self.number, 1)
        entry.addWidget(Button(tr("Buscar"), self.enter, key=tr("Intro"), icon="magnifying-glass"))
        column.addLayout(entry)
        column.addWidget(self._asked())
        self._missing = Text("", tone="warning", align=CENTRE, wrap=True)
        column.addWidget(self._missing)
        self._by_paper = Button(tr("Devolver con el papel"), self._read_paper, key="F4")
        self._by_paper.hide()
        column.addWidget(self._by_paper, 0, Qt.AlignmentFlag.AlignHCenter)
        seek = Button(tr("Buscar sin el papel"), self._seek, icon="magnifying-glass", key="F7",
                      kind="ghost")  # fmt: skip
        column.addWidget(seek, 0, Qt.AlignmentFlag.AlignHCenter)
        without = Button(tr("Sin ticket"), self._without, icon="ticket", key="F6", kind="ghost")
        column.addWidget(without, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        recent = frame("card")
        right = QVBoxLayout(recent)
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(8)
        self._which = Text("", "eyebrow")
        right.addWidget(self._which)
        right.addWidget(self._recent, 1)
        self._aside = PanelHost()
        self._aside.content.addWidget(recent)
        row.addWidget(invite, 58)
        row.addWidget(self._aside, 42)
        return page

    def _asked(self) -> QWidget:
        """That the other shops are being asked, and the way out of it."""
        self._asking = frame("sunken")
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Icon("storefront"))
        self._asking_words = Text("", wrap=True)
        row.addWidget(self._asking_words, 1)
        row.addWidget(Button(tr("Dejarlo"), self._do.forget, key="Esc"))
        self._asking.hide()
        return self._asking

    def _lines_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 16, 12)
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._number, self._about = (
            Text("", "lead", strong=True, elide=True),
            Text("", "muted", elide=True),
        )
        words.addWidget(self._number)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        head.addWidget(Button(tr("Todo"), self._do.all, icon="checks", key="F5"))
        head.addWidget(Button(tr("Otro ticket"), self._do.forget, icon="barcode", key="F3"))
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.lines, 1)
        self._host = PanelHost()
        self._host.content.addWidget(self._side())
        row.addWidget(left, 58)
        row.addWidget(self._host, 42)
        return page

    def _side(self) -> QWidget:
        side = frame("card")
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self._how = FactsTable()
        self._trouble = Text("", tone="warning", wrap=True)
        self._back = Text("", "total", tone="negative-ticket", align=RIGHT)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(8)
        self._more = Button(tr("Añadir artículo"), self._read_paper, key="F4")
        self._more.hide()
        column.addWidget(self._how)
        column.addWidget(self._more)
        self._damaged = Button(tr("Estropeado"), self._do.damage, icon="warning", key="F9")
        self._damaged.setCheckable(True)
        self._lower = Button(tr("Parte del precio"), self._read_lower, icon="percent", key="F6")
        self._exchange = Button(
            tr("Cambiar"), self._do.exchange, icon="arrows-left-right", key="F7"
        )
        self._invoice = Button(tr("Factura"), self._read_buyer, icon="file-text", key="F8")
        others = QGridLayout()
        others.setSpacing(8)
        for place, button in enumerate((self._damaged, self._lower, self._exchange, self._invoice)):
            others.addWidget(button, *divmod(place, 2))
        column.addLayout(others)
        column.addStretch(1)
        column.addWidget(self._trouble)
        column.addWidget(Text(tr("A DEVOLVER"), "eyebrow", align=RIGHT))
        column.addWidget(self._back)
        column.addLayout(self._ways)
        return side

    def title(self) -> str:
        return tr("Devolución")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F3", tr("Otro ticket"), self._do.forget),
            Key("F4", tr("Devolver con el papel"), self._read_paper),
            Key("F5", tr("Devolver todo"), self._do.all),
            Key("F6", tr("Parte del precio, o sin ticket"), self._read_lower),
            Key("F7", tr("Cambiar lo marcado, o buscar sin el papel"), self._exchange_or_seek),
            Key("F8", tr("Factura"), self._read_buyer),
            Key("F9", tr("Lo marcado está estropeado"), self._do.damage),
            Key("F11", tr("Pagar como se pagó"), lambda: self._pay_back(0)),
            Key("F12", tr("Pagar de la segunda manera"), lambda: self._pay_back(1)),
        )

    def refresh(self) -> None:
        view = self._shown = self._view()
        if isinstance(view, FindView):
            self._pages.setCurrentIndex(0)
            self._which.say(tr("TICKETS ENCONTRADOS") if view.found else tr("ÚLTIMOS TICKETS"))
            self._recent.show_rows(view.recent, tr("Todavía no hay ninguno."))
            self._asking_words.setText(view.asking)
            self._asking.setVisible(bool(view.asking))
            self._missing.say(view.trouble)
            self._by_paper.setVisible(view.paper is not None)
            if view.paper is None and not self._asks():
                self._aside.close_panel()
            return
        self._aside.close_panel()
        self._more.setVisible(view.paper is not None)
        self._pages.setCurrentIndex(1)
        self._number.setText(view.number)
        self._about.setText(view.about)
        self.lines.show_lines(view.lines)
        self._how.show_facts(view.how)
        self._trouble.say(view.trouble)
        self._back.say(view.back, tone="negative-ticket" if view.anything else "muted")
        self._back.setAccessibleName(fill(tr("A devolver %1"), view.back))
        self._damaged.look(kind="choice" if view.damaged else "plain")
        self._damaged.setChecked(view.damaged)
        self._lower.setEnabled(view.lower is not None)
        self._exchange.setEnabled(view.anything)
        self._invoice.setEnabled(view.invoice is not None)
        self._show_ways(view)
        self._show_card(self._do.card())

    def _step(self, line: int, by: int) -> None:
        """What was touched is painted anew: the keys stay with the screen."""
        self._do.step(line, by)
        self.lines.setFocus()

    def _show_ways(self, view: ReturnView) -> None:
        while (item := self._ways.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, (_means, words) in enumerate(view.ways):
            button = Button(
                words,
                partial(self._pay_back, place),
                key=("F11", "F12")[place] if place < 2 else "",
                kind="soft" if place else "primary",
                stacked=True,
                height=72,
            )
            button.setEnabled(view.anything)
            self._ways.addWidget(button, 1 if place else 2)

    def _show_card(self, card: CardView | None) -> None:
        show_card(self._host, card, self._do.act)

    def _read_paper(self) -> None:
        host = self._aside if isinstance(self._shown, FindView) else self._host
        if self._shown.paper is not None:
            host.open(FormPanel(self._shown.paper, self._take_paper))

    def _without(self) -> None:
        self._aside.open(FormPanel(without_view(), self._do.without_ticket))

    def _seek(self) -> None:
        self._aside.open(FormPanel(seek_view(), self._do.seek))

    def _asks(self) -> bool:
        """Whether a form is open that needs no ticket."""
        panel = self._aside.panel
        if not isinstance(panel, FormPanel):
            return False
        return "state" in panel.choices or "product" in panel.fields

    def _exchange_or_seek(self) -> None:
        if isinstance(self._shown, FindView):
            self._seek()
        else:
            self._do.exchange()

    def _read_lower(self) -> None:
        if isinstance(self._shown, FindView):
            self._without()
        elif self._shown.lower is not None:
            self._host.open(FormPanel(self._shown.lower, self._do.lower))

    def _read_buyer(self) -> None:
        if isinstance(self._shown, ReturnView) and self._shown.invoice is not None:
            invoice = self._do.invoice
            self._host.open(FormPanel(self._shown.invoice, lambda v: invoice(*said(v))))

    def _take_paper(self, values: dict[str, str]) -> None:
        self._do.take_paper(values)
        self._host.close_panel()

    def _pay_back(self, place: int) -> None:
        view = self._shown
        if isinstance(view, ReturnView) and view.anything and place < len(view.ways):
            self._do.pay_back(view.ways[place][0])

    def opened(self) -> None:
        self.number.clear()
        (self.number if isinstance(self._shown, FindView) else self.lines).setFocus()

    def scanned(self, code: str) -> bool:
        """A ticket is looked up, a product of the open one ticked; without one, it is sold."""
        panel = self._panel()
        if isinstance(panel, FormPanel) and not self._do.is_ticket(code):
            return panel.scanned(code)
        if isinstance(self._shown, FindView) and not self._do.is_ticket(code):
            return False
        if not (self._do.scan(code) or self._do.identify(code)):
            self.says.emit(tr("Eso no está en este ticket, o ya está marcado o devuelto."))
        return True

    def _panel(self) -> Panel | None:
        """The one that is open."""
        return (self._aside if isinstance(self._shown, FindView) else self._host).panel

    def enter(self) -> None:
        if isinstance(self._shown, FindView) and self.number.text().strip():
            self._do.find(self.number.text().strip())

    def escape(self) -> None:
        if isinstance(self._host.panel, TerminalPanel):
            self._host.panel.usual()
            return
        if isinstance(panel := self._panel(), FormPanel):
            panel.closed.emit()
            return
        if isinstance(self._shown, ReturnView) or self._shown.asking:
            self._do.forget()
        else:
            self.leaves.emit()

"""The pickups screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from app.domain import compact
from app.domain.collecting import Collector
from app.domain.errors import AgeNeeded, DocumentNeeded
from app.domain.fulfilment import Fulfilment
from app.domain.order_code import PREFIX as ORDER
from app.domain.order_event import Shown
from app.domain.parcel import ParcelState
from app.domain.parcel_label import PREFIX as LABEL
from app.services.counter import Counter
from app.services.loyalty import with_card
from app.services.pickups import Group, Haste, counts, of_group
from app.ui import format as written
from app.ui.leave import Leave
from app.ui.screens.pickups_view import PickupsView, order_view, pickups_view
from app.ui.widgets.chip import ChipView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr


class CollectDesk:
    """Serves `PickupActions`; keeps the order chosen, and what its customer showed."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        name: Callable[[str], str],
        confirm: Callable[[str, str, str], bool],
        sell: Callable[[], object],
        repaint: Callable[[], object],
        say: Callable[[str], object],
        print_out: Callable[[], object],
    ) -> None:
        self._counter, self._leave, self._name = counter, leave, name
        self._confirm, self._sell, self._repaint, self._say = confirm, sell, repaint, say
        self._print_out = print_out
        self._group: Group | None = None
        self._number = ""
        self._who = Collector(Shown.NAME)

    def view(self) -> PickupsView:
        counter = self._counter
        f = counter.orders.find(self._number) if self._number else None
        chosen = None
        if f is not None:
            chosen = order_view(
                f,
                counter.till.now(),
                self._name,
                proved=self._who.shown is Shown.CODE,
                started_here=f.holder == counter.orders.device,
            )
        queue = counter.pickups.queue()
        return pickups_view(
            of_group(queue, self._group),
            counts(queue),
            self._group,
            chosen,
            self._heard(),
            self._device,
        )

    def chip(self) -> ChipView | None:
        """How many orders are to be prepared, as loud as the most urgent is; None without any."""
        queue = of_group(self._counter.pickups.queue(), Group.TO_PREPARE)
        if not queue:
            return None
        tone = {Haste.CALM: "accent", Haste.SOON: "warning", Haste.LATE: "negative"}
        words = fill(tr("Recogidas %1"), len(queue))
        return ChipView(words, "package", tone[queue[0].haste], "pickups")

    def _heard(self) -> str:
        heard = self._counter.line.heard("store:")
        if heard is None:
            return ""
        return fill(tr("oído a central %1"), written.age(heard, self._counter.till.now()))

    def _device(self, installation: int) -> str:
        return self._counter.orders.device_name(installation)

    def choose(self, number: str) -> None:
        self._number, self._who = number, Collector(Shown.NAME)
        self._repaint()

    def show(self, group: str) -> None:
        self._group = None if self._group == group else Group(group)
        self._repaint()

    def scan(self, code: str, host: PanelHost) -> bool:
        """An order's QR opens it; a parcel goes to its shelf, or out of it; a product is picked
        for the chosen order. Raises BadOrderCode, OrderElsewhere, NotOfOrder, ParcelGone..."""
        found: list[Fulfilment] = []
        if not self._leave(lambda: found.extend(self._taken(code))):
            return True
        if found:
            self._number, self._who = found[0].order.number, Collector(Shown.CODE)
            self._repaint()
            return True
        parcel = self._counter.handing.parcel(code)
        if parcel is not None:
            self._parcel(code, parcel.order, parcel.parcel, host)
            return True
        if (customer := with_card(self._counter.till, code)) is not None:
            return self._of_customer(customer.uuid)
        f = self._counter.orders.find(self._number) if self._number else None
        if f is None or f.holder != self._counter.orders.device or f.set:
            return False
        self._counter.preparing.pick(self._number, code)
        return True

    def _of_customer(self, uuid: str) -> bool:
        """A loyalty card opens its customer's order, the first promised; without one, the card
        means what it always means."""
        theirs = self._counter.pickups.of_customer(uuid)
        if not theirs:
            return False
        self._number, self._who = theirs[0].order.number, Collector(Shown.CARD)
        self._repaint()
        return True

    @staticmethod
    def is_one(code: str) -> bool:
        """Whether a code is an order's QR or a parcel's label, good or not."""
        return any(compact.is_signed(prefix, code) for prefix in (ORDER, LABEL))

    def _taken(self, code: str) -> list[Fulfilment]:
        f = self._counter.order_codes.scanned(code)
        return [f] if f is not None else []

    def _parcel(self, code: str, f: Fulfilment, name: str, host: PanelHost) -> None:
        """The next thing that happens to a parcel that somebody holds."""
        if self._number != f.order.number:
            self._number, self._who = f.order.number, Collector(Shown.NAME)
        parcel, handing = f.parcels[name], self._counter.handing
        if name in f.surplus or f.stopped or f.expired:
            handing.put_back(code)
        elif parcel.state is ParcelState.IN_TRANSIT:
            handing.arrive(code)
        elif parcel.state is ParcelState.SHELVED:
            handing.scan_out(code)
        else:
            self._ask_shelf(code, host)
        self._repaint()

    def _ask_shelf(self, code: str, host: PanelHost) -> None:
        form = FormView(
            tr("¿En qué estante?"),
            (FieldView("place", tr("Estante"), scans=True),),
            tr("Escanea o escribe el estante donde queda el bulto."),
            tr("Guardar"),
        )

        def shelved(values: dict[str, str]) -> None:
            self._counter.handing.shelve(code, values["place"].upper())
            host.close_panel()
            self._repaint()

        host.open(FormPanel(form, shelved))

    def act(self, does: str, host: PanelHost) -> None:
        """A button of the chosen order."""
        self._acts()[does](host)
        self._repaint()

    def _acts(self) -> Mapping[str, Callable[[PanelHost], object]]:
        preparing, handing = self._counter.preparing, self._counter.handing
        number = self._number
        return {
            "start": lambda _: self._leave(lambda: preparing.start(number)),
            "take": lambda _: self._take_over(),
            "pack": lambda _: self._pack(),
            "short": self._ask_short,
            "reject": self._ask_reject,
            "labels": lambda _: self._labels(),
            "keep": lambda _: self._keep(),
            "agree": lambda _: handing.agree(number),
            "other": lambda _: self._other(),
            "handover": lambda _: self._hand_over(),
            "pay": lambda _: self._pay(),
        }

    def _take_over(self) -> None:
        f = self._counter.orders.of(self._number)
        whose = fill(tr("Lo prepara %1."), self._device(f.holder))
        if self._confirm(tr("¿Hacerte cargo del pedido?"), whose, tr("Hacerme cargo")):
            self._counter.preparing.start(self._number, take_over=True)

    def _pack(self) -> None:
        self._counter.preparing.pack(self._number)
        self._labels()

    def _labels(self) -> None:
        self._counter.order_papers.labels(self._number)
        self._print_out()

    def _ask_short(self, host: PanelHost) -> None:
        f = self._counter.orders.of(self._number)
        lines = [line for line in f.order.lines if f.wanted(line.number)]
        if not lines:
            return
        form = FormView(
            tr("¿Qué falta?"),
            (
                FieldView(
                    "line",
                    tr("Artículo"),
                    str(lines[0].number),
                    tuple((str(line.number), line.name) for line in lines),
                ),
            ),
            tr("Se avisa a la central; el cliente decide."),
            tr("No está"),
        )

        def missing(values: dict[str, str]) -> None:
            line = int(values["line"])
            self._counter.preparing.short(self._number, line, f.wanted(line) or Decimal(1))
            host.close_panel()
            self._repaint()

        host.open(FormPanel(form, missing))

    def _ask_reject(self, host: PanelHost) -> None:
        f = self._counter.orders.of(self._number)
        form = FormView(
            tr("¿Qué no podéis preparar?"),
            (
                FieldView(
                    "line",
                    tr("Artículo"),
                    str(f.order.lines[0].number),
                    tuple((str(line.number), line.name) for line in f.order.lines),
                ),
                FieldView("why", tr("Por qué")),
            ),
            tr("La central lo busca en otra tienda."),
            tr("Rechazar"),
        )

        def rejected(values: dict[str, str]) -> None:
            self._counter.preparing.reject(self._number, int(values["line"]), values["why"])
            host.close_panel()
            self._repaint()

        host.open(FormPanel(form, rejected))

    def _keep(self) -> None:
        f = self._counter.orders.of(self._number)
        for parcel in f.set:
            if parcel.state is ParcelState.OUT:
                self._counter.handing.keep(self._number, parcel.id)

    def _other(self) -> None:
        f = self._counter.orders.of(self._number)
        named = ", ".join(f.order.collectors)
        words = (
            fill(tr("El comprador nombró a: %1."), named)
            if named
            else tr("El comprador no nombró a nadie: hace falta su código QR.")
        )
        if self._confirm(tr("¿Recoge otra persona?"), words, tr("Sí, otra persona")):
            self._who = replace(self._who, other=True, named=bool(named))

    def _hand_over(self) -> None:
        def given() -> None:
            self._counter.handing.hand_over(self._number, self._who)

        if self._asking(given):
            self._say(tr("Entregado."))
            self._print_out()

    def _pay(self) -> None:
        def opened() -> None:
            self._counter.order_sales.open(self._number, self._who)

        if self._asking(opened):
            self._sell()

    def _asking(self, do: Callable[[], None]) -> bool:
        """`do`, after looking at a document or an age when the rules ask for that."""
        for _ in range(3):
            try:
                return self._leave(do)
            except DocumentNeeded as needed:
                words = fill(tr("Mira un documento: tiene que ser de %1."), needed.facts["name"])
                if not self._confirm(tr("¿Has visto el documento?"), words, tr("Sí, visto")):
                    return False
                self._who = replace(self._who, document_seen=True)
            except AgeNeeded as needed:
                words = fill(
                    tr("%1: hay que tener %2 años."), needed.facts["names"], needed.facts["years"]
                )
                old = self._confirm(tr("¿Es mayor de edad?"), words, tr("Sí, lo es"))
                self._who = replace(self._who, of_age=old)
        return False

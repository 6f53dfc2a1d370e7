"""The side of the services of goods that move, whichever way they go."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.errors import BadQuantity, NotInConsignment
from app.domain.number import read_decimal
from app.services.counter import Counter
from app.services.goods import Goods
from app.services.scanning import Scanning
from app.ui.leave import Leave, StandingLeave
from app.ui.widgets.pad import Entered, PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.words import tr

Confirm = Callable[[str, str, str], bool]
NOTHING = ("", "")


class MovingDesk:
    """What receiving and sending have in common: a scan counts, a row takes off."""

    def __init__(
        self, counter: Counter, leave: Leave, confirm: Confirm, repaint: Callable[[], object],
        say: Callable[[str], object],
    ) -> None:  # fmt: skip
        self._counter, self._leave, self._confirm = counter, leave, confirm
        self._work = StandingLeave(leave, counter.till.session)
        """Of what is scanned: who may allows all of one delivery, not each of its units."""
        self._repaint, self._say = repaint, say
        self._last = NOTHING

    @property
    def _goods(self) -> Goods:
        return self._counter.goods

    def _scan(self, of: Scanning, code: str, host: PanelHost) -> None:
        """One more; what is measured is asked for how much."""
        try:
            found = of.says(code)
        except NotInConsignment:
            found = None
        product, each = found or (None, None)
        if product is not None and each is None:
            view = PadView(product.name, "", product.unit.value)
            self._ask_much(host, view, lambda much: of.scan(code, much))
            return
        self._work(lambda: of.scan(code))
        self._last = (product.name if product else code.strip().upper()), ""
        self._repaint()

    def _take_off(self, of: Scanning, key: str, host: PanelHost) -> None:
        """A row that was scanned: so many too many."""
        name = self._goods.consignments.name(key)
        view = PadView(name, tr("Cuántas se quitan"), tr("uds"), "1")
        self._ask_much(host, view, lambda much: of.take_off(key, much))

    def _ask_much(self, host: PanelHost, view: PadView, do: Callable[[Decimal], object]) -> None:
        def said(entered: Entered) -> None:
            quantity = read_decimal(entered.text, 3)
            if not quantity:
                raise BadQuantity(text=entered.text)
            self._work(lambda: do(quantity))
            self._repaint()

        host.open(PadPanel(view, said))

    def _forget(self, of: Scanning, title: str) -> None:
        if self._confirm(title, tr("Lo escaneado se olvida y nada cambia."), tr("Dejarlo")):
            if self._work(of.leave):
                self._work.end()
            self._last = NOTHING
            self._repaint()

"""The side of the services of goods that move, whichever way they go."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import BadCode, BadQuantity, UnknownItem
from app.domain.number import read_decimal
from app.services.counter import Counter
from app.services.goods import Goods
from app.services.scanning import Scanning
from app.ui.leave import Leave
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
        self._repaint, self._say = repaint, say
        self._last = NOTHING

    @property
    def _goods(self) -> Goods:
        return self._counter.goods

    def _scan(self, of: Scanning, code: str, host: PanelHost) -> None:
        """One more; what is measured is asked for how much."""
        desk = self._goods.consignments
        try:
            product = desk.product(code)
        except (BadCode, UnknownItem):
            product = None
        if product is not None and product.unit.measured:
            unit = product.unit.value
            host.open(PadPanel(PadView(product.name, "", unit), self._measured(of, code)))
            return
        self._leave(lambda: of.scan(code))
        self._last = (product.name if product else code.strip().upper()), ""
        self._repaint()

    def _measured(self, of: Scanning, code: str) -> Callable[[Entered], None]:
        def said(entered: Entered) -> None:
            quantity = read_decimal(entered.text, 3)
            if not quantity:
                raise BadQuantity(text=entered.text)
            self._leave(lambda: of.scan(code, quantity))
            self._repaint()

        return said

    def _take_off(self, of: Scanning, key: str, host: PanelHost) -> None:
        """A row that was scanned: so many too many."""

        def said(entered: Entered) -> None:
            quantity = read_decimal(entered.text, 3)
            if not quantity:
                raise BadQuantity(text=entered.text)
            self._leave(lambda: of.take_off(key, quantity))
            self._repaint()

        name = self._goods.consignments.name(key)
        host.open(PadPanel(PadView(name, tr("Cuántas se quitan"), tr("uds"), "1"), said))

    def _forget(self, of: Scanning, title: str) -> None:
        if self._confirm(title, tr("Lo escaneado se olvida y nada cambia."), tr("Dejarlo")):
            self._leave(of.leave)
            self._last = NOTHING
            self._repaint()

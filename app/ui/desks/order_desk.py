"""What the desks of an order share: the services, the chosen order, and ways to ask a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain import compact
from app.domain.collecting import Collector, visiting
from app.domain.errors import ShopError
from app.domain.fulfilment import Fulfilment
from app.domain.order import OrderLine
from app.domain.order_code import PREFIX as ORDER
from app.domain.order_event import Shown
from app.domain.parcel_label import PREFIX as LABEL
from app.services.counter import Counter
from app.ui import format as written
from app.ui.desks.cards import Post
from app.ui.leave import Leave
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel, RowView
from app.ui.words import fill, tr

STOCK = "stock"
"""What central calls the kind of a tablet."""
Act = Callable[[PanelHost], object]
"""What a button of the order does; it may ask in a panel."""
OnLine = Callable[[PanelHost, int], object]
"""The same, of a line by its number."""


@dataclass
class Chosen:
    """The order in sight, who is there for it, and what they do not want of it."""

    number: str = ""
    who: Collector = field(default_factory=lambda: Collector(Shown.NAME))
    refused: dict[int, tuple[Decimal, str]] = field(default_factory=dict)

    def choose(self, number: str, who: Collector | None = None) -> None:
        """Another order, or somebody else with it."""
        if number != self.number:
            self.refused = {}
        self.number, self.who = number, who or Collector(Shown.NAME)


@dataclass(frozen=True)
class OrderDesk:
    counter: Counter
    leave: Leave
    chosen: Chosen
    name: Callable[[str], str]
    """A person's code to the name."""
    confirm: Callable[[str, str, str], bool]
    """Of what may do harm; and `ask` of what does none."""
    ask: Callable[[str, str, str], bool]
    repaint: Callable[[], object]
    say: Callable[[str], object]
    print_out: Callable[[], object]
    sentence: Callable[[ShopError], str]
    """A refusal in words."""
    post: Post
    """Runs something in the window's thread."""

    @property
    def number(self) -> str:
        return self.chosen.number

    def order(self) -> Fulfilment:
        """The chosen one, as it is now. Raises UnknownOrder."""
        return self.counter.orders.of(self.number)

    def look_at(self, number: str) -> None:
        """Choose it. What its customer showed here a moment ago still counts: somebody looked at
        another order in between."""
        f, now = self.counter.pickups.order(number), self.counter.till.now()
        shown = visiting(f, self.counter.orders.device, now) if f is not None else None
        self.chosen.choose(number, Collector(shown) if shown is not None else None)

    def line(self, number: int) -> OrderLine:
        """Of the chosen order. Raises StopIteration when it has none of that number."""
        return next(line for line in self.order().order.lines if line.number == number)

    def mine(self, f: Fulfilment) -> bool:
        """Whether this device prepares it."""
        return f.holder == self.counter.orders.device

    def device(self, installation: int) -> str:
        """`la tableta 042-90`, `la caja 03`."""
        orders = self.counter.orders
        known = orders.known(installation)
        if known is not None and known.kind == STOCK:
            return fill(tr("la tableta %1"), known.name)
        if known is None and installation != orders.device:
            return fill(tr("otro equipo (%1)"), installation)
        return fill(tr("la caja %1"), orders.device_name(installation))

    def choose_line(
        self,
        host: PanelHost,
        title: str,
        lines: Sequence[OrderLine],
        done: Callable[[int], object],
    ) -> None:
        """Ask of which line; with only one there is nothing to ask."""
        if len(lines) == 1:
            done(lines[0].number)
            return
        rows = [
            RowView(str(line.number), line.name, "", written.quantity(line.quantity, line.unit))
            for line in lines
        ]
        if rows:
            host.open(RowsPanel(title, rows, lambda key: done(int(key))))

    def choose_word(
        self,
        host: PanelHost,
        title: str,
        words: Sequence[tuple[str, str]],
        done: Callable[[str], object],
        about: str = "",
    ) -> None:
        """Ask for one of a few (key, word) pairs."""
        host.open(RowsPanel(title, [RowView(*pair) for pair in words], done, about=about))


def is_signed(code: str) -> bool:
    """Whether a code is an order's QR or a parcel's label, good or not."""
    return any(compact.is_signed(prefix, code) for prefix in (ORDER, LABEL))

"""A printed list for whoever prepares without a tablet: what to fetch, a box for each order, and
codes to scan at the counter, which pick as the tablet does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.fulfilment import Fulfilment
from app.domain.paper import Block, Code128, Heading, Row, Rule, Text
from app.domain.product import Unit
from app.domain.wave import Stop

BOX = "[ ]"


@dataclass(frozen=True, slots=True)
class PickListWords:
    """In the language of the shop's papers."""

    title: str
    verify: str
    """That each unit is scanned at the counter afterwards."""
    done: str
    date_form: str


def pick_list(
    orders: Sequence[Fulfilment],
    stops: Sequence[Stop],
    words: PickListWords,
    quantity: Callable[[Decimal, Unit], str],
) -> list[Block]:
    """`stops`: in the order of the shop."""
    blocks: list[Block] = [Heading(words.title)]
    for f in orders:
        at = f.order.promised_at.strftime(words.date_form)
        blocks.append(Row(f"{f.order.number} {f.order.name}".strip(), at, bold=True))
    blocks.append(Rule())
    family = None
    for stop in stops:
        if stop.family != family:
            family = stop.family
            blocks.append(Text(family, bold=True))
        blocks.append(Row(stop.name, quantity(stop.quantity, stop.unit), bold=True))
        blocks += [
            Row(f"{BOX} {share.order}", quantity(share.quantity, stop.unit), indent=2)
            for share in stop.shares
        ]
        if stop.code:
            blocks.append(Code128(stop.code))
    if not stops:
        blocks.append(Text(words.done, centred=True))
    return [*blocks, Rule(), Text(words.verify, centred=True)]

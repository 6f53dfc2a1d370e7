"""How the line stands is said after every fact; the mirrors are read again when central wrote."""

from __future__ import annotations

from dataclasses import replace

from builders import an_order
from order_shop import order_row, tell
from shop import Shop

from app.changes import Changes, Topic
from app.domain.line import LineState, LineStatus
from app.ui.in_step import ALL, InStep

LITTLE = frozenset({Topic.ATTENTION})


def watched(shop: Shop) -> tuple[InStep, list[Changes]]:
    painted: list[Changes] = []
    step = InStep(shop.counter, lambda do: do(), painted.append)
    step.look()
    return step, painted


def test_a_status_alone_reads_no_mirror_again(shop: Shop) -> None:
    step, painted = watched(shop)
    line = shop.counter.line
    line.status = LineStatus(LineState.IN_STEP)
    step.look()
    for state, unsent in ((LineState.SENDING, 1), (LineState.IN_STEP, 0)):
        line.status = replace(line.status, state=state, unsent=unsent)
        step.look()
    assert painted == [ALL, ALL, LITTLE, LITTLE]


def test_what_central_wrote_is_read(shop: Shop) -> None:
    step, painted = watched(shop)
    tell(shop, [order_row(an_order())])
    step.look()
    assert painted == [ALL, ALL]

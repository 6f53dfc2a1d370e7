"""The streams of central: in which order they are read, where they lie, what a page of one is."""

from __future__ import annotations

from enum import StrEnum

from app.mirror.cursors import Standing
from sync.protocol import Page, check_after

STORE, CATALOG = "store", "catalog"
"""The mirrors."""

KINDS: dict[str, str] = {
    "config": STORE,
    "store": STORE,
    "loyalty": STORE,
    "price": CATALOG,
    "catalog": CATALOG,
    "stock": STORE,
}
"""The first word of a stream's name, and its mirror; what matters most is read first."""

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
PASSING = ("price", "loyalty", "stock")
"""Kinds that a shop may cease to have; without the others it is no shop."""


def kind_of(stream: str) -> str:
    return stream.partition(":")[0]


def known(stream: str) -> bool:
    """Whether this program has room for it."""
    return kind_of(stream) in KINDS


def mirror_of(stream: str) -> str:
    return KINDS[kind_of(stream)]


def rank(stream: str) -> tuple[int, str]:
    return _RANK[kind_of(stream)], stream


class Fault(StrEnum):
    """What can be wrong with a page. It is never applied; the stream's base is taken instead."""

    STRANGER = "stranger"
    """Another stream, or not what was asked for."""
    GAP = "gap"
    """It does not begin where we stand."""
    HOLE = "hole"
    """Its rows are not dense, or not in order."""
    CHECK = "check"
    """Its checksum does not follow from ours: we have something else than central sent."""


def fault_of(standing: Standing, page: Page) -> Fault | None:
    """What keeps a page of the tail from following where the stream stands."""
    if page.base:
        return Fault.STRANGER
    if page.after != standing.seq:
        return Fault.GAP
    if [row.seq for row in page.rows] != list(range(page.after + 1, page.to + 1)):
        return Fault.HOLE
    if page.head < page.to or (not page.rows and page.head > page.to):
        return Fault.HOLE
    check = standing.check
    for row in page.rows:
        check = check_after(check, row)
    return None if check == page.check else Fault.CHECK


def fault_of_base(standing: Standing, page: Page) -> Fault | None:
    """What keeps a page of a base from following what of it is there."""
    if not page.base:
        return Fault.STRANGER
    if page.after and (page.after, page.head) != (standing.base_after, standing.base_at):
        return Fault.GAP
    last = page.after
    for row in page.rows:
        if not last < row.seq <= page.to:
            return Fault.HOLE
        last = row.seq
    if page.to > page.head or page.done != (page.to == page.head):
        return Fault.HOLE
    return Fault.HOLE if not page.done and page.to <= page.after else None

"""The pickup shelves against what they should hold, at the end of a shift (retail-rules 11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.facts import Body
from app.domain.free_words import tidy
from app.domain.fulfilment import Fulfilment
from app.domain.paper import Block, Heading, Row, Rule, Text
from app.domain.parcel import ParcelState
from app.domain.plain import plain, read


@dataclass(frozen=True, slots=True)
class ShelfParcel:
    """A parcel that should be on a shelf."""

    id: str
    order: str
    name: str
    """Whose it is."""
    place: str
    uncollected: bool = False
    """Promised before today, and nobody came."""
    past: bool = False
    """It need be kept no longer."""


@dataclass(frozen=True, slots=True)
class ShelfCheck:
    """What somebody found. `surplus`: parcels that were scanned and should not be there;
    `skipped`: why nobody looked, "" when somebody did; `by_eye`: nothing was scanned."""

    shift: int
    expected: tuple[ShelfParcel, ...]
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    skipped: str = ""
    by_eye: bool = False

    def of(self, names: Collection[str]) -> list[ShelfParcel]:
        return [one for one in self.expected if one.id in names]


@dataclass(frozen=True, slots=True)
class ShelfWords:
    """Of the paper, in the language of the shop's papers; braces are filled in."""

    title: str
    """`{shift}`."""
    well: str
    """`{n}`: so many, all where they should be."""
    skipped: str
    """`{why}`."""
    missing: str
    surplus: str
    uncollected: str
    past: str


def expected(orders: Iterable[Fulfilment], now: datetime) -> tuple[ShelfParcel, ...]:
    """What should be on the shelves, by place: of every order that the fold knows of."""
    return _in_state(orders, now, ParcelState.SHELVED)


def out(orders: Iterable[Fulfilment], now: datetime) -> tuple[ShelfParcel, ...]:
    """What was scanned out of its shelf, and is in nobody's hands yet."""
    return _in_state(orders, now, ParcelState.OUT)


def _in_state(
    orders: Iterable[Fulfilment], now: datetime, state: ParcelState
) -> tuple[ShelfParcel, ...]:
    found = []
    for f in orders:
        until = f.order.hold_until
        for parcel in f.parcels.values():
            if parcel.state is state:
                promised = f.order.promised_at.astimezone(now.tzinfo).date()
                past = f.expired or f.stopped or (until is not None and until < now)
                found.append(
                    ShelfParcel(
                        parcel.id,
                        f.order.number,
                        f.order.name,
                        parcel.place,
                        promised < now.date(),
                        past,
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.place, one.order, one.id)))


def checked(
    shift: int, parcels: tuple[ShelfParcel, ...], seen: Collection[str], skipped: str = ""
) -> ShelfCheck:
    """`seen`: what was scanned or touched; nothing of it and no word: all of it by eye."""
    if skipped:
        return ShelfCheck(shift, parcels, skipped=tidy(skipped, 200))
    ids = {one.id for one in parcels}
    if not seen:
        return ShelfCheck(shift, parcels, by_eye=bool(parcels))
    missing, surplus = sorted(ids - set(seen)), sorted(set(seen) - ids)
    return ShelfCheck(shift, parcels, tuple(missing), tuple(surplus))


def body(check: ShelfCheck) -> Body:
    """What the fact says: parcels and orders by their numbers, nobody's name."""
    said = plain(check)
    said["expected"] = [
        {key: value for key, value in one.items() if key != "name"} for one in said["expected"]
    ]
    return dict(said)


def check_from(said: Body) -> ShelfCheck:
    """Raises ValueError when it is none."""
    named = [{"name": "", **one} for one in said.get("expected", [])]
    return read(ShelfCheck, {**said, "expected": named})


def paper(check: ShelfCheck, words: ShelfWords) -> list[Block]:
    """Beside the Z: what is on the shelves, and what a person should see to."""
    blocks: list[Block] = [Heading(words.title.format(shift=check.shift))]
    if check.skipped:
        blocks.append(Text(words.skipped.format(why=check.skipped), bold=True))
    elif not check.missing and not check.surplus:
        blocks.append(Text(words.well.format(n=len(check.expected))))
    parts = (
        (words.missing, check.of(check.missing)),
        (words.past, [one for one in check.expected if one.past]),
        (words.uncollected, [one for one in check.expected if one.uncollected and not one.past]),
    )
    for title, parcels in parts:
        if parcels:
            blocks += [Rule(), Text(title, bold=True)]
            blocks += [Row(one.order, one.place) for one in parcels]
    if check.surplus:
        blocks += [Rule(), Text(words.surplus, bold=True)]
        blocks += [Text(name) for name in check.surplus]
    return blocks

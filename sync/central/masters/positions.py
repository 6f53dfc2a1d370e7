"""Where the journals of a shop's tills stood when somebody counted.

What was sold before a count and what after it, the numbers of the facts say, and no clock (sync
1.2). A till that had the line down stood further than central had heard; what it says later of
before the count is in what was counted already.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select

from app.domain.errors import BadValue
from app.domain.facts import canonical
from sync.central.database import Tx
from sync.central.fact_tables import journal_raw
from sync.central.tables import installations

MOST_UNHEARD = 50_000
"""Facts that a till may be ahead of what central has heard of it: a month with the line down. What
is beyond is a slip of the pen, and would keep what the till sells until there from its stock."""


class Stood(NamedTuple):
    """One installation when a product was counted."""

    before: int
    """The newest of its facts that was before the count."""
    heard: int
    """The newest that central had by then."""


def stood(tx: Tx, shop: str, at: datetime | None, given: Mapping[int, int]) -> dict[int, Stood]:
    """Every installation of the shop; `given`: where somebody saw it stand. Raises BadValue.

    Of the others, what central had heard by `at` was before; of what it heard later, as after an
    outage, the till's clock tells. None: of all it has heard.
    """
    return stood_of(tx, heard_of(tx, shop), at, given)


def stood_of(
    tx: Tx, heard: Mapping[int, int], at: datetime | None, given: Mapping[int, int]
) -> dict[int, Stood]:
    """As `stood`, of the installations that were `heard`. Raises BadValue."""
    for number, seq in given.items():
        if not may_stand(heard, number, seq):
            raise BadValue(field="positions", value=f"{number}: {seq}")
    found = {}
    for number, last in heard.items():
        if (before := given.get(number)) is None:
            before = last if at is None or at >= tx.at else _before(tx, number, at)
        found[number] = Stood(before, last)
    return found


def heard_of(conn: Connection | Tx, shop: str) -> dict[int, int]:
    """How much central has of each installation of the shop."""
    return {row.number: row.last_seq for row in conn.execute(_HEARD, {"of": shop})}


_HEARD = select(installations.c.number, installations.c.last_seq).where(
    installations.c.shop == bindparam("of")
)


def heard_by_shop(conn: Connection) -> dict[str, dict[int, int]]:
    """As `heard_of`, of every shop that has any."""
    c = installations.c
    found: dict[str, dict[int, int]] = {}
    for row in conn.execute(select(c.shop, c.number, c.last_seq)):
        found.setdefault(row.shop, {})[row.number] = row.last_seq
    return found


def may_stand(heard: Mapping[int, int], number: int, seq: int) -> bool:
    """Whether that installation is one of `heard`, and may have stated so many facts."""
    return number in heard and 0 <= seq <= heard[number] + MOST_UNHEARD


def text(found: Mapping[int, Stood]) -> str:
    """As a column holds it; what has stated nothing says nothing."""
    return canonical({str(number): list(one) for number, one in found.items() if any(one)})


def read(text: str, installation: int) -> Stood:
    """Of one installation, of what `text` made."""
    if text == "{}":
        return Stood(0, 0)
    said: dict[str, tuple[int, int]] = msgspec.json.decode(text)
    return Stood(*said.get(str(installation), (0, 0)))


def _before(tx: Tx, number: int, at: datetime) -> int:
    when, c = at.astimezone(UTC).isoformat(timespec="milliseconds"), journal_raw.c
    known = (c.installation == number) & ((c.received_at <= when) | (c.at <= when))
    newest = select(c.seq).where(known).order_by(c.seq.desc()).limit(1)
    return tx.execute(newest).scalar() or 0

"""What the shop has of a product: central's baseline, and what our own facts after it moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.installation import FIRST_OF_CENTRAL
from app.services.till import Till
from app.storage import moves
from app.storage.database import Reader, Write


def on_hand(till: Till, skus: Iterable[str], tx: Write | None = None) -> dict[str, int]:
    """Thousandths of each that the shop has, as far as this till knows; below zero as it is.

    Nothing of a SKU of which neither central nor anybody here ever said how many there are.
    `tx`: an open transaction of the journal, to see what it has written.
    """
    asked = list(skus)
    with till.store.read() as mirror:
        told = moves.told(mirror, asked)
    if tx is not None:
        return _summed(till, tx, asked, told)
    with till.db.read() as connection:
        return _summed(till, connection, asked, told)


def _summed(
    till: Till, connection: Reader | Write, asked: list[str], told: Mapping[str, moves.Baseline]
) -> dict[str, int]:
    first = _first(till)
    untold = [sku for sku in asked if sku not in told]
    known = moves.known(connection, untold, first) if untold else set()
    included = {sku: told[sku].included if sku in told else {} for sku in told.keys() | known}
    moved = moves.since(connection, included, first) if included else {}
    return {sku: (told[sku].on_hand if sku in told else 0) + moved.get(sku, 0) for sku in included}


def _first(till: Till) -> int:
    """Of a till that joined a chain, what it stated before is in nothing that central says."""
    return FIRST_OF_CENTRAL if till.config.installation >= FIRST_OF_CENTRAL else 0

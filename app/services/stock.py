"""What the shop has of a product: central's baseline, and what our own facts after it moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.installation import FIRST_OF_CENTRAL
from app.services.till import Till
from app.storage import moves
from app.storage.database import Reader, Write


def on_hand(till: Till, skus: Iterable[str], tx: Reader | Write | None = None) -> dict[str, int]:
    """Thousandths of each that the shop has, as far as this till knows; below zero as it is.

    Nothing of a SKU of which central never spoke and that no fact of ours moved. `tx`: an open
    transaction of the journal, to see what it has written.
    """
    asked = list(skus)
    with till.store.read() as mirror:
        told = moves.told(mirror, asked)
    known = {sku: told[sku].included if sku in told else {} for sku in asked}
    if tx is not None:
        moved = moves.since(tx, known, _first(till))
    else:
        with till.db.read() as connection:
            moved = moves.since(connection, known, _first(till))
    return summed(told, moved)


def summed(told: Mapping[str, moves.Baseline], moved: Mapping[str, int]) -> dict[str, int]:
    """Baseline and what moved after it."""
    return {
        sku: (told[sku].on_hand if sku in told else 0) + moved.get(sku, 0)
        for sku in told.keys() | moved.keys()
    }


def _first(till: Till) -> int:
    """Of a till that joined a chain, what it stated before is in nothing that central says."""
    return FIRST_OF_CENTRAL if till.config.installation >= FIRST_OF_CENTRAL else 0

"""What the Z says of the pickup shelves."""

from __future__ import annotations

from app.domain.shelf_check import ShelfCheck, ShelfParcel
from app.ui.widgets.facts_table import FactView
from app.ui.words import fill, tr


def shelf_facts(check: ShelfCheck | None) -> tuple[FactView, ...]:
    """Nothing when there was nothing on the shelves, and nobody looked."""
    if check is None or not (check.expected or check.surplus):
        return ()
    facts = [FactView(tr("Estantes de recogida"), str(len(check.expected)), weight="heading")]
    if check.skipped:
        facts.append(FactView(fill(tr("Nadie los ha mirado: %1"), check.skipped), tone="warning"))
    groups = (
        (tr("No aparece"), check.of(check.missing), "negative"),
        (tr("Ya no hay que guardarlo"), [one for one in check.expected if one.past], "warning"),
        (tr("Sin recoger"), [one for one in check.expected if one.uncollected and not one.past],
         ""),
    )  # fmt: skip
    for words, parcels, tone in groups:
        facts += [_fact(words, parcel, tone) for parcel in parcels]
    facts += [FactView(tr("No debería estar"), name, tone="negative") for name in check.surplus]
    return tuple(facts)


def _fact(words: str, parcel: ShelfParcel, tone: str) -> FactView:
    return FactView(words, f"{parcel.order} · {parcel.place}", tone=tone)

"""What the selling screen shows: strings to paint and what may be done, nothing to work out."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.product_card import ProductView
from app.ui.widgets.ticket_model import LineView
from app.ui.widgets.tiles import TabView, TileView


@dataclass(frozen=True, slots=True)
class SettledView:
    """The sale just finished, in the place of its ticket until the next scan."""

    change: str
    """Empty when none is due; then `total` is what stays large."""
    total: str
    facts: tuple[str, ...]
    """`Ticket T042C03AS26-000123`, `Efectivo 60,00 €`..."""


@dataclass(frozen=True, slots=True)
class SellView:
    title: str
    lines: tuple[LineView, ...] = ()
    selected: int | None = None
    """The key of the line that is open; the newest unless another was chosen."""
    parked: tuple[ChipView, ...] = ()
    heading: tuple[ChipView, ...] = ()
    """What holds for the whole ticket: an invoice's buyer, a discount."""
    banners: tuple[BannerView, ...] = ()
    count: str = ""
    savings: str = ""
    total: str = ""
    cash: bool = True
    """False when the law forbids cash for this total."""
    no_cash: str = ""
    """Why, in a sentence."""
    product: ProductView | None = None
    tabs: tuple[TabView, ...] = ()
    tab: str = ""
    tiles: tuple[TileView, ...] = ()
    settled: SettledView | None = None

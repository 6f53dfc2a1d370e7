"""What the window says of itself: which till and version, whose work, what its maker declares."""

from __future__ import annotations

from importlib import metadata

from app.config import Config
from app.domain.shop import Shop
from app.fiscal.declaration import text
from app.services.declaring import licences, of_this_version
from app.ui.screens.about import AboutView, about_view

UNBROKEN = 1_000_000
"""Letters in a line: the window breaks them where it has no more room."""


def about(config: Config, shop: Shop | None) -> AboutView:
    """`shop`: None while the till is not open."""
    rows = [f"{f'{one.name} {one.version}'.strip()} — {one.licence}" for one in licences()]
    return about_view(
        (config.shop, config.till),
        f"{config.installation} ({config.generation})",
        metadata.version("mostrador"),
        (shop.regime if shop else "", config.demo),
        rows,
        text(of_this_version(), UNBROKEN),
    )

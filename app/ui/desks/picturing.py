"""Pictures of products in the window's thread: what is not here yet is painted when it comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.services.pictures import Pictures
from app.ui.desks.cards import Post

Pictured = Callable[[str], Path | None]
"""The file of the picture that a product's `image` names, when it is here."""


def pictured(pictures: Pictures, post: Post, repaint: Callable[[], object]) -> Pictured:
    """`repaint`: what shows it, once it has come."""
    return lambda image: pictures.of(image, lambda: post(repaint))

"""What the window of an open till needs from the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import Document
from app.domain.errors import ShopError
from app.ui.desks.cards import Post
from app.ui.desks.devices import Devices, NoDevices
from app.ui.screens.about import AboutView


@dataclass(frozen=True)
class Around:
    """What the window needs from the composition root besides the services."""

    name: Callable[[str], str]
    """A person's code to the name."""
    recent: Callable[[int], list[Document]]
    """The newest documents."""
    print_out: Callable[[], object]
    """Bring out what is queued. Raises DeviceError."""
    about: Callable[[], AboutView]
    say: Callable[[ShopError], str]
    post: Post
    folder: Path
    """Where saved tickets go."""
    ring: Callable[[], object] = lambda: None
    """The sound of an order that arrived."""
    devices: Devices = field(default_factory=NoDevices)

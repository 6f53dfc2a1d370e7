"""The devices of an open window: started with it, and what they say brought into its thread."""

from __future__ import annotations

from collections.abc import Callable

from app.changes import Changes, Topic
from app.devices import Devices
from app.services.counter import Counter
from app.ui.desks.printing import PrintDesk
from hardware.errors import DeviceError
from hardware.health import Health, Kind
from hardware.results import Scan

Post = Callable[[Callable[[], object]], object]


def take_up(
    devices: Devices,
    counter: Counter,
    post: Post,
    heard: Callable[[Changes], object],
    trouble: Callable[[DeviceError], object],
    scanned: Callable[[Scan], object],
    back: Callable[[], object],
) -> PrintDesk:
    """Start the devices, each on its own thread. `heard`, `trouble`, `scanned` and `back` (the card
    terminal is there) are called in the window's thread."""

    def changed(health: Health) -> None:
        heard(frozenset({Topic.DEVICES}))
        if health.kind is Kind.TERMINAL and health.well:
            back()
        printing.changed(health)

    printing = PrintDesk(counter.printing, devices.printers, post, trouble)
    counter.till.db.on_commit(devices.heard)
    devices.tell(
        lambda health: post(lambda: changed(health)), lambda scan: post(lambda: scanned(scan))
    )
    counter.weighing.scale = devices.scale
    devices.start()
    return printing

"""The devices of an open window: started with it, and what they say brought into its thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.changes import Changes, Topic
from app.devices import Devices
from app.services.counter import Counter
from app.ui.desks.printing import PrintDesk
from hardware.errors import DeviceError
from hardware.health import Health
from hardware.results import Scan

Post = Callable[[Callable[[], object]], object]


def take_up(
    folder: Path,
    counter: Counter,
    post: Post,
    heard: Callable[[Changes], object],
    trouble: Callable[[DeviceError], object],
    scanned: Callable[[Scan], object],
) -> tuple[Devices, PrintDesk]:
    """Start the devices of the till in `folder`, each on its own thread. `heard`, `trouble`
    and `scanned` are called in the window's thread."""

    def changed(health: Health) -> None:
        heard(frozenset({Topic.DEVICES}))
        printing.changed(health)

    devices = Devices(
        folder,
        counter.till.config.devices,
        lambda health: post(lambda: changed(health)),
        lambda scan: post(lambda: scanned(scan)),
    )
    printing = PrintDesk(counter.printing, devices.printers, post, trouble)
    counter.till.db.on_commit(devices.heard)
    counter.weighing.scale = devices.scale
    devices.start()
    return devices, printing

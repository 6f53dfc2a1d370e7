"""The devices of an open window: started with it, and what they say brought into its thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.changes import Changes, Topic
from app.devices import Devices
from app.services.counter import Counter
from app.services.printing import Printing, What
from app.ui.desks.facing import FacingDesk
from app.ui.desks.printing import PrintDesk, Trouble
from hardware.health import Health, Kind
from hardware.results import Scan

Post = Callable[[Callable[[], object]], object]


def take_up(
    devices: Devices,
    counter: Counter,
    post: Post,
    heard: Callable[[Changes], object],
    trouble: Trouble,
    scanned: Callable[[Scan], object],
    back: Callable[[], object],
) -> Callable[[], object]:
    """Start the devices, each on its own thread; what brings out the papers that wait. `heard`,
    `trouble`, `scanned` and `back` (the card terminal is there) are called in the window's thread.
    """

    def changed(health: Health) -> None:
        heard(frozenset({Topic.DEVICES}))
        if health.kind is Kind.TERMINAL and health.well:
            back()
        for desk in desks:
            desk.changed(health)

    def bring_out() -> None:
        for desk in desks:
            desk.bring_out()

    desks = _desks(devices, counter.printing, post, trouble)
    devices.tell(
        lambda health: post(lambda: changed(health)), lambda scan: post(lambda: scanned(scan))
    )
    devices.start()
    return bring_out


def _desks(devices: Devices, printing: Printing, post: Post, trouble: Trouble) -> list[PrintDesk]:
    """One for all papers; or two, so that a ticket waits for no label."""
    if not devices.label_printers:
        return [PrintDesk(printing, devices.printers, post, trouble)]
    return [
        PrintDesk(printing, devices.printers, post, trouble, What.TICKETS),
        PrintDesk(printing, devices.label_printers, post, trouble, What.LABELS),
    ]


def face_customer(app: QApplication, devices: Devices, counter: Counter, post: Post) -> FacingDesk:
    """What the customer sees: a window of their own, where there is a screen for it."""
    row = devices.second_screen
    join = row.join if row is not None else ""

    def picture(sku: str, came: Callable[[], object]) -> Path | None:
        return counter.pictures.of_sku(sku, lambda: post(came))

    wanted = row is not None
    desk = FacingDesk(app, counter.facing, wanted=wanted, join=join, picture=picture)
    counter.facing.again()
    return desk

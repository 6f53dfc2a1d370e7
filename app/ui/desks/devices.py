"""The screen of the devices: tries one, and in the demo breaks one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import ClassVar, Protocol

from app.ui import format as written
from app.ui.screens.devices_view import device_chip, devices_view
from app.ui.screens.matter_view import MatterView
from app.ui.widgets.chip import ChipView
from hardware.health import Check, Health


class Devices(Protocol):
    """The devices of the till, as the composition root made them."""

    @property
    def health(self) -> list[Health]: ...

    def check(self, name: str, what: Check) -> None:
        """Raises DeviceError."""

    def faults(self) -> Mapping[str, Iterable[tuple[str, bool]]]:
        """Of simulated ones, what may be broken and whether it is."""

    def toggle(self, name: str, fault: str) -> None: ...


class NoDevices:
    """Of a window that has none (tests, pictures)."""

    health: ClassVar[list[Health]] = []

    def check(self, name: str, what: Check) -> None: ...

    def faults(self) -> Mapping[str, Iterable[tuple[str, bool]]]:
        return {}

    def toggle(self, name: str, fault: str) -> None: ...


class DeviceDesk:
    """`kick`: open the drawer, as who may and with a fact."""

    def __init__(
        self,
        devices: Devices,
        now: Callable[[], datetime],
        repaint: Callable[[], object],
        kick: Callable[[], object],
    ) -> None:
        self._devices, self._now, self._repaint, self._kick = devices, now, repaint, kick

    def view(self) -> tuple[MatterView, ...]:
        devices = self._devices
        return devices_view(devices.health, self._now(), _language(), devices.faults())

    def chip(self) -> ChipView | None:
        return device_chip(self._devices.health, _language())

    def act(self, does: str, key: str) -> None:
        if key.startswith("sim:"):
            self._devices.toggle(key.removeprefix("sim:"), does)
        elif does == Check.KICK:
            self._kick()
        else:
            self._devices.check(key, Check(does))
        self._repaint()


def _language() -> str:
    return written.language().partition("_")[0]

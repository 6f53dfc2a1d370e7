"""The devices of a till: what it has, what it could have, whether they work."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.refusals import language, shown
from app.commands.scanner_codes import learn, sheet

if TYPE_CHECKING:
    from datetime import datetime

    from app.devices import Devices
    from hardware.health import Health

SETTLE = 3.0
"""Seconds that a device gets to say how it is."""


@click.group()
@data_option
def devices(data: str | None) -> None:
    """Printers, drawers, scanners, terminals and scales of this till (till.toml, [devices])."""


devices.add_command(learn)
devices.add_command(sheet)


@contextmanager
def _started(data: str | None, changed: threading.Event) -> Iterator[Devices]:
    from app import config as till_toml
    from app.devices import Devices
    from app.domain.errors import SimulatedElsewhere
    from app.storage.folder import is_open

    folder = folder_of(data)
    entries = till_toml.read(folder).devices
    if any(_simulated(name, entry) for name, entry in entries.items()) and is_open(folder):
        raise SimulatedElsewhere()
    made = Devices(folder, entries, lambda _health: changed.set())
    made.start()
    try:
        yield made
    finally:
        made.stop()


def _simulated(name: str, entry: Mapping[str, Any]) -> bool:
    """A drawer hangs on its printer, and has no address of its own."""
    drawer = str(entry.get("kind", name)) == "drawer"
    return not drawer and str(entry.get("address", "")).startswith("sim:")


@devices.command("list")
@data_option
@json_option
def list_(data: str | None, as_json: bool) -> None:
    """Every device of till.toml and how it is."""
    from hardware.health import State

    changed = threading.Event()
    with _started(data, changed) as made:
        _until(changed, lambda: all(one.state is State.ENABLED or one.code for one in made.health))
        healths = made.health
    answer(as_json, {"devices": [_row(one) for one in healths]}, [_words(one) for one in healths])


@devices.command()
@click.argument("hosts", nargs=-1, metavar="[HOST…]")
@data_option
@json_option
def discover(hosts: tuple[str, ...], data: str | None, as_json: bool) -> None:
    """What this machine has; nothing is written to it. A receipt printer is asked at each HOST."""
    from app.messages import sentence
    from hardware.discovery import asked, found
    from hardware.errors import DeviceError

    rows: list[dict[str, Any]] = []
    for one in found():
        kind = one.kind.value if one.kind else ""
        rows.append({"address": str(one.address), "kind": kind, "is": one.words})
    for host, said in asked(hosts):
        if isinstance(said, DeviceError):
            rows.append({"address": host, "kind": "", "is": sentence(said, language())})
        else:
            kind = said.kind.value if said.kind else ""
            rows.append({"address": str(said.address), "kind": kind, "is": said.words})
    lines = [f"{row['address']}  {row['kind']}  {row['is']}".rstrip() for row in rows]
    none = shown("No se ha encontrado ninguno.", "None was found.")
    answer(as_json, {"found": rows}, lines or [none])


@devices.command()
@click.argument("name")
@data_option
@json_option
def test(name: str, data: str | None, as_json: bool) -> None:
    """Try the device NAME: a print, a kick, a reading. Exit 1 when it does not work."""
    from app.domain.errors import UnknownDevice
    from hardware.errors import DeviceError
    from hardware.health import Check, State

    changed = threading.Event()
    with _started(data, changed) as made:
        try:
            device = made[name]
        except KeyError:
            known = ", ".join(health.name for health in made.health)
            raise UnknownDevice(name=name, known=known) from None
        _until(changed, lambda: device.row.health.state is State.ENABLED or device.row.health.code)
        checks = [check for check in device.row.health.checks if check is not Check.AGAIN]
        before = device.row.health.last_success
        if device.row.health.code is None and checks:
            device.check(checks[0])
            _until(changed, lambda: _tried(device.row.health, before))
        health = device.row.health
    if health.code is not None or health.state is not State.ENABLED:
        raise DeviceError(health.detail, health.code)
    answer(as_json, _row(health), [_words(health)])


def _tried(health: Health, before: datetime | None) -> bool:
    return bool(health.code) or (health.last_success != before and not health.queued)


@devices.command()
@click.option("--seconds", type=click.FloatRange(min=0), help="Stop after so long.")
@data_option
@json_option
def watch(seconds: float | None, data: str | None, as_json: bool) -> None:
    """Say what changes, as it changes, until interrupted."""
    changed = threading.Event()
    said: dict[str, dict[str, Any]] = {}
    end = None if seconds is None else monotonic() + seconds
    with _started(data, changed) as made:
        while end is None or monotonic() < end:
            for health in made.health:
                row = _row(health)
                if said.get(health.name) != row:
                    said[health.name] = row
                    answer(as_json, row, [_words(health)])
                    sys.stdout.flush()
            changed.wait(0.25 if end is None else min(0.25, max(end - monotonic(), 0.01)))
            changed.clear()


def _until(changed: threading.Event, is_so: Callable[[], object]) -> None:
    end = monotonic() + SETTLE
    while not is_so() and (left := end - monotonic()) > 0:
        changed.wait(min(left, 0.1))
        changed.clear()


def _row(health: Health) -> dict[str, Any]:
    return {
        "name": health.name,
        "kind": health.kind.value,
        "address": health.address,
        "state": health.state.value,
        "code": health.code.value if health.code else "",
        "detail": health.detail,
        "since": health.since.isoformat(timespec="seconds"),
        "last_success": health.last_success.isoformat(timespec="seconds")
        if health.last_success
        else "",
        "queued": health.queued,
        "facts": dict(health.facts),
    }


def _words(health: Health) -> str:
    from app.messages import device_state

    words = device_state(health, language())
    why = f" ({health.detail})" if health.code and health.detail not in words else ""
    return f"{health.name}  {health.address}  {words}{why}"

"""The screen of the devices: how each is in words, a press to try it, and what the bar says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from workbench import Bench

from app.devices import Devices
from app.domain.facts import FactType
from app.ui.desks.devices import DeviceDesk
from app.ui.screens.devices_view import device_chip, devices_view
from app.ui.widgets.dialogs import AuthoriseDialog
from hardware.errors import Reason
from hardware.health import Check, Health, Kind, State
from hardware.simulated.printer import Fault
from ui.conftest import Counter

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
WELL = Health(
    "counter", Kind.PRINTER, "tcp://10.0.0.9:9100", State.ENABLED, since=AT - timedelta(minutes=5)
)


def ill(code: Reason, kind: Kind = Kind.PRINTER) -> Health:
    return Health("it", kind, "sim://it", State.ENABLED, code, "errno 5", AT)


def test_a_card_says_how_a_device_is_since_when_and_what_may_be_tried(dressed: object) -> None:
    (card,) = devices_view([WELL], AT, "es", {})
    assert card.words == "Impresora · Funciona"
    assert (card.age, card.tone) == ("hace 5 min", "positive")
    assert card.detail == "counter, en tcp://10.0.0.9:9100"
    (card,) = devices_view([ill(Reason.PAPER_OUT)], AT, "es", {})
    assert card.words == "Impresora · No tiene papel: pon un rollo nuevo."
    assert card.tone == "negative" and "errno 5" in card.detail


@pytest.mark.parametrize(
    ("healths", "words"),
    [
        ([WELL], None),
        ([WELL, ill(Reason.PAPER_OUT)], "Impresora: no tiene papel"),
        ([ill(Reason.LEFT_OPEN, Kind.DRAWER)], "Cajón: el cajón lleva un rato abierto"),
        ([ill(Reason.PAPER_OUT), ill(Reason.OFFLINE, Kind.SCALE)], "2 aparatos fallan"),
    ],
)
def test_the_bar_has_a_chip_only_while_something_is_not_well(
    dressed: object, healths: list[Health], words: str | None
) -> None:
    chip = device_chip(healths, "es")
    assert (chip.words if chip else None) == words


def test_a_simulated_printer_is_broken_and_mended_by_a_press(
    dressed: object, tmp_path: Path
) -> None:
    devices = Devices(tmp_path, {"counter": {"kind": "printer", "address": "sim://printer"}})
    desk = DeviceDesk(devices, lambda: AT, lambda: None, lambda: None)
    metal = devices.metal.printer("printer")
    devices.start()
    try:
        bench = Bench()
        bench.until(lambda: devices.health[0].well)
        desk.act("paper_out", "sim:printer")
        assert metal.faults == {Fault.PAPER_OUT}
        bench.until(lambda: devices.health[0].code is Reason.PAPER_OUT)
        assert ("paper_out", "Quitar: sin papel") in desk.view()[-1].actions
        desk.act("paper_out", "sim:printer")
        bench.until(lambda: devices.health[0].well)
        desk.act(Check.PRINT.value, "counter")
        bench.until(lambda: len(metal.tickets) == 1)
    finally:
        devices.stop()


def test_the_drawer_is_tried_as_it_is_opened_with_leave_and_a_fact(
    counter: Counter, asked: list[AuthoriseDialog]
) -> None:
    counter.face.devices.act(Check.KICK.value, "drawer")
    assert len(asked) == 1
    (fact,) = counter.shop.facts(FactType.DRAWER_OPENED)
    assert fact.body["allowed_by"] == "9001"


def test_every_device_of_the_till_is_on_its_screen(counter: Counter) -> None:
    counter.window.open("devices")
    screen = counter.window.screen_open
    assert screen is not None and screen.title() == "Aparatos"

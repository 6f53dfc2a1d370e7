"""The selling screen with a scale: the weight comes by itself, and may be typed all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.devices import Devices
from hardware.results import Reading, Weight
from hardware.simulated.scale import SimScale
from ui.conftest import Counter
from ui.sale_desk import MILK, sold

TOMATOES = "TOM-RAM"
APPROVED = {"kind": "scale", "address": "sim://scale", "approval": "ES-0123-2026"}


def devices_of(counter: Counter, **entry: str) -> Iterator[SimScale]:
    devices = Devices(counter.shop.folder, {"scale": {**APPROVED, **entry}})
    devices.start()
    counter.shop.counter.weighing.scale = devices.scale
    yield devices.metal.scale("scale")
    counter.shop.counter.weighing.scale = None
    devices.stop()


@pytest.fixture
def scale(counter: Counter) -> Iterator[SimScale]:
    yield from devices_of(counter)


@pytest.fixture
def unapproved(counter: Counter) -> Iterator[SimScale]:
    yield from devices_of(counter, approval="")


def told(counter: Counter, screen: object, words: str) -> None:
    """Until the pad says so."""

    def said() -> bool:
        while counter.posted:
            counter.posted.pop(0)()
        return words in screen.side.panel._told.text()  # type: ignore[attr-defined]

    counter.bot.waitUntil(said, timeout=10_000)


def weighed(counter: Counter, screen: object) -> str:
    """The line, when the pad is gone."""

    def gone() -> bool:
        while counter.posted:
            counter.posted.pop(0)()
        return screen.side.panel is None  # type: ignore[attr-defined]

    counter.bot.waitUntil(gone, timeout=10_000)
    line = screen._shown.lines[-1]  # type: ignore[attr-defined]
    return f"{line.quantity} {line.hint}".replace("\u00a0", " ").strip()


def test_what_is_put_on_the_scale_is_the_weight_of_the_line(
    counter: Counter, scale: SimScale
) -> None:
    screen = sold(counter, TOMATOES)
    told(counter, screen, "Ponlo en la balanza")
    scale.put(436)
    assert weighed(counter, screen) == "0,436 kg"
    screen.side.tiles.touched.emit(TOMATOES)
    told(counter, screen, "Quita de la balanza lo anterior")
    scale.put(0)
    told(counter, screen, "Ponlo en la balanza")
    scale.put(250)
    assert weighed(counter, screen) == "0,250 kg"


def test_who_types_is_not_interrupted_and_the_line_says_by_hand(
    counter: Counter, scale: SimScale
) -> None:
    screen = sold(counter, TOMATOES)
    told(counter, screen, "Ponlo en la balanza")
    screen.side.panel.field.setText("0,5")
    scale.put(436)
    counter.bot.wait(700)
    while counter.posted:
        counter.posted.pop(0)()
    screen.side.panel.accept()
    assert weighed(counter, screen) == "0,500 kg Peso a mano"


class Slow:
    """A scale that answers when the test says so."""

    approval = "x"

    def __init__(self) -> None:
        self.asked: list[Callable[[Reading], object]] = []

    def read(self, done: Callable[[Reading], object]) -> None:
        self.asked.append(done)


@pytest.mark.parametrize("closes", [True, False])
def test_an_answer_that_comes_after_somebody_typed_or_left_is_nobodys(
    counter: Counter, closes: bool
) -> None:
    scale = Slow()
    counter.shop.counter.weighing.scale = scale  # type: ignore[assignment]
    screen = sold(counter, TOMATOES)
    if closes:
        screen.side.close_panel()
    else:
        screen.side.panel.field.setText("0,5")
    (answer,) = scale.asked
    answer(Weight(436))
    while counter.posted:
        counter.posted.pop(0)()
    assert screen._shown.lines[-1].waits
    counter.shop.counter.weighing.scale = None


def test_a_scale_that_is_switched_off_is_said_and_typing_sells(
    counter: Counter, scale: SimScale
) -> None:
    scale.switch(False)
    screen = sold(counter, TOMATOES)
    told(counter, screen, "mira si tiene corriente")
    screen.side.panel.field.setText("0,5")
    screen.side.panel.accept()
    assert weighed(counter, screen) == "0,500 kg Peso a mano"


def test_a_scale_without_its_approval_says_that_the_weight_is_typed(
    counter: Counter, unapproved: SimScale
) -> None:
    unapproved.put(436)
    screen = sold(counter, TOMATOES)
    told(counter, screen, "teclea el peso")
    assert screen._shown.lines[-1].waits


def test_the_quantity_of_what_is_counted_asks_no_scale(counter: Counter, scale: SimScale) -> None:
    screen = sold(counter, MILK)
    scale.put(436)
    screen.ticket.list.line_actions.quantity.emit()
    assert screen.side.panel._told.text() == ""

"""A weighed product gets its weight from the counter's scale; when not, the ticket says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from shop import Shop

from app.devices import Devices
from app.domain.errors import BadQuantity, NoScale, NotWeighed
from app.domain.line_body import line_body, line_from
from app.domain.sale import WeightFrom
from app.messages import sentence
from hardware.errors import Reason
from hardware.printers.textfile import TextFilePrinter
from hardware.simulated.scale import SimScale

APPROVED = {"kind": "scale", "address": "sim://scale", "approval": "ES-0123-2026"}
TOMATOES = "TOM-RAM"


@pytest.fixture
def scale(open_shop: Shop) -> Iterator[SimScale]:
    devices = Devices(open_shop.folder, {"scale": APPROVED})
    devices.start()
    open_shop.counter.weighing.scale = devices.scale
    yield devices.metal.scale("scale")
    devices.stop()


def test_what_rests_on_the_scale_is_the_weight_of_the_line(
    open_shop: Shop, scale: SimScale
) -> None:
    open_shop.counter.register.add(TOMATOES)
    scale.put(436)
    line = open_shop.counter.weighing.weigh()
    assert line.quantity == Decimal("0.436")
    assert line.weight_from is WeightFrom.SCALE and not line.typed_weight
    assert line_from(line_body(line)) == line
    with pytest.raises(NotWeighed) as again:
        open_shop.counter.weighing.weigh()
    assert again.value.facts["why"] is Reason.NOT_CLEARED
    assert sentence(again.value) == (
        "Sin peso. Quita de la balanza lo anterior antes de pesar lo siguiente."
    )


def test_a_weight_typed_afterwards_is_a_persons_again(open_shop: Shop, scale: SimScale) -> None:
    open_shop.counter.register.add(TOMATOES)
    scale.put(436)
    open_shop.counter.weighing.weigh()
    line = open_shop.counter.register.weight(Decimal("0.5"))
    assert line.typed_weight
    assert "weight_from" not in line_body(line)


@pytest.mark.parametrize("moves", [True, False])
def test_without_a_weight_at_rest_the_line_goes_on_waiting(
    open_shop: Shop, scale: SimScale, moves: bool
) -> None:
    open_shop.counter.register.add(TOMATOES)
    scale.put(300 if moves else 0, moves=moves)
    with pytest.raises(NotWeighed):
        open_shop.counter.weighing.weigh()
    assert open_shop.counter.register.chosen().needs_weight


def test_what_is_counted_goes_on_no_scale(open_shop: Shop, scale: SimScale) -> None:
    open_shop.counter.register.add("LEC-ENT")
    scale.put(300)
    with pytest.raises(BadQuantity):
        open_shop.counter.weighing.weigh()


def test_a_scale_without_a_named_approval_prices_nothing_and_says_what_to_do(
    open_shop: Shop,
) -> None:
    plain = {"scale": {name: said for name, said in APPROVED.items() if name != "approval"}}
    devices = Devices(open_shop.folder, plain)
    devices.start()
    devices.metal.scale("scale").put(300)
    open_shop.counter.weighing.scale = devices.scale
    open_shop.counter.register.add(TOMATOES)
    with pytest.raises(NotWeighed) as refused:
        open_shop.counter.weighing.weigh()
    devices.stop()
    assert "teclea el peso" in sentence(refused.value)
    assert open_shop.counter.register.chosen().needs_weight


def test_a_till_without_a_scale_types(open_shop: Shop) -> None:
    open_shop.counter.register.add(TOMATOES)
    with pytest.raises(NoScale):
        open_shop.counter.weighing.weigh()


def test_only_the_ticket_of_a_typed_weight_says_so(open_shop: Shop, scale: SimScale) -> None:
    counter = open_shop.counter
    counter.register.add(TOMATOES)
    scale.put(436)
    counter.weighing.weigh()
    counter.register.add(TOMATOES)
    counter.register.weight(Decimal("0.25"))
    document = counter.checkout.pay_cash().document
    assert document is not None
    assert [line.typed_weight for line in document.lines] == [False, True]
    counter.printing.run(TextFilePrinter(open_shop.folder / "tray"))
    paper = (open_shop.folder / "tray" / f"{document.number}.txt").read_text("utf-8")
    assert paper.count("peso introducido manualmente") == 1
    assert "0,436 kg ×" in paper.replace("\u00a0", " ")

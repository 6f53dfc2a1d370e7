"""An order is prepared in the window: picked, short, substituted, weighed, packed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from order_shop import a_paid_order, tell

from app.domain.order import OrderLine, Wish
from app.domain.order_event import Rejection, Settled
from app.domain.product import Product, Unit
from app.mirror.rows import Change
from app.ui.screens.pack_panel import Division, PackLine, PackPanel
from app.ui.widgets.button import Button
from app.ui.widgets.dialogs import ConfirmDialog
from app.ui.widgets.form import FormPanel
from app.ui.widgets.pad import PadPanel
from app.ui.widgets.rows import RowsPanel
from app.ui.widgets.text import Text
from ui.conftest import Counter
from ui.open_screen import screen
from ui.pickup_desk import (
    COFFEE,
    SHIRT,
    begun,
    detail,
    labels,
    order,
    panel,
    press,
    told,
)


def test_a_line_is_rejected_with_its_reason(pickups: Counter) -> None:
    begun(pickups)
    press(pickups, "No podemos")
    panel(pickups, RowsPanel).list.chosen.emit("2")
    panel(pickups, RowsPanel).list.chosen.emit("broken")
    assert order(pickups).line(2).rejected == Rejection.BROKEN
    assert detail(pickups, "Café") == "rechazada: Está roto o estropeado"
    assert screen(pickups).host.panel is None


def test_a_reason_that_was_kept_in_words_is_shown_in_them(pickups: Counter) -> None:
    begun(pickups)
    pickups.shop.counter.preparing.reject("W-1042", 2, "Está en el escaparate")
    assert detail(pickups, "Café") == "rechazada: Está en el escaparate"


def test_so_many_are_short_and_the_customer_chooses(pickups: Counter) -> None:
    begun(pickups)
    press(pickups, "2, Camisa")
    panel(pickups, RowsPanel).list.chosen.emit("short")
    pad = panel(pickups, PadPanel)
    pad.field.setText("1")
    pad.accept()
    panel(pickups, RowsPanel).list.chosen.emit(Settled.MONEY.value)
    progress = order(pickups).line(1)
    assert (progress.short, progress.settled) == (Decimal(1), Settled.MONEY)


def test_a_substitute_is_scanned_at_the_promised_price_at_most(pickups: Counter) -> None:
    begun(pickups)
    press(pickups, "1, Café")
    panel(pickups, RowsPanel).list.chosen.emit("short")
    panel(pickups, RowsPanel).list.chosen.emit(Settled.SUBSTITUTE.value)
    form = panel(pickups, FormPanel)
    pickups.window.scanned(SHIRT)
    form.accept()
    (other,) = order(pickups).line(2).substitutes
    coffee = order(pickups).order.lines[1]
    assert other.sku == "CAM-LIN-M" and other.price == coffee.price


def test_who_wants_no_other_product_is_not_offered_one(pickups: Counter) -> None:
    wanted = a_paid_order(pickups.shop)
    first, second = wanted.lines
    told(pickups, replace(wanted, version=2, lines=(first, replace(second, wish=Wish.NONE))))
    begun(pickups)
    press(pickups, "1, Café")
    panel(pickups, RowsPanel).list.chosen.emit("short")
    keys = [row.accessibleName() for row in panel(pickups, RowsPanel).list.buttons]
    assert not [words for words in keys if words.startswith("Quiere otro")]


def test_found_without_a_scan_is_kept_as_that(pickups: Counter) -> None:
    begun(pickups)
    press(pickups, "2, Camisa")
    panel(pickups, RowsPanel).list.chosen.emit("pick")
    panel(pickups, PadPanel).accept()
    assert order(pickups).line(1).picked == 2
    said = [event.what for event in order(pickups).events][-1]
    assert said.code == "", "no barcode was read"  # type: ignore[union-attr]


def weighing(pickups: Counter) -> Product:
    """An order of half a kilogram of tomatoes, begun here."""
    product = pickups.shop.counter.lookup.product("TOM-RAM") or next(
        one for one in pickups.shop.counter.lookup.search("tomate", 9) if one.unit is Unit.KG
    )
    weighed = OrderLine(1, product.sku, product.codes[0] if product.codes else "", product.name,
                        product.unit, product.tax, Decimal("0.5"), product.price)  # fmt: skip
    wanted = a_paid_order(pickups.shop)
    told(pickups, replace(wanted, version=2, lines=(weighed,)))
    begun(pickups)
    return product


def test_taking_over_says_whose_it_was_and_is_no_danger(
    pickups: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str]] = []

    def answered(dialog: ConfirmDialog) -> int:
        red = [one for one in dialog.findChildren(Button) if one.property("kind") == "danger"]
        words = " ".join(one.text() for one in dialog.findChildren(Text))
        seen.append((words, "danger" if red else ""))
        return ConfirmDialog.DialogCode.Accepted

    monkeypatch.setattr(ConfirmDialog, "exec", answered)
    tablet = {"name": "042-90", "kind": "stock", "key": ""}
    tell(pickups.shop, [Change("device", "90", tablet)])
    told(pickups, replace(a_paid_order(pickups.shop), version=2, assigned=90))
    begun(pickups)
    assert order(pickups).holder == pickups.shop.counter.orders.device
    ((words, danger),) = seen
    assert "Le toca a la tableta 042-90." in words and not danger


def test_grams_typed_as_kilograms_are_asked_about(
    pickups: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    product, asked = weighing(pickups), []
    answers = iter((False, True))

    def answer(title: str, words: str, _yes: str) -> bool:
        asked.append((title, words))
        return next(answers)

    _ask(pickups, monkeypatch, answer)
    pickups.window.scanned(product.codes[0] if product.codes else product.sku)
    for left in (Decimal(0), Decimal(480)):
        pad = panel(pickups, PadPanel)
        pad.field.setText("480")
        pad.accept()
        assert order(pickups).line(1).picked == left
    assert asked[0] == ("¿480,000 kg?", f"{product.name}: ¿480,000 kg? Se pidieron 0,5 kg.")


def _ask(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, answer: Callable[[str, str, str], bool]
) -> None:
    """Somebody answers what is asked."""
    desk = counter.face.collecting._desk
    monkeypatch.setattr(counter.face.collecting._preparing, "_desk", replace(desk, confirm=answer))


def test_what_is_weighed_asks_for_its_weight_when_it_is_scanned(pickups: Counter) -> None:
    product = weighing(pickups)
    pickups.window.scanned(product.codes[0] if product.codes else product.sku)
    pad = panel(pickups, PadPanel)
    pad.field.setText("0,436")
    pad.accept()
    assert order(pickups).line(1).picked == Decimal("0.436")


def test_an_order_is_divided_into_parcels_by_scanning(pickups: Counter) -> None:
    begun(pickups)
    for code in (SHIRT, SHIRT, COFFEE):
        pickups.window.scanned(code)
    press(pickups, "Varios bultos")
    panel(pickups, PackPanel)
    pickups.window.scanned(SHIRT)
    press(pickups, "Cerrar este y empezar otro")
    press(pickups, "Terminar")
    contents = [dict(parcel.content) for parcel in order(pickups).set]
    assert contents == [{1: 1}, {1: 1, 2: 1}]
    assert len(labels(pickups)) == 2


def test_a_division_never_holds_more_than_was_picked() -> None:
    line = PackLine(1, "Camisa", Unit.EACH, Decimal(2), Decimal(1))
    full = Division((line,)).put(line, Decimal(1)).close().put(line, Decimal(5))
    assert full.parcels() == (((1, Decimal(1)),), ((1, Decimal(1)),))
    assert Division((line,)).put(line, Decimal(-1)).parcels() == (((1, Decimal(2)),),)

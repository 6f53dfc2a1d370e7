"""Each step of an order in the window: by touch, by key and by scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import NOON
from journeys.test_order_money import invoiced, picked
from order_shop import a_paid_order, as_device, order_row, qr, tell
from other_shops import of_a_chain
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.document import DocumentKind
from app.domain.errors import MoreThanSold
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.order import Announced, ChannelInvoice, Delivery, Order, OrderLine, Wish
from app.domain.order_event import Settled, Shown
from app.domain.parcel import ParcelState
from app.domain.product import Product, Unit
from app.mirror.rows import Change
from app.services.order_matters import OrderMatter, Trouble
from app.ui.screens.order_matters import order_matter
from app.ui.screens.pack_panel import Division, PackLine, PackPanel
from app.ui.screens.shelf_panel import ShelfPanel
from app.ui.screens.unanswered_panel import UnansweredPanel
from app.ui.screens.who_panel import WhoPanel
from app.ui.widgets.button import Button
from app.ui.widgets.dialogs import ConfirmDialog
from app.ui.widgets.form import FormPanel
from app.ui.widgets.pad import PadPanel
from app.ui.widgets.panel import Panel
from app.ui.widgets.rows import RowsPanel
from app.ui.widgets.text import Text
from ui.conftest import Counter
from ui.open_screen import screen

SHIRT, COFFEE = "9528225000472", "9526262002947"


@pytest.fixture
def pickups(counter: Counter) -> Counter:
    as_device(counter.shop)
    told(counter, a_paid_order(counter.shop))
    counter.window.open("pickups")
    return counter


def told(counter: Counter, order: Order) -> Order:
    tell(counter.shop, [order_row(order)])
    return order


def panel(counter: Counter, kind: type[Any]) -> Any:
    found = screen(counter).host.panel
    assert isinstance(found, kind), found
    return found


def order(counter: Counter) -> Fulfilment:
    return counter.shop.counter.orders.of("W-1042")


def press(counter: Counter, words: str) -> None:
    QApplication.processEvents()
    over = screen(counter).host.panel or screen(counter)
    buttons = [b for b in over.findChildren(Button) if b.isVisibleTo(screen(counter))]
    found = [b for b in buttons if b.accessibleName().startswith(words)]
    assert found, f"{words}: {[b.accessibleName() for b in buttons]}"
    found[0].click()
    QApplication.processEvents()


def begun(counter: Counter) -> None:
    screen(counter).refresh()
    press(counter, "W-1042")
    press(counter, "Empezar a preparar")


def packed(counter: Counter) -> str:
    begun(counter)
    for code in (SHIRT, SHIRT, COFFEE):
        counter.window.scanned(code)
    press(counter, "Cerrar el bulto")
    return labels(counter)[0]


def labels(counter: Counter) -> list[str]:
    return [text for _, text in counter.shop.counter.order_codes.labels(order(counter))]


def ready(counter: Counter) -> str:
    label = packed(counter)
    counter.window.scanned(label)
    counter.window.scanned("A3")
    assert order(counter).state is OrderState.READY
    return label


def with_line(counter: Counter, **values: Any) -> None:
    """The order, its first line changed."""
    wanted = a_paid_order(counter.shop)
    first, *others = wanted.lines
    told(counter, replace(wanted, version=2, lines=(replace(first, **values), *others)))


def test_the_keys_of_an_order_are_called_by_what_they_do(pickups: Counter) -> None:
    begun(pickups)
    words = {key.press: key.words for key in screen(pickups).shortcuts()}
    buttons = screen(pickups).order._actions.widgets()
    assert [words[key] for key in ("F5", "F6")] == [one.words() for one in buttons[:2]]
    pickups.window.open("keys")
    QApplication.processEvents()
    shown = [one.text() for one in pickups.window.findChildren(Text) if one.isVisible()]
    assert words["F5"] in shown and "Cobrar, o aceptar lo escrito" not in shown


# preparing
def test_a_line_is_rejected_with_its_reason(pickups: Counter) -> None:
    begun(pickups)
    press(pickups, "No podemos")
    panel(pickups, RowsPanel).list.chosen.emit("2")
    panel(pickups, RowsPanel).list.chosen.emit("broken")
    assert order(pickups).line(2).rejected == "Está roto o estropeado"
    assert screen(pickups).host.panel is None


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


# shelves and closed parcels
def test_two_beeps_shelve_a_parcel_and_another_parcel_is_no_shelf(pickups: Counter) -> None:
    label = packed(pickups)
    pickups.window.scanned(label)
    panel(pickups, ShelfPanel)
    pickups.window.scanned(label)
    assert order(pickups).state is OrderState.PACKED, "the parcel itself is no shelf"
    pickups.window.scanned("b1")
    assert [one.place for one in order(pickups).set] == ["B1"]


def test_a_closed_parcel_arrives_by_its_scan_and_may_be_damaged(pickups: Counter) -> None:
    wanted = a_paid_order(pickups.shop)
    box = Announced("BOX1", tuple((line.number, line.quantity) for line in wanted.lines))
    told(pickups, replace(wanted, version=2, announced=(box,)))
    tell(pickups.shop, [Change("parcel", "BOX1", {"order": "W-1042"})])
    pickups.window.scanned("BOX1")
    assert order(pickups).parcels["BOX1"].state is ParcelState.ARRIVED
    press(pickups, "Llegó dañado")
    assert order(pickups).parcels["BOX1"].damaged
    pickups.window.scanned("BOX1")
    assert order(pickups).parcels["BOX1"].state is ParcelState.SENT_BACK


# the counter
def test_the_bearer_of_the_code_collects_with_one_press(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    assert order(pickups).state is OrderState.HANDED_OVER
    assert order(pickups).hand_overs[0].said.shown is Shown.CODE


def test_without_the_code_a_document_is_looked_at(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    who = panel(pickups, WhoPanel)
    press(pickups, "Sí, visto")
    who.accept()
    assert order(pickups).state is OrderState.HANDED_OVER
    assert order(pickups).hand_overs[0].said.document_seen


def test_what_the_rules_still_miss_is_said_when_no_is_the_answer(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    panel(pickups, WhoPanel).accept()
    assert "Sin eso no se entrega" in pickups.window.toast.words()
    assert panel(pickups, WhoPanel) and order(pickups).state is OrderState.READY


def test_a_code_shown_counts_after_another_order_was_looked_at(pickups: Counter) -> None:
    ready(pickups)
    told(pickups, replace(a_paid_order(pickups.shop), number="W-1043"))
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    for number in ("W-1043", "W-1042"):
        pickups.face.collecting.choose(number)
    shown = [pickups.face.collecting._chosen.who.shown]
    pickups.shop.later(minutes=3)
    pickups.face.collecting.choose("W-1042")
    shown.append(pickups.face.collecting._chosen.who.shown)
    assert shown == [Shown.CODE, Shown.NAME]


def test_once_who_collects_is_answered_one_f12_hands_over(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Quién recoge")
    who = panel(pickups, WhoPanel)
    press(pickups, "Suyo")
    assert who.document.isAncestorOf(who.focusWidget()), "the next question"
    press(pickups, "Sí, visto")
    who.function_key("F12")
    assert order(pickups).state is OrderState.HANDED_OVER


def test_what_the_rules_ask_for_has_the_focus(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    who = panel(pickups, WhoPanel)
    assert who.document.isAncestorOf(who.focusWidget())


def test_who_is_too_young_gets_the_rest(pickups: Counter) -> None:
    with_line(pickups, minimum_age=18)
    label = ready(pickups)
    pickups.window.scanned(qr(order(pickups).order))
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    who = panel(pickups, WhoPanel)
    who.accept()
    assert not order(pickups).hand_overs, "nobody has looked yet"
    press(pickups, "No: eso se queda")
    who.accept()
    assert order(pickups).hand_overs[0].said.refused == ((1, Decimal(2), "age"),)


def test_what_is_not_wanted_stays_with_its_reason(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    pickups.window.scanned(label)
    press(pickups, "1, Café")
    panel(pickups, RowsPanel).list.chosen.emit("refuse")
    panel(pickups, RowsPanel).list.chosen.emit("size")
    press(pickups, "Entregar")
    assert order(pickups).hand_overs[0].said.refused == ((2, Decimal(1), "size"),)


def at_the_counter(counter: Counter) -> None:
    """The parcel is out and its customer there."""
    label = ready(counter)
    counter.window.scanned(qr(a_paid_order(counter.shop)))
    counter.window.scanned(label)


def refuse(counter: Counter, line: str, many: str = "") -> None:
    press(counter, line)
    panel(counter, RowsPanel).list.chosen.emit("refuse")
    panel(counter, RowsPanel).list.chosen.emit("broken")
    if many:
        pad = panel(counter, PadPanel)
        pad.field.setText(many)
        pad.accept()


def detail(counter: Counter, line: int) -> str:
    view = counter.face.collecting.view().order
    assert view is not None
    return str(view.lines[line - 1].detail)


def test_so_many_are_not_wanted_and_their_number_is_shown(pickups: Counter) -> None:
    at_the_counter(pickups)
    refuse(pickups, "2, Camisa", "1")
    assert detail(pickups, 1) == "no quiere 1 de 2: Está roto o estropeado"
    press(pickups, "Entregar")
    assert detail(pickups, 1) == "se quedó en la tienda 1 de 2: Está roto o estropeado"
    matters = pickups.shop.counter.attention.matters()
    (matter,) = [one for one in matters if isinstance(one, OrderMatter)
                 and one.trouble is Trouble.REFUSED]  # fmt: skip
    assert order_matter(matter, NOON).detail.endswith(": 1")


def test_more_than_there_is_cannot_be_refused(pickups: Counter) -> None:
    at_the_counter(pickups)
    with pytest.raises(MoreThanSold):
        refuse(pickups, "2, Camisa", "9")
    assert panel(pickups, PadPanel) and not pickups.face.collecting._chosen.refused


def test_what_was_refused_is_taken_back_with_a_nought(pickups: Counter) -> None:
    at_the_counter(pickups)
    refuse(pickups, "2, Camisa", "1")
    pickups.face.collecting._handing._refuse(screen(pickups).host, 1)
    panel(pickups, RowsPanel).list.chosen.emit("broken")
    pad = panel(pickups, PadPanel)
    pad.field.setText("0")
    pad.accept()
    assert not pickups.face.collecting._chosen.refused


def test_what_is_left_behind_whole_is_not_called_handed_over(pickups: Counter) -> None:
    at_the_counter(pickups)
    refuse(pickups, "2, Camisa", "2")
    refuse(pickups, "1, Café")
    press(pickups, "Cerrar: no se lleva nada")
    assert order(pickups).took_nothing
    view = pickups.face.collecting.view().order
    assert view is not None
    said = [one.words for one in view.steps] + [one.words for _, one in view.parcels]
    said += [one.strong for one in view.banners] + [pickups.window.toast.words()]
    assert not [words for words in said if "Entregado" in words or "entregó" in words], said


def test_exact_cash_pays_and_hands_over_with_one_press(pickups: Counter) -> None:
    wanted = replace(a_paid_order(pickups.shop), payments=())
    told(pickups, wanted)
    label = ready(pickups)
    pickups.window.scanned(qr(wanted))
    pickups.window.scanned(label)
    press(pickups, "Efectivo exacto")
    assert order(pickups).state is OrderState.HANDED_OVER
    assert order(pickups).hand_overs[0].said.document


def test_exact_cash_never_takes_the_money_of_another_ticket(pickups: Counter) -> None:
    wanted = replace(a_paid_order(pickups.shop), payments=())
    told(pickups, wanted)
    label = ready(pickups)
    pickups.shop.counter.register.scan(COFFEE)
    pickups.window.scanned(qr(wanted))
    pickups.window.scanned(label)
    press(pickups, "Efectivo exacto")
    assert screen(pickups).name == "sell" and not order(pickups).hand_overs


def test_a_second_presentation_says_who_when_and_where(pickups: Counter) -> None:
    label = ready(pickups)
    code = qr(a_paid_order(pickups.shop))
    pickups.window.scanned(code)
    looks = [one.words for one in screen(pickups)._shown.order.banners]
    assert looks == ["No consta entregado: buscar en A3."]
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    pickups.shop.later(minutes=20)
    pickups.window.scanned(code)
    (banner,) = screen(pickups)._shown.order.banners
    assert banner.tone == "negative" and banner.strong == "Ya se entregó"
    assert "Ana" in banner.words and "con el código" in banner.words
    assert len(order(pickups).hand_overs) == 1


def test_what_was_not_handed_over_goes_back_to_its_shelf(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "No se entrega")
    assert order(pickups).state is OrderState.READY
    assert [one.place for one in order(pickups).set] == ["A3"]


def test_two_orders_of_one_customer_follow_one_another(pickups: Counter) -> None:
    other = replace(a_paid_order(pickups.shop), number="W-1050")
    told(pickups, other)
    label = ready(pickups)
    counter = pickups.shop.counter
    counter.preparing.start("W-1050")
    for code in (SHIRT, SHIRT, COFFEE):
        counter.preparing.pick("W-1050", code)
    ((_, second),) = counter.order_codes.labels(counter.preparing.pack("W-1050"))
    counter.handing.shelve(second, "B1")
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    press(pickups, "Seguir con W-1050")
    assert screen(pickups)._shown.chosen == "W-1050"


# a start, and the queue
def test_a_start_asks_what_became_of_a_parcel_that_is_out(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    pickups.face._asked = False
    pickups.face._person_changed()
    asked = panel(pickups, UnansweredPanel)
    assert asked.accessibleName() == "¿Se entregó W-1042 · Iker S.?"
    press(pickups, "No: vuelve a A3")
    assert order(pickups).state is OrderState.READY
    assert screen(pickups).host.panel is None


def test_what_stays_on_the_screen_is_not_made_again(pickups: Counter) -> None:
    begun(pickups)
    side = screen(pickups).order
    lines, rows = side._lines.widgets(), screen(pickups).queue._rows.widgets()
    lines[1].setFocus()
    pickups.window.scanned(SHIRT)
    assert side._lines.widgets() == lines and screen(pickups).queue._rows.widgets() == rows
    assert lines[1].hasFocus()


def test_the_queue_is_narrowed_and_searched(pickups: Counter) -> None:
    told(pickups, replace(a_paid_order(pickups.shop), number="W-7", name="Lucía P.", payments=(),
                          phone_tail="123"))  # fmt: skip
    shown: Callable[[], list[str]] = lambda: [row.key for row in screen(pickups)._shown.rows]  # noqa: E731
    screen(pickups).refresh()
    assert shown() == ["W-1042", "W-7"]
    press(pickups, "Por pagar")
    assert shown() == ["W-7"]
    press(pickups, "Por pagar")
    screen(pickups).queue.search.setText("678")
    assert shown() == ["W-1042"]
    screen(pickups).queue.search.setText("luc")
    assert shown() == ["W-7"]
    screen(pickups).escape()
    assert shown() == ["W-1042", "W-7"]


def test_an_order_that_arrives_rings_once(pickups: Counter) -> None:
    rung: list[int] = []
    pickups.face.collecting.chip()
    pickups.face.collecting._ring = lambda: rung.append(1)
    pickups.face.collecting.chip()
    assert not rung, "what was there at the start is no news"
    told(pickups, replace(a_paid_order(pickups.shop), number="W-8"))
    pickups.face.collecting.chip()
    pickups.face.collecting.chip()
    assert rung == [1]


# the shelves at the end of a shift
def test_a_shift_closes_after_the_shelves_were_looked_at(pickups: Counter) -> None:
    ready(pickups)
    pickups.window.open("shift")
    shift: Any = screen(pickups)
    shift._count_or_close()
    assert shift._pages.currentWidget() is shift.shelf
    pickups.window.scanned(labels(pickups)[0])
    assert shift.shelf._go_on.words() == "Seguir: están todos"
    shift._shelf_done()
    assert shift._pages.currentIndex() == 2, "now the drawer is counted"
    check = pickups.shop.counter.shelf_checks.last()
    assert check is not None and not check.missing and not check.by_eye


def test_a_word_is_enough_when_nobody_can_look_at_the_shelves(pickups: Counter) -> None:
    ready(pickups)
    pickups.window.open("shift")
    shift: Any = screen(pickups)
    shift._count_or_close()
    shift._x_or_skip()
    shift.shelf.host.panel.list.chosen.emit("No hay tiempo")
    assert shift._pages.currentIndex() == 2
    check = pickups.shop.counter.shelf_checks.last()
    assert check is not None and check.skipped == "No hay tiempo"


def test_without_parcels_a_shift_goes_straight_to_its_count(pickups: Counter) -> None:
    pickups.window.open("shift")
    shift: Any = screen(pickups)
    shift._count_or_close()
    assert shift._pages.currentIndex() == 2


def test_what_goes_to_a_home_leaves_with_a_carrier(pickups: Counter) -> None:
    told(pickups, replace(a_paid_order(pickups.shop), version=2, delivery=Delivery.HOME))
    pickups.window.scanned(ready(pickups))
    assert "Va a casa del cliente" in str(screen(pickups).order._order.banners)
    assert not any(one.key for one in screen(pickups).order._order.lines), "nobody can be asked"
    central = of_a_chain(pickups.shop)
    where = {"number": "W-1042", "name": "Iker Sanz", "address": "Avenida 9", "phone": ""}
    central.says = lambda number: {"addresses": [where]}
    press(pickups, "Adónde va")
    pickups.settle()
    assert "Avenida 9" in " ".join(one.text() for one in panel(pickups, Panel).findChildren(QLabel))
    screen(pickups).host.close_panel()
    press(pickups, "Entregar al transportista")
    form = panel(pickups, FormPanel)
    form.fields["carrier"].setText("Correos")
    form.accept()
    assert order(pickups).hand_overs[-1].said.carrier == "Correos"
    assert "Lo lleva Correos." in str(screen(pickups).order._order.banners)


def test_what_was_paid_online_is_returned_from_its_order(pickups: Counter) -> None:
    paid = a_paid_order(pickups.shop)
    nif = pickups.shop.counter.till.shop.nif
    invoice = ChannelInvoice("WEB26/000123", DocumentKind.F2, paid.placed_at.date(), nif)
    told(pickups, replace(paid, version=2, invoice=invoice))
    pickups.window.scanned(ready(pickups))
    pickups.window.scanned(qr(replace(paid, version=2)))
    press(pickups, "Entregar")
    assert order(pickups).state is OrderState.HANDED_OVER
    pickups.shop.sign_in("9001")
    screen(pickups).refresh()
    press(pickups, "Devolución")
    panel(pickups, RowsPanel).list.chosen.emit("1")
    panel(pickups, PadPanel).field.setText("1")
    panel(pickups, PadPanel).accept()
    panel(pickups, RowsPanel).list.chosen.emit("size")
    assert order(pickups).line(1).returned == Decimal(1)
    assert order(pickups).line(1).repaid == paid.lines[0].price


def test_what_is_put_back_brings_its_corrective_out_of_the_printer(pickups: Counter) -> None:
    shop = pickups.shop
    invoiced(shop, hold_until=shop.at)
    picked(shop)
    f = shop.counter.preparing.pack("W-1042")
    ((_, label),) = shop.counter.order_codes.labels(f)
    shop.later(days=8)
    shop.counter.handing.expire("W-1042", shop.counter.till.now())
    pickups.window.scanned(label)
    assert order(pickups).state is OrderState.PUT_BACK
    assert shop.document.total == -order(pickups).order.amount
    assert not shop.counter.printing.unfinished()

"""The stock screen in a real window: looked up, counted by scanning, put right, labelled."""

from __future__ import annotations

from decimal import Decimal

import pytest
from order_shop import a_paid_order, as_device, order_row, tell
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.facts import FactType
from app.domain.paper_kind import PaperKind
from app.mirror.rows import Change
from app.services.stock import on_hand
from app.ui.widgets.button import Button
from app.ui.widgets.dialogs import AuthoriseDialog
from app.ui.widgets.pad import PadPanel
from ui.conftest import Counter
from ui.open_screen import press, said, screen

SHIRT, COFFEE = "9528225000472", "9526262002947"
SKU, CAFE = "CAM-LIN-M", "CAF-001"


@pytest.fixture
def stock(counter: Counter) -> Counter:
    as_device(counter.shop).sign_in("2001")
    tell(counter.shop, [
        order_row(a_paid_order(counter.shop)),
        Change("stock", SKU, {"on_hand": "3.000", "included": {}}),
    ])  # fmt: skip
    counter.window.open("stock")
    return counter


def in_panel(counter: Counter, words: str) -> None:
    QApplication.processEvents()
    buttons = screen(counter).tab.host.panel.findChildren(Button)
    next(b for b in buttons if b.accessibleName().startswith(words)).click()


def has(counter: Counter, sku: str = SKU) -> int | None:
    return on_hand(counter.shop.counter.till, [sku]).get(sku)


def test_a_scan_shows_how_many_there_are_for_whom_and_how_sure_that_is(stock: Counter) -> None:
    stock.window.scanned(SHIRT)
    words = said(stock)
    assert "3 uds" in words
    assert "W-1042, recogida 15:00" in words
    assert "Nadie lo ha contado nunca" in words
    assert screen(stock).tabs["product"]._trust.isVisible()


def test_a_product_is_found_by_typing_and_put_right_with_its_reason(stock: Counter) -> None:
    screen(stock).typed("camisa lino azul talla m")
    screen(stock).tab.search.returnPressed.emit()
    press(stock, "Ajustar")
    in_panel(stock, "Roto")
    panel = screen(stock).tab.host.panel
    assert isinstance(panel, PadPanel)
    panel.field.setText("2")
    panel.reason.setText("mojada")
    panel.accept()
    assert has(stock) == 1000
    (fact,) = stock.shop.facts(FactType.STOCK_ADJUSTED)
    assert fact.body == {"sku": SKU, "delta": "-2", "reason": "damaged", "note": "mojada"}
    assert "1 ud" in said(stock)


def test_what_goes_with_it_stands_beside_it_and_opens_by_a_touch(stock: Counter) -> None:
    tell(stock.shop, [Change("stock", "CIN-PIE-95", {"on_hand": "7.000", "included": {}})])
    stock.window.scanned(SHIRT)
    assert "VA CON ESTE ARTÍCULO" in said(stock) and "7 uds" in said(stock)
    press(stock, "Cinturón")
    assert screen(stock).tab._view().name.startswith("Cinturón")
    screen(stock).typed("café molido")
    assert "VA CON ESTE ARTÍCULO" not in said(stock)
    assert "Café molido natural 250 g" in said(stock)


def test_its_sale_is_stopped_with_words_to_read_aloud_and_goes_on_again(stock: Counter) -> None:
    stock.shop.authorise("9001").counter.sale_stops.stop(CAFE, "Otro.")
    stock.window.scanned(SHIRT)
    stock.shop.authorise("9001")
    press(stock, "Parar o reanudar su venta")
    panel = screen(stock).tab.host.panel
    panel.fields["words"].setText("Tiñe la ropa.")
    panel.accept()
    assert "Tiñe la ropa." in said(stock)
    assert stock.shop.counter.sale_stops.words(SKU) == ("Tiñe la ropa.",)
    stock.shop.authorise("9001")
    press(stock, "Parar o reanudar su venta")
    in_panel(stock, "Vender otra vez")
    assert "Tiñe la ropa." not in said(stock)
    stops = stock.shop.counter.sale_stops
    assert (stops.words(SKU), stops.words(CAFE)) == ((), ("Otro.",))


def test_a_count_by_scanner_from_the_first_to_the_last_key(stock: Counter) -> None:
    screen(stock).show_tab("count")
    press(stock, "Toda la tienda, Viendo")
    for _ in range(2):
        stock.window.scanned(SHIRT)
    assert "Camisa lino azul" in said(stock) and "2 uds" in said(stock)
    stock.window.scanned(COFFEE)
    press(stock, "Café")
    panel = screen(stock).tab.host.panel
    assert isinstance(panel, PadPanel)
    panel.field.setText("12")
    panel.accept()
    assert "1 diferencia sin comprobar" in said(stock)
    press(stock, "Cerrar el recuento")
    in_panel(stock, "Contarlas otra vez")
    in_panel(stock, "Café")
    press(stock, "Café")
    pad = screen(stock).tab.host.panel
    assert isinstance(pad, PadPanel)
    pad.field.setText("12")
    pad.accept()
    press(stock, "Cerrar el recuento")
    assert (has(stock), has(stock, CAFE)) == (2000, 12_000)
    assert stock.shop.counter.counting.open_count() is None
    assert stock.shop.adds_up()


def test_a_code_typed_in_the_count_is_as_a_scan(stock: Counter) -> None:
    screen(stock).show_tab("count")
    screen(stock).typed("9")
    assert stock.shop.counter.counting.open_count() is None
    press(stock, "Toda la tienda, Viendo")
    tab = screen(stock).tab
    screen(stock).typed("9")
    tab.code.insert(SHIRT[1:])
    tab.code.returnPressed.emit()
    assert tab.code.text() == ""
    (line,) = stock.shop.counter.counting.lines()
    assert (line.product.sku, line.quantity) == (SKU, Decimal(1))


def test_whoever_may_not_count_is_allowed_once_for_the_whole_count(
    stock: Counter, asked: list[AuthoriseDialog]
) -> None:
    stock.shop.sign_in("1001")
    stock.window.open("stock")
    screen(stock).show_tab("count")
    press(stock, "Toda la tienda, Viendo")
    for _ in range(3):
        stock.window.scanned(SHIRT)
    assert len(asked) == 1
    assert stock.shop.counter.till.session.authoriser is None
    press(stock, "Cerrar el recuento")
    assert len(asked) == 1
    assert has(stock) == 3000
    press(stock, "Toda la tienda, Viendo")
    assert len(asked) == 2, "the next count is another"


def test_a_leave_to_count_ends_with_whoever_had_it(
    stock: Counter, asked: list[AuthoriseDialog]
) -> None:
    stock.shop.sign_in("1001")
    stock.window.open("stock")
    screen(stock).show_tab("count")
    press(stock, "Toda la tienda, Viendo")
    stock.shop.sign_in("1001")
    stock.window.scanned(SHIRT)
    assert len(asked) == 2


def test_the_floor_and_the_back_room_are_counted_one_after_the_other(stock: Counter) -> None:
    screen(stock).show_tab("count")
    press(stock, "Solo la trastienda")
    assert "Recuento de la trastienda sola" in said(stock)
    assert "DÓNDE SE CUENTA" not in said(stock)
    stock.window.scanned(SHIRT)
    press(stock, "Cerrar el recuento")
    in_panel(stock, "Solo lo contado")
    assert has(stock) == 3000
    assert "sin contar la tienda hoy, 1 artículo se queda como estaba" in said(stock)
    press(stock, "Solo la tienda")
    stock.window.scanned(SHIRT)
    press(stock, "Cerrar el recuento")
    in_panel(stock, "Solo lo contado")
    assert has(stock) == 2000
    assert "se queda como estaba" not in said(stock)


def test_tasks_are_counted_with_one_key_and_say_why(stock: Counter) -> None:
    stock.shop.counter.counting.ask(SKU)
    screen(stock).show_tab("tasks")
    assert "Pedido a mano" in said(stock)
    press(stock, "Contar todo esto")
    assert screen(stock).tab.name == "count"
    assert "Recuento de 1 artículo" in said(stock)


def test_what_nobody_sells_is_noted_as_wanted(stock: Counter) -> None:
    screen(stock).tab.search.setText("bombillas azules")
    press(stock, "Faltó: apuntar")
    screen(stock).tab.host.panel.accept()
    screen(stock).show_tab("wanted")
    assert "bombillas azules" in said(stock)


def test_labels_that_changed_are_listed_and_printed(stock: Counter) -> None:
    shop = stock.shop.counter
    shop.shelf_labels.print_of([SKU])
    stock.shop.print_all()
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE shelf_labels SET price = 1")
    screen(stock).show_tab("labels")
    assert "1 estante dice otro precio" in said(stock)
    press(stock, "Las que han cambiado")
    assert "el estante dice 0,01" in said(stock).replace("\xa0", " ")
    press(stock, "Imprimir de estante (1)")
    assert "Impresas: 1 de 1" in said(stock) and "Todos los estantes dicen" in said(stock)


def test_labels_are_scanned_into_a_list_counted_and_stopped(stock: Counter) -> None:
    wanted = stock.shop.counter.label_list
    screen(stock).show_tab("labels")
    stock.window.scanned(SHIRT)
    stock.window.scanned(SHIRT)
    assert "× 2" in said(stock)
    tab = screen(stock).tab
    tab.rows.buttons[0].click()
    tab.host.panel.field.setText("12")
    tab.host.panel.accept()
    assert [line.copies for line in wanted.lines()] == [12]
    wanted.print(PaperKind.SHELF_LABEL)  # and no printer takes any of it
    screen(stock).refresh()
    assert "Imprimiendo: 0 de 12" in said(stock) and wanted.lines() == []
    press(stock, "Parar")
    assert [line.copies for line in wanted.lines()] == [12]
    tab.field.setText("café")
    tab.field.returnPressed.emit()
    assert len(wanted.lines()) == 2 and tab.field.text() == ""
    press(stock, "Imprimir de artículo (13)")
    assert "Impresas: 13 de 13" in said(stock)
    stock.window.scanned(SHIRT)
    press(stock, "Vaciar la lista")
    assert wanted.lines() == [] and not tab._place.isVisible()


def test_of_a_sheet_the_first_label_left_is_said(stock: Counter) -> None:
    stock.shop.counter.printing.places = 24
    screen(stock).show_tab("labels")
    press(stock, "Primera etiqueta libre de la hoja: 1")
    tab = screen(stock).tab
    tab.host.panel.field.setText("7")
    tab.host.panel.accept()
    assert "Primera etiqueta libre de la hoja: 7" in said(stock)


def test_a_line_that_takes_a_reserved_unit_says_whose_it_is(stock: Counter) -> None:
    stock.window.home()
    for _ in range(2):
        stock.window.scanned(SHIRT)
    (line,) = stock.face.selling.view().lines
    assert line.hint == "reservado para W-1042, recogida 15:00"
    product = stock.face.selling.view().product()
    assert product is not None
    assert "Quedan 3 uds en la tienda" in product.facts


def test_keys_reach_every_tab(stock: Counter) -> None:
    keys = {key.press: key for key in screen(stock).shortcuts()}
    assert {"Ctrl+Tab", "F3", "F5", "F6", "F7", "F8", "F12"} <= keys.keys()
    keys["Ctrl+Tab"].do()
    assert screen(stock).tab.name == "count"
    keys["F12"].do()  # no count is under way: nothing to close
    screen(stock).show_tab("labels")
    screen(stock).escape()
    assert screen(stock).name == "sell"


def test_an_unknown_code_may_be_noted_as_wanted_and_is_settled_by_it(stock: Counter) -> None:
    stock.window.home()
    stock.shop.counter.register._remember_unknown("8437000000012")
    stock.face.selling.act("lost", "8437000000012")
    assert stock.shop.sale.unknown == ()
    (fact,) = stock.shop.facts(FactType.DEMAND_LOST)
    assert fact.body["code"] == "8437000000012"


def test_the_picker_is_told_that_a_unit_was_sold_on_the_floor(stock: Counter) -> None:
    stock.window.home()
    for _ in range(3):
        stock.window.scanned(SHIRT)
    stock.shop.pay_card()
    stock.window.open("pickups")
    press(stock, "W-1042")
    QApplication.processEvents()
    words = " | ".join(one.text() for one in screen(stock).findChildren(QLabel))
    assert "faltan 2 · se vendió en la tienda" in words

"""What the selling and paying screens show, by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from builders import (
    NOON,
    RULES,
    a_document,
    a_line,
    a_sale,
    amount_off,
    euro,
    paid,
    percent_off,
)
from PySide6.QtWidgets import QApplication

from app.domain.buyer import Buyer
from app.domain.collecting import Collector
from app.domain.money import total
from app.domain.order_event import Shown
from app.domain.pricing import explained, priced
from app.domain.product import Product, Unit, Variant
from app.domain.sale import LABEL, OF_ORDER, Collected, Listed, Override, Sale
from app.domain.sale_terms import SaleTerms
from app.domain.tax import TaxCategory
from app.domain.tender import Tender, TenderKind
from app.ui import format as written
from app.ui.screens.line_view import line_view, why_view
from app.ui.screens.pay_view import pay_view
from app.ui.screens.product_view import family_icon, product_view, row_view
from app.ui.screens.sell_view import Around, sell_view, settled_view
from app.ui.words import SPANISH


@pytest.fixture(autouse=True)
def spoken(qapp: QApplication) -> Iterator[None]:
    written.use(SPANISH)
    yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_counted_line() -> None:
    view = line_view(a_sale(a_line(euro("8.95"), "2", name="Aceite")).lines[0])
    assert (view.quantity, view.name, view.counted, view.less) == ("2", "Aceite", True, True)
    assert plain(view.unit_price) == "8,95 €"
    assert plain(view.amount) == "17,90 €"


def test_the_minus_stops_at_one() -> None:
    assert not line_view(a_sale(a_line()).lines[0]).less


def test_a_weighed_line_is_priced_by_the_kilo_and_its_quantity_is_typed() -> None:
    view = line_view(a_sale(a_line(euro("2.49"), "0.436", unit=Unit.KG)).lines[0])
    assert plain(view.quantity) == "0,436 kg"
    assert plain(view.unit_price) == "2,49 €/kg"
    assert plain(view.amount) == "1,09 €"
    assert not view.counted


def test_a_line_without_its_weight_says_so_and_shows_no_amount() -> None:
    view = line_view(a_sale(a_line(euro("2.49"), "0", unit=Unit.KG)).lines[0])
    assert (view.waits, view.amount, view.quantity) == (True, "", "")
    assert "Falta el peso" in view.under


@pytest.mark.parametrize(
    ("discount", "saving"),
    [
        (replace(percent_off(20), why="Rebajas"), "Rebajas −20 % · −7,99 €"),
        (amount_off(150), "Descuento · −1,50 €"),
    ],
)
def test_a_discount_stands_under_the_line(discount: object, saving: str) -> None:
    sale = a_sale(a_line(euro("39.95"), discount=discount))
    assert plain(line_view(sale.lines[0]).saving) == saving


def test_the_lines_add_up_to_the_total_when_the_ticket_is_discounted() -> None:
    sale = a_sale(a_line(euro("10")), a_line(euro("3.33")), discount=percent_off(10))
    view = sell_view(sale, Around())
    shown = [Decimal(plain(line.amount)[:-2].replace(",", ".")) for line in view.lines]
    assert sum(shown) == Decimal(plain(view.total)[:-2].replace(",", "."))
    assert plain(view.savings) == "Ahorro 1,33 €"


def test_a_price_by_hand_shows_what_it_was() -> None:
    line = a_line(euro("39.95"), override=Override(euro("35"), "", "9001"))
    view = line_view(a_sale(line).lines[0])
    assert plain(view.unit_price) == "35,00 €"
    assert plain(view.hint) == "Precio a mano, antes 39,95 €"


def test_an_empty_till() -> None:
    view = sell_view(None, Around())
    assert (view.lines, view.selected, view.count, view.savings) == ((), None, "", "")
    assert plain(view.total) == "0,00 €"


def test_an_unknown_code_is_a_strip_until_it_is_settled() -> None:
    sale = replace(a_sale(), unknown=("8410999000017", "8410999000024"))
    strips = sell_view(sale, Around()).banners
    assert [strip.key for strip in strips] == ["8410999000024", "8410999000017"]
    assert [does for does, _word in strips[0].actions] == ["sundries", "lost", "forget"]


@pytest.mark.parametrize(
    ("code", "cards", "said"),
    [
        ("C-99999", True, True),
        ("77", True, True),
        ("C-99999", False, False),
        ("9525300002499", True, False),
    ],
)
def test_an_unknown_code_that_may_be_a_card_is_no_known_customers_either(
    code: str, cards: bool, said: bool
) -> None:
    (strip,) = sell_view(replace(a_sale(), unknown=(code,)), Around(cards=cards)).banners
    assert strip.words.startswith("no está en el catálogo")
    assert ("ni es de un cliente conocido" in strip.words) is said
    assert [does for does, _word in strip.actions] == ["sundries", "lost", "forget"]


def test_a_removed_line_can_be_brought_back_for_a_while() -> None:
    sale = replace(a_sale(), removed=a_line(name="Pan"))
    assert sell_view(sale, Around()).banners == ()
    (strip,) = sell_view(sale, Around(undo=True)).banners
    assert (strip.words, strip.actions[0][0]) == ("Pan se ha quitado", "undo")


@pytest.mark.parametrize(("price", "cash"), [("999.99", True), ("1000.00", False)])
def test_the_law_on_cash_is_said_before_paying(price: str, cash: bool) -> None:
    sale = a_sale(a_line(euro(price)))
    assert sell_view(sale, Around()).cash is cash
    assert pay_view(sale, None, terminal=True).cash is cash
    assert bool(sell_view(sale, Around()).banners) is not cash


def test_paying_in_parts_shows_what_was_handed_over() -> None:
    sale = replace(a_sale(a_line(euro("52.90"))), tenders=(paid(TenderKind.CASH, euro("20")),))
    view = pay_view(sale, None, terminal=True)
    assert plain(view.due) == "32,90 €"
    assert [(row.words, plain(row.figure)) for row in view.tenders] == [("Efectivo", "20,00 €")]
    assert plain(sell_view(sale, Around()).heading[0].words) == "Entregado 20,00 €"


def test_an_order_in_the_sale_is_named() -> None:
    sale = replace(a_sale(), collected=Collected("W-1042", Collector(Shown.CODE), ((1, 1),)))
    assert [chip.words for chip in sell_view(sale, Around()).heading] == ["Pedido W-1042"]


def test_an_invoice_is_called_one_everywhere() -> None:
    sale = replace(a_sale(), buyer=Buyer("B12345674", "Obras, S.L.", "Calle 1"))
    assert sell_view(sale, Around()).title == "FACTURA EN CURSO"
    assert pay_view(sale, None, terminal=True).document.startswith("Factura a Obras, S.L.")


@pytest.mark.parametrize(("handed", "change"), [("60", "7,10 €"), ("52.90", "")])
def test_the_change_is_what_stays_large(handed: str, change: str) -> None:
    sale = a_sale(a_line(euro("52.90")))
    view = settled_view(a_document(sale, paid(TenderKind.CASH, euro(handed))))
    assert plain(view.change) == change
    assert any("T042C03AS26-000001" in fact for fact in view.facts)
    assert view.caption == ("Cambio" if change else "Cobrado")


@pytest.mark.parametrize("handed", ["60", "52.90"])
def test_an_order_paid_and_handed_over_is_said_to_be_both(handed: str) -> None:
    line = a_line(euro("52.90"))
    line = replace(line, listed=Listed(line.listed.price, OF_ORDER, "W-1042"))
    view = settled_view(a_document(a_sale(line), paid(TenderKind.CASH, euro(handed))))
    assert "Cobrado y entregado W-1042" in (view.caption, *view.facts)


def test_why_ends_in_the_amount_and_the_tax_inside() -> None:
    sale = a_sale(a_line(euro("39.95"), discount=replace(percent_off(20), why="Rebajas")))
    facts = why_view(explained(sale.lines[0], sale), sale.lines[0], lambda code: f"<{code}>")
    assert plain(facts[-2].figure) == "31,96 €"
    assert plain(facts[-1].words) == "IVA incluido, 21 %"
    assert any("<1001>" in fact.source for fact in facts)


def test_why_names_the_list_and_the_days_with_its_price() -> None:
    listed = Listed(euro("2.99"), "rebajas", "catalog-8.db@12", NOON, NOON + timedelta(days=2))
    sale = a_sale(replace(a_line(), listed=listed))
    fact = why_view(explained(sale.lines[0], sale), sale.lines[0], str)[0]
    assert fact.source == (
        "Tarifa rebajas · catálogo 8, cambio 12 · desde el 21/11/2026 hasta el 23/11/2026"
    )
    assert fact.words == "Precio de su tarifa"


def test_why_says_that_the_label_said_so() -> None:
    line = a_line(override=Override(euro("0.90"), LABEL, "1001"))
    sale = a_sale(line)
    facts = why_view(explained(sale.lines[0], sale), sale.lines[0], lambda code: "Ana")
    assert facts[1].source == "La etiqueta dice · Ana"
    assert line_view(sale.lines[0]).hint == "La etiqueta dice"


def a_product(**values: object) -> Product:
    fixed: dict[str, object] = {
        "sku": "S1",
        "name": "Camisa",
        "unit": Unit.EACH,
        "tax": TaxCategory.GENERAL,
        "price": euro("39.95"),
    }
    return Product(**fixed | values)  # type: ignore[arg-type]


def test_the_card_strikes_through_what_the_line_does_not_cost() -> None:
    sale = a_sale(a_line(euro("39.95"), "2", discount=percent_off(20)))
    view = product_view(a_product(), sale.lines[0], ())
    assert (plain(view.price), plain(view.was)) == ("31,96 €", "39,95 €")
    assert product_view(a_product(), a_sale(a_line(euro("39.95"))).lines[0], ()).was == ""


def test_the_card_strikes_through_the_lowest_price_of_thirty_days() -> None:
    sale = a_sale(a_line(euro("39.95")))
    view = product_view(a_product(), sale.lines[0], (), before=euro("49.95"))
    assert (plain(view.price), plain(view.was)) == ("39,95 €", "49,95 €")


def test_stock_is_said_with_where_it_comes_from_and_only_when_known() -> None:
    assert (
        "Quedan 4 uds según el catálogo"
        in product_view(a_product(stock=Decimal(4)), None, ()).facts
    )
    assert not any("Quedan" in fact for fact in product_view(a_product(), None, ()).facts)


def test_the_sizes_of_a_model_stand_with_what_there_is_of_each() -> None:
    shirts = tuple(
        a_product(sku=f"C-{size}", variant=Variant("C", size, colour))
        for size, colour in (("M", "azul"), ("L", "azul"))
    )
    view = product_view(shirts[0], None, (), {"C-M": Decimal(9), "C-L": Decimal(0)}, shirts)
    assert view.sizes == (("C-M", "M · 9"), ("C-L", "L · 0"))
    red = a_product(sku="C-R", variant=Variant("C", "M", "rojo"))
    assert product_view(red, None, (), {}, (shirts[0], red)).sizes == (
        ("C-M", "M azul"),
        ("C-R", "M rojo"),
    )


def test_only_what_is_there_goes_with_it() -> None:
    others = tuple(a_product(sku=sku, name=sku) for sku in ("HAY", "NO", "NADIE-SABE"))
    view = product_view(a_product(), None, others, {"HAY": Decimal(2), "NO": Decimal(0)})
    assert [sku for sku, _words in view.related] == ["HAY", "NADIE-SABE"]


def test_what_goes_with_it_says_how_many_there_are_where_somebody_counts() -> None:
    others = (
        a_product(sku="A", name="Sal"),
        a_product(sku="B", name="Tomate", unit=Unit.KG),
        a_product(sku="C", name="Bolsa"),
        a_product(sku="D", name="Vinagre", stock=Decimal(5)),
    )
    there = {"A": Decimal(12), "B": Decimal("0.436")}
    view = product_view(a_product(), None, others, there)
    assert [words for _sku, words in view.related] == [
        "Sal · 12 uds", "Tomate · 0,436 kg", "Bolsa", "Vinagre · 5 uds",
    ]  # fmt: skip


def test_an_age_is_asked_on_the_ticket_until_it_was_answered() -> None:
    sale = a_sale(a_line(terms=SaleTerms(minimum_age=18)))
    (banner,) = sell_view(sale, Around()).banners
    assert "18 años" in banner.words
    assert [does for does, _words in banner.actions] == ["of-age", "under-age"]
    assert sell_view(replace(sale, of_age=18), Around()).banners == ()


def test_a_search_row() -> None:
    row = row_view(a_product(family="Moda/Camisas", brand="Lin", stock=Decimal(1)))
    assert (row.key, row.detail, row.aside) == ("S1", "Moda / Camisas · Lin", "1 ud")


@pytest.mark.parametrize(
    ("family", "icon"),
    [
        ("Frutería", "leaf"),
        ("Bebidas/Agua", "wine"),
        ("Ferretería", "tag"),
        ("Moda/Pantalón", "t-shirt"),
    ],
)
def test_families_have_icons(family: str, icon: str) -> None:
    assert family_icon(family) == icon


def test_a_sale_of_two_hundred_lines_is_priced_as_shown() -> None:
    sale = priced(Sale("s", lines=tuple(a_line(number=n) for n in range(1, 201))), RULES)
    assert len(sell_view(sale, Around()).lines) == 200


@pytest.mark.parametrize(
    ("handed", "back", "caption", "large", "fact"),
    [
        (("0.62", "3.88"), ("0.62",), "Cobrado", "3,88 €", "Efectivo 3,88 €"),
        (("0.62", "10.00"), ("0.62",), "Cambio", "3,88 €", "Efectivo 10,00 €"),
        (("4.50",), ("4.50", "2.10"), "Devuelto", "2,10 €", "Efectivo 2,10 €"),
        (("4.50",), ("4.50",), "Cobrado", "0,00 €", "Total 4,50 €"),
    ],
)
def test_an_exchange_says_what_the_customer_paid_or_got_and_not_what_came_back(
    handed: tuple[str, ...], back: tuple[str, ...], caption: str, large: str, fact: str
) -> None:
    def cash(*amounts: str) -> tuple[Tender, ...]:
        return tuple(paid(TenderKind.CASH, euro(one)) for one in amounts)

    document = a_document(a_sale(a_line(euro("4.50"))), *cash(*handed))
    given = tuple(replace(one, amount=-one.amount) for one in cash(*back))
    worth = total(one.amount for one in cash(*back))
    corrective = replace(a_document(), tenders=given, total=-worth)
    view = settled_view(document, corrective)
    said = [plain(one) for one in view.facts]
    assert (view.caption, plain(view.total)) == (caption, large)
    assert fact in said
    assert "Total 4,50 €" in said
    assert f"Género que vuelve: {plain(written.money(worth))}" in said
    assert bool(view.change) == (caption == "Cambio")

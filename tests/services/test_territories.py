"""A shop in Las Palmas charges IGIC, one in Ceuta IPSI: priced, printed and recorded as such."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from chain import say_setting, say_territory
from shop import Shop

from app import config as till_toml
from app.domain.document import Document
from app.domain.errors import BadShopFacts, BadTill, NoTaxRate
from app.domain.money import Money
from app.domain.shop import Shop as Facts
from app.domain.shop import check_shop
from app.domain.tax import TaxCategory, rate_of
from app.services.opening import tax_table
from app.storage import fiscal

CEUTA = [
    {"territory": "IPSI", "category": "general", "percent": "10", "since": "2019-01-30"},
    {"territory": "IPSI", "category": "reducido", "percent": "0.5", "since": "2019-01-30"},
]


def sold(shop: Shop) -> Document:
    shop.sign_in("1001").open_shift("100").add("BOL-TEL").add("CAF-001").pay_cash("10")
    return shop.document


def paper(shop: Shop) -> str:
    newest = shop.print_all()[-1]
    return next(shop.folder.glob(f"**/{newest}*")).read_text("utf-8")


def recorded(shop: Shop) -> str:
    with shop.counter.till.db.read() as connection:
        last = fiscal.head(connection, shop.counter.till.config.installation)
    assert last
    return last.xml.decode()


def test_las_palmas_charges_igic_and_says_so(shop: Shop) -> None:
    say_territory(shop, "IGIC", "Atlantic/Canary")
    document = sold(shop.restart())
    assert [(str(row.percent), str(row.base), str(row.tax)) for row in document.taxes] == [
        ("7", "2.34", "0.16"),
        ("3", "4.13", "0.12"),
    ]
    assert document.issued_at.utcoffset() == shop.counter.till.shop.zone.utcoffset(shop.at)
    said = paper(shop)
    assert "IGIC" in said and "IVA" not in said
    assert "<sf:Impuesto>03</sf:Impuesto>" in recorded(shop).replace("sum1:", "sf:")


def test_what_has_no_code_is_called_by_the_rate_of_the_islands(shop: Shop) -> None:
    say_territory(shop, "IGIC", "Atlantic/Canary")
    register = shop.restart().sign_in("1001").open_shift("100").counter.register
    names = [
        register.varios(Money(100), Decimal(percent), "").name
        for percent in ("0", "3", "7", "9.5", "20")
    ]
    assert names == [f"Varios {rate} %" for rate in ("0", "3", "7", "9,5", "20")]


def test_ceuta_charges_what_its_ordinance_says_by_the_chain_or_the_till(shop: Shop) -> None:
    say_territory(shop, "IPSI", "Africa/Ceuta")
    shop.restart().sign_in("1001").open_shift("100")
    with pytest.raises(NoTaxRate):
        shop.add("BOL-TEL")
    say_setting(shop, "tax_rates", [*CEUTA, {"territory": "IPSI"}, "x"])
    shop.add("BOL-TEL").add("CAF-001").pay_cash("10")
    assert [str(row.percent) for row in shop.document.taxes] == ["10", "0.5"]
    assert "IPSI" in paper(shop)


def test_a_till_alone_has_its_rates_in_its_own_file(shop: Shop, demo_folder: Path) -> None:
    say_territory(shop, "IPSI", "Africa/Ceuta")
    file = demo_folder / till_toml.NAME
    row = '[[tax_rates]]\nterritory = "IPSI"\ncategory = "general"\npercent = "4"\n'
    file.write_text(file.read_text("utf-8") + row, "utf-8")
    shop.restart().sign_in("1001").open_shift("100").add("BOL-TEL").pay_cash("10")
    assert [str(row.percent) for row in shop.document.taxes] == ["4"]
    config = till_toml.read(demo_folder)
    till_toml.write(demo_folder, config)
    assert till_toml.read(demo_folder) == config
    file.write_text(file.read_text("utf-8").replace('"4"', '"mucho"'), "utf-8")
    with pytest.raises(BadTill):
        shop.restart()


def test_a_territory_that_is_none_is_refused() -> None:
    facts = Facts("042", "", "Comercio", "B12345674", "Calle 1", "TAI")
    with pytest.raises(BadShopFacts):
        check_shop(facts, "03")


def test_every_category_of_the_mainland_has_its_rate_in_the_canary_islands() -> None:
    table, day = tax_table(), date(2026, 11, 22)
    found = {one: table.percent("IGIC", one, day) for one in TaxCategory}
    assert found[TaxCategory.GENERAL] == 7
    assert found[TaxCategory.INCREMENTADO] == Decimal("9.5")
    assert table.category("IGIC", Decimal(3), day) is TaxCategory.REDUCIDO


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"territory": "IPSI", "category": "lujo", "percent": "4"},
        {"territory": "IPSI", "category": "general", "percent": "101"},
        {"territory": "IPSI", "category": "general", "percent": "NaN"},
        {"territory": "IPSI", "category": "general", "percent": "4", "since": "ayer"},
    ],
)
def test_a_rate_that_is_none_is_not_read(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rate_of(row)

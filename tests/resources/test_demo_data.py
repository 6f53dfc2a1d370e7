"""The demo shop's data is whole, and of our own making."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from stdnum import ean
from stdnum.es import cif

from app.domain import pack
from app.domain.picture import media_type
from app.domain.product import Unit
from app.domain.tax import TaxCategory

HEADER = [
    "sku",
    "barcodes",
    "name",
    "family",
    "brand",
    "unit",
    "tax",
    "price_store",
    "price_web",
    "related",
    "stock",
    "image",
    "parent",
    "size",
    "colour",
    "minimum_age",
    "maximum_discount",
    "not_returnable",
    "attached",
    "content",
    "content_unit",
]
TOP = {
    "Alimentación",
    "Bebidas",
    "Frescos",
    "Moda",
    "Hogar",
    "Higiene",
    "Papelería",
    "Jardín y mascotas",
}
MONEY = re.compile(r"\d+\.\d\d")


def text(name: str) -> str:
    return files("resources.demo").joinpath(name).read_text(encoding="utf-8")


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads(text(name))


@cache
def products() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(io.StringIO(text("products.csv")), strict=True))


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def test_six_hundred_whole_rows_and_a_deposit() -> None:
    assert text("products.csv").splitlines()[0].split(",") == HEADER
    assert len(products()) == 601
    for row in products():
        assert list(row) == HEADER
        assert all(cell == cell.strip() for cell in row.values()), row
        assert row["name"] and row["brand"], row


def test_skus_and_names_are_unique() -> None:
    assert len({row["sku"] for row in products()}) == 601
    assert len({row["name"] for row in products()}) == 601
    for row in products():
        assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", row["sku"]), row


def test_barcodes_are_demonstration_eans() -> None:
    codes = [code for row in products() for code in parts(row["barcodes"])]
    assert len(codes) == len(set(codes))
    for code, _ in map(pack.split, codes):
        assert len(code) == 13 and code.startswith("952") and ean.is_valid(code), code
    by_row = Counter(len(parts(row["barcodes"])) for row in products())
    assert 20 <= by_row[0] <= 30
    assert sum(n for codes_each, n in by_row.items() if codes_each > 1) >= 40


def test_the_favourites_come_first() -> None:
    first = [row["sku"] for row in products()[:18]]
    assert first[:4] == ["BOL-PAP", "BOL-TEL", "PAN-BAR", "AGU-1500"]
    assert products()[0]["price_store"] == "0.10"
    assert {"CAM-LIN-M", "PAN-MOL-INT", "ACE-001"} <= set(first)


def test_related_products_exist() -> None:
    skus = {row["sku"] for row in products()}
    for row in products():
        related = parts(row["related"])
        assert len(related) <= 3 and len(related) == len(set(related)), row
        assert row["sku"] not in related
        assert set(related) <= skus, row
    assert sum(bool(row["related"]) for row in products()) >= 250


def test_every_picture_is_there_small_and_some_products() -> None:
    there = {file.name: file.read_bytes() for file in files("resources.demo.pictures").iterdir()}
    assert {row["image"] for row in products()} - {""} == set(there)
    for content in there.values():
        assert media_type(content) == "image/png" and len(content) < 8_000


def test_tax_categories() -> None:
    by_sku = {row["sku"]: TaxCategory(row["tax"]) for row in products()}
    assert set(by_sku.values()) == {
        TaxCategory.GENERAL,
        TaxCategory.REDUCIDO,
        TaxCategory.SUPERREDUCIDO,
    }
    for sku in ("PAN-BAR", "PAN-MOL-INT", "LEC-ENT", "HUE-M-12", "ACE-001", "LIB-NOV-CIE"):
        assert by_sku[sku] is TaxCategory.SUPERREDUCIDO
    for sku in ("AGU-1500", "ACE-GIR-1", "PAS-MAC-500", "CAF-001", "JAM-SER-KG", "TIR-20"):
        assert by_sku[sku] is TaxCategory.REDUCIDO
    for sku in ("REF-COL-2", "CER-RUB-33", "CAM-LIN-M", "PAP-HIG-12", "BOL-AZU"):
        assert by_sku[sku] is TaxCategory.GENERAL


def test_prices_and_stock() -> None:
    for row in products():
        assert MONEY.fullmatch(row["price_store"]) and Decimal(row["price_store"]) > 0, row
        if row["price_web"]:
            assert MONEY.fullmatch(row["price_web"]) and Decimal(row["price_web"]) > 0, row
        stock = Decimal(row["stock"])
        assert stock >= 0
        if not Unit(row["unit"]).measured:
            assert stock == stock.to_integral_value(), row
    assert 250 <= sum(bool(row["price_web"]) for row in products()) <= 350


def test_sizes_ages_books_and_deposits_are_there_to_try() -> None:
    models = Counter(row["parent"] for row in products() if row["parent"])
    assert models["CAM-LIN"] == 4 and min(models.values()) >= 2
    for row in products():
        alcohol = row["family"] in ("Bebidas/Vinos", "Bebidas/Licores", "Bebidas/Cervezas")
        assert not row["minimum_age"] or alcohol or row["sku"] == "SAN-1500"
        assert (row["maximum_discount"] == "5") == row["sku"].startswith("LIB-")
        assert row["attached"] in {other["sku"] for other in products()} | {""}
    assert sum(bool(row["minimum_age"]) for row in products()) >= 20


def test_books_cost_the_same_everywhere() -> None:
    """Ley 10/2007, article 9: the publisher fixes the price."""
    for row in products():
        if row["family"] == "Papelería/Libros y prensa" and row["price_web"]:
            assert row["price_web"] == row["price_store"], row


def test_units() -> None:
    by_unit = Counter(Unit(row["unit"]) for row in products())
    assert 30 <= by_unit[Unit.KG] <= 40
    assert by_unit[Unit.M] >= 3 and by_unit[Unit.L] >= 3


def test_families() -> None:
    paths = {row["family"] for row in products()}
    assert {path.split("/")[0] for path in paths} == TOP
    for path in paths:
        assert 2 <= len(path.split("/")) <= 3, path
        assert all(0 < len(part) <= 18 and part == part.strip() for part in path.split("/")), path
    for path in paths:
        assert not any(other.startswith(path + "/") for other in paths), path


def test_staff() -> None:
    staff = list(csv.DictReader(io.StringIO(text("staff.csv")), strict=True))
    assert [(row["code"], row["role"]) for row in staff] == [
        ("1001", "cashier"),
        ("2001", "senior"),
        ("9001", "manager"),
        ("5001", "inspector"),
    ]
    assert all(re.fullmatch(r"\d{4}", row["pin"]) and row["name"] for row in staff)


def test_prices_of_the_gold_level_are_lower_and_never_of_books() -> None:
    known = {row["sku"]: row for row in products()}
    prices = list(csv.DictReader(io.StringIO(text("prices.csv")), strict=True))
    assert {row["list"] for row in prices} == {"oro"}
    for row in prices:
        product = known[row["sku"]]
        assert MONEY.fullmatch(row["price"])
        assert Decimal(row["price"]) < Decimal(product["price_store"])
        assert "Libros" not in product["family"], "a fixed price (Ley 10/2007 art. 9)"


def test_customers_are_nobody() -> None:
    customers = list(csv.DictReader(io.StringIO(text("customers.csv")), strict=True))
    assert len({row["card"] for row in customers}) == len(customers)
    for row in customers:
        assert row["name"].endswith(" Demo")
        assert not row["email"] or row["email"].endswith("@example.org")
        assert re.fullmatch(r"(60000000\d)?", row["phone"])


def test_varios() -> None:
    varios = toml("../varios.toml")["varios"]
    assert len({entry["sku"] for entry in varios}) == len(varios)
    assert not {entry["sku"] for entry in varios} & {row["sku"] for row in products()}
    defaults: dict[TaxCategory, str] = {}
    for entry in varios:
        assert MONEY.fullmatch(entry["ceiling"]) and Decimal(entry["ceiling"]) > 0
        assert entry["family"] in TOP and entry["name"]
        defaults.setdefault(TaxCategory(entry["tax"]), entry["sku"])
    assert list(defaults.values())[:4] == ["VARIOS-21", "VARIOS-10", "VARIOS-4", "VARIOS-0"]


def test_shop() -> None:
    shop = toml("shop.toml")
    assert (shop["shop"], shop["till"]) == ("042", "03")
    assert cif.is_valid(shop["nif"]) and shop["nif"].startswith("B")
    assert shop["territory"] == "IVA" and shop["tz"] == "Europe/Madrid"
    assert "sun" not in shop["hours"] and len(shop["hours"]) == 6

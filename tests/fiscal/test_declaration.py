"""Dates of obligation, rates, and what the producer declares of this version."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from importlib.resources import files

from fiscal_builders import INSTALLATION, REGIME, a_document
from stdnum.es import nif

from app.domain.shop import TERRITORIES
from app.domain.tax import TaxCategory
from app.fiscal.dates import Environment, Taxpayer, parse
from app.fiscal.declaration import TITLE, Component, declaration, text
from app.fiscal.document import Installation

TABLE = parse(files("resources").joinpath("fiscal.toml").read_text("utf-8"))
VERSION = version("mostrador")
COMPONENTS = [Component("lxml", "6.1.3", "BSD-3-Clause"), Component("segno", "1.6.6", "BSD")]
TODAY = date(2026, 11, 21)


def test_the_days_of_obligation_are_those_of_rdl_15_2025() -> None:
    assert TABLE.obliged_since(Taxpayer.COMPANIES) == date(2027, 1, 1)
    assert TABLE.obliged_since(Taxpayer.OTHERS) == date(2027, 7, 1)
    assert all(one.source for one in TABLE.obligations)


def test_what_was_announced_is_no_obligation() -> None:
    (announced,) = TABLE.announcements
    assert "no es norma" in announced.what
    assert all(one.since.year < 2028 for one in TABLE.obligations)


def test_the_qr_hosts_are_the_aeat_s() -> None:
    assert TABLE.hosts[Environment.TEST].qr == "https://prewww2.aeat.es"
    assert TABLE.hosts[Environment.PRODUCTION].qr == "https://www2.agenciatributaria.gob.es"


def test_the_producer_is_nobody_and_says_so() -> None:
    assert TABLE.producer.placeholder
    assert nif.is_valid(TABLE.producer.nif)
    said = declaration(TABLE, VERSION, COMPONENTS, TODAY)
    assert "provisional" in said.item("h").says
    assert "provisional" in said.item("i").says


def test_the_declaration_has_its_twelve_items_in_order() -> None:
    said = declaration(TABLE, VERSION, COMPONENTS, TODAY)
    assert "".join(item.letter for item in said.items) == "abcdefghijkl"
    assert all(item.asks and item.says for item in said.items)


def test_the_declared_version_is_the_one_in_every_record() -> None:
    software = TABLE.software(VERSION)
    xml = REGIME.issue(a_document(), None, Installation(software, INSTALLATION.number)).xml
    said = declaration(TABLE, VERSION, COMPONENTS, TODAY)
    for tag, letter in (("Version", "c"), ("IdSistemaInformatico", "b")):
        assert f"<sf:{tag}>{said.item(letter).says}</sf:{tag}>".encode() in xml


def test_components_are_listed_with_their_exact_versions() -> None:
    said = declaration(TABLE, VERSION, COMPONENTS, TODAY).item("d").says
    assert "lxml 6.1.3 (BSD-3-Clause)" in said


def test_while_nothing_is_sent_it_is_a_draft_and_declares_nothing() -> None:
    said = declaration(TABLE, VERSION, COMPONENTS, TODAY)
    assert said.draft
    assert text(said).startswith("BORRADOR")
    assert "Sin efecto" in said.item("k").says
    assert "sin suscribir" in said.item("l").says


def test_only_a_real_producer_whose_program_sends_can_declare() -> None:
    signer = replace(TABLE.producer, placeholder=False)
    assert declaration(replace(TABLE, producer=signer), VERSION, [], TODAY).draft
    said = declaration(replace(TABLE, producer=signer, sends=True), VERSION, [], TODAY)
    assert not said.draft
    assert text(said).startswith(TITLE)
    assert "BORRADOR" not in text(said).upper()
    assert "29.2.j)" in said.item("k").says


def test_its_lines_fit() -> None:
    said = text(declaration(TABLE, VERSION, COMPONENTS, TODAY), width=60)
    assert max(map(len, said.splitlines())) <= 60


def test_the_table_of_rates_has_every_category_since_2012() -> None:
    data = tomllib.loads(files("resources").joinpath("tax_rates.toml").read_text("utf-8"))
    vat = [row for row in data["rate"] if row["territory"] == "IVA"]
    rows = {TaxCategory(row["category"]): row for row in vat}
    assert set(rows) == set(TaxCategory)
    assert {Decimal(row["percent"]) for row in rows.values()} == {0, 4, 10, 21}
    assert all(row["since"] == date(2012, 9, 1) for row in rows.values())
    assert {row["territory"] for row in data["rate"]} == set(TERRITORIES)

"""The till's documents about prepaid orders are what the AEAT takes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import copied
from lxml import etree
from order_shop import a_paid_order, order_row, tell
from played import done
from shop import Shop
from verifactu_sdk.xml import validar

from app.domain.buyer import Buyer
from app.domain.collecting import Collector
from app.domain.document import DocumentKind
from app.domain.order import Announced, ChannelInvoice, Invoicing
from app.domain.order_event import Shown
from app.mirror.rows import Change
from app.services.installing import Made

PAID_ON = date(2026, 11, 19)
COMPANY = Buyer("B12345674", "Comercial Delicias Demo, S.L.", "Calle de Delicias, 999")


@pytest.mark.parametrize("kind", ["R5", "R1", "F2", "F1"])
def test_what_is_issued_about_a_prepaid_order_is_clean(
    demo_made: tuple[Path, Made], tmp_path: Path, kind: str
) -> None:
    folder = copied(demo_made[0], tmp_path / "till")
    with Shop(folder).sign_in("1001") as shop:
        nif = shop.counter.till.shop.nif
        full = kind in ("R1", "F1")
        order = a_paid_order(shop)
        if kind.startswith("R"):
            of = DocumentKind.F1 if full else DocumentKind.F2
            buyer = COMPANY if full else None
            invoice = ChannelInvoice("WEB26-000123", of, PAID_ON, nif, buyer)
            order = replace(order, invoice=invoice)
        else:
            paid = replace(order.payments[0], paid_on=PAID_ON)
            order = replace(order, payments=(paid,), invoicing=Invoicing.TILL)
            order = replace(order, buyer=COMPANY if full else None)
        box = Announced("BOX1", tuple((line.number, line.quantity) for line in order.lines))
        order = replace(order, announced=(box,))
        tell(shop, [order_row(order), Change("parcel", "BOX1", {"order": order.number})])
        shop.counter.handing.arrive("BOX1")
        shop.counter.handing.scan_out("BOX1")
        who = Collector(Shown.CODE)
        shop.counter.handing.hand_over("W-1042", who, {1: (Decimal(1), "talla")})
        assert shop.adds_up()
    said = done("fiscal", "export", "--json", "--data", folder, "--out", tmp_path / "export")
    (file,) = (Path(name) for name in json.loads(said)["files"])
    validar(file.read_bytes())
    command = [str(Path(sys.executable).with_name("verifactu-lint")), "--estricto", str(file)]
    audit = subprocess.run(command, capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert _said(file) == (
        {
            "TipoFactura": kind,
            "NumSerieFactura": "WEB26-000123",
            "FechaExpedicionFactura": "19-11-2026",
        }
        if kind.startswith("R")
        else {"TipoFactura": kind, "FechaOperacion": "19-11-2026"}
    )


def _said(file: Path) -> dict[str, str]:
    """Of the one record: its kind, when it was paid, and what it corrects."""
    (record,) = etree.parse(str(file)).iter("{*}RegistroAlta")
    found = {"TipoFactura": record.findtext(".//{*}TipoFactura")}
    if on := record.findtext("{*}FechaOperacion"):
        found["FechaOperacion"] = on
    for corrected in record.iter("{*}IDFacturaRectificada"):
        for name in ("NumSerieFactura", "FechaExpedicionFactura"):
            found[name] = corrected.findtext("{*}" + name)
    return {name: text or "" for name, text in found.items()}

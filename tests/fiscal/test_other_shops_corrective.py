"""The corrective of a ticket of another shop of the same company names it as the law wants."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders import a_document, a_line, a_sale, euro, paid
from lxml import etree
from other_shops import THEIRS, a_ticket, of_a_chain
from played import done
from shop import Shop
from verifactu_sdk.xml import validar

from app.domain.buyer import Buyer
from app.domain.document import Document, DocumentKind
from app.domain.errors import ShopsUnreachable
from app.domain.tender import TenderKind
from app.services.on_paper import Item, Paper

INVOICE = THEIRS.replace("AS", "AF")
BUYER = Buyer("B12345674", "Comercial Delicias Demo, S.L.", "Calle de Delicias, 999")


def sold(shop: Shop, number: str, **values: object) -> Document:
    """At the rate of its day, which is not today's."""
    sale = a_sale(a_line(euro("10.50"), "2", percent=Decimal(5)))
    at = datetime(2024, 9, 1, 12, tzinfo=shop.counter.till.shop.zone)
    line = replace(sale.lines[0], percent=Decimal(5))
    document = a_document(sale, paid(TenderKind.CASH, sale.total), issued_at=at, **values)
    return replace(document, number=number, lines=(line,))


def corrected(file: Path) -> list[tuple[str, ...]]:
    """Kind, then issuer, number and date of what it corrects, of each record of the file."""
    names = ("IDEmisorFactura", "NumSerieFactura", "FechaExpedicionFactura")
    found = []
    for record in etree.parse(str(file)).iter("{*}RegistroAlta"):
        (kind,) = (node.text for node in record.iter("{*}TipoFactura"))
        for node in record.iter("{*}IDFacturaRectificada"):
            said = [next(node.iter("{*}" + name)).text for name in names]
            found.append((kind or "", *(text or "" for text in said)))
    return found


@pytest.mark.parametrize("kind", ["ticket", "invoice", "paper"])
def test_a_corrective_of_another_shops_document_is_clean(
    open_shop: Shop, tmp_path: Path, kind: str
) -> None:
    shop = open_shop.sign_in("9001")
    central, number = of_a_chain(shop), INVOICE if kind == "invoice" else THEIRS
    day = "20-11-2026" if kind == "paper" else "01-09-2024"
    if kind == "paper":
        central.says = lambda number: None
        with pytest.raises(ShopsUnreachable):
            shop.counter.enquiries.look_up(number)
        items = (Item("CAF-001", Decimal(1), euro("4.25")),)
        read = Paper(number, date(2026, 11, 20), euro("12.75"), True, "de viaje", items)
        shop.counter.on_paper.take(read)
    else:
        named = {"kind": DocumentKind.F1, "buyer": BUYER} if kind == "invoice" else {}
        central.says = lambda number: a_ticket(sold(shop, number, **named), shop)
        shop.counter.enquiries.look_up(number)
    assert shop.refund(number)
    nif = shop.counter.till.shop.nif
    shop.__exit__(None, None, None)
    out = tmp_path / "export"
    said = done("fiscal", "export", "--json", "--data", shop.folder, "--out", out)
    (file,) = (Path(name) for name in json.loads(said)["files"])
    validar(file.read_bytes())
    command = [str(Path(sys.executable).with_name("verifactu-lint")), "--estricto", str(file)]
    audit = subprocess.run(command, capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert corrected(file) == [("R1" if kind == "invoice" else "R5", nif, number, day)]

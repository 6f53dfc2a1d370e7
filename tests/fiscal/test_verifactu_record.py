"""Every kind of record: valid by the official schema, nothing to say by the strict auditor."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import verifactu_sdk
from fiscal_builders import (
    BUYER,
    CET,
    INSTALLATION,
    ISSUER,
    NOON,
    REGIME,
    a_document,
    issued,
    numbered,
    stored,
    taxes,
)
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from verifactu_sdk.xml import validar

from app.domain.buyer import buyer
from app.domain.countries import COUNTRIES
from app.domain.document import DocumentKind
from app.domain.money import Money, total
from app.domain.tax import TaxedLine
from app.fiscal.document import FiscalDocument, Issuer, Reference
from app.fiscal.verifactu.batch import envelope
from app.fiscal.verifactu.names import SI, clean

SF = {"sf": SI}
ALL = taxes(general=1210, reducido=1099, superreducido=333, cero=5, exento=700, no_sujeto=1)
KINDS = (
    DocumentKind.F1,
    DocumentKind.F2,
    DocumentKind.F3,
    DocumentKind.R1,
    DocumentKind.R4,
    DocumentKind.R5,
)


def backwards(rows: tuple[TaxedLine, ...]) -> tuple[TaxedLine, ...]:
    return tuple(replace(row, base=-row.base, tax=-row.tax) for row in rows)


def of_kind(kind: DocumentKind, count: int = 1) -> FiscalDocument:
    rows = backwards(ALL) if kind.corrective else ALL
    document = a_document(numbered(kind, count), kind, rows)
    if kind is DocumentKind.F3:
        reference = Reference("T042C03AS26-000001", document.issued_on, ISSUER.nif)
        return replace(document, corrects=(reference,))
    return document


def texts(xml: bytes, path: str) -> list[str]:
    root = etree.fromstring(xml)
    return [node.text or "" for node in root.iterfind(path, SF)]


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("verifactu-lint")
    return subprocess.run(
        [command, "--estricto", "--formato", "json", path], capture_output=True, text=True
    )


def assert_clean(path: Path) -> None:
    audit = lint(path)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert '"hallazgos": []' in audit.stdout, audit.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_valid_by_the_official_schema(kind: DocumentKind) -> None:
    first = of_kind(kind, 1)
    second = replace(of_kind(kind, 2), generated_at=NOON + timedelta(seconds=1))
    records = issued([first, second])
    validar(envelope([record.xml for record in records], ISSUER, incident=True))


def test_the_strict_auditor_finds_nothing_in_one_of_each(tmp_path: Path) -> None:
    counts = {"S": 0, "F": 0, "R": 0}
    documents = []
    for kind in KINDS:
        counts[kind.series_letter] += 1
        documents.append(of_kind(kind, counts[kind.series_letter]))
    path = tmp_path / "all.xml"
    path.write_bytes(envelope([record.xml for record in issued(documents)], ISSUER, False))
    assert_clean(path)


def test_the_auditor_does_find_a_record_that_was_touched(tmp_path: Path) -> None:
    xml = issued([a_document()])[0].xml.replace(b"12.10", b"12.11")
    path = tmp_path / "touched.xml"
    path.write_bytes(envelope([xml], ISSUER, False))
    assert lint(path).returncode == 1


@given(cents=st.lists(st.integers(0, 300_000), min_size=1, max_size=60))
def test_no_ticket_s_breakdown_strays_a_cent_from_base_by_rate(cents: list[int]) -> None:
    # What the strict auditor warns of (RRSIF043): |cuota - base x rate| above 0.01.
    for amount in cents:
        for row in taxes(general=amount, reducido=amount, superreducido=amount):
            assert abs(row.tax.cents * 100 - row.base.cents * row.percent) <= 100


def test_a_correction_whose_base_is_a_cent_off_is_valid_and_clean(tmp_path: Path) -> None:
    (row,) = taxes(general=-1210)
    rows = (replace(row, base=row.base + Money(3), tax=row.tax - Money(3)),)
    ticket = a_document()
    corrective = a_document(numbered(DocumentKind.R5, 1), DocumentKind.R5, rows)
    path = tmp_path / "telescoped.xml"
    xml = envelope([record.xml for record in issued([ticket, corrective])], ISSUER, False)
    path.write_bytes(xml)
    validar(xml)
    assert_clean(path)


@pytest.mark.parametrize("kind", KINDS)
def test_who_bought_is_told_where_the_law_wants_it_and_only_there(kind: DocumentKind) -> None:
    xml = issued([of_kind(kind)])[0].xml
    expected = [] if kind in (DocumentKind.F2, DocumentKind.R5) else [BUYER.nif]
    assert texts(xml, "sf:Destinatarios/sf:IDDestinatario/sf:NIF") == expected


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind.corrective])
@pytest.mark.parametrize("whole", [False, True])
def test_every_corrective_is_valid_by_difference_and_by_substitution(
    kind: DocumentKind, whole: bool, tmp_path: Path
) -> None:
    base, tax = (total(getattr(row, name) for row in ALL) for name in ("base", "tax"))
    of = a_document("T042C03AF26-000001", DocumentKind.F1, ALL)
    document = a_document(numbered(kind, 1), kind, ALL if whole else backwards(ALL))
    document = replace(document, corrects=(Reference(of.number, of.issued_on, ISSUER.nif),))
    document = replace(document, rectified=(base, tax) if whole else None)
    record = issued([of, document])[1]
    xml = envelope([one.xml for one in issued([of, document])], ISSUER, False)
    validar(xml)
    (tmp_path / "all.xml").write_bytes(xml)
    assert_clean(tmp_path / "all.xml")
    assert texts(record.xml, "sf:TipoRectificativa") == ["S" if whole else "I"]
    said = texts(record.xml, "sf:ImporteRectificacion/sf:BaseRectificada")
    assert said == ([str(base)] if whole else [])


FOREIGN = {
    "FR40303265045": [None, "02", "FR40303265045"],
    "passport:GB:123456789": ["GB", "03", "123456789"],
    "document:MA:AB1234": ["MA", "04", "AB1234"],
}


@pytest.mark.parametrize("typed", FOREIGN)
def test_a_foreign_buyer_is_told_by_another_document(typed: str, tmp_path: Path) -> None:
    whom = buyer(typed, "Zoë Müller", "Baker Street, 1")
    documents = [replace(of_kind(kind), buyer=whom) for kind in (DocumentKind.F1, DocumentKind.R1)]
    xml = envelope([record.xml for record in issued(documents)], ISSUER, False)
    validar(xml)
    (tmp_path / "foreign.xml").write_bytes(xml)
    assert_clean(tmp_path / "foreign.xml")
    other = etree.fromstring(issued(documents)[0].xml).find(".//sf:IDOtro", SF)
    assert other is not None
    names = ("CodigoPais", "IDType", "ID")
    assert [other.findtext(f"sf:{name}", None, SF) for name in names] == FOREIGN[typed]


def test_every_country_is_one_that_the_schema_knows() -> None:
    schema = Path(verifactu_sdk.__file__).parent / "schemas" / "SuministroInformacion.xsd"
    listed = etree.parse(schema).iterfind(".//{*}simpleType[@name='CountryType2']//{*}enumeration")
    assert {node.get("value") for node in listed} >= COUNTRIES


def test_a_correction_says_by_difference_and_names_the_ticket() -> None:
    xml = issued([of_kind(DocumentKind.R5)])[0].xml
    assert texts(xml, "sf:TipoRectificativa") == ["I"]
    inside = "sf:FacturasRectificadas/sf:IDFacturaRectificada/"
    assert texts(xml, f"{inside}sf:NumSerieFactura") == ["T042C03AS26-000001"]
    assert texts(xml, f"{inside}sf:FechaExpedicionFactura") == ["21-11-2026"]
    assert texts(xml, "sf:ImporteTotal") == ["-33.48"]


def test_what_bears_no_tax_says_why_and_no_rate() -> None:
    xml = issued([a_document(rows=ALL)])[0].xml
    rows = etree.fromstring(xml).findall("sf:Desglose/sf:DetalleDesglose", SF)
    said = [
        (
            row.findtext("sf:CalificacionOperacion", None, SF)
            or row.findtext("sf:OperacionExenta", None, SF),
            row.findtext("sf:TipoImpositivo", None, SF),
            row.findtext("sf:CuotaRepercutida", None, SF),
        )
        for row in rows
    ]
    assert said == [
        ("S1", "21.00", "2.10"),
        ("S1", "10.00", "1.00"),
        ("S1", "4.00", "0.13"),
        ("S1", "0.00", "0.00"),
        ("E1", None, None),
        ("N1", None, None),
    ]


def test_the_first_record_says_so_and_the_second_names_the_first() -> None:
    later = a_document(numbered(DocumentKind.F2, 2), at=NOON + timedelta(minutes=1))
    first, second = issued([a_document(), later])
    assert texts(first.xml, "sf:Encadenamiento/sf:PrimerRegistro") == ["S"]
    assert first.previous_hash == ""
    before = "sf:Encadenamiento/sf:RegistroAnterior/"
    assert texts(second.xml, f"{before}sf:Huella") == [first.hash] == [second.previous_hash]
    assert texts(second.xml, f"{before}sf:NumSerieFactura") == ["T042C03AS26-000001"]


def test_an_annulment_is_chained_like_any_record(tmp_path: Path) -> None:
    first = REGIME.issue(a_document(), None, INSTALLATION)
    gone = Reference("T042C03AS26-000001", NOON.date(), ISSUER.nif)
    second = REGIME.annul(gone, NOON, first.head, INSTALLATION)
    third = REGIME.issue(a_document("T042C03AS26-000002"), second.head, INSTALLATION)
    path = tmp_path / "annulled.xml"
    path.write_bytes(envelope([one.xml for one in (first, second, third)], ISSUER, False))
    validar(path.read_bytes())
    assert_clean(path)
    assert second.qr_url == ""
    assert REGIME.verify(stored([first, second, third]), head=third.head) == []


def test_the_qr_url_is_the_aeat_s_test_host_for_a_demo() -> None:
    assert issued([a_document()])[0].qr_url == (
        "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR"
        "?nif=B12345674&numserie=T042C03AS26-000001&fecha=21-11-2026&importe=12.10"
    )


@given(name=st.text(max_size=200), words=st.text(max_size=700))
def test_any_text_becomes_legal_and_fits(name: str, words: str) -> None:
    document = a_document(issuer=Issuer(ISSUER.nif, f"Ñ{name}"), description=f"Venta {words}")
    xml = issued([document])[0].xml
    validar(envelope([xml], document.issuer, False))
    assert texts(xml, "sf:NombreRazonEmisor") == [clean(f"Ñ{name}", 120)]


def test_accents_typed_in_two_pieces_are_composed() -> None:
    assert clean("  Pen\u0303a\x00\n S.L. ", 120) == "Peña S.L."


def test_an_operation_of_another_day_is_dated() -> None:
    xml = issued([a_document(operation_on=date(2026, 11, 20))])[0].xml
    assert texts(xml, "sf:FechaOperacion") == ["20-11-2026"]
    assert texts(issued([a_document(operation_on=NOON.date())])[0].xml, "sf:FechaOperacion") == []


def test_the_same_input_gives_the_same_bytes() -> None:
    assert issued([a_document()]) == issued([a_document(at=NOON.astimezone(CET))])

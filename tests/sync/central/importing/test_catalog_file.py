"""Product files: what goes in, what stays as it was, and what is left out and said."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.errors import (
    BadDefault,
    BadValue,
    NothingImported,
    NoUsableHeader,
    UnknownField,
    UnknownList,
)
from app.domain.tax import TaxCategory
from app.importing.report import Reason
from sync.central.database import Central
from sync.central.masters import attributes, prices, products
from sync.central.masters.prices import Price
from sync.central.masters.products import Attribute, ProductValue
from sync.central.tables import product_codes

from ..masters.chains import heard, news, put_lists
from .files import Files

HEAD = "sku,barcodes,name,tax\n"


def get(central: Central, sku: str) -> ProductValue:
    with central.read() as conn:
        return products.get(conn, sku)


def test_a_file_of_an_erp_becomes_products(central: Central, files: Files) -> None:
    done = files.catalog(
        "Referencia;EAN;Descripción;Familia;familia:web;familia:season;Marca;IVA;"
        "attr:litros:number;attr:gas:boolean;attr:alta:date;attr:color\n"
        "AGU;9525300002499;Agua mineral;Bebidas/Agua;Sed;PV26;Brinalba;10;1,5;no;01/12/2026;azul\n"
    )
    assert (done.rows_in, done.changed, done.left_out, done.warnings) == (1, 1, {}, {})
    value = get(central, "AGU")
    assert (value.name, value.family, value.brand) == ("Agua mineral", "Bebidas/Agua", "Brinalba")
    assert value.tax is TaxCategory.REDUCIDO
    assert value.codes == ("09525300002499",)
    assert value.families == {"web": "Sed", "season": "PV26"}
    assert value.attributes == {
        "litros": Attribute(type="number", value="1.5"),
        "gas": Attribute(type="boolean", value=False),
        "alta": Attribute(type="date", value="2026-12-01"),
        "color": Attribute(type="text", value="azul"),
    }


def test_packs_and_what_a_product_is_sold_by_travel_as_codes_and_attributes(
    central: Central, files: Files
) -> None:
    files.catalog(
        HEAD[:-1] + ",edad_minima,maximum_discount,parent,talla\n"
        "GIN,9525300002499*6|PACK*12,Ginebra,general,18,5%,GINS,70 cl\n"
    )
    value = get(central, "GIN")
    assert value.codes == ("09525300002499*6", "PACK*12")
    assert value.attributes == {
        "minimum_age": Attribute(type="number", value="18"),
        "maximum_discount": Attribute(type="number", value="5"),
        "parent": Attribute(type="text", value="GINS"),
        "size": Attribute(type="text", value="70 cl"),
    }
    with central.read() as conn:
        owner = select(product_codes.c.sku).where(product_codes.c.code == "09525300002499")
        assert conn.execute(owner).scalar() == "GIN"
    done = files.catalog("sku,minimum_age\nGIN,\n")
    assert (done.changed, "minimum_age" in get(central, "GIN").attributes) == (1, False)
    taken = files.catalog(HEAD + "RON,9525300002499,Ron,general\nTÉ,,Té,general\n")
    assert taken.left_out == {Reason.DUPLICATE_BARCODE: 1}


def test_the_same_file_again_says_nothing(central: Central, files: Files) -> None:
    text = HEAD + "".join(f"S{i},,Producto {i},general\n" for i in range(7))
    assert files.catalog(text).changed == 7
    before = heard(central, "catalog")
    done = files.catalog(text)
    assert (done.rows_in, done.changed) == (7, 0)
    assert news(central, "catalog", before) == []


def test_what_a_file_does_not_say_stays_as_it_was(central: Central, files: Files) -> None:
    files.catalog(
        "sku,barcodes,name,tax,brand,unit,family:web,attr:color,sold\n"
        "A,CODE,Uno,general,Marca,kg,Web/A,azul,40\n"
    )
    files.catalog("sku,name\nA,Otro nombre\n")
    value = get(central, "A")
    assert value.name == "Otro nombre"
    assert (value.brand, value.unit, value.codes, value.sold) == ("Marca", "kg", ("CODE",), 40)
    assert value.families == {"web": "Web/A"}
    files.catalog("sku,brand,family:web,attr:color\nA,,,\n")
    value = get(central, "A")
    assert (value.brand, value.families, value.attributes) == ("", {}, {})


def test_what_a_pack_holds_is_an_attribute_that_tills_read(central: Central, files: Files) -> None:
    files.catalog('sku,name,tax,contenido,unidad_contenido\nA,Agua,general,"1,5",litros\n')
    held = Attribute(type="text", value="1.5 l")
    assert get(central, "A").attributes == {"content": held}
    files.catalog("sku,name\nA,Agua mineral\n")
    assert get(central, "A").attributes == {"content": held}
    assert files.catalog("sku,content\nA,mucha\n").warnings == {Reason.BAD_CONTENT: 1}
    assert get(central, "A").attributes == {}


def test_each_row_that_stays_out_is_said_with_its_reason(central: Central, files: Files) -> None:
    done = files.catalog(
        HEAD + "A,9525300002499,Uno,general\n"
        ",,Sin referencia,general\n"
        "B,9525300002498,Dígito mal,general\n"
        "C,,,general\n"
        "D,,Sin IVA,\n"
        "A,,Repetida,general\n"
        "E,9525300002499,Código repetido,general\n"
        "F,,De más,general,sobra\n"
        "G,,Bien,10\n"
    )
    assert done.rows_in == 2
    assert sorted(files.remarks(), key=lambda row: int(row[1])) == [
        ("left_out", "3", "no_sku", ""),
        ("left_out", "4", "bad_check_digit", "9525300002498"),
        ("left_out", "5", "no_name", ""),
        ("left_out", "6", "no_tax", ""),
        ("left_out", "7", "duplicate_sku", "A"),
        ("left_out", "8", "duplicate_barcode", "9525300002499"),
        ("left_out", "9", "unreadable", "5 > 4"),
    ]


def test_a_file_of_which_nothing_goes_in_is_refused(files: Files) -> None:
    with pytest.raises(NothingImported):
        files.catalog(HEAD + "A,,,general\n")


def test_codes_may_go_from_one_to_the_other_over_chunks(central: Central, files: Files) -> None:
    rows = "".join(f"S{i},C{i},Producto {i},general\n" for i in range(8))
    files.catalog(HEAD + rows)
    turned = "".join(f"S{i},C{(i + 1) % 8},Producto {i},general\n" for i in range(8))
    done = files.catalog(HEAD + turned)
    assert (done.rows_in, done.changed, done.left_out) == (8, 8, {})
    assert get(central, "S7").codes == ("C0",)


def test_a_code_of_a_product_that_the_file_does_not_name_stays_its(
    central: Central, files: Files
) -> None:
    files.catalog(HEAD + "A,UNO,Uno,general\nB,DOS,Dos,general\n")
    done = files.catalog(HEAD + "B,UNO,Dos,general\nC,TRES,Tres,general\n")
    assert (done.rows_in, done.left_out) == (1, {Reason.DUPLICATE_BARCODE: 1})
    assert (get(central, "A").codes, get(central, "B").codes) == (("UNO",), ("DOS",))


CODES = st.lists(st.sampled_from("uvwxyz"), unique=True, max_size=2)
FILE = st.dictionaries(st.sampled_from("ABCDEF"), CODES, min_size=1)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(FILE, min_size=1, max_size=3), st.integers(1, 4))
def test_whatever_files_say_no_code_has_two_products(
    central: Central, tmp_path: Path, contents: list[Mapping[str, list[str]]], chunk: int
) -> None:
    """In chunks of any size: who goes in has its codes, and nobody is left out for nothing."""
    files = Files(central, tmp_path, chunk)
    with central.write() as tx:
        products.remove(tx, list("ABCDEF"), "test")
    for content in contents:
        rows = "".join(
            f"{sku},{'|'.join(codes)},N {sku},general\n" for sku, codes in content.items()
        )
        with contextlib.suppress(NothingImported):
            files.catalog(HEAD + rows)
        with central.read() as conn:
            now = products.page(conn, "", 100)
        owners = [code.lower() for value in now.values() for code in value.codes]
        assert len(owners) == len(set(owners))
        out = {int(line) for _, line, _, _ in files.remarks()}
        for line, (sku, codes) in enumerate(content.items(), 2):
            went_in = sku in now and sorted(now[sku].codes) == sorted(
                code.upper() for code in codes
            )
            assert went_in or line in out


def test_prices_beside_the_products_go_to_their_lists(central: Central, files: Files) -> None:
    put_lists(central)
    files.catalog('sku,name,tax,pvp,precio_web\nA,Uno,21,"9,95",\nB,Dos,21,,7.50\nC,Tres,21,,\n')
    files.catalog("sku,price_store\nA,8.95\n")
    with central.read() as conn:
        assert prices.of_product(conn, "A") == [Price("store", "A", 895)]
        assert prices.of_product(conn, "B") == [Price("web", "B", 750)]
        assert prices.of_product(conn, "C") == []


def test_a_product_that_no_till_can_sell_for_want_of_a_price_is_said(
    central: Central, files: Files
) -> None:
    put_lists(central)
    done = files.catalog('sku,name,tax,pvp,web\nA,Uno,21,"9,95",\nB,Dos,21,,7.50\nC,Tres,21,,\n')
    assert (done.rows_in, done.warnings[Reason.NOT_PRICED]) == (3, 2)
    assert ("warning", "4", "not_priced", "") in files.remarks()
    files.prices("sku,list,price\nB,store,8\nC,store,9\n")
    done = files.catalog("sku,name,tax,pvp\nA,Uno,21,\nB,Dos,21,\nC,Tres,21,\n")
    assert done.warnings == {}
    assert files.catalog("sku,name,tax\nD,Cuatro,21\n").warnings == {}  # prices come apart


def test_prices_need_their_lists(files: Files) -> None:
    with pytest.raises(UnknownList):
        files.catalog("sku,name,tax,pvp\nA,Uno,21,9.95\n")


def test_an_odd_price_goes_in_and_is_said(central: Central, files: Files) -> None:
    put_lists(central)
    done = files.catalog("sku,name,tax,pvp,precio_web\nA,Uno,21,1,9\nB,Dos,21,,9\nC,Tres,21,0,\n")
    assert done.warnings == {Reason.ODD_PRICE: 2, Reason.NOT_PRICED: 1}


def test_a_product_that_is_gone_is_taken_away(central: Central, files: Files) -> None:
    files.catalog(HEAD + "A,UNO,Uno,general\nB,DOS,Dos,general\n")
    done = files.catalog("sku,baja\nA,sí\nB,no\nC,1\n")
    assert (done.rows_in, done.changed) == (3, 1)
    with central.read() as conn:
        assert list(products.page(conn, "", 9)) == ["B"]


def test_an_attribute_that_is_none_is_left_away_and_said(central: Central, files: Files) -> None:
    done = files.catalog("sku,name,tax,attr:litros:number\nA,Uno,21,mucho\nB,Dos,21,2\n")
    assert done.warnings == {Reason.BAD_ATTRIBUTE: 1}
    assert get(central, "A").attributes == {}


def test_an_attribute_keeps_its_type_from_file_to_file(central: Central, files: Files) -> None:
    files.catalog("sku,name,tax,attr:litros:number\nA,Uno,21,1\n")
    files.catalog("sku,atributo:litros\nA,2\n")
    assert get(central, "A").attributes["litros"] == Attribute(type="number", value="2")
    with pytest.raises(BadValue):
        files.catalog("sku,attr:litros:text\nA,mucho\n")
    with central.read() as conn:
        assert attributes.types(conn) == {"litros": "number"}


def test_columns_are_mapped_and_defaulted(central: Central, files: Files) -> None:
    done = files.catalog(
        "sku,nm,colour\nA,Uno,azul\nB,Dos,\n",
        mapping={"nm": "name", "colour": "attr:color"},
        defaults={"tax": "10", "family:web": "Todo"},
    )
    assert done.warnings == {}
    value = get(central, "A")
    assert (value.tax, value.families) == (TaxCategory.REDUCIDO, {"web": "Todo"})
    assert value.attributes["color"].value == "azul"


def test_what_nobody_asked_for_is_refused_before_a_row_is_read(files: Files) -> None:
    row = "sku,name,tax\nA,Uno,21\n"
    with pytest.raises(UnknownField):
        files.catalog(row, defaults={"stock": "1"})
    with pytest.raises(BadDefault):
        files.catalog(row, defaults={"tax": "muchísimo"})
    with pytest.raises(NoUsableHeader):
        files.catalog("name,tax\nUno,21\n")


def test_columns_that_nothing_was_made_of_are_said(files: Files) -> None:
    done = files.catalog("sku,name,tax,existencias\nA,Uno,21,4\n")
    assert done.warnings == {Reason.UNMAPPED_COLUMN: 1}
    assert files.remarks() == [("warning", "1", "unmapped_column", "existencias")]


def test_pictures_come_from_their_folder(central: Central, files: Files, tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"p" * 40
    (tmp_path / "agua.png").write_bytes(png)
    text = "sku,name,tax,imagen\nA,Uno,21,agua.png\nB,Dos,21,falta.png\nC,Tres,21,\n"
    done = files.catalog(text, pictures=tmp_path)
    assert done.warnings == {Reason.BAD_IMAGE: 1}
    assert get(central, "A").image == hashlib.sha256(png).hexdigest()
    assert get(central, "B").image == ""
    (tmp_path / "08410000000016.PNG").write_bytes(png + b"2")
    files.catalog("sku,barcodes,name,tax\nA,,Uno,21\nD,8410000000016,D,21\n", pictures=tmp_path)
    assert get(central, "A").image == hashlib.sha256(png).hexdigest()
    assert get(central, "D").image == hashlib.sha256(png + b"2").hexdigest()
    files.catalog("sku,name,tax,image\nA,Uno,21,ph.drop\n")
    assert get(central, "A").image == "ph.drop"


def test_an_import_that_was_cut_short_is_finished_by_another(
    central: Central, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEAD + "".join(f"S{i},C{i},Producto {i},general\n" for i in range(9))
    kept = products.keep
    left = iter([True, True])

    def twice(*args: object, **named: object) -> object:
        next(left)
        return kept(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(products, "keep", twice)
    with pytest.raises(StopIteration):
        files.catalog(text)
    monkeypatch.setattr(products, "keep", kept)
    done = files.catalog(text)
    assert (done.rows_in, done.changed) == (9, 3)

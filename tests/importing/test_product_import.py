"""Product files as shops really have them, turned into a catalogue; what is said of each row."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from catalogue_builders import LECHE, NOW, TAXES, a_catalogue, a_product, imported

from app.domain import barcode
from app.domain.errors import (
    BadDefault,
    NoSuchFile,
    NothingImported,
    NoUsableHeader,
    ReportNotWritable,
    ShopError,
    UnknownColumn,
    UnknownField,
    UnreadableFile,
)
from app.domain.money import Money
from app.domain.product import Product, Unit, Variant
from app.domain.sale_terms import SaleTerms
from app.domain.tax import TaxCategory
from app.importing.products import import_products
from app.mirror import folder
from app.storage.catalog import Catalog

REAL = Path(__file__).parents[3] / "shared" / "data" / "products_es_openfoodfacts.csv"
HEADER = "sku,barcodes,name,vat,price_store\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str | bytes, encoding: str = "utf-8") -> Path:
        file = tmp_path / "products.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return file

    return write


def one(file: Path, **defaults: str) -> Product:
    """The only product of `file`."""
    where = file.parent / "till"
    assert imported(file, where, defaults=defaults).rows_in == 1
    return Catalog(where).favourites()[0]


def reported(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


@pytest.mark.skipif(not REAL.exists(), reason="the real product file is not beside the project")
def test_a_real_file_of_27502_products_goes_in_at_once_and_every_code_is_found(
    tmp_path: Path,
) -> None:
    result = imported(
        REAL,
        tmp_path,
        mapping={"ean": "barcodes"},
        defaults={"price_store": "1.99", "vat": "10"},
        report=tmp_path / "report.csv",
    )
    assert (result.rows_in, sum(result.left_out.values())) == (27_502, 0)
    assert result.warnings["unmapped_column"] == 1
    assert len(reported(tmp_path / "report.csv")) == sum(result.warnings.values())
    catalog = Catalog(tmp_path)
    with REAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = catalog.product(row["ean"])
            assert found is not None
            assert found.sku == row["ean"]
            assert (found.price, found.tax) == (Money(199), TaxCategory.REDUCIDO)
            name = " ".join(row["name"].split())
            if name.isprintable():  # two hold what is left of a Windows text read as Latin-1
                assert found.name == name
    assert catalog.search("coeurs blanc")[0].name.startswith("Cœurs")
    assert any("Chorizo" in product.name for product in catalog.search("choriso"))


def test_every_field_is_read(write: Write) -> None:
    file = write(
        "SKU;Barcodes;Name;Family;Brand;Unit;Tax;Price_Store;Price_Web;Related;Stock;Image\n"
        'Q-1;8410000000016|96385074|PLU-9;"Queso ""Peña""; curado";Frescos / Quesos;Peña;'
        "Kg;Superreducido;1.234,50 €;1.200,00;A|B, C;-3,125;q.png\n"
    )
    assert one(file) == Product(
        "Q-1",
        'Queso "Peña"; curado',
        Unit.KG,
        TaxCategory.SUPERREDUCIDO,
        Money(123_450),
        Money(120_000),
        "Frescos/Quesos",
        "Peña",
        (LECHE, "00000096385074", "PLU-9"),
        ("A", "B", "C"),
        Decimal("-3.125"),
        "q.png",
    )


@pytest.mark.parametrize("cells, says", [
    ("750;ml", "750 ml"), ("1,5;Litros", "1.5 l"), ("1,5 L;", "1.5 l"), ("1.000;g", "1000 g"),
    ("12;uds.", "12 unit"), ("250 gr.;", "250 g"), (";g", ""), ("250;", ""), ("mucho;g", ""),
    ("0;g", ""), ("0,0001;kg", ""), ("6 x 1;l", ""),
])  # fmt: skip
def test_what_a_pack_holds_is_read_and_what_is_none_is_warned_of(
    write: Write, cells: str, says: str
) -> None:
    file = write(f"sku;name;price_store;tax;contenido;unidad_contenido\nA;Té;2,50;10;{cells}\n")
    done = imported(file, file.parent)
    held = Catalog(file.parent).favourites()[0].content
    assert (str(held) if held else "") == says
    warned = not says and not cells.startswith(";")
    assert done.warnings == ({"bad_content": 1} if warned else {})


def test_packs_variants_and_what_limits_a_sale_are_read(write: Write) -> None:
    product = one(
        write(
            "sku;barcodes;name;vat;price_store;parent;size;colour;minimum_age;sale_hours;"
            "maximum_quantity;maximum_discount;not_returnable;attached\n"
            "A;8410000000016*6|96385074;Té;10;1,00;TÉS;L;verde;18;8:00-22:00;3;5 %;No se devuelve.;"
            "BOLSA|ENVASE*6\n"
        )
    )
    assert product.codes == ("00000096385074", LECHE)
    assert (product.units(LECHE), product.units("00000096385074")) == (6, 1)
    assert product.variant == Variant("TÉS", "L", "verde")
    assert product.terms == SaleTerms(
        18,
        "08:00-22:00",
        Decimal(3),
        Decimal(5),
        "No se devuelve.",
        (("BOLSA", Decimal(1)), ("ENVASE", Decimal(6))),
    )


def test_a_merge_keeps_packs_and_limits_that_the_file_does_not_say(write: Write) -> None:
    head = "sku;barcodes;name;vat;price_store"
    first = write(f"{head};parent;minimum_age\nA;8410000000016*6;Té;10;1,00;TÉS;18\n")
    where = first.parent / "till"
    imported(first, where)
    before = Catalog(where).favourites()[0]
    imported(write("sku;name;minimum_age\nA;Té verde;\n"), where, merge=True)
    after = Catalog(where).favourites()[0]
    assert (after.packs, after.variant) == (before.packs, before.variant)
    assert (before.terms.minimum_age, after.terms.minimum_age) == (18, 0)
    assert Catalog(where).product("8410000000016") == after


def test_a_limit_that_cannot_be_read_leaves_its_row_out(write: Write) -> None:
    report = Path(str(write("")) + ".report")
    file = write(f"{HEADER[:-1]},minimum_age\nA,,Té,10,1,adultos\nB,,Pan,4,1,\n")
    assert imported(file, file.parent, report=report).left_out == {"bad_value": 1}
    assert reported(report)[0]["detail"] == "minimum_age: adultos"


def test_one_code_is_not_one_and_a_pack_too(write: Write) -> None:
    file = write(HEADER + "A,8410000000016|8410000000016*6,Té,10,1\nB,,Pan,4,1\n")
    assert imported(file, file.parent).left_out == {"duplicate_barcode": 1}


def test_the_sizes_of_a_model_are_found_the_best_sellers_first(write: Write) -> None:
    rows = "".join(f"C-{i},,Camisa {i},21,1,CAMISA,{i},{9 - i}\n" for i in range(9))
    file = write(f"{HEADER[:-1]},parent,size,sold\n{rows}X,,Otra,21,1,OTRA,S,99\n")
    imported(file, file.parent)
    found = Catalog(file.parent).variants("CAMISA")
    assert [one.sku for one in found] == [f"C-{i}" for i in range(9)]
    assert Catalog(file.parent).variants("NADA") == []


def test_spanish_headers_are_understood(write: Write) -> None:
    file = write("Código;Código de barras;Descripción;P.V.P.;IVA\nA;96385074;Té;2,5;10%\n")
    product = one(file)
    assert (product.sku, product.price, product.tax) == ("A", Money(250), TaxCategory.REDUCIDO)


def test_two_columns_that_could_be_one_field_are_nobodys(write: Write) -> None:
    file = write("sku;nombre;descripcion;pvp;iva\nA;uno;dos;1;21\n")
    with pytest.raises(NoUsableHeader) as refusal:
        one(file)
    assert refusal.value.facts["missing"] == "name"
    assert imported(file, file.parent, mapping={"descripcion": "name"}).rows_in == 1
    assert Catalog(file.parent).favourites()[0].name == "dos"


def test_a_duplicated_header_is_refused_rather_than_guessed(write: Write) -> None:
    with pytest.raises(NoUsableHeader):
        one(write("sku,name,price_store,price_store,vat\nA,uno,1.00,2.00,21\n"))


def test_several_columns_of_barcodes_are_all_taken(write: Write) -> None:
    product = one(write("sku,ean,ean13,name,vat,precio\nA,96385074,8410000000016,x,21,1\n"))
    assert product.codes == ("00000096385074", LECHE)


ACCENTS = "sku;name;vat;price_store\nA;Piñón ibérico «año» 1,5 %;10;3,20\n"


@pytest.mark.parametrize(
    "data",
    [
        ACCENTS.encode("utf-8"),
        ACCENTS.encode("utf-8-sig"),
        ACCENTS.encode("cp1252"),
        ACCENTS.encode("utf-16"),
        b"\xfe\xff" + ACCENTS.encode("utf-16-be"),
        ACCENTS.encode("utf-16-le"),
        ACCENTS.encode("utf-16-be"),
        ACCENTS.replace("\n", "\r\n").encode("utf-8"),
        ACCENTS.replace("\n", "\r").encode("utf-8"),
        ACCENTS.rstrip("\n").encode("utf-8"),
        ("\n\n" + ACCENTS + "\n\n;;;\n").encode("utf-8"),
        ACCENTS.replace("3,20", "3.20").replace(";", "\t").encode("utf-8"),
        ACCENTS.replace("3,20", "3.20").replace(";", "|").encode("utf-8"),
        ACCENTS.replace("1,5", '"1,5"').replace("3,20", '"3,20"').encode("utf-8"),
    ],
)
def test_encoding_delimiter_line_ends_and_decimals_are_detected(write: Write, data: bytes) -> None:
    product = one(write(data))
    assert product.price == Money(320)
    assert product.name.replace('"', "") == "Piñón ibérico «año» 1,5 %"


@pytest.mark.parametrize(
    ("delimiter", "prices", "cents"),
    [
        (";", ["1.234,50", "2,00"], [123_450, 200]),
        (";", ["1.234", "2,00"], [123_400, 200]),
        (",", ["1.234", "2.00"], [123, 200]),
        (";", ["1,234.50", "2.00"], [123_450, 200]),
        (";", ["1,234", "2.00"], [123_400, 200]),
        (";", ["1.234.567,8", "3"], [123_456_780, 300]),
        (";", ["1 234,5", "1'234.50 EUR"], [123_450, 123_450]),
        (";", ["12", "0,05 €"], [1_200, 5]),
        (";", ["1,50", "1.50"], [150, 150]),
        (";", ["2.345"], [234_500]),
        ("\t", ["2,345"], [234_500]),
    ],
)
def test_prices_are_read_by_the_files_own_decimal_mark(
    write: Write, delimiter: str, prices: list[str], cents: list[int]
) -> None:
    rows = [["sku", "name", "vat", "price_store"]]
    rows += [[f"S{n}", f"nombre {n}", "21", price] for n, price in enumerate(prices)]
    file = write("".join(delimiter.join(row) + "\n" for row in rows))
    imported(file, file.parent)
    found = [product.price.cents for product in Catalog(file.parent).favourites()]
    assert found == cents


LEFT_OUT = """sku,barcodes,name,vat,price_store
OK,8410000000016,Leche,10,1.00
X1,8410000000017,Mal,10,1.00
X2,,,10,1.00
X2b,,***,10,1.00
X3,,Sin precio,10,
X4,,Precio raro,10,gratis
X5,,Negativo,10,-1
X6,,Sin IVA,,1.00
X7,,IVA raro,17,1.00
OK,,Repetido,10,1.00
X8,8410000000016,Mismo código,10,1.00
,,Sin nada,10,1.00
X9,8.41E+12,De Excel,10,1.00
X10,123456789,Le falta un dígito,10,1.00
X11,,Se sale,10,1,50
X12,,Lost \x00 byte,10,1.00
,8410000000016,Mismo código sin SKU,10,1.00
LAST,,Último,0,1.00
"""


def test_a_row_that_cannot_go_in_is_reported_with_its_line_and_reason(
    write: Write, tmp_path: Path
) -> None:
    file = write(LEFT_OUT)
    result = imported(file, tmp_path, report=tmp_path / "report.csv")
    assert result.rows_in == 2
    rows = [row for row in reported(tmp_path / "report.csv") if row["kind"] == "left_out"]
    assert [(int(row["line"]), row["reason"]) for row in rows] == [
        (3, "bad_check_digit"),
        (4, "no_name"),
        (5, "no_name"),
        (6, "no_price"),
        (7, "no_price"),
        (8, "no_price"),
        (9, "no_tax"),
        (10, "no_tax"),
        (11, "duplicate_sku"),
        (12, "duplicate_barcode"),
        (13, "no_sku"),
        (14, "bad_code"),
        (15, "bad_code"),
        (16, "unreadable"),
        (17, "unreadable"),
        (18, "duplicate_barcode"),
    ]
    assert (rows[0]["sku"], rows[0]["barcodes"], rows[0]["name"]) == ("X1", "8410000000017", "Mal")
    assert sum(result.left_out.values()) == len(rows)
    assert result.rows_in + len(rows) == LEFT_OUT.count("\n") - 1


def test_warnings_are_reported_and_never_keep_a_row_out(write: Write, tmp_path: Path) -> None:
    file = write(
        "sku,name,vat,price_store,price_web,unit,stock,related,grosor\n"
        "A,Melón,10,0.00,,each,,,\n"
        "B,MELON,10,10000.01,,each,,,\n"
        "C,Web,10,1.00,2.01,each,,,\n"
        "D,Mal web,10,1.00,mucho,caja,muchos,A|Z,\n"
        f"E,{'largo ' * 60},10,1.005,,each,,,rojo\n"
    )
    result = imported(file, tmp_path, report=tmp_path / "report.csv")
    assert (result.rows_in, dict(result.left_out)) == (5, {})
    rows = reported(tmp_path / "report.csv")
    assert {row["kind"] for row in rows} == {"warning"}
    assert sorted((int(row["line"]), row["reason"]) for row in rows) == [
        (1, "unmapped_column"),
        (2, "odd_price"),
        (3, "odd_price"),
        (3, "same_name"),
        (4, "odd_price"),
        (5, "bad_stock"),
        (5, "bad_web_price"),
        (5, "related_missing"),
        (5, "unknown_unit"),
        (6, "long_name"),
        (6, "rounded_price"),
    ]
    by_sku = {product.sku: product for product in Catalog(tmp_path).favourites()}
    assert by_sku["A"].price == Money(0)
    assert by_sku["E"].price == Money(101)
    assert by_sku["D"].web_price is None
    assert by_sku["D"].unit is Unit.EACH
    assert by_sku["D"].related == ("A", "Z")


def test_a_stray_quote_costs_its_own_line_and_no_other(write: Write, tmp_path: Path) -> None:
    lines = [f"S{n},,Producto {n},10,1.00\n" for n in range(700)]
    lines[3] = 'S3,,"Jamón 12" curado,10,1.00\n'
    lines[5] = 'S5,,"Pantalla,10,1.00\n'
    lines[50] = 'S50,,Monitor,10,"1.00\n'
    lines[51] = 'S51,,"Monitor, grande",10,1.00\n'
    lines[-1] = 'S699,,"Sin cerrar,10,1.00\n'
    result = imported(write(HEADER + "".join(lines)), tmp_path, report=tmp_path / "report.csv")
    lost = [
        int(row["line"])
        for row in reported(tmp_path / "report.csv")
        if row["reason"] == "unreadable"
    ]
    assert lost == [7, 52, 701]
    assert result.rows_in == 697
    assert Catalog(tmp_path).by_sku("S3") == a_product(
        "S3", "Jamón 12 curado", tax=TaxCategory.REDUCIDO
    )


def test_a_name_of_several_lines_becomes_one(write: Write) -> None:
    file = write(HEADER + 'A,,"Pan\nde molde\r\n grande",4,1.00\n')
    assert one(file).name == "Pan de molde grande"


def test_a_monstrous_cell_costs_its_own_row(write: Write, tmp_path: Path) -> None:
    monstrous = "x" * 100_000
    too_much = "y" * 200_000
    text = f"A,,{monstrous},10,1.00\nB,,{too_much},10,1.00\nC,,Bien,10,1.00\n"
    result = imported(write(HEADER + text), tmp_path)
    assert result.rows_in == 2
    assert result.left_out == {"unreadable": 1}
    assert [len(p.name) for p in Catalog(tmp_path).favourites()] == [200, 4]


def test_a_few_damaged_bytes_cost_their_rows_only(write: Write, tmp_path: Path) -> None:
    good = "".join(f"S{n},,Ñoquis número {n},10,1.00\n" for n in range(50))
    data = (HEADER + good).encode() + b"X,,Pi\xf1a,10,1.00\n" + b"Z,,Fin,10,1.00\n"
    result = imported(write(data), tmp_path)
    assert (result.rows_in, result.left_out) == (51, {"unreadable": 1})
    assert Catalog(tmp_path).search("noquis 7")[0].name == "Ñoquis número 7"


def test_text_that_a_spreadsheet_would_run_is_harmless_in_the_report(
    write: Write, tmp_path: Path
) -> None:
    file = write(HEADER + "=1+1,,=HYPERLINK(A1),10,0.00\nB,,@x,10,\n")
    imported(file, tmp_path, report=tmp_path / "report.csv")
    rows = reported(tmp_path / "report.csv")
    assert {row["name"][0] for row in rows} == {"'"}
    assert Catalog(tmp_path).favourites()[0].name == "=HYPERLINK(A1)"


def test_how_much_was_sold_makes_the_order(write: Write, tmp_path: Path) -> None:
    file = write("sku,name,vat,price_store,ventas\nA,a,10,1.00,5\nB,b,10,1.00,50\nC,c,10,1.00,\n")
    imported(file, tmp_path)
    assert [product.sku for product in Catalog(tmp_path).favourites()] == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NoUsableHeader),
        ("\n\n\n", NoUsableHeader),
        (HEADER, NothingImported),
        ("A,8410000000016,Leche,10,1.00\n", NoUsableHeader),
        ("sku,name,vat\nA,Leche,10\n", NoUsableHeader),
        (HEADER + "A,,,10,1.00\n", NothingImported),
        (b"PK\x03\x04" + bytes(500), UnreadableFile),
        (bytes(range(256)) * 50, ShopError),
    ],
)
def test_a_file_of_which_nothing_can_be_read_leaves_the_old_catalogue(
    write: Write, tmp_path: Path, text: str | bytes, refusal: type[ShopError]
) -> None:
    old = a_catalogue(tmp_path, [a_product("OLD")])
    with pytest.raises(refusal):
        imported(write(text), tmp_path, report=tmp_path / "report.csv")
    assert folder.current(tmp_path) == tmp_path / old


def test_what_the_user_asks_for_is_checked_before_anything(write: Write, tmp_path: Path) -> None:
    file = write(HEADER + "A,,Leche,10,1.00\n")
    with pytest.raises(UnknownField):
        imported(file, tmp_path, mapping={"sku": "skus"})
    with pytest.raises(UnknownField):
        imported(file, tmp_path, defaults={"price": "1"})
    with pytest.raises(UnknownColumn):
        imported(file, tmp_path, mapping={"ean": "barcodes"})
    for field, value in (("vat", "17"), ("tax", "x"), ("price_store", "one")):
        with pytest.raises(BadDefault):
            imported(file, tmp_path, defaults={field: value})
    with pytest.raises(NoSuchFile):
        imported(tmp_path / "none.csv", tmp_path)
    with pytest.raises(UnreadableFile):
        imported(tmp_path, tmp_path)
    for report in (file, tmp_path / "no" / "report.csv"):
        with pytest.raises(ReportNotWritable):
            imported(file, tmp_path, report=report)
    assert folder.current(tmp_path) is None
    assert file.read_text().startswith(HEADER)


def test_defaults_fill_what_is_missing_and_what_is_empty(write: Write) -> None:
    file = write("sku,name,price_store\nA,Leche,\n")
    product = one(file, price_store="1,99", vat="4 %", family="Varios/Otros", stock="7")
    assert product.price == Money(199)
    assert product.tax is TaxCategory.SUPERREDUCIDO
    assert product.family == "Varios/Otros"
    assert product.stock == 7


@pytest.mark.parametrize("text", ["exento", "No sujeto", "NO_SUJETO", "cero", "0", "0 %", "21,00"])
def test_a_tax_is_a_category_or_a_percentage(write: Write, text: str) -> None:
    product = one(write(f'sku,name,tax,price_store\nA,Leche,"{text}",1.00\n'))
    expected = {"0": "cero", "2": "general", "n": "no_sujeto"}.get(text[0].lower(), text)
    assert product.tax == ("cero" if text == "0 %" else expected)


def test_merging_a_price_list_changes_prices_and_nothing_else(write: Write, tmp_path: Path) -> None:
    whole = a_product("A", "Leche", codes=(LECHE,), family="Frescos", stock=Decimal(3))
    a_catalogue(tmp_path, [whole, a_product("B", related=("A",))])
    result = imported(write("sku;precio\nA;2,35\nNUEVO;1,00\n"), tmp_path, merge=True)
    assert (result.rows_in, result.left_out) == (1, {"no_name": 1})
    catalog = Catalog(tmp_path)
    assert catalog.by_key(LECHE) == Product(
        "A", "Leche", Unit.EACH, TaxCategory.GENERAL, Money(235), None, "Frescos", "",
        (LECHE,), (), Decimal(3), "",
    )  # fmt: skip
    assert catalog.by_sku("B") == a_product("B", related=("A",))


def test_merging_a_code_of_another_product_leaves_the_row_out(write: Write, tmp_path: Path) -> None:
    a_catalogue(tmp_path, [a_product("A", codes=(LECHE,)), a_product("B")])
    file = write("sku,barcodes\nB,8410000000016\nA2,\nB3,\n")
    with pytest.raises(NothingImported):
        imported(file, tmp_path, merge=True, report=tmp_path / "report.csv")
    first = reported(tmp_path / "report.csv")[-1]
    assert (first["line"], first["sku"], first["reason"]) == ("2", "B", "duplicate_barcode")
    owner = Catalog(tmp_path).by_key(LECHE)
    assert owner is not None
    assert owner.sku == "A"


def test_merging_without_a_catalogue_makes_one(write: Write, tmp_path: Path) -> None:
    assert imported(write(HEADER + "A,,Leche,10,1.00\n"), tmp_path, merge=True).rows_in == 1


def test_progress_goes_forward_and_arrives(write: Write, tmp_path: Path) -> None:
    rows = "".join(f"S{n},,Producto {n},10,1.00\n" for n in range(9_000))
    steps: list[tuple[int, int]] = []
    import_products(
        write(HEADER + rows),
        tmp_path,
        mapping={},
        defaults={},
        report=None,
        merge=False,
        taxes=TAXES,
        progress=lambda done, of: steps.append((done, of)),
        now=NOW,
    )
    assert steps == sorted(steps)
    assert len(steps) > 5
    assert steps[-1][0] == steps[-1][1]


def test_every_kind_of_code_of_a_file_can_be_scanned(write: Write, tmp_path: Path) -> None:
    codes = [
        "8410000000016",
        "96385074",
        "036000291452",
        "843760494X",
        "18410000000013",
        "PLU7",
        "ABCD-123456789",
    ]
    rows = "".join(f"S{n},{code},Producto {n},10,1.00\n" for n, code in enumerate(codes))
    imported(write(HEADER + rows), tmp_path)
    catalog = Catalog(tmp_path)
    for n, code in enumerate(codes):
        found = catalog.product(code)
        assert found is not None
        assert found.sku == f"S{n}"
    assert catalog.by_key(barcode.key("9788437604947")) is not None

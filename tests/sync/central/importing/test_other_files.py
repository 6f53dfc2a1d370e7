"""Files of shops, staff, customers and stock."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from facts import enrol
from sqlalchemy import select

from app.domain.errors import BadDefault, NothingImported
from app.domain.staff import Role
from app.importing.report import Reason
from app.pins import is_pin, mark_badge
from sync.central.chain import chain_of
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.fact_tables import points_moves
from sync.central.importing.run import import_file
from sync.central.importing.shops import ShopImporter
from sync.central.masters import customers, prices, shops, staff, stock
from sync.central.masters.customer import Customer
from sync.central.masters.staff import Assigned
from sync.central.tables import audit
from sync.central.tables import stock as stock_table

from ..masters.chains import WHO, a_chain, heard, news, put_lists, put_products
from ..speaking import put_shop
from .files import Files

SHOPS = (
    "tienda;nombre;razón social;cif;dirección;región;lunes;dom;políticas\n"
    "42;Delicias;Comercios SL;b00000000;Calle 1;norte;9:30-14:00 y 17:00-20:30;cerrado;"
    '"{""d"": 30}"\n'
)


def person(central: Central, code: str) -> Assigned:
    with central.read() as conn:
        found = staff.get(conn, code)
    assert found is not None
    return found


def customer(central: Central, card: str) -> Customer:
    with central.read() as conn:
        return customers.get(conn, customers.with_cards(conn, [card])[card])


# shops


def test_a_file_of_shops_becomes_shops(central: Central, files: Files) -> None:
    done = files.shops(SHOPS)
    assert (done.rows_in, done.changed, done.left_out, done.warnings) == (1, 1, {}, {})
    with central.read() as conn:
        shop = shops.get(conn, "042")
    assert shop is not None
    assert (shop.company, shop.nif, shop.region) == ("Comercios SL", "B00000000", "norte")
    assert shop.calendar == {"mon": [("09:30", "14:00"), ("17:00", "20:30")], "sun": []}
    assert shop.policies == {"d": 30}


def test_what_a_file_of_shops_does_not_say_stays(central: Central, files: Files) -> None:
    files.shops(SHOPS)
    assert files.shops(SHOPS).changed == 0
    files.shops("code,name,region,mon\n042,Las Delicias,,10:00-20:00\n")
    with central.read() as conn:
        shop = shops.get(conn, "042")
    assert shop is not None
    assert (shop.name, shop.region, shop.company) == ("Las Delicias", "norte", "Comercios SL")
    assert shop.calendar == {"mon": [("10:00", "20:00")], "sun": []}


def test_a_shop_that_could_not_be_is_left_out_and_said(files: Files) -> None:
    with pytest.raises(NothingImported):
        files.shops(
            "code,name,company,nif,address,regime,mon,policies\n"
            "042,D,C,B12345678,Calle,none,,\n"
            "043,D,C,B00000000,,none,,\n"
            "044,D,C,B00000000,Calle,verifactu,,\n"
            "045,D,C,B00000000,Calle,none,de sol a sol,\n"
            "046,D,C,B00000000,Calle,none,20:00-10:00,\n"
            "047,D,C,B00000000,Calle,none,,[]\n"
        )
    assert [row[3] for row in files.remarks()] == [
        "nif: B12345678",
        "address: ",
        "regime: verifactu",
        "mon: de sol a sol",
        "calendar mon: 20:00-10:00",
        "policies: []",
    ]


# staff


def test_a_file_of_people_becomes_staff(central: Central, files: Files) -> None:
    a_chain(central)
    done = files.staff(
        "código,nombre,puesto,pin,tarjeta,tiendas\n"
        "1001,Ana Pérez,cajera,1111,BADGE-1,042|043\n"
        "9001,Marta,encargada,482913,,\n"
    )
    assert (done.rows_in, done.changed, done.left_out) == (2, 2, {})
    with central.read() as conn:
        pepper = chain_of(conn).pepper
    ana = person(central, "1001")
    assert (ana.person.name, ana.person.role, ana.shops) == (
        "Ana Pérez",
        Role.CASHIER,
        ("042", "043"),
    )
    assert is_pin(ana.person.pin, pepper, "1111")
    assert ana.person.badge == mark_badge(pepper, "BADGE-1")
    assert person(central, "9001").shops == ()


def test_the_same_people_again_are_no_news_and_a_new_pin_is(central: Central, files: Files) -> None:
    a_chain(central)
    text = "code,name,role,pin\n1001,Ana,cashier,{}\n1002,Eva,senior,2222\n"
    files.staff(text.format("1111"))
    assert files.staff(text.format("1111")).changed == 0
    before = heard(central, "store:042")
    assert files.staff(text.format("3333")).changed == 1
    assert [row[2] for row in news(central, "store:042", before)] == ["1001"]


def test_somebody_may_be_named_without_a_pin_again(central: Central, files: Files) -> None:
    a_chain(central)
    files.staff("code,name,role,pin,shops\n1001,Ana,cashier,1111,042\n")
    was = person(central, "1001")
    files.staff("code,name,role\n1001,Ana María,\n")
    now = person(central, "1001")
    assert (now.person.name, now.person.pin, now.shops) == ("Ana María", was.person.pin, ("042",))


def test_somebody_who_is_gone_may_sign_in_nowhere(central: Central, files: Files) -> None:
    a_chain(central)
    files.staff("code,name,role,pin\n1001,Ana,cashier,1111\n1002,Eva,cashier,1111\n")
    done = files.staff("code,baja\n1001,sí\n1003,sí\n")
    assert (done.rows_in, done.changed) == (2, 1)
    with central.read() as conn:
        assert list(staff.everyone(conn)) == ["1002"]


def test_who_stays_out_is_said_and_never_their_pin(central: Central, files: Files) -> None:
    a_chain(central)
    files.staff("code,name,role,pin,badge\n1000,Ana,cashier,1111,BADGE-1\n")
    with pytest.raises(NothingImported):
        files.staff(
            "code,name,role,pin,badge,shops\n"
            ",Ana,cashier,1111,,\n"
            "1001,,cashier,1111,,\n"
            "1002,Eva,rey,1111,,\n"
            "1003,Eva,cashier,12,,\n"
            "1004,Eva,manager,999999,,\n"
            "1005,Eva,cashier,,,\n"
            "1006,Eva,cashier,1111,BADGE-1,\n"
            "1007,Eva,cashier,4321,,999\n"
            "1008,Eva,cashier,4321,,,sobra\n"
            '1009,Eva,cashier,"4321\n'
        )
    assert [(row[1], row[2]) for row in files.remarks()] == [
        ("2", "no_code"),
        ("3", "no_name"),
        ("4", "bad_role"),
        ("5", "bad_pin"),
        ("6", "bad_pin"),
        ("7", "bad_pin"),
        ("8", "duplicate_code"),
        ("9", "unknown_shop"),
        ("10", "unreadable"),
        ("11", "unreadable"),
    ]
    assert "4321" not in files.report.read_text("utf-8-sig")


def test_a_role_that_is_none_is_refused_as_a_default(central: Central, files: Files) -> None:
    with pytest.raises(BadDefault):
        files.staff("code,name,pin\n1001,Ana,1111\n", defaults={"role": "rey"})


# customers


def test_a_file_of_customers_becomes_customers(central: Central, files: Files) -> None:
    done = files.customers(
        "tarjeta;nombre;teléfono;correo;nivel;puntos;consentimiento;consent:sms\n"
        "C-1;Ana Pérez;600000000;ana@example.org;Oro;1.250;email|loyalty;no\n"
        "C-2;Eva;;;;;;\n"
    )
    assert (done.rows_in, done.changed, done.left_out, done.warnings) == (2, 2, {}, {})
    ana = customer(central, "C-1")
    assert (ana.personal.name, ana.personal.email) == ("Ana Pérez", "ana@example.org")
    assert (ana.level, ana.points, ana.region) == ("oro", 1250, "general")
    assert ana.consent == {"email": True, "loyalty": True, "sms": False}
    assert customer(central, "C-2").points == 0


def test_the_same_customers_again_are_no_news(central: Central, files: Files) -> None:
    text = "card,name,level,points\nC-1,Ana,oro,10\nC-2,Eva,,\n"
    files.customers(text)
    before = heard(central, "loyalty:general")
    assert files.customers(text).changed == 0
    assert news(central, "loyalty:general", before) == []
    with central.read() as conn:
        assert len(conn.execute(select(points_moves)).all()) == 1


def test_what_a_file_of_customers_does_not_say_stays(central: Central, files: Files) -> None:
    files.customers("card,name,phone,consent\nC-1,Ana,600,email\n")
    was = customer(central, "C-1")
    files.customers("card,level,consent:email\nC-1,oro,no\n")
    now = customer(central, "C-1")
    assert (now.uuid, now.personal, now.level) == (was.uuid, was.personal, "oro")
    assert now.consent == {"email": False}
    files.customers(f"uuid,card\n{was.uuid},C-9\n")
    assert customer(central, "C-9").uuid == was.uuid


def test_a_card_is_never_taken_from_somebody(central: Central, files: Files) -> None:
    files.customers("card,name\nc -1,Ana\nC-2,Eva\n")
    eva = customer(central, "C-2").uuid
    with pytest.raises(NothingImported):
        files.customers(f"uuid,card\n{eva},C-1\n")
    assert files.remarks() == [("left_out", "2", "duplicate_card", "C-1")]


def test_who_was_erased_does_not_come_back_by_a_file(central: Central, files: Files) -> None:
    files.customers("card,name\nC-1,Ana\n")
    ana = customer(central, "C-1").uuid
    with central.write() as tx:
        customers.erase(tx, ana, WHO)
    done = files.customers(f"uuid,card,name\n{ana},C-1,Ana\n,C-2,Eva\n")
    assert (done.rows_in, done.left_out) == (1, {Reason.UNKNOWN_CUSTOMER: 1})


def test_customers_are_of_a_region_that_a_shop_is_in(central: Central, files: Files) -> None:
    put_shop(central, "042", region="norte")
    done = files.customers("card,name,region\nC-1,Ana,\nC-2,Luz,Norte\nC-3,Eva,luna\n")
    assert (done.rows_in, done.left_out) == (2, {"unknown_region": 1})
    assert {customer(central, card).region for card in ("C-1", "C-2")} == {"norte"}
    put_shop(central, "043", region="sur")
    done = files.customers("card,region\nC-4,sur\nC-5,\nC-1,\n")
    assert (done.rows_in, done.left_out) == (2, {"unknown_region": 1}), "C-5: nobody knows where"
    assert [customer(central, card).region for card in ("C-4", "C-1")] == ["sur", "norte"]


def test_customers_that_could_not_be_are_left_out_and_their_names_not_shown(files: Files) -> None:
    with pytest.raises(NothingImported):
        files.customers(
            "card,uuid,name,points,consent:email\n"
            ",,Ana,,\n"
            "C-1,no-es-uuid,Ana,,\n"
            "C-2,,Ana,muchos,\n"
            "C-3,,Ana,,quizá\n"
            f"{'9' * 41},,Ana,,\n"
        )
    assert sorted((row[1], row[2]) for row in files.remarks()) == [
        ("2", "no_card"),
        ("3", "bad_value"),
        ("4", "bad_value"),
        ("5", "bad_value"),
        ("6", "bad_value"),
    ]
    assert "Ana" not in files.report.read_text("utf-8-sig")


# stock


def test_a_file_of_counts_becomes_what_shops_have(central: Central, files: Files) -> None:
    a_chain(central)
    put_products(central, "D", codes=("9525300002499",))
    done = files.stock(
        "tienda;referencia;ean;existencias;fecha\n"
        "42;A;;3;\n"
        "042;B;;1,250;20/11/2026 20:30\n"
        "043;A;;7;\n"
        "042;;9525300002499;-2;\n"
    )
    assert (done.rows_in, done.changed, done.left_out) == (4, 4, {})
    with central.read() as conn:
        assert stock.get(conn, "042", "A") == 3000
        assert stock.get(conn, "042", "B") == 1250
        assert stock.get(conn, "043", "A") == 7000
        assert stock.get(conn, "042", "D") == -2000
        counted = select(stock_table.c.counted_at).where(stock_table.c.sku == "B")
        at = datetime.fromisoformat(str(conn.execute(counted).scalar()))
    assert at == datetime(2026, 11, 20, 19, 30, tzinfo=UTC), "by the shop's clock"


def test_a_count_that_could_not_be_is_left_out_and_said(central: Central, files: Files) -> None:
    a_chain(central)
    done = files.stock(
        "shop,sku,stock,counted_at\n"
        "042,A,3,\n"
        "999,A,3,\n"
        "042,Z,3,\n"
        "042,B,tres,\n"
        "042,,3,\n"
        "042,C,3,ayer\n"
        "042,A,4,\n"
        "043,B,4,20/11/2099\n"
    )
    assert done.rows_in == 1
    assert sorted((row[1], row[2]) for row in files.remarks()) == [
        ("3", "unknown_shop"),
        ("4", "unknown_sku"),
        ("5", "bad_stock"),
        ("6", "no_sku"),
        ("7", "bad_date"),
        ("8", "duplicate_row"),
        ("9", "bad_date"),
    ]
    with pytest.raises(BadDefault):
        files.stock("sku,stock\nA,1\n", defaults={"shop": "999"})


def test_one_product_named_twice_by_sku_and_code_is_counted_once(
    central: Central, files: Files
) -> None:
    a_chain(central)
    put_products(central, "D", codes=("9525300002499",))
    done = files.stock("shop,sku,ean,stock\n042,D,,1\n042,,9525300002499,2\n")
    assert done.left_out == {Reason.DUPLICATE_ROW: 1}


def test_a_file_of_counts_says_where_the_tills_stood(central: Central, files: Files) -> None:
    a_chain(central)
    for number, shop in ((1001, "042"), (1002, "042"), (1003, "043")):
        enrol(central, number, shop=shop)
    done = files.stock(
        "shop,sku,stock,position:1001,Posición:1002,position:1003\n"
        "042,A,3,12,,\n"
        "042,B,3,12,4,\n"
        "043,A,7,,,9\n"
        "042,C,3,,,9\n"
        "043,B,7,,,many\n"
        "043,C,7,,,60000\n"
    )
    assert (done.rows_in, done.changed, done.left_out) == (3, 3, {Reason.BAD_POSITION: 3})
    with central.read() as conn:
        rows = conn.execute(select(stock_table).order_by(stock_table.c.shop, stock_table.c.sku))
        found = {(row.shop, row.sku): json.loads(row.included_json) for row in rows}
    assert found == {
        ("042", "A"): {"1001": 12},
        ("042", "B"): {"1001": 12, "1002": 4},
        ("043", "A"): {"1003": 9},
    }
    done = files.stock("shop,sku,stock\n042,C,1\n", defaults={"position:1001": "12"})
    assert done.changed == 1


# any


def test_what_the_database_took_back_is_tried_again_and_counted_once(
    central: Central, files: Files
) -> None:
    files.busy = True
    files.shops(SHOPS + SHOPS.splitlines()[1].replace("42;", "43;", 1) + "\n")
    put_lists(central)
    products = "sku,ean,name,tax,pvp\n" + "".join(f"S{i},C{i},N{i},21,{i}.5\n" for i in range(1, 8))
    swapped = products.replace(",C1,", ",X,").replace(",C7,", ",C1,").replace(",X,", ",C7,")
    for text in (products, swapped):
        done = files.catalog(text)
        assert (done.rows_in, done.left_out) == (7, {})
    assert files.prices("sku,list,price\nS1,store,9\nS2,store,9\n").changed == 2
    assert files.staff("code,name,role,pin\n1001,Ana,cashier,1111\n").changed == 1
    assert files.customers("card,name,points\nC-1,Ana,5\nC-2,Eva,\n").changed == 2
    assert files.stock("shop,sku,stock\n042,S1,3\n").changed == 1
    with central.read() as conn:
        assert [one.cents for one in prices.of_product(conn, "S1")] == [900]
        assert len(conn.execute(select(points_moves)).all()) == 1
        said = conn.execute(select(audit.c.details_json).where(audit.c.what == "import"))
        assert '"rows_in":7' in said.scalars().all()[1]


def test_a_database_that_stays_away_ends_the_import(central: Central, files: Files) -> None:
    importer = ShopImporter(WHO)
    tries = []

    def never(*_: object, **__: object) -> object:
        tries.append(1)
        raise Refusal("busy")

    importer.put = never  # type: ignore[assignment]
    file = files.folder / "file.csv"
    file.write_text(SHOPS, "utf-8")
    with pytest.raises(Refusal):
        import_file(central, file, importer, mapping={}, defaults={}, report=None)
    assert len(tries) == 5

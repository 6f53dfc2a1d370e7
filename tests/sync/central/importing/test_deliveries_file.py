"""Files of deliveries: each whole, with its boxes, or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.consignment import Box
from app.domain.consignment_fold import Passage
from app.domain.errors import UnknownConsignment
from sync.central.database import Central
from sync.central.masters import consignments, shops

from ..masters.chains import a_chain, put_products
from .files import Files

FILE = (
    "albarán;tienda;proveedor;referencia;cantidad;bulto;fecha\n"
    "alb-7;42;Tejidos SL;A;3;(00)384356789012345678;24/11/2026\n"
    "alb-7;42;Tejidos SL;A;2;caja-2;24/11/2026\n"
    "alb-7;42;Tejidos SL;B;1,5;caja-2;24/11/2026\n"
    "alb-8;43;Almacén;C;4;;\n"
)


def passage(central: Central, number: str) -> Passage:
    with central.read() as conn:
        return consignments.look_up(conn, number)


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_a_file_of_deliveries_is_what_the_shops_expect(
    central: Central, files: Files, chunk: int
) -> None:
    a_chain(central)
    files._chunk = chunk
    done = files.deliveries(FILE)
    assert (done.rows_in, done.changed, done.left_out) == (4, 2, {})
    of = passage(central, "ALB-7").consignment
    assert (of.origin, of.destination, of.due) == ("Tejidos SL", "042", date(2026, 11, 24))
    assert of.expected == {"A": Decimal(5), "B": Decimal("1.5")}
    assert of.boxes == (
        Box("384356789012345678", (("A", Decimal(3)),)),
        Box("CAJA-2", (("A", Decimal(2)), ("B", Decimal("1.5")))),
    )
    assert files.deliveries(FILE).changed == 0


def test_a_delivery_with_a_product_that_nobody_knows_is_left_out_whole(
    central: Central, files: Files
) -> None:
    a_chain(central)
    done = files.deliveries(FILE + "alb-8;43;Almacén;Z;4;;\nalb-9;99;Almacén;A;4;;\n")
    assert (done.rows_in, dict(done.left_out)) == (
        3,
        {"unknown_sku": 1, "bad_value": 1, "unknown_shop": 1},
    )
    with pytest.raises(UnknownConsignment):
        passage(central, "ALB-8")
    assert files.deliveries(FILE.replace("alb-7;42;Tejidos SL;B;1,5", "alb-7;42;x;B;-1")).rows_in


def test_a_file_of_shops_says_where_they_are(central: Central, files: Files) -> None:
    put_products(central, "A")
    a_chain(central)
    files.shops("tienda;latitud;longitud\n42;41,6488;-0,8891\n43;99;0\n")
    with central.read() as conn:
        here, nowhere = shops.get(conn, "042"), shops.get(conn, "043")
    assert here and nowhere
    assert (here.latitude, here.longitude, nowhere.latitude) == ("41,6488", "-0,8891", "")

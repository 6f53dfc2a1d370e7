"""Views of goods that move as a shop would fill them, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.domain.consignment import Box, Consignment, GoodsLine, Kind
from app.domain.consignment_fold import Lot, Passage, fold
from app.services.receiving import Compared
from app.services.scanning import Open
from app.services.unloading import Code, Is, Waiting
from app.storage.scanning import Row, Way
from app.storage.strays import Stray
from app.ui.screens.goods_view import (
    GoodsView,
    expected_view,
    receiving_view,
    sending_view,
    transfers_view,
)
from app.ui.words import tr

NOW = datetime(2026, 11, 21, 12, 41)
NOTHING = ("", "")
_NAMES = {
    "CAM-LIN-M": "Camisa lino azul · talla M",
    "CAF-001": "Café molido natural de tueste lento, origen Colombia y Etiopía, paquete 250 g",
    "ACE-005": "Aceite de oliva virgen extra arbequina 5 L",
    "QUE-KG": "Queso curado de oveja, corte",
}


def _lines(*pairs: tuple[str, str]) -> tuple[GoodsLine, ...]:
    return tuple(GoodsLine(sku, Decimal(much), _NAMES[sku]) for sku, much in pairs)


def _delivery(number: str, origin: str, *boxes: str, due: int = 21, order: str = "") -> Passage:
    of = Consignment(
        number, Kind.DELIVERY, origin, "042", NOW - timedelta(hours=30),
        _lines(("CAM-LIN-M", "12"), ("CAF-001", "48")), tuple(map(Box, boxes)),
        date(2026, 11, due), order=order,
    )  # fmt: skip
    return fold(of, ())


def _transfer(number: str, origin: str, to: str, *, sent: bool = False) -> Passage:
    lines = _lines(("CAM-LIN-M", "2"), ("ACE-005", "6"))
    of = Consignment(number, Kind.TRANSFER, origin, to, NOW - timedelta(minutes=50), lines)
    made = fold(of, ())
    if not sent:
        return made
    lots = {line.sku: Lot(asked=line.quantity, sent=line.quantity) for line in lines}
    return replace(made, lots=lots, sent_at=NOW - timedelta(hours=3))


def expected(last: tuple[str, str] = NOTHING) -> GoodsView:
    """A morning with three lorries, a parcel that nobody knows and one that is known by now."""
    comes = [
        _delivery("ALB-2026-00417", "Tejidos y Confecciones del Moncayo, S.L.", "C1", "C2", "C3"),
        _delivery("ALB-88", "Almacén central", due=24, order="W-1031"),
        _transfer("T043-000012", "043", "042", sent=True),
    ]
    strays = [
        Waiting(Stray("RARO-7", "B2", NOW - timedelta(days=2)), Code(Is.UNKNOWN, "RARO-7")),
        Waiting(Stray("P1047-88-1", "A1", NOW - timedelta(hours=1)), Code(Is.PARCEL, "P1047")),
    ]
    return expected_view(comes, strays, NOW, last)


def nothing_expected() -> GoodsView:
    return expected_view([], [], NOW, NOTHING)


def receiving() -> GoodsView:
    """Short of one, one too many, one damaged, one that nobody announced, and a closed box."""
    rows = [
        Compared("CAM-LIN-M", _NAMES["CAM-LIN-M"], Decimal(12), Decimal(10), Decimal(1)),
        Compared("CAF-001", _NAMES["CAF-001"], Decimal(48), Decimal(49), Decimal(0)),
        Compared("ACE-005", _NAMES["ACE-005"], None, Decimal(2), Decimal(0)),
        Compared("QUE-KG", _NAMES["QUE-KG"], Decimal("4.500"), Decimal("4.485"), Decimal(0)),
        *(
            Compared(f"SURT-{n}", f"Artículo de surtido número {n}", Decimal(6), Decimal(6),
                     Decimal(0))
            for n in range(1, 10)
        ),
    ]  # fmt: skip
    of = Open(Way.IN, "ALB-2026-00417", NOW, "2001", (Row("", 0, box="CAJA-9"),))
    return receiving_view(of, rows, (_NAMES["CAF-001"], ""))


def transfers() -> GoodsView:
    found = [
        _transfer("T042-000031", "042", "043"),
        _transfer("T044-000007", "044", "042"),
        _transfer("T043-000012", "043", "042", sent=True),
    ]
    return transfers_view(found, "042", NOW, NOTHING)


def no_transfers() -> GoodsView:
    return transfers_view([], "042", NOW, (tr("Sale %1").replace("%1", "T042-000031"),
                                           tr("en camino")))  # fmt: skip


def sending() -> GoodsView:
    of = _transfer("T042-000031", "042", "043")
    rows = (Row("CAM-LIN-M", 1000, box="CAJA-1"), Row("ACE-005", 6000))
    open_ = Open(Way.OUT, of.number, NOW, "2001", rows)
    return sending_view(open_, of, _NAMES.__getitem__, (_NAMES["ACE-005"], ""))

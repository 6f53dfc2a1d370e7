"""Views of the stock as a shop would fill them, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from app.domain.confidence import Confidence, Doubt, Trust
from app.domain.counting import AskedBy, Kind, Scope, Task
from app.domain.counting import Place as StockPlace
from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.reservation import Reserved
from app.domain.tax import TaxCategory
from app.services.counted import CountLine
from app.services.label_list import Run, Wanted
from app.services.place_counts import PlaceCounted
from app.services.shelf_labels import Stale
from app.services.stockroom import Lost
from app.services.stockroom import Standing as StockStanding
from app.ui.screens.stock_view import (
    CountView,
    LabelsView,
    StandingView,
    count_view,
    labels_view,
    lost_rows,
    no_count,
    standing_view,
    task_rows,
)
from app.ui.widgets.rows import RowView
from ui.samples import NOW, SHIRT

_LINEN = Product(
    "CAM-LIN-M", "Camisa lino azul · talla M", Unit.EACH, TaxCategory.GENERAL, Money(3495),
    family="Moda/Hombre/Camisas", brand="Moncayo Textil",
)  # fmt: skip

_BELT = Product(
    "CIN-TRE", "Cinturón trenzado", Unit.EACH, TaxCategory.GENERAL, Money(1995), family="Moda"
)
_BAG = Product(
    "BOL-PAP", "Bolsa de papel", Unit.EACH, TaxCategory.GENERAL, Money(10), family="Hogar/Bolsas"
)
_GROUND = Product(
    "CAF-001", "Café molido natural 250 g", Unit.EACH, TaxCategory.REDUCIDO, Money(425)
)


def product() -> StandingView:
    """Three, two of them for an order; nobody has counted for a while, and one was not found."""
    kept = (
        Reserved("W-1042", 1, "Marta G.", NOW.replace(hour=17), Decimal(1), Decimal(1)),
        Reserved("W-1051", 1, "Lucía P.", NOW.replace(hour=19), Decimal(1), Decimal(0)),
    )
    doubts = Confidence(Trust.POOR, (Doubt.OLD_COUNT, Doubt.NIL_PICKS))
    counted, heard = NOW - timedelta(days=81), NOW - timedelta(minutes=2)
    of = StockStanding(_LINEN, Decimal(4), kept, Decimal(1), doubts, counted, 1, heard)
    return standing_view(of, NOW, picture=SHIRT, related=((_BELT, Decimal(7)), (_BAG, None)))


def count() -> CountView:
    lines = [
        CountLine(_LINEN, StockPlace.FLOOR, Decimal(2), Decimal(5), False, "2001"),
        CountLine(_GROUND, StockPlace.BACK, Decimal(12), Decimal(12), True, "2001"),
    ]
    return count_view(Scope(), StockPlace.FLOOR, lines, 1, lambda _code: "Luis G.")


def ways() -> CountView:
    return no_count(3, (PlaceCounted(StockPlace.BACK, NOW - timedelta(hours=2), 41),))


def one_place() -> CountView:
    lines = [
        CountLine(_LINEN, StockPlace.BACK, Decimal(2), None, False, "2001"),
        CountLine(_GROUND, StockPlace.BACK, Decimal(12), None, True, "2001"),
    ]
    alone = Scope(Kind.CYCLE, place=StockPlace.BACK)
    return count_view(alone, StockPlace.BACK, lines, 0, lambda _code: "Luis G.")


def tasks() -> tuple[RowView, ...]:
    tasks = [
        Task("CAM-LIN-M", AskedBy.SHORT, "W-1042", NOW),
        Task("CAF-001", AskedBy.NEGATIVE, "T042C03AS26-000123", NOW),
    ]
    return task_rows(tasks, lambda sku: _LINEN if sku == "CAM-LIN-M" else _GROUND)


def wanted() -> tuple[RowView, ...]:
    return lost_rows([
        Lost("CAM-LIN-M", _LINEN.name, Decimal(5), 4),
        Lost("", "bombillas azules", Decimal(2), 1),
    ])  # fmt: skip


def labels() -> LabelsView:
    stale = [Stale(_LINEN, Money(3995), _LINEN.price)]
    return labels_view([Wanted(_GROUND, 3), Wanted(_LINEN, 1)], stale, Run(7, 40, 12, 1), 5)

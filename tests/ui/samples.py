"""Views as the shop would fill them, for the gallery and for tests of the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from builders import an_order
from orders import begun, picked, then

from app.domain.chain_order import ChainOrder
from app.domain.collecting import Collector
from app.domain.confidence import Confidence, Doubt, Trust
from app.domain.counting import AskedBy, Kind, Scope, Task
from app.domain.counting import Place as StockPlace
from app.domain.document import DocumentKind
from app.domain.fulfilment import Fulfilment
from app.domain.line import Alarm, LineState, LineStatus
from app.domain.money import Money
from app.domain.order import Delivery, Order, Payment, PaymentState
from app.domain.order_event import (
    HandedOver,
    Packed,
    Presented,
    RefundAnswered,
    RefundOrdered,
    ScannedOut,
    Shelved,
    Shown,
    Told,
)
from app.domain.order_fold import fold
from app.domain.pickup_figures import Day, Figure, Kpi, PickupFigures
from app.domain.placing import Outcome, Placed
from app.domain.product import Product, Unit
from app.domain.receipt import (
    ReceiptDiscount,
    ReceiptDocument,
    ReceiptIssuer,
    ReceiptLine,
    ReceiptQr,
    ReceiptTender,
)
from app.domain.receipt_layout import receipt
from app.domain.reservation import Reserved
from app.domain.sale import Line, Listed, Sale
from app.domain.shift import Count, PersonFigures, Shift, ShiftReport
from app.domain.tax import TaxCategory, TaxedLine, breakdown
from app.domain.tender import TenderKind
from app.domain.wave import Share, Stop
from app.fiscal.declaration import text
from app.receipt_words import SPANISH as RECEIPT_WORDS
from app.services.attention import LineTrouble
from app.services.chain_orders import Asked, Looked
from app.services.counted import CountLine
from app.services.declaring import licences, of_this_version
from app.services.drawer import Closed, Passed
from app.services.neighbours import Elsewhere
from app.services.order_matters import OrderMatter, Trouble
from app.services.pickups import Group, Haste, Waiting
from app.services.place_counts import PlaceCounted
from app.services.shelf_labels import Stale
from app.services.stockroom import Lost
from app.services.stockroom import Standing as StockStanding
from app.ui import format as written
from app.ui.screens.about import AboutView
from app.ui.screens.attention_view import attention_view
from app.ui.screens.figures_view import FiguresView, figures_view
from app.ui.screens.find_order_view import FindOrderView, find_order_view
from app.ui.screens.matter_view import MatterView
from app.ui.screens.order_actions import Standing
from app.ui.screens.order_view import order_view
from app.ui.screens.pack_panel import PackLine, PackPanel
from app.ui.screens.pay_view import CardState, CardView, NoteView, PayView
from app.ui.screens.pickups_view import PickupsView, QueueRow, pickups_view, queue_row
from app.ui.screens.place_order_view import PlaceOrderView, place_order_view
from app.ui.screens.return_view import ReturnView
from app.ui.screens.sell_view import SellView, SettledView
from app.ui.screens.shelf_page import ShelfRow, ShelfView
from app.ui.screens.shift_view import NoShiftView, ShiftView, closed_view, shift_view
from app.ui.screens.signin_view import SignInView
from app.ui.screens.stock_view import (
    CountView,
    StandingView,
    count_view,
    label_rows,
    lost_rows,
    no_count,
    standing_view,
    task_rows,
)
from app.ui.screens.stockroom_view import StockroomView, stockroom_view
from app.ui.screens.ticket_view import TicketView
from app.ui.screens.wave_view import WaveView, wave_view
from app.ui.screens.who_panel import WhoView
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.product_card import ProductView
from app.ui.widgets.return_lines import ReturnLineView
from app.ui.widgets.rows import RowView
from app.ui.widgets.ticket_model import LineView
from app.ui.widgets.tiles import TabView, TileView
from app.ui.widgets.top_bar import BarView
from app.ui.words import tr

BAR = BarView("Tienda 042 · Delicias", "Caja 03 · Ana P.", "12:41")

_TABS = ("Favoritos", "Alimentación", "Bebidas", "Frutería", "Hogar", "Moda", "Papelería")
_TILES = (
    ("Bolsa papel", "handbag"), ("Bolsa tela", "tote"), ("Tomate rama", "leaf"),
    ("Pan de barra", "cookie"), ("Aceite de oliva 1 L", "drop"), ("Agua mineral 1,5 L", "wine"),
    ("Plátano de Canarias", "leaf"), ("Leche entera 1 L", "drop"),
    ("Huevos camperos 12 uds", "circle"),
    ("Café molido", "coffee"), ("Periódico", "newspaper"), ("Pilas AA", "battery-full"),
    ("Papel de regalo", "gift"), ("Patata", "leaf"),
)  # fmt: skip


def lines(count: int = 0) -> tuple[LineView, ...]:
    first = (
        LineView(1, "2", "Aceite de oliva virgen extra 1 L", "8,95 €", "17,90 €"),
        LineView(2, "1", "Pan de molde integral 550 g", "1,85 €", "1,85 €", less=False),
        LineView(3, "0,436 kg", "Tomate rama", "2,49 €/kg", "1,09 €", counted=False),
        LineView(4, "1", "Bolsa de papel", "0,10 €", "0,10 €", less=False),
        LineView(5, "1", "Camisa lino azul · talla M", "39,95 €", "31,96 €",
                 saving="Rebajas −20 % · −7,99 €", less=False),
    )  # fmt: skip
    many = tuple(
        LineView(10 + i, "1", f"Artículo de surtido número {i}", "1,00 €", "1,00 €")
        for i in range(count)
    )
    return many + first


UNKNOWN = BannerView(
    "8410999000017",
    "no está en el catálogo",
    strong="8410999000017",
    actions=(("sundries", "Vender como varios"), ("lost", "Faltó"), ("forget", "Descartar")),
)
PRODUCT = ProductView(
    "Camisa lino azul · M",
    "31,96 €",
    "39,95 €",
    "t-shirt",
    ("Quedan 4 uds", "Moda / Camisas · 8410000000160"),
    (("2001", "Pantalón lino beige"), ("2002", "Cinturón trenzado")),
)


def sell(**changes: object) -> SellView:
    values: dict[str, object] = {
        "title": tr("TICKET EN CURSO"),
        "lines": lines(),
        "selected": 5,
        "parked": (ChipView("Aparcado 11:58 · 3 uds", "pause", does="recall:1"),),
        "banners": (UNKNOWN,),
        "count": "6 uds · 5 líneas",
        "savings": "Ahorro 7,99 €",
        "total": "52,90 €",
        "product": lambda: PRODUCT,
        "tabs": tuple(TabView(word, word) for word in _TABS),
        "tab": "Favoritos",
        "tiles": tuple(TileView(words, words, icon) for words, icon in _TILES),
    }
    return SellView(**(values | changes))  # type: ignore[arg-type]


CUSTOMER = ChipView(
    "Berta · oro · 1.120 puntos · hace 12 min", "identification-card", does="customer:"
)
KNOWN = (
    "Berta",
    (
        FactView("Tarjeta", "2900000000012"),
        FactView("Nivel", "oro"),
        FactView("Puntos", "1.120", "hace 12 min"),
    ),
)
SETTLED = SettledView("7,10 €", "52,90 €", ("Efectivo 60,00 €", "Ticket T042C03AS26-000123"))

FOUND = (
    RowView("1", "Camisa lino azul · M", "Moda / Camisas · 8410000000160", "39,95 €", "4 uds"),
    RowView("2", "Camisa lino azul · L", "Moda / Camisas · 8410000000177", "39,95 €", "0 uds"),
    RowView("3", "Camisa lino blanca · M", "Moda / Camisas · 8410000000184", "34,95 €", "2 uds"),
)
WHY = (
    FactView("Precio de tienda", "39,95 €", "Catálogo del 20/11/2026"),
    FactView("Descuento de la línea −20 %", "−7,99 €", "Rebajas · Ana P. · 12:40"),
    FactView("Importe de la línea", "31,96 €", weight="strong"),
    FactView("IVA incluido, tipo general", "21 %", "5,55 € de cuota"),
)


# the other screens
SIGN_IN = SignInView(
    "Tienda 042 · Delicias", "Caja 03", "12:41", "sábado, 21 de noviembre",
    "Turno abierto desde las 09:02", "Hay un ticket a medias: 6 uds · 5 líneas",
    "Demostración. Código y PIN: 1001 y 1111 cajera, 9001 y 9999 encargada.",
)  # fmt: skip
NOTES = tuple(NoteView(n, f"{n} €") for n in ("5", "10", "20", "50"))
PAY = PayView(
    "32,90 €",
    "52,90 €",
    "Ticket · 6 uds · 5 líneas",
    (RowView("0", "Efectivo", "entregado 12:41", "20,00 €"),),
    NOTES,
)
ASKED = CardView(
    CardState.ASKED,
    "Acerque la tarjeta",
    "Se han pedido 32,90 € al terminal",
    (("cancel", "Cancelar en el terminal"),),
)
UNKNOWN_CARD = CardView(
    CardState.UNKNOWN,
    "No se sabe si se ha cobrado",
    "El terminal no contesta. No vuelvas a pasar la tarjeta: pregunta qué pasó.",
    (("look", "Preguntar otra vez"), ("leave", "Dejarlo pendiente y volver")),
)
RECENT = (
    RowView("T042C03AS26-000123", "T042C03AS26-000123", "12:41 · Ana P.", "52,90 €", "efectivo"),
    RowView("T042C03AS26-000122", "T042C03AS26-000122", "12:37 · Ana P.", "8,45 €", "tarjeta"),
    RowView("T042C03AS26-000121", "T042C03AS26-000121", "12:30 · Luis M.", "104,20 €", "tarjeta"),
)
RETURN = ReturnView(
    "T042C03AS26-000123",
    "Ticket · 21/11/2026 12:41 · Ana P.",
    (
        ReturnLineView(1, "Aceite de oliva virgen extra 1 L", "2 uds a 8,95 €", "1", "8,95 €"),
        ReturnLineView(2, "Pan de molde integral 550 g", "1 ud a 1,85 €", "", "", more=True,
                       stepped=False),
        ReturnLineView(3, "Tomate rama", "0,436 kg · ya devuelto", "", "", left=False),
        ReturnLineView(4, "Bolsa de papel", "1 ud a 0,10 €", "", "", stepped=False),
        ReturnLineView(5, "Camisa lino azul · talla M", "1 ud a 31,96 €", "1", "31,96 €",
                       stepped=False),
    ),
    "−40,91 €",
    True,
    (("", "Como se pagó"), ("cash", "En efectivo")),
    (
        FactView("Cómo se pagó", weight="heading"),
        FactView("Tarjeta ···· 4242", "40,00 €"),
        FactView("Efectivo", "12,90 €"),
        FactView("Ya devuelto", "1,09 €"),
    ),
)  # fmt: skip
NOW = datetime(2026, 11, 21, 12, 41)
_NAMES = {"1001": "Ana Pérez", "2001": "Luis Gracia"}


def _report(number: int, opened: datetime, **figures: object) -> ShiftReport:
    shift = Shift(number, opened.date(), opened, "1001", Money(15_000), (1, 1))
    return ShiftReport(shift, **figures)  # type: ignore[arg-type]


_CLOSED = _report(
    17,
    datetime(2026, 11, 20, 9, 1),
    sales=123,
    sales_total=Money(234_560),
    returns=2,
    returns_total=Money(-4_091),
    drops=Money(60_000),
    removed_lines=4,
    tenders={TenderKind.CASH: Money(106_470), TenderKind.CARD: Money(123_999)},
    taxes=[TaxedLine(TaxCategory.GENERAL, Decimal(21), Money(120_000), Money(25_200))],
    people=[PersonFigures("1001", 125, Money(230_469))],
    count=Count(((Money(5_000), 9), (Money(2_000), 7), (Money(500), 4), (Money(235), 1))),
)
_OPEN = _report(
    18,
    datetime(2026, 11, 21, 9, 2),
    sales=87,
    returns=1,
    cash_in=Money(2_000),
    cash_out=Money(1_250),
    drops=Money(30_000),
    discounts=Money(3_120),
    overrides=2,
    removed_lines=4,
    tenders={TenderKind.CASH: Money(48_120), TenderKind.CARD_BY_HAND: Money(5_290)},
)


def open_shift() -> ShiftView:
    """As a cashier sees it: blind."""
    passed = Passed(False, 1, 0, 0, 0)
    return shift_view(_OPEN, passed, who=_NAMES["1001"], now=NOW, expected=False)


def closed_shift() -> NoShiftView:
    closed = Closed(_CLOSED, Passed(False, 0, 0, 0, 0), "9001", False)
    return closed_view(closed, name=_NAMES.__getitem__, expected=False)


MATTERS = (
    MatterView("1", "No se sabe si se movieron 32,90 € con tarjeta",
               "El terminal no contestó. Hasta saberlo no se cobra otra vez.",
               "hace 4 min", "question", actions=(("look", "Preguntar al terminal"),)),
    MatterView("2", "Un ticket no se ha impreso", "T042C03AS26-000122",
               "hace 8 min", "printer", actions=(("print", "Imprimir"),)),
    MatterView("3", "Faltan 2,35 € en el turno 17",
               "Es del turno abierto el 20/11/2026 09:01. "
               "Una persona encargada tiene que aceptarlo.",
               icon="money", tone="negative", actions=(("accept", "Aceptar la diferencia"),)),
)  # fmt: skip


_AT = datetime(2026, 11, 21, 10, 2, tzinfo=UTC)
LINE = (
    LineStatus(LineState.OFFLINE, 14, _AT),
    LineStatus(LineState.SENDING, 14, _AT),
    LineStatus(LineState.IN_STEP),
)
_ALARMS = (
    Alarm("held", "catalog", {"what": "products", "rows": "12000", "left": "310"}, settles=True),
    Alarm("fork", "1042", {"seq": "1207"}),
    Alarm("clock", "", {"seconds": "-1260"}),
    Alarm("poison", "1042/88"),
)


def line_matters() -> tuple[MatterView, ...]:
    matters = [LineTrouble(alarm) for alarm in _ALARMS]
    return attention_view(matters, _AT, expected=True)


def _sold(
    name: str, quantity: str, price: int, amount: int, tax: TaxCategory, unit: Unit = Unit.EACH
) -> ReceiptLine:
    percent = Decimal(21 if tax is TaxCategory.GENERAL else 4)
    return ReceiptLine(
        name,
        Decimal(quantity),
        unit,
        Money(price),
        Money(amount),
        tax,
        percent,
        typed_weight=unit.measured,
    )


_SHIRT = _sold("Camisa lino azul · talla M", "1", 3995, 3995, TaxCategory.GENERAL)
_LINES = (
    _sold("Aceite de oliva virgen extra 1 L", "2", 895, 1790, TaxCategory.SUPERREDUCIDO),
    _sold("Pan de molde integral 550 g", "1", 185, 185, TaxCategory.SUPERREDUCIDO),
    _sold("Tomate rama", "0.436", 249, 109, TaxCategory.SUPERREDUCIDO, Unit.KG),
    _sold("Bolsa de papel", "1", 10, 10, TaxCategory.GENERAL),
    replace(_SHIRT, discount=ReceiptDiscount("Rebajas -20 %", Money(799))),
)
BLOCKS = receipt(
    ReceiptDocument(
        kind=DocumentKind.F2,
        number="T042C03AS26-000123",
        issued_at=datetime(2026, 11, 21, 12, 41, tzinfo=UTC),
        issuer=ReceiptIssuer(
            "Comercial Delicias Demo, S.L.",
            "B12345674",
            "Calle de Delicias, 999, 50017 Zaragoza",
            "Delicias",
        ),
        cashier="Ana Pérez",
        lines=_LINES,
        taxes=breakdown(
            (
                line.category,
                line.percent,
                line.amount - (line.discount.amount if line.discount else Money(0)),
            )
            for line in _LINES
        ),
        total=Money(5290),
        tenders=(ReceiptTender("Efectivo", Money(6000)),),
        change=Money(710),
        qr=ReceiptQr(
            "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif=B12345674"
            "&numserie=T042C03AS26-000123&fecha=21-11-2026&importe=52.90",
            "QR tributario:",
            "Factura verificable en la sede electrónica de la AEAT",
        ),
        demo=True,
    ),
    RECEIPT_WORDS,
)
TICKET = TicketView(
    "Ticket T042C03AS26-000123",
    tuple(BLOCKS),
    ("21/11/2026 12:41 · Ana P.", "Total 52,90 €", "Efectivo 60,00 € · cambio 7,10 €"),
    (
        ("print", "Imprimir", "printer", "F5"),
        ("pdf", "Guardar en PDF", "file-text", "F6"),
        ("return", "Devolver", "arrow-u-up-left", "F7"),
    ),
)
ABOUT = AboutView(
    "Mostrador",
    "Versión 0.1.0",
    (
        FactView("Tienda y caja", "042 · 03"),
        FactView("Instalación", "1 (A)"),
        FactView("Régimen fiscal", "VERI*FACTU · demostración"),
        FactView("Licencia", "Apache-2.0"),
    ),
    "\n".join(f"{one.name} {one.version} — {one.licence}" for one in licences()),
    text(of_this_version()),
)


class Anything:
    """Takes every call of a screen and remembers it."""

    def __init__(self, **answers: object) -> None:
        self.asked: list[tuple[object, ...]] = []
        self._answers = answers

    def __getattr__(self, name: str) -> object:
        def call(*values: object) -> object:
            self.asked.append((name, *values))
            return self._answers.get(name)

        return call


def _device(_installation: int) -> str:
    return tr("la tableta %1").replace("%1", "042-90")


def pickups() -> PickupsView:
    """A morning's queue; its second order is out of its shelf and in its customer's sight."""
    names = {1: "Camisa lino azul · talla M", 2: "Café molido natural 250 g"}
    order = an_order(number="W-1047", name="Iker S.")
    named = tuple(replace(line, name=names[line.number]) for line in order.lines)
    order = replace(order, lines=named, customer="one")
    shelved = then(then(picked(order), PACKED), Shelved("P1-5-1", "A3"))
    out = then(then(shelved, Presented(Shown.CODE)), ScannedOut("P1-5-1"))
    queue = [
        _waiting(out, 70, here=True),
        _waiting(begun(_order("W-1042", "Marta G.", paid=True)), 19),
        _waiting(fold(_order("W-1033", "Sara M.", paid=True), []), -12),
        _waiting(fold(_order("W-1051", "Lucía P.", paid=True), []), 160),
        _waiting(fold(_order("W-1031", "Tomás R.", paid=True, announced=True), []), 300),
        _waiting(then(then(picked(_order("W-1050", "Iker S.", paid=True)), PACKED),
                      Shelved("P1-5-1", "B1")), -60, ready=True),
    ]  # fmt: skip
    counts = {Group.TO_PREPARE: 4, Group.ON_SHELF: 11, Group.COMING: 25, Group.TO_PUT_BACK: 0}
    at = Standing(
        _AT,
        lambda _code: "Ana P.",
        _device,
        proved=True,
        started_here=True,
        others=(queue[-1].order,),
    )
    heard = tr("oído a central %1").replace("%1", written.age(_AT - timedelta(minutes=12), _AT))
    return pickups_view(queue, counts, None, order_view(out, at), heard, _rows)


def _rows(queue: Sequence[Waiting]) -> tuple[QueueRow, ...]:
    return tuple(queue_row(one, _device) for one in queue)


def pickups_money() -> PickupsView:
    """Of an order that was paid one is not wanted, another not to be had: what goes back, what the
    channel could not do, and what nobody has ordered yet."""
    order = an_order(number="W-1047", name="Iker S.")
    order = replace(order, payments=(Payment("psp-1", order.amount, PaymentState.CAPTURED),))
    f = then(then(picked(order), PACKED), Shelved("P1-5-1", "A3"))
    f = then(then(f, ScannedOut("P1-5-1")), HandedOver(("P1-5-1",), ((1, Decimal(1), "size"),)))
    back = RefundOrdered(
        ((1, Decimal(1), order.lines[0].price, "size"),),
        (("psp-1", order.lines[0].price),),
        date(2026, 12, 5),
        document="T042C03AR26-000007",
    )
    for what in (back, RefundAnswered(1, 9, "psp-1", done=False)):
        f = then(f, what)
    f = then(f, HandedOver((), ((2, Decimal(1), "broken"),)))
    at = Standing(_AT, lambda _code: "Ana P.", _device)
    counts = dict.fromkeys(Group, 0)
    return pickups_view([_waiting(f, 70)], counts, None, order_view(f, at), "", _rows)


def pickups_home() -> PickupsView:
    """What goes to a home, out of its shelf and waiting for its carrier."""
    order = an_order(number="042-03A-17", name="Iker S.", delivery=Delivery.HOME)
    order = replace(order, payments=(Payment("T1", order.amount, PaymentState.CAPTURED),))
    f = then(then(picked(order), PACKED), Shelved("P1-5-1", "A3"))
    f = then(f, ScannedOut("P1-5-1"))
    at = Standing(_AT, lambda _code: "Ana P.", _device, started_here=True)
    counts = dict.fromkeys(Group, 0)
    return pickups_view([_waiting(f, 70)], counts, None, order_view(f, at), "", _rows)


def wave() -> WaveView:
    """Two orders on the way, and one that may join."""
    stops = [
        Stop("CAM-LIN-M", "", "Camisa lino azul · talla M", Unit.EACH, "Ropa/Camisas",
             (Share("W-1042", 1, Decimal(2)), Share("W-1047", 1, Decimal(1)))),
        Stop("CAF-001", "", "Café molido natural 250 g", Unit.EACH, "Alimentación/Café",
             (Share("W-1042", 2, Decimal(1)),)),
    ]  # fmt: skip
    going = [begun(_order(number, "Iker S.", paid=True)) for number in ("W-1042", "W-1047")]
    other = _waiting(fold(_order("W-1051", "Lucía P.", paid=True), []), 160)
    return wave_view(stops, going, [other], ["W-1051"], "W-1042: 1 de 2")


def place_order() -> PlaceOrderView:
    """Two products, one shop that has both; an order that waits and one that came to nothing."""
    sku = "CAM-LIN-M"
    listed = Listed(Money(3995), "store", "1")
    line = Line(1, sku, "Camisa lino azul · talla M", Unit.EACH, TaxCategory.GENERAL, listed,
                Decimal(2), gross=Money(7990), reduced=Money(7990))  # fmt: skip
    sale = Sale("s", lines=(line,))
    have = {sku: [Elsewhere("043", "Torrero", "", 1200, Decimal(4), NOW - timedelta(minutes=3))]}
    waits = Placed(fold(_order("042-03A-17", "Iker S.", paid=True), []), Outcome.PENDING, "T1")
    failed = fold(_order("042-03A-16", "Ana P.", paid=True), [])
    owed = Placed(failed, Outcome.NO_STOCK, "T042C03AS26-000041", "Café molido")
    shops = [("043", "Torrero"), ("044", "Actur")]
    return place_order_view(sale, shops, have, [waits, owed], asking=False, told=True, now=NOW)


def no_order() -> PlaceOrderView:
    return place_order_view(None, [], {}, [], asking=False, told=False, now=NOW)


def found_order() -> FindOrderView:
    """Another shop's, ready, its customer told; and one of this shop."""
    away = an_order(number="W-2000", name="Lucía P.", shop="043")
    shelved = then(then(picked(away), PACKED), Shelved("P1-5-1", "B2"))
    shelved = then(shelved, Told("ready", "mail"))
    there = ChainOrder(shelved, "Torrero", NOW - timedelta(minutes=3), NOW)
    here = fold(_order("W-2031", "Lucía P.", paid=True), [])
    looked = Looked((here,), (there,), Asked.ANSWERED, NOW)
    return find_order_view("lucía", looked, "W-2000", asking=False, now=NOW)


def stockroom() -> StockroomView:
    """A tablet's home in a busy morning."""
    late = _waiting(begun(_order("W-1042", "Marta G.", paid=True)), -4)
    queue = [late, _waiting(fold(_order("W-1051", "Lucía P.", paid=True), []), 160)]
    screens = ("pickups", "wave", "stock", "receive", "transfer", "attention", "settings")
    return stockroom_view(queue, 2, screens)


_LINEN = Product(
    "CAM-LIN-M", "Camisa lino azul · talla M", Unit.EACH, TaxCategory.GENERAL, Money(3495),
    family="Moda/Hombre/Camisas", brand="Moncayo Textil",
)  # fmt: skip
_GROUND = Product(
    "CAF-001", "Café molido natural 250 g", Unit.EACH, TaxCategory.REDUCIDO, Money(425)
)


def stock_product() -> StandingView:
    """Three, two of them for an order; nobody has counted for a while, and one was not found."""
    kept = (
        Reserved("W-1042", 1, "Marta G.", NOW.replace(hour=17), Decimal(1), Decimal(1)),
        Reserved("W-1051", 1, "Lucía P.", NOW.replace(hour=19), Decimal(1), Decimal(0)),
    )
    doubts = Confidence(Trust.POOR, (Doubt.OLD_COUNT, Doubt.NIL_PICKS))
    counted, heard = NOW - timedelta(days=81), NOW - timedelta(minutes=2)
    of = StockStanding(_LINEN, Decimal(4), kept, Decimal(1), doubts, counted, 1, heard)
    return standing_view(of, NOW)


def stock_count() -> CountView:
    lines = [
        CountLine(_LINEN, StockPlace.FLOOR, Decimal(2), Decimal(5), False, "2001"),
        CountLine(_GROUND, StockPlace.BACK, Decimal(12), Decimal(12), True, "2001"),
    ]
    return count_view(Scope(), StockPlace.FLOOR, lines, 1, lambda _code: "Luis G.")


def stock_ways() -> CountView:
    return no_count(3, (PlaceCounted(StockPlace.BACK, NOW - timedelta(hours=2), 41),))


def stock_one_place() -> CountView:
    lines = [
        CountLine(_LINEN, StockPlace.BACK, Decimal(2), None, False, "2001"),
        CountLine(_GROUND, StockPlace.BACK, Decimal(12), None, True, "2001"),
    ]
    alone = Scope(Kind.CYCLE, place=StockPlace.BACK)
    return count_view(alone, StockPlace.BACK, lines, 0, lambda _code: "Luis G.")


def stock_tasks() -> tuple[RowView, ...]:
    tasks = [
        Task("CAM-LIN-M", AskedBy.SHORT, "W-1042", NOW),
        Task("CAF-001", AskedBy.NEGATIVE, "T042C03AS26-000123", NOW),
    ]
    return task_rows(tasks, lambda sku: _LINEN if sku == "CAM-LIN-M" else _GROUND)


def stock_wanted() -> tuple[RowView, ...]:
    return lost_rows([
        Lost("CAM-LIN-M", _LINEN.name, Decimal(5), 4),
        Lost("", "bombillas azules", Decimal(2), 1),
    ])  # fmt: skip


def stock_labels() -> tuple[RowView, ...]:
    return label_rows([Stale(_LINEN, Money(3995), _LINEN.price)])


PACKED = Packed((((1, Decimal(2)), (2, Decimal(1))),))


def _order(number: str, name: str, *, paid: bool, announced: bool = False) -> Order:
    payments = (Payment("psp", Money(11985), PaymentState.CAPTURED),) if paid else ()
    return an_order(number=number, name=name, payments=payments, announced=announced)


def _waiting(f: Fulfilment, minutes: int, *, here: bool = False, ready: bool = False) -> Waiting:
    haste = Haste.LATE if minutes < 0 else Haste.SOON if minutes < 30 else Haste.CALM
    return Waiting(f, timedelta(minutes=minutes), Haste.CALM if ready else haste, here=here)


def order_matters() -> tuple[MatterView, ...]:
    """One of each."""
    amount, at = Money(8_990), _AT - timedelta(minutes=25)
    matters = [
        OrderMatter(trouble, f"W-10{40 + place}", "Marta G.", "A3", amount, at)
        for place, trouble in enumerate(Trouble)
    ]
    return attention_view(matters, _AT, expected=True)


def shelf() -> ShelfView:
    rows = (
        ShelfRow("1", "A3", "W-1042 · Marta G.", seen=True),
        ShelfRow("2", "A3", "W-1047 · Iker S.", seen=True),
        ShelfRow("3", "B1", "W-1031 · Tomás R.", tr("sin recoger")),
        ShelfRow("4", "C2", "W-1012 · Hugo L.", tr("ya no se guarda")),
    )
    return ShelfView(rows, ("P1042-88-1",))


def figures() -> FiguresView:
    """A week's, not all of it good."""
    days = tuple(
        Day(_AT.date() - timedelta(days=6 - ahead), kept, late, kept, timedelta(minutes=pick))
        for ahead, (kept, late, pick) in enumerate(
            ((31, 1, 7), (28, 0, 6), (35, 4, 11), (40, 2, 8), (38, 0, 7), (52, 3, 9), (18, 0, 6))
        )
    )
    values: dict[Kpi, tuple[Decimal | timedelta, int]] = {
        Kpi.PROMISE: (Decimal("96.0"), 252),
        Kpi.ACKNOWLEDGED: (timedelta(minutes=3), 260),
        Kpi.PICK: (timedelta(minutes=7, seconds=30), 255),
        Kpi.NIL: (Decimal("2.6"), 1_204),
        Kpi.SCANNED: (Decimal(100), 1_173),
        Kpi.TOLD: (timedelta(seconds=41), 240),
        Kpi.WAIT: (timedelta(seconds=95), 238),
        Kpi.HAND_OVER: (timedelta(seconds=52), 238),
        Kpi.ATTACHED: (Decimal("23.5"), 81),
        Kpi.UNCOLLECTED: (Decimal("3.1"), 246),
        Kpi.CANCELLED: (Decimal("1.9"), 266),
    }
    found = tuple(Figure(kpi, *values[kpi]) for kpi in Kpi)
    return figures_view(PickupFigures(days[0].day, days[-1].day, 266, found, days, Money(18_455)))


WHO = WhoView(
    "Iker S.", Collector(Shown.NAME), ("Omar B.",), 18, "Cerveza rubia lata 33 cl",
    tr("Mira un documento: tiene que ser de quien lo compró."),
)  # fmt: skip
SHELVES = (("A1", 0), ("A2", 3), ("A3", 2), ("B1", 1))


def packing() -> PackPanel:
    lines = (
        PackLine(1, "Camisa lino azul · talla M", Unit.EACH, Decimal(2), Decimal(1)),
        PackLine(2, "Café molido natural 250 g", Unit.EACH, Decimal(6), Decimal(1)),
    )
    return PackPanel(lines, str, lambda _parcels: None)

"""Views as the shop would fill them, for the gallery and for tests of the screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.about import UNBROKEN
from app.domain.attempt import Attempt, AttemptKind, AttemptState
from app.domain.cash import Bag, Place
from app.domain.line import Alarm, LineState, LineStatus
from app.domain.money import Money
from app.domain.paper_kind import PaperKind
from app.domain.role_limits import RoleLimits, ordered
from app.domain.shift import Count, PersonFigures, Shift, ShiftReport
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.tender import TenderKind
from app.domain.z import Passed, Rest
from app.fiscal.declaration import text
from app.services.attention import (
    Difference,
    LineTrouble,
    Matter,
    TerminalDiffers,
    UnknownCard,
    WaitingPrint,
)
from app.services.declaring import licences, of_this_version
from app.services.drawer import Closed
from app.storage.prints import PrintJob, PrintState
from app.storage.terminal_totals import Compared
from app.ui import format as written
from app.ui.desks import cards
from app.ui.screens.about import AboutView
from app.ui.screens.attention_view import attention_view
from app.ui.screens.devices_view import devices_view
from app.ui.screens.limits_view import LimitRow, limits_view
from app.ui.screens.matter_view import MatterView
from app.ui.screens.pay_view import NoteView, PayView
from app.ui.screens.return_view import ReturnView
from app.ui.screens.sell_view import SellView, SettledView
from app.ui.screens.shift_view import (
    NoShiftView,
    ShiftView,
    closed_view,
    report_view,
    shift_view,
)
from app.ui.screens.signin_view import SignInView
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.product_card import ProductView
from app.ui.widgets.return_lines import ReturnLineView
from app.ui.widgets.rows import RowView
from app.ui.widgets.ticket_model import LineView
from app.ui.widgets.tiles import TabView, TileView
from app.ui.widgets.top_bar import BarView
from app.ui.words import fill, tr
from hardware.errors import Reason
from hardware.health import Check, Health, Kind, State
from hardware.results import NotAsked

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


PARKED = tuple(
    ChipView(f"Aparcado {at} · {units}", "pause", does=f"recall:{place}")
    for place, (at, units) in enumerate(
        (("11:41", "1 ud"), ("11:50", "12 uds"), ("11:58", "3 uds"), ("12:31", "2 uds")), 1
    )
)
UNKNOWN = BannerView(
    "8410999000017",
    "no está en el catálogo",
    strong="8410999000017",
    actions=(("sundries", "Vender como varios"), ("lost", "Faltó"), ("forget", "Descartar")),
)

SHIRT = Path(__file__).parents[2] / "resources" / "demo" / "pictures" / "shirt.png"
PRODUCT = ProductView(
    "Camisa lino azul · M",
    "31,96 €",
    "39,95 €",
    "t-shirt",
    ("Quedan 4 uds", "Moda / Camisas · 8410000000160"),
    (("2001", "Pantalón lino beige · 2 uds"), ("2002", "Cinturón trenzado · 7 uds")),
    picture=SHIRT,
)


SIZES = replace(
    PRODUCT,
    sizes=(("S", "S · 6"), ("M", "M · 9"), ("L", "L · 0"), ("XL", "XL · 3")),
)
OIL = ProductView(
    "Aceite de oliva virgen extra 1 L",
    "8,95 €",
    icon="drop",
    facts=("8,95 €/l", "Quedan 31 uds en la tienda"),
    related=(
        ("2003", "Vinagre de vino de Jerez reserva 75 cl · 12 uds"),
        ("2004", "Sal en escamas"),
    ),
    picture=SHIRT.with_name("oil.png"),
)
ELSEWHERE = BannerView(
    "L",
    "No queda Camisa lino azul · L. Hay en Puerto 2 uds (800 m), Delicias 1 ud (4,5 km)",
    icon="smiley-sad",
    actions=(("elsewhere", "Pedirlo"), ("lost", "Faltó"), ("sell", "Vender igual")),
)
VOUCHER = BannerView(
    "V042KP5FPFH4V0E1",
    fill(tr("Quedan %1 del vale %2."), "15,00\u00a0€", "V042KP5FPFH4V0E1"),
    tone="accent",
    icon="ticket",
    actions=(("voucher", tr("Imprimir el vale")),),
)
AGE = BannerView(
    "age",
    "¿Tiene 18 años o más? Pregúntalo antes de cobrar.",
    icon="identification-card",
    actions=(("of-age", "Sí"), ("under-age", "No: quitarlo")),
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

SETTLED = SettledView(
    "7,10 €", "52,90 €", ("Efectivo 60,00 €", "Ticket T042C03AS26-000123"), "Cambio"
)

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
NOW = datetime(2026, 11, 21, 12, 41)
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
    others=(
        ("credit", "Vale de la tienda", "ticket"),
        ("bizum", "Bizum", "device-mobile"),
        ("transfer", "Transferencia", "bank"),
        ("meal-voucher", "Vale de comida", "fork-knife"),
    ),
)

_CARD = Attempt(
    "T042C03A/1-812", "", AttemptKind.SALE, Money(3_290), "", AttemptState.STARTED, "1001",
    NOW - timedelta(minutes=4),
)  # fmt: skip
ASKED = cards._asked(_CARD, may_abort=True)
UNKNOWN_CARD = cards._unknown(_CARD)
NOT_ASKED = cards._not_asked(_CARD, NotAsked("Unreachable"))

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
    (("", "Como se pagó"), ("cash", "En efectivo"), ("credit", "En un vale")),
    (
        FactView("Cómo se pagó", weight="heading"),
        FactView("Tarjeta ···· 4242", "40,00 €"),
        FactView("Efectivo", "12,90 €"),
        FactView("Ya devuelto", "1,09 €"),
    ),
)  # fmt: skip


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
    moves={(Place.DRAWER, Place.SAFE): Money(60_000)},
    bags=[Bag("B-118", Money(60_000))],
    left=Money(15_000),
    replacing=1,
    replacing_total=Money(5_390),
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
    moves={
        (Place.OUTSIDE, Place.DRAWER): Money(2_000),
        (Place.DRAWER, Place.OUTSIDE): Money(1_250),
        (Place.DRAWER, Place.SAFE): Money(30_000),
    },
    discounts=Money(3_120),
    overrides=2,
    removed_lines=4,
    tenders={TenderKind.CASH: Money(48_120), TenderKind.CARD_BY_HAND: Money(5_290)},
)


def open_shift() -> ShiftView:
    """As a cashier sees it: blind."""
    passed = Passed(False, 1, 0, 0, 0)
    view = shift_view(_OPEN, passed, who=_NAMES["1001"], now=NOW, expected=False)
    return replace(view, totals=(("meal-voucher", "Vale de comida"),))


def closed_shift() -> NoShiftView:
    passed = Passed(False, 0, 0, 0, 0, 2)
    rest = Rest(Money(15_000), Money(46_235), "042-03A-12")
    closed = Closed(_CLOSED, passed, rest, "9001", False)
    return closed_view(closed, name=_NAMES.__getitem__, expected=False)


def x_report() -> tuple[FactView, ...]:
    """As a manager sees it."""
    return report_view(_OPEN, name=_NAMES.__getitem__, expected=True)


def zs() -> tuple[RowView, ...]:
    return tuple(
        RowView(str(one), fill(tr("Z del turno %1"), one),
                fill(tr("%1 · abierto por %2"), f"{day}/11/2026", "Ana Pérez"),
                "612,35\u00a0€", tr("contado"))
        for one, day in ((17, 20), (16, 19), (15, 18))
    )  # fmt: skip


def matters() -> tuple[MatterView, ...]:
    printing = PrintJob(4, PaperKind.TICKET, "T042C03AS26-000122", False, PrintState.QUEUED, NOW)
    found: list[Matter] = [
        UnknownCard(_CARD),
        WaitingPrint(printing),
        Difference(_CLOSED),
        TerminalDiffers(Compared(17, Money(41_230), Money(40_280), seen=False)),
    ]
    return attention_view(found, NOW, expected=True)


AT = datetime(2026, 11, 21, 10, 2, tzinfo=UTC)

LINE = (
    LineStatus(LineState.OFFLINE, 14, AT),
    LineStatus(LineState.SENDING, 14, AT),
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
    return attention_view(matters, AT, expected=True)


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
    text(of_this_version(), UNBROKEN),
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


def devices() -> tuple[MatterView, ...]:
    """A printer without paper, its drawer, a scale that is being looked for."""
    at = datetime(2026, 11, 21, 12, 41, tzinfo=UTC)

    def ago(minutes: int) -> datetime:
        return at - timedelta(minutes=minutes)

    return devices_view(
        (
            Health("counter", Kind.PRINTER, "tcp://192.168.1.50:9100", State.ENABLED,
                   Reason.PAPER_OUT, "", ago(3), ago(4), 2, {"model": "TM-T20III"},
                   (Check.PRINT, Check.KICK, Check.AGAIN)),
            Health("drawer", Kind.DRAWER, "sim://drawer", State.ENABLED, None, "", ago(190), ago(4),
                   0, {"drawer": "open"}, (Check.KICK,)),
            Health("deli", Kind.SCALE, "serial:///dev/ttyUSB0", State.OPENED, Reason.NO_HARDWARE,
                   "[Errno 2] No such file", ago(40), None, 0, {}, (Check.WEIGH, Check.AGAIN)),
        ),
        at,
        written.language().partition("_")[0],
        {"printer": [("paper_out", True), ("near_end", False), ("cover_open", False),
                     ("cutter", False), ("off", False), ("mute", False), ("drawer", False)]},
    )  # fmt: skip


def limits() -> tuple[LimitRow, ...]:
    said = {"cashier": {"refund": 3000, "price": "5"}, "senior": {"cash_out": 20_000}}
    return limits_view(ordered({**said, "four_eyes": ["safe"]}, RoleLimits()))

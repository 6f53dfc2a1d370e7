"""Views as the shop would fill them, for the gallery and for tests of the screens."""

from __future__ import annotations

from app.ui.screens.sell_view import SellView, SettledView
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.product_card import ProductView
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
    ("Plátano de Canarias", "leaf"), ("Leche entera 1 L", "drop"), ("Huevos camperos 12 uds", "circle"),
    ("Café molido", "coffee"), ("Periódico", "newspaper"), ("Pilas AA", "battery-full"),
    ("Ticket regalo", "gift"), ("Patata", "leaf"),
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
    actions=(("sundries", "Vender como varios"), ("forget", "Descartar")),
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
        "product": PRODUCT,
        "tabs": tuple(TabView(word, word) for word in _TABS),
        "tab": "Favoritos",
        "tiles": tuple(TileView(words, words, icon) for words, icon in _TILES),
    }
    return SellView(**(values | changes))  # type: ignore[arg-type]


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

"""`make demo-offline-pickup`: two tills and a tablet, the line cut, told step by step.

Real folders, a real central over HTTP, and a cable that is pulled. What is told is asked of the
devices first: exit 1 when anything is not so. `--language en` tells it in English.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.domain.collecting import Collector
from app.domain.errors import ShopError
from app.domain.fulfilment import OrderState
from app.domain.money import parse_money
from app.domain.order_event import Shown
from app.messages import sentence
from app.services.counter import Counter
from bench.demo_shop import COFFEE, SHIRT, STOCK, TABLET, Shop

BEARER = Collector(Shown.CODE)
BOTH = {SHIRT: 2, COFFEE: 1}


class Untrue(Exception):
    """What was to be told did not happen."""


class Story:
    def __init__(self, of: Shop, language: str) -> None:
        self._shop, self._language = of, language
        self.left, self.right, self.tablet = (of.devices[name] for name in ("03", "02", TABLET))
        self._qr: dict[str, str] = {}

    def tell(self) -> None:
        for chapter in (
            self._before, self._cut, self._tablet_prepares, self._label_is_the_state,
            self._handed_over_elsewhere, self._shown_twice, self._born_after_the_cut,
            self._paid_at_the_counter, self._cancelled_meanwhile, self._line_is_back,
        ):  # fmt: skip
            chapter()

    # telling
    def _say(self, spanish: str, english: str) -> None:
        print(spanish if self._language == "es" else english, flush=True)

    def _chapter(self, spanish: str, english: str) -> None:
        print()
        self._say(f"== {spanish}", f"== {english}")

    def _refused(self, kind: str, step: Callable[[], object]) -> None:
        """It must be refused, and what the screen says is told."""
        try:
            step()
        except ShopError as error:
            _must(type(error).__name__ == kind, f"{kind}, not {type(error).__name__}")
            print(f"   «{sentence(error, self._language)}»", flush=True)
            return
        raise Untrue(f"{kind} was expected, and nothing refused it")

    # the chapters
    def _before(self) -> None:
        self._chapter("La tienda está en línea", "The shop is in step")
        self._say(
            "Cajas 03 y 02, y la tableta 21 del almacén; la central, por HTTP.",
            "Tills 03 and 02, and the stockroom's tablet 21; central, over HTTP.",
        )
        self._qr["W-7001"] = self._shop.order("W-7001", BOTH, paid=True)
        self._qr["W-7002"] = self._shop.order("W-7002", {SHIRT: 1}, paid=False)
        self._qr["W-7004"] = self._shop.order("W-7004", {COFFEE: 2}, paid=True)
        _must(self._shop.sync(), "every device in step")
        waiting = {one.order.order.number for one in self.tablet.pickups.queue()}
        _must({"W-7001", "W-7002", "W-7004"} <= waiting, "the orders are in the queue")
        self._say(
            "La web vende W-7001 y W-7004 (pagados) y W-7002 (por pagar): están en la cola.",
            "The web sells W-7001 and W-7004 (paid) and W-7002 (to pay): they are in the queue.",
        )

    def _cut(self) -> None:
        self._chapter("Se corta la línea", "The line is cut")
        self._shop.cable.cut()
        _must(not self._shop.sync("03"), "no round gets through")
        self._say(
            "Nadie oye a la central desde aquí. Nada de lo que sigue la necesita.",
            "Nobody hears central from here on. Nothing of what follows needs it.",
        )

    def _tablet_prepares(self) -> None:
        self._chapter("La tableta prepara W-7001", "The tablet prepares W-7001")
        preparing = self.tablet.preparing
        preparing.start("W-7001")
        self._say("Se escanea lo que no es:", "Something else is scanned:")
        self._refused("NotOfOrder", lambda: preparing.pick("W-7001", "LEC-ENT"))
        self._label = _packed(self.tablet, "W-7001", BOTH)
        self._say(
            "Dos camisas y un café, unidad a unidad; un bulto, con la etiqueta que firma ella.",
            "Two shirts and a coffee, unit by unit; one parcel, with a label that it signs.",
        )

    def _label_is_the_state(self) -> None:
        self._chapter("La etiqueta es el estado", "The label is the state")
        before = self.left.orders.of("W-7001").state
        _must(before is OrderState.NEW, "till 03 knows nothing of the preparation")
        after = self.left.handing.shelve(self._label, "A3").state
        _must(after is OrderState.READY, "shelved, it is ready")
        self._say(
            "La caja 03 no sabía nada; escanea la etiqueta, lo deja en A3 y para ella está listo.",
            "Till 03 knew nothing; it scans the label, puts it on A3: there the order is ready.",
        )

    def _handed_over_elsewhere(self) -> None:
        self._chapter("La clienta llega a la caja 02", "The customer comes to till 02")
        f = self.right.order_codes.scanned(self._qr["W-7001"])
        _must(f is not None and f.state is OrderState.NEW, "till 02 has heard of nothing either")
        self._say(
            "Enseña su QR. Sin el bulto en la mano no se entrega nada:",
            "She shows her QR. Without the parcel in hand nothing is handed over:",
        )
        self._refused("NothingBegun", lambda: self.right.handing.hand_over("W-7001", BEARER))
        self.right.handing.scan_out(self._label)
        self._shop.close("02")
        self.right = self._shop.open("02")
        (asked,) = self.right.handing.unanswered()
        _must(asked.order.order.number == "W-7001", "the parcel that is out is asked about")
        self._say(
            "Se escanea el bulto, y la caja 02 se apaga. Al volver pregunta: ¿Se entregó W-7001?",
            "The parcel is scanned, and till 02 goes off. Back, it asks: was W-7001 handed over?",
        )
        f = self.right.handing.hand_over("W-7001", BEARER)
        _must(f.state is OrderState.HANDED_OVER, "it is handed over")
        self._say(
            "Todavía no. Ahora sí: entregado, con su justificante (no es factura).",
            "Not yet. Now it is: handed over, with its proof of delivery (no invoice).",
        )

    def _shown_twice(self) -> None:
        self._chapter("El mismo QR otra vez", "The same QR again")
        self._say("En la caja 02:", "At till 02:")
        self._refused("OrderCollected", lambda: self.right.handing.hand_over("W-7001", BEARER))
        self._say(
            "En la caja 03, que no lo sabe, en el estante no hay nada:",
            "At till 03, which does not know, nothing is on the shelf:",
        )
        self._refused("ParcelsMissing", lambda: self.left.handing.hand_over("W-7001", BEARER))

    def _born_after_the_cut(self) -> None:
        self._chapter("Nacido después del corte", "Born after the cut")
        qr = self._shop.order("W-7003", {COFFEE: 1}, paid=True)
        self._refused("UnknownOrder", lambda: self.left.orders.of("W-7003"))
        f = self.left.order_codes.scanned(qr)
        _must(f is not None and f.order.paid, "the QR says that it is paid")
        self.left.handing.scan_out(_packed(self.left, "W-7003", {COFFEE: 1}))
        f = self.left.handing.hand_over("W-7003", BEARER)
        _must(f.state is OrderState.HANDED_OVER, "it is handed over")
        self._say(
            "La caja 03 lo toma del QR que firmó la central, lo prepara y lo entrega.",
            "Till 03 takes it from the QR that central signed, prepares it and hands it over.",
        )

    def _paid_at_the_counter(self) -> None:
        self._chapter("W-7002, por pagar", "W-7002, to pay")
        label = _packed(self.tablet, "W-7002", {SHIRT: 1})
        self.right.drawer.open(parse_money("100"))
        self.right.handing.scan_out(label)
        self._refused("NotPaid", lambda: self.right.handing.hand_over("W-7002", BEARER))
        sale = self.right.order_sales.open("W-7002", BEARER)
        promised = self.right.orders.of("W-7002").order.amount
        _must(sale.total <= promised, "the promised price is a ceiling")
        self.right.checkout.pay_cash(None)
        f = self.right.orders.of("W-7002")
        _must(f.state is OrderState.HANDED_OVER, "the ticket hands it over")
        paid = str(sale.total)
        self._say(
            f"La prepara la tableta; la caja 02 cobra {paid.replace('.', ',')} € (lo prometido"
            " es el máximo), y el mismo tique lo entrega.",
            f"The tablet prepares it; till 02 takes €{paid} (what was promised is the most),"
            " and the same ticket hands it over.",
        )

    def _cancelled_meanwhile(self) -> None:
        self._chapter("Anulado mientras tanto", "Cancelled meanwhile")
        self.tablet.preparing.start("W-7004")
        self.tablet.preparing.pick("W-7004", COFFEE)
        _must(self._shop.cancel("W-7004") == "cancelled", "central has heard of no preparation")
        self._say(
            "La web anula W-7004; la tableta, que no lo oye, ya tiene un café en la cesta.",
            "The web cancels W-7004; the tablet, which does not hear it, has picked a coffee.",
        )

    def _line_is_back(self) -> None:
        self._chapter("Vuelve la línea", "The line is back")
        self._shop.cable.join()
        for _ in range(2):  # what one says the others hear in the next round
            _must(self._shop.sync(), "every device in step")
        self._put_down()
        _must(self._shop.sync() and self._shop.sync(), "every device in step")
        for number, state in (
            ("W-7001", "handed_over"), ("W-7002", "handed_over"),
            ("W-7003", "handed_over"), ("W-7004", "cancelled"),
        ):  # fmt: skip
            said = self._shop.at_central(number)
            _must((said["state"], said["conflicts"]) == (state, []), f"{number}: {said['state']}")
            for name, counter in self._shop.devices.items():
                found = counter.orders.find(number)
                _must(found is not None and found.state == state, f"{number} at {name}")
        self._say(
            "W-7001, W-7002 y W-7003 entregados una vez, W-7004 anulado: lo mismo en todas partes.",
            "W-7001, W-7002 and W-7003 handed over once, W-7004 cancelled: the same everywhere.",
        )
        self._sums()

    def _put_down(self) -> None:
        f = self.tablet.orders.of("W-7004")
        _must(f.state is OrderState.CANCELLING, "the tablet hears that it is cancelled")
        self.tablet.preparing.put_down("W-7004", 1, f.loose(1))
        self._say(
            "La tableta oye que W-7004 está anulado, y el café vuelve a su sitio.",
            "The tablet hears that W-7004 is cancelled, and the coffee goes back to its place.",
        )

    def _sums(self) -> None:
        left = {SHIRT: STOCK[SHIRT] - 3_000, COFFEE: STOCK[COFFEE] - 2_000}
        _must(self._shop.on_hand() == left, f"stock {self._shop.on_hand()}, not {left}")
        _must(not self._shop.contradictions(), str(self._shop.contradictions()))
        for name in self._shop.devices:
            _must(not self._shop.violations(name), f"{name}: {self._shop.violations(name)}")
        self._say(
            "Las existencias cuadran, no hay contradicciones, y los tres diarios verifican.",
            "The stock adds up, nothing contradicts, and the three journals verify.",
        )


def _packed(counter: Counter, number: str, lines: dict[str, int]) -> str:
    """Prepared whole; what its one label holds."""
    counter.preparing.start(number, take_over=True)
    for sku, quantity in lines.items():
        for _ in range(quantity):
            counter.preparing.pick(number, sku)
    ((_, text),) = counter.order_codes.labels(counter.preparing.pack(number))
    return text


def _must(so: bool, what: str) -> None:
    if not so:
        raise Untrue(what)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.demo_offline_pickup")
    parser.add_argument("--language", choices=["es", "en"], default="es")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mostrador-demo-") as place, Shop(Path(place)) as made:
        try:
            Story(made, asked.language).tell()
        except Untrue as error:
            print(f"\nNO: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

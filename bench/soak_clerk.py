"""What somebody at a till might do next: commands from a seed, fitting what the till shows."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Shown = dict[str, Any]
"""The answer to `show`."""

# What each verb may change of what `show` says; anything else must stay.
_BASKET = {"basket"}
_MONEY = {"basket", "last", "pending_cards"}
MAY_CHANGE: dict[str, set[str]] = {
    "add": _BASKET,
    "scan": _BASKET,
    "varios": _BASKET,
    "line": _BASKET,
    "qty": _BASKET,
    "discount": _BASKET,
    "price": _BASKET,
    "remove": _BASKET,
    "undo": _BASKET,
    "note": _BASKET,
    "invoice": _BASKET,
    "park": {"basket", "parked"},
    "recall": {"basket", "parked"},
    "abandon": _MONEY,
    "pay": _MONEY,
    "refund": {"last", "pending_cards"},
    "refund-all": {"last", "pending_cards"},
    "open-shift": {"shift"},
    "close-shift": {"shift"},
}
MOST_LINES = 8


class Clerk:
    """Chooses; remembers documents that may come back and what the terminal was told."""

    def __init__(self, rng: random.Random, products: list[dict[str, str]]) -> None:
        """`products`: rows of the demo shop's file."""
        self._rng = rng
        cheap = [
            one for one in products if one["unit"] == "each" and float(one["price_store"]) < 15
        ]
        self._skus = [one["sku"] for one in cheap]
        self._codes = [one["barcodes"].split("|")[0] for one in cheap if one["barcodes"]]
        self._returnable: list[tuple[str, list[int], str]] = []
        self._returning = self._before = self._stuck = ""
        self._queued: list[str] = []
        self._since_close = 0

    def sold(self, document: Shown) -> None:
        """A document was handed out; a ticket may come back, once."""
        if document["corrects"] is None:
            lines = [line["n"] for line in document["lines"]]
            cash = all(one["kind"] == "cash" for one in document["tenders"])
            self._returnable.append((document["number"], lines, " cash" if cash else ""))
            del self._returnable[:-50]

    def restarted(self) -> None:
        self._queued.clear()

    def refused(self, error: str) -> None:
        """A return that a kill cut in half comes before the next one."""
        if error == "ReturnPending":
            self._returning = self._stuck = self._before

    def next(self, shown: Shown) -> str:
        """The next command for a till that shows that."""
        if self._queued:
            return self._queued.pop(0)
        self._since_close += 1
        if shown["shift"] is None:
            self._since_close = 0
            return f"open-shift {self._rng.randint(100, 300)}"
        if shown["pending_cards"]:
            return self._settle(shown)
        basket = shown["basket"]
        if not basket or not basket["lines"]:
            return self._idle(shown)
        return self._selling(basket, len(shown["parked"]))

    def _settle(self, shown: Shown) -> str:
        """Switch the terminal on again and go on; what it booked is then looked up."""
        basket = shown["basket"]
        if basket and basket["lines"]:
            self._queued = ["pay cash"]
        elif self._returning:
            self._queued = [f"refund-all {self._returning}"]
        return "terminal approve"

    def _idle(self, shown: Shown) -> str:
        choice = self._rng.random()
        if self._since_close > 150:
            self._queued = ["close-shift"]
            return "count 50.00x2 20.00x5 1.00x17"
        if shown["parked"] and choice < 0.3:
            return f"recall {self._rng.randint(1, len(shown['parked']))}"
        if self._stuck or (self._returnable and choice < 0.4):
            return self._return()
        if choice < 0.45:
            return self._rng.choice(
                ['cash-in 5.00 "cambio"', 'cash-out 1.00 "pan"', "drop 2.00", "x"]
            )
        return self._add()

    def _return(self) -> str:
        if self._stuck:
            number, self._stuck = self._stuck, ""
            return f"refund-all {number}"
        number, lines, means = self._returnable.pop(self._rng.randrange(len(self._returnable)))
        self._before, self._returning = self._returning, number
        part = f"refund {number} {self._rng.choice(lines)}:1"
        return self._rng.choice([part, f"refund-all {number}", f"refund-all {number}{means}"])

    def _add(self) -> str:
        rng = self._rng
        choices: list[Callable[[], str]] = [
            lambda: f"add {rng.choice(self._skus)} {rng.randint(1, 5)}",
            lambda: f"scan {rng.choice(self._codes)}",
            lambda: f"scan {rng.choice(self._codes)}",
            lambda: f'varios {rng.randint(1, 20)}.{rng.randint(10, 99)} 21 "suelto"',
        ]
        return rng.choice(choices)()

    def _selling(self, basket: Shown, parked: int) -> str:
        rng, lines = self._rng, basket["lines"]
        if basket["tenders"] or len(lines) >= MOST_LINES or rng.random() < 0.22:
            return self._pay(basket)
        choices: list[Callable[[], str]] = [self._add] * 5 + [
            lambda: f"line {rng.choice(lines)['n']}",
            lambda: f"qty {rng.randint(1, 9)}",
            lambda: f"discount line {rng.choice(['10%', '0.05', '5%'])}",
            lambda: f"discount ticket {rng.choice(['10%', '0.05', '5%', '0%'])}",
            lambda: f'price {rng.randint(1, 9)}.50 "rozado"',
            lambda: f'note "nota {rng.randint(1, 99)}"',
            lambda: "remove" if len(lines) > 1 else "x",
        ]
        if basket["undo"]:
            choices.append(lambda: "undo")
        if parked < 3:
            choices.append(lambda: "park")
        if rng.random() < 0.1:
            choices.append(lambda: "abandon")
            choices.append(lambda: 'invoice A28015865 "Empresa, S.A." "Gran Via 28, Madrid"')
        return rng.choice(choices)()

    def _pay(self, basket: Shown) -> str:
        rng, cents = self._rng, round(float(basket["due"]) * 100)
        some = f"{rng.randint(1, max(1, cents - 1)) / 100:.2f}" if cents > 1 else ""
        way = rng.random()
        if way < 0.35:
            return rng.choice(["pay cash", f"pay cash {cents // 100 + 20}.00", f"pay cash {some}"])
        if way < 0.45:
            return rng.choice(["pay card-by-hand", f"pay card-by-hand {some}"])
        card = rng.choice(["pay card", f"pay card {some}"])
        mood = rng.choice(["approve"] * 4 + ["decline", "cancel", "hang", "die"])
        if mood == "approve":
            return card
        self._queued = [card]
        return f"terminal {mood}"

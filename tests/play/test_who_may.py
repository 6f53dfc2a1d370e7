"""Who may do what at a till, act by act: unasked, with somebody's leave, or never."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import copied
from shop import Shop

from app.domain.facts import Fact
from app.domain.staff import Person, Role
from app.play.runner import Runner
from app.play.table import VERBS
from app.services.installing import NewPerson
from app.services.staffing import bring_in
from app.storage import journal

CODES = {
    Role.CASHIER: "1001",
    Role.SENIOR: "2001",
    Role.MANAGER: "9001",
    Role.STOCK: "3001",
    Role.INSPECTOR: "5001",
}
SELLS = frozenset({Role.CASHIER, Role.SENIOR, Role.MANAGER})
ALLOWS = frozenset({Role.SENIOR, Role.MANAGER})
RUNS = frozenset({Role.MANAGER})
PREPARES = SELLS | {Role.STOCK}
COUNTS = ALLOWS | {Role.STOCK}
ALL = frozenset(Role)
READS = SELLS | {Role.INSPECTOR}


@dataclass(frozen=True)
class Act:
    """What a role tries. `before`: what the manager does first; `{last}` is the last document;
    `tells`: its fact says who allowed it."""

    words: str
    who: frozenset[Role]
    before: tuple[str, ...] = ()
    tells: bool = False


COFFEE = ("add CAF-001",)
PAID = ("add CAF-001", "pay cash")
ACTS = (
    Act("add CAF-001", SELLS),
    Act("scan 9525300002499", SELLS),
    Act('varios 2.50 21 "botón"', SELLS),
    Act("qty 2", SELLS, COFFEE),
    Act("remove", SELLS, COFFEE),
    Act("undo", SELLS, (*COFFEE, "remove")),
    Act('note "fría"', SELLS, COFFEE),
    Act("seller 2001", SELLS, COFFEE),
    Act("park", SELLS, COFFEE),
    Act("recall 1", SELLS, (*COFFEE, "park")),
    Act("abandon", SELLS, COFFEE),
    Act("discount line 20%", SELLS, COFFEE),
    Act("discount line 21%", ALLOWS, COFFEE, tells=True),
    Act("discount ticket 21%", ALLOWS, COFFEE, tells=True),
    Act("price 4.00 rota", ALLOWS, COFFEE, tells=True),
    Act("label-says 4.00", SELLS, COFFEE),
    Act("age yes", SELLS, ("add CER-RUB-1",)),
    Act('invoice B12345674 "Otra" "Calle 1"', SELLS, COFFEE),
    Act("staff-purchase 1002", SELLS, COFFEE),
    Act("customer MC:2900000000012", SELLS, COFFEE),
    Act("points", PREPARES, (*COFFEE, "customer MC:2900000000012")),
    Act("pay cash", SELLS, COFFEE),
    Act("pay card", SELLS, COFFEE),
    Act("pay card-by-hand", SELLS, COFFEE),
    Act("pay bizum 4.25 BZ-1", SELLS, COFFEE),
    Act("non-resident passport FR", ALLOWS, COFFEE, tells=True),
    Act("credit 5 espera", RUNS, tells=True),
    Act("refund-all {last}", ALLOWS, PAID, tells=True),
    Act("refund {last} 1:1 credit", ALLOWS, PAID, tells=True),
    Act("price-back {last} 1:1 allowance", ALLOWS, PAID, tells=True),
    Act("exchange {last} 1:1", ALLOWS, PAID),
    Act("return CAF-001 1 regalo", ALLOWS, tells=True),
    Act("void-last", ALLOWS, PAID, tells=True),
    Act("retender card", ALLOWS, PAID, tells=True),
    Act('to-invoice {last} B12345674 "Otra" "Calle 1"', SELLS, PAID),
    Act("gift", SELLS, PAID),
    Act("reprint {last}", SELLS, PAID),
    Act("find-ticket product=CAF-001", SELLS, PAID),
    Act("history", READS, PAID),
    Act("x", READS),
    Act("z", READS, ("close-shift", "open-shift 50")),
    Act("places", RUNS),
    Act("cash-in 5 cambio", SELLS),
    Act("cash-out 5 bayetas", SELLS),
    Act("drop 5", SELLS),
    Act("move-cash safe drawer 5", SELLS),
    Act("move-cash safe transit 5", ALLOWS, tells=True),
    Act("deposit 9-{n}=5 RESGUARDO", ALLOWS, tells=True),
    Act("open-drawer cambio", ALLOWS, tells=True),
    Act("count 50.00x1", SELLS),
    Act("close-shift", SELLS),
    Act("open-shift 50", SELLS, ("close-shift",)),
    Act("stop LEC-ENT retirada", RUNS, ("stop off",), tells=True),
    Act("stop off", RUNS, ("stop LEC-ENT retirada",), tells=True),
    Act("missing CAM-LIN-L", PREPARES),
    Act("pickup list", PREPARES),
    Act("order list", PREPARES),
    Act("pickup figures", RUNS),
    Act("stock show CAF-001", PREPARES),
    Act("stock adjust CAF-001 1 found", COUNTS, tells=True),
    Act("stock count begin", COUNTS, ("stock count leave",)),
    Act("stock label CAF-001", PREPARES),
    Act("stock receive blind Tejidos A-{n}", COUNTS),
    Act("search cafe", ALL),
)
ANYBODYS = frozenset(
    [
        "signin",
        "signout",
        "badge",
        "lock",
        "authorise",
        "clock",
        "terminal",
        "offline",
        "online",
        "wait-sync",
        "show",
        "explain",
    ]
)
"""Verbs that ask for nobody's right: who is there, the line, and what things cost."""
HELD_ELSEWHERE = frozenset(
    ["line", "weight", "weigh", "card-was", "allow-clock", "refund-on-paper"]
)
"""The three of a line are as `qty`; the others need a terminal, a clock or a shop that fails."""


class Tried:
    """A shop where everybody of every role works."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.count, self.next = shop, 0, (0, 0)

    def run(self, text: str) -> dict[str, object]:
        out: list[str] = []
        newest = self.shop.counter.printing.last()
        self.count += 1
        Runner(self.shop.counter, [], out.append)._line(
            1, text.format(last=newest.number if newest else "", n=self.count)
        )
        found: dict[str, object] = json.loads(out[-1])
        return found

    def new(self) -> list[Fact]:
        """The facts stated since this was asked last."""
        with self.shop.db.read() as connection:
            found = list(journal.since(connection, self.next))
        if found:
            self.next = (found[-1].installation, found[-1].seq + 1)
        return found

    def prepare(self, act: Act) -> None:
        """Nothing of the try before is left: no ticket, no return, a shift that is open."""
        self.shop.sign_in("9001")
        for text in ("exchange none", "abandon", "stop off", "stock count leave", "signout"):
            self.run(text)
        self.shop.sign_in("9001")
        self.run("stock receive leave")
        if self.shop.counter.drawer.current() is None:
            self.run("open-shift 50")
        for text in act.before:
            self.run(text)

    def as_(self, role: Role, act: Act, allowed_by: Role | None = None) -> tuple[str, list[Fact]]:
        """What it was refused with, or ""; and the facts of it."""
        self.shop.sign_in(CODES[role], PINS[role])
        if allowed_by is not None:
            self.shop.counter.signin.authorise(CODES[allowed_by], PINS[allowed_by])
        self.new()
        answer = self.run(act.words)
        return str(answer.get("error", "")), self.new()


PINS = {Role.CASHIER: "1111", Role.SENIOR: "2222", Role.MANAGER: "9999", Role.STOCK: "3333",
        Role.INSPECTOR: "5555"}  # fmt: skip


@pytest.fixture(scope="module")
def tried(
    demo_made: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tried]:
    """One shop for all: what is refused leaves nothing behind, and each act begins anew."""
    folder = copied(demo_made[0], tmp_path_factory.mktemp("who") / "till")
    more = (Person("3001", "Eva Sanz", Role.STOCK), Person("1002", "Olga Ruiz", Role.CASHIER))
    bring_in(folder, [NewPerson(one, "3333") for one in more])
    with Shop(folder) as shop:
        shop.sign_in("9001").open_shift("200")
        shop.counter.customers.make("2900000000012", {"name": "Zenobia"})
        yield Tried(shop)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.words)
def test_each_act_is_for_whom_it_is(tried: Tried, act: Act) -> None:
    tried.prepare(act)
    for role in sorted(ALL - act.who):
        refused, facts = tried.as_(role, act)
        assert refused == ("LooksOnly" if role is Role.INSPECTOR else "NotAllowed"), role
        assert facts == []
    for role in sorted(ALL - act.who) if Role.CASHIER not in act.who else ():
        refused, _ = tried.as_(Role.CASHIER, act, allowed_by=role)
        assert refused == "NotAllowed", role
    if Role.INSPECTOR not in act.who:
        assert tried.as_(Role.INSPECTOR, act, allowed_by=Role.MANAGER)[0] == "LooksOnly"
    for role in sorted(act.who):
        tried.prepare(act)
        refused, facts = tried.as_(role, act)
        assert refused == "", role
        assert {fact.who for fact in facts} <= {CODES[role]}
        assert allowed(facts) <= {""}


@pytest.mark.parametrize("act", [a for a in ACTS if a.who < SELLS], ids=lambda act: act.words)
def test_who_may_not_does_it_with_the_leave_of_one_who_may_and_both_are_told(
    tried: Tried, act: Act
) -> None:
    for allows in sorted(act.who - {Role.STOCK}):
        tried.prepare(act)
        refused, facts = tried.as_(Role.CASHIER, act, allowed_by=allows)
        assert refused == ""
        if act.tells:
            assert CODES[allows] in allowed(facts)
            assert {fact.who for fact in facts} == {"1001"}


def allowed(facts: Iterable[Fact]) -> set[str]:
    """Who allowed them, "" for nobody."""
    found = set()
    for fact in facts:
        body = fact.body.get("document", fact.body)
        body = body if isinstance(body, dict) else fact.body
        discount = body.get("discount")
        for one in (body, discount):
            if isinstance(one, dict) and "allowed_by" in one:
                found.add(str(one["allowed_by"]))
    return found


def test_no_verb_is_forgotten() -> None:
    assert {act.words.split()[0] for act in ACTS} == set(VERBS) - ANYBODYS - HELD_ELSEWHERE


def test_an_exchange_that_somebody_allowed_says_so_on_its_corrective(tried: Tried) -> None:
    tried.prepare(Act("", ALL, PAID))
    tried.shop.sign_in("1001").authorise("2001")
    assert tried.run("exchange {last} 1:1")["ok"]
    tried.run("add LEC-ENT")
    tried.new()
    assert tried.run("pay cash")["ok"]
    assert "2001" in allowed(tried.new())

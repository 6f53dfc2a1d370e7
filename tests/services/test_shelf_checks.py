"""The pickup shelves reconciled when a shift closes: a fact, a paper, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOON
from order_shop import TILL, a_paid_order, device, order_row, tell
from shop import Shop

from app.domain import shelf_check
from app.domain.money import Money
from app.domain.paper import lines
from app.domain.paper_kind import PaperKind
from app.domain.shelf_check import ShelfParcel
from app.services.order_matters import OrderMatter, Trouble
from app.services.verify import verify

SHIRT, COFFEE = "9528225000472", "9526262002947"


@pytest.fixture
def till(demo_folder: Path) -> Iterator[Shop]:
    with device(demo_folder, TILL) as shop:
        yield shop


def shelved(till: Shop, number: str, place: str, **values: object) -> str:
    """An order packed here and put on a shelf; its label."""
    tell(till, [order_row(replace(a_paid_order(till), number=number, **values))])  # type: ignore[arg-type]
    preparing = till.counter.preparing
    preparing.start(number)
    for code in (SHIRT, SHIRT, COFFEE):
        preparing.pick(number, code)
    ((_, label),) = till.counter.order_codes.labels(preparing.pack(number))
    till.counter.handing.shelve(label, place)
    return label


def test_what_is_scanned_is_there_and_what_is_not_is_missing(till: Shop) -> None:
    till.counter.drawer.open(Money(10_000))
    first = shelved(till, "W-1042", "A3")
    shelved(till, "W-1043", "B1")
    checks = till.counter.shelf_checks
    assert [(one.order, one.place) for one in checks.expected()] == [("W-1042", "A3"),
                                                                    ("W-1043", "B1")]  # fmt: skip
    made = checks.check([checks.parcel(first)])
    assert [one.order for one in made.of(made.missing)] == ["W-1043"]
    matters = [one for one in till.counter.attention.matters() if isinstance(one, OrderMatter)]
    assert [(one.trouble, one.order) for one in matters] == [(Trouble.LOST, "W-1043")]
    shift = till.counter.drawer.current()
    assert shift is not None and checks.done_in(shift.id)


def test_what_turns_up_and_is_touched_is_lost_no_more(till: Shop) -> None:
    label, other = shelved(till, "W-1042", "A3"), shelved(till, "W-1043", "B1")
    checks = till.counter.shelf_checks
    checks.check([checks.parcel(other)])
    assert [one.order for one in checks.lost()] == ["W-1042"]
    till.counter.handing.scan_out(label)
    assert not checks.lost()


def test_the_fact_names_parcels_and_nobody_and_the_journal_adds_up(till: Shop) -> None:
    shelved(till, "W-1042", "A3")
    till.counter.shelf_checks.check((), "No hay tiempo")
    said = shelf_check.body(till.counter.shelf_checks.last())  # type: ignore[arg-type]
    assert "Iker" not in str(said) and said["skipped"] == "No hay tiempo"
    assert not verify(till.counter.till.db, till.counter.till.regime).violations


def test_its_paper_lists_what_nobody_collected_and_what_need_not_be_kept(till: Shop) -> None:
    shelved(till, "W-1042", "A3")
    shelved(till, "W-1043", "B1", hold_until=NOON + timedelta(days=1))
    till.later(days=2)
    till.counter.shelf_checks.check(())
    (job,) = [one for one in till.counter.printing.unfinished() if one.kind is PaperKind.SHELVES]
    blocks = till.counter.order_papers.blocks(job.kind, job.document)
    text = "\n".join(str(line) for line in lines(blocks, 42))
    assert text.index("Ya no hay que guardarlos") < text.index("W-1043")
    assert text.index("Sin recoger") < text.index("W-1042")


@pytest.mark.parametrize("seen, missing, surplus, by_eye", [
    ((), (), (), True),
    (("P1",), ("P2",), (), False),
    (("P1", "P2", "P9"), (), ("P9",), False),
])  # fmt: skip
def test_a_check_says_what_differs(
    seen: tuple[str, ...], missing: tuple[str, ...], surplus: tuple[str, ...], by_eye: bool
) -> None:
    parcels = tuple(ShelfParcel(name, "W-1", "", "A3") for name in ("P1", "P2"))
    made = shelf_check.checked(4, parcels, seen)
    assert (made.missing, made.surplus, made.by_eye) == (missing, surplus, by_eye)
    assert shelf_check.check_from(shelf_check.body(made)) == made


def test_any_other_code_is_no_parcel(till: Shop) -> None:
    assert till.counter.shelf_checks.parcel("nothing") == ""
    assert till.counter.shelf_checks.last() is None

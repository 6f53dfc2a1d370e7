"""A till that charges on a terminal of the network: parts, answers that come late, its totals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shop import Shop
from terminal_at import terminal_at

from app.domain.attempt import AttemptState
from app.domain.errors import CardPending, NotAllowed, NotPending, ReasonMissing
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.sale import Sale
from app.domain.tender import TenderKind
from app.services.attention import TerminalDiffers
from app.services.checkout import Answered, charge
from app.services.verify import verify
from app.storage import attempts
from hardware.simulated.book import Entry
from hardware.simulated.serving import Serving
from hardware.simulated.terminal import Manner, SimTerminal


class Lane:
    """A shop whose till.toml names the terminal."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.sim = SimTerminal(place / "book.jsonl", late=0.2)
        self.serving = Serving(self.sim, place)
        self.shop = Shop(terminal_at(folder, self.serving.port, place))
        self.shop.sign_in("1001").open_shift("100")

    def pay(self, manner: Manner = Manner.APPROVE) -> Answered:
        self.sim.tell(manner)
        counter = self.shop.counter
        return charge(counter.checkout, counter.terminal, counter.checkout.begin_card)

    def agree(self) -> bool:
        till = self.shop.counter.till
        assert verify(till.db, till.regime).violations == []
        return self.sim.book.captured() == self.shop.recorded_by_card()


@pytest.fixture
def lane(demo_folder: Path, tmp_path: Path) -> Iterator[Lane]:
    place = tmp_path / "terminal"
    place.mkdir()
    made = Lane(demo_folder, place)
    with made.shop:
        yield made
    made.serving.close()


def test_what_is_approved_in_part_is_paid_in_part_and_the_rest_otherwise(lane: Lane) -> None:
    lane.shop.varios("10.00")
    answered = lane.pay(Manner.PARTIAL)
    assert answered.attempt.taken == Money(500)
    assert answered.paid.due == Money(500)
    document = lane.shop.pay_cash().paid.document
    assert document is not None
    assert [(one.kind, one.amount.cents) for one in document.tenders] == [
        (TenderKind.CARD, 500),
        (TenderKind.CASH, 500),
    ]
    assert lane.shop.facts(FactType.CARD_ANSWERED)[0].body["taken"] == 500
    assert lane.agree()


def test_a_sale_paid_in_part_is_given_up_and_its_part_goes_back(lane: Lane) -> None:
    lane.shop.varios("10.00")
    lane.pay(Manner.PARTIAL)
    counter = lane.shop.counter
    attempt = counter.checkout.begin_reversal()
    assert attempt is not None
    assert attempt.amount == Money(500)
    assert attempt.returns
    counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
    assert lane.sim.book.captured() == 0
    assert [entry.kind for entry in lane.sim.book.entries] == ["sale", "reversal"]
    assert lane.agree()


def test_what_nobody_knows_keeps_the_sale_until_the_terminal_tells(lane: Lane) -> None:
    lane.shop.varios("10.00")
    assert lane.pay(Manner.DIE).attempt.state is AttemptState.UNKNOWN
    with pytest.raises(CardPending):
        lane.shop.pay_by_hand()
    lane.sim.tell(Manner.APPROVE)
    lane.shop.restart()
    assert [one.attempt.state for one in lane.shop.found] == [AttemptState.APPROVED]
    assert lane.agree()


def test_a_terminal_that_is_not_there_leaves_the_sale_free_for_card_by_hand(lane: Lane) -> None:
    lane.serving.close()
    lane.shop.varios("10.00")
    assert lane.pay().attempt.state is AttemptState.CANCELLED
    assert lane.shop.pay_by_hand().paid.document is not None


def test_two_who_ask_what_became_of_it_write_it_down_once(lane: Lane) -> None:
    lane.shop.varios("10.00")
    attempt = lane.pay(Manner.DROP).attempt
    checkout, terminal = lane.shop.counter.checkout, lane.shop.counter.terminal
    said = checkout.look_up(terminal, attempt)
    assert checkout.found(attempt, said) is not None
    assert checkout.found(attempt, said) is None
    assert len(lane.shop.facts(FactType.DOCUMENT_ISSUED)) == 1


def test_the_slip_is_kept_and_no_card_number(lane: Lane) -> None:
    lane.shop.varios("10.00")
    kept = lane.pay().attempt
    with lane.shop.db.read() as connection:
        assert attempts.one(connection, kept.reference) == kept
    assert kept.slip.splitlines()[0] == "TARJETA  541333 **** 9999"
    (name,) = lane.shop.print_all()
    paper = (lane.shop.folder / "tickets" / f"{name}.txt").read_text("utf-8")
    assert paper.count("TARJETA 541333 **** 9999") == 1


def test_the_slip_of_what_goes_back_to_a_card_is_on_the_returns_paper(lane: Lane) -> None:
    lane.shop.varios("10.00")
    lane.pay()
    sold = lane.shop.document.number
    lane.shop.sign_in("9001")
    counter = lane.shop.counter
    begun = counter.refunds.begin(sold, None)
    assert isinstance(begun, Sale)
    attempt = counter.refunds.next_card(begun)
    assert attempt is not None
    counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
    back = lane.shop.document.number
    assert back != sold and back in lane.shop.print_all()
    assert "DEVOLUCION" in paper(lane, back) or "ANULACION" in paper(lane, back)
    assert paper(lane, back).count("TARJETA 541333 **** 9999") == 1


@pytest.mark.parametrize("manner", [Manner.DECLINE, Manner.CANCEL])
def test_the_slip_of_a_card_that_paid_nothing_is_a_paper_of_its_own(
    lane: Lane, manner: Manner
) -> None:
    lane.shop.varios("10.00")
    kept = lane.pay(manner).attempt
    (name,) = lane.shop.print_all()
    assert "DENEGADA" in paper(lane, name) and "no es una factura" in paper(lane, name)
    assert kept.reference in paper(lane, name)
    lane.shop.pay_cash()
    assert "DENEGADA" not in paper(lane, lane.shop.document.number)


def test_the_slip_of_a_reversal_is_a_paper_of_its_own(lane: Lane) -> None:
    lane.shop.varios("10.00")
    lane.pay(Manner.PARTIAL)
    counter = lane.shop.counter
    attempt = counter.checkout.begin_reversal()
    assert attempt is not None
    counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
    (name,) = lane.shop.print_all()
    assert "ANULACION" in paper(lane, name)


def paper(lane: Lane, name: str) -> str:
    """What came out under that name, if need be now."""
    lane.shop.print_all()
    return (lane.shop.folder / "tickets" / f"{name}.txt").read_text("utf-8")


def test_totals_that_agree_are_nobodys_matter(lane: Lane) -> None:
    lane.shop.varios("10.00")
    lane.pay()
    lane.shop.count("100x1").close_shift()
    totals, terminal = lane.shop.counter.terminal_totals, lane.shop.counter.terminal
    (compared,) = totals.settle(terminal)
    assert (compared.ours, compared.theirs, compared.seen) == (Money(1000), Money(1000), True)
    assert totals.waiting() == []
    assert not any(isinstance(m, TerminalDiffers) for m in lane.shop.counter.attention.matters())


def test_a_terminal_that_booked_more_waits_for_a_manager(lane: Lane) -> None:
    lane.shop.varios("10.00")
    attempt = lane.pay().attempt
    lane.sim.book.write(Entry("T042C03", "X", "sale", "?", 700, 700, group=attempt.group))
    lane.shop.count("100x1").close_shift()
    counter = lane.shop.counter
    (compared,) = counter.terminal_totals.settle(counter.terminal)
    assert (compared.ours, compared.theirs, compared.seen) == (Money(1000), Money(1700), False)
    assert TerminalDiffers(compared) in counter.attention.matters()
    with pytest.raises(NotAllowed):
        counter.terminal_totals.seen(compared.shift)
    lane.shop.authorise("9001")
    counter.terminal_totals.seen(compared.shift)
    assert TerminalDiffers(compared) not in counter.attention.matters()
    assert counter.terminal_totals.waiting() == []


def test_totals_wait_for_a_terminal_that_does_not_answer(lane: Lane) -> None:
    lane.shop.varios("10.00")
    lane.pay()
    lane.shop.count("100x1").close_shift()
    lane.sim.dead = True
    totals, terminal = lane.shop.counter.terminal_totals, lane.shop.counter.terminal
    assert totals.settle(terminal) == []
    lane.sim.tell(Manner.APPROVE)
    assert [one.seen for one in totals.settle(terminal)] == [True]


def test_a_payment_found_out_after_the_close_settles_the_difference(lane: Lane) -> None:
    lane.shop.varios("10.00")
    attempt = lane.pay(Manner.DIE).attempt
    lane.shop.count("100x1").close_shift()
    counter = lane.shop.counter
    lane.sim.tell(Manner.APPROVE)
    assert counter.terminal_totals.waiting() == []  # nobody knows yet what ours is
    counter.checkout.settle(counter.terminal)
    (compared,) = counter.terminal_totals.settle(counter.terminal)
    assert compared.seen
    assert compared.ours == attempt.amount


@pytest.mark.parametrize("charged", [True, False])
def test_a_manager_says_what_a_dead_terminal_does_not(lane: Lane, charged: bool) -> None:
    lane.shop.varios("10.00")
    attempt = lane.pay(Manner.DIE).attempt
    checkout = lane.shop.counter.checkout
    with pytest.raises(NotAllowed):
        checkout.say(attempt, "justificante 4711", charged=charged)
    lane.shop.authorise("9001")
    with pytest.raises(ReasonMissing):
        checkout.say(attempt, " ", charged=charged)
    answered = checkout.say(attempt, "justificante 4711", charged=charged)
    assert (answered.paid.document is not None) == charged
    body = lane.shop.facts(FactType.CARD_ANSWERED)[-1].body
    assert (body["why"], body["said_by"]) == ("justificante 4711", "9001")
    with pytest.raises(NotPending):
        checkout.say(attempt, "justificante 4711", charged=charged)
    lane.sim.tell(Manner.APPROVE)
    lane.shop.count("100x1").close_shift()
    counter = lane.shop.counter
    # It had booked it: who said otherwise is found out.
    (compared,) = counter.terminal_totals.settle(counter.terminal)
    assert compared.seen == charged


def test_a_terminal_in_place_of_the_one_that_was_asked_knows_nothing(
    lane: Lane, tmp_path: Path
) -> None:
    lane.shop.varios("10.00")
    assert lane.pay(Manner.DIE).attempt.terminal == lane.sim.poi
    other = SimTerminal(tmp_path / "other.jsonl", poi="SIM-00000002")
    place = lane.serving.certificate.parent
    with_other = Serving(other, place)
    terminal_at(lane.shop.folder, with_other.port, place, poi=other.poi)
    lane.shop.restart()
    assert lane.shop.found == []
    assert len(lane.shop.counter.checkout.pending()) == 1
    lane.sim.tell(Manner.APPROVE)
    terminal_at(lane.shop.folder, lane.serving.port, place)
    lane.shop.restart()
    assert [one.attempt.state for one in lane.shop.found] == [AttemptState.APPROVED]
    with_other.close()

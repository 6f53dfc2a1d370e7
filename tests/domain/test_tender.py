"""Ways of paying, and the law about cash to the cent."""

from __future__ import annotations

import pytest
from builders import euro

from app.domain.errors import CashOverLimit
from app.domain.tender import TENDERS, TenderKind, check_cash_law


@pytest.mark.parametrize("amount", ["0", "999.99", "-999.99"])
def test_below_a_thousand_cash_is_never_refused(amount: str) -> None:
    check_cash_law(euro(amount), cash=True)


@pytest.mark.parametrize("amount", ["1000", "1000.01", "5000", "-1000"])
def test_from_a_thousand_on_no_euro_may_be_cash(amount: str) -> None:
    with pytest.raises(CashOverLimit):
        check_cash_law(euro(amount), cash=True)
    check_cash_law(euro(amount), cash=False)


def test_every_way_of_paying_has_its_rules() -> None:
    assert set(TENDERS) == set(TenderKind)
    assert [kind for kind in TenderKind if TENDERS[kind].gives_change] == [TenderKind.CASH]
    assert [kind for kind in TenderKind if TENDERS[kind].asks_terminal] == [TenderKind.CARD]
    assert not TENDERS[TenderKind.CARD].counted

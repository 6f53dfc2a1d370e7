"""Which VAT rates the AEAT takes, and when (validations v1.2.0, errors 1124, 1235, 1236)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.domain.errors import NoTaxRate
from app.fiscal.document import FiscalDocument

ALWAYS = frozenset(map(Decimal, (0, 4, 10, 21)))
WINDOWS = {
    Decimal(5): (date(2022, 7, 1), date(2024, 9, 30)),
    Decimal(2): (date(2024, 10, 1), date(2024, 12, 31)),
    Decimal("7.5"): (date(2024, 10, 1), date(2024, 12, 31)),
}
"""First and last day of the temporary rates of RDL 11/2022, 20/2022 and 4/2024."""


def check_rates(document: FiscalDocument) -> None:
    """Refuse a rate that was not in force. A corrective carries the rate of what it corrects.

    Of IGIC and IPSI the AEAT keeps no list. Raises NoTaxRate.
    """
    if document.territory != "IVA":
        return
    days = [reference.issued_on for reference in document.corrects]
    days.append(document.operation_on or document.issued_on)
    for line in document.taxes:
        if not line.category.charged or line.percent in ALWAYS:
            continue
        first, last = WINDOWS.get(line.percent, (date.max, date.min))
        if not any(first <= on <= last for on in days):
            raise NoTaxRate(category=f"{line.percent} %", date=days[-1].isoformat())

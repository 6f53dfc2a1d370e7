"""What the till says to a terminal in nexo Retailer 3.0 (the profile of the Adyen Terminal API).

Amounts are minor units. Each function makes the whole message, not sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from hardware.nexo.wire import Body, amount

PROTOCOL = "3.0"


class Category(StrEnum):
    PAYMENT = "Payment"
    REVERSAL = "Reversal"
    ABORT = "Abort"
    STATUS = "TransactionStatus"
    DIAGNOSIS = "Diagnosis"
    TOTALS = "GetTotals"


@dataclass(frozen=True, slots=True)
class Pair:
    """Who talks: the till's SaleID and the terminal's POIID, with the currency between them."""

    sale: str
    poi: str
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction as the terminal named it, for who gives it back."""

    id: str
    at: str
    """Its time as the terminal wrote it: it is compared, never reckoned with."""

    def __str__(self) -> str:
        return f"{self.at} {self.id}"

    @staticmethod
    def read(text: str) -> Transaction | None:
        at, _, name = text.partition(" ")
        return Transaction(name, at) if name else None


def _message(pair: Pair, service: str, category: Category, body: Body) -> Body:
    header = {
        "ProtocolVersion": PROTOCOL,
        "MessageClass": "Service",
        "MessageCategory": category.value,
        "MessageType": "Request",
        "ServiceID": service,
        "SaleID": pair.sale,
        "POIID": pair.poi,
    }
    return {"SaleToPOIRequest": {"MessageHeader": header, f"{category.value}Request": body}}


def payment(
    pair: Pair, service: str, reference: str, at: datetime, cents: int, group: str = ""
) -> Body:
    """Charge a card. `group`: what the totals are asked by."""
    return _message(pair, service, Category.PAYMENT, _paying(pair, reference, at, cents, group))


def refund(
    pair: Pair, service: str, reference: str, at: datetime, cents: int, group: str = ""
) -> Body:
    """Give back to a card that the customer presents, whatever it paid."""
    body = _paying(pair, reference, at, cents, group)
    return _message(
        pair, service, Category.PAYMENT, {**body, "PaymentData": {"PaymentType": "Refund"}}
    )


def reversal(
    pair: Pair,
    service: str,
    reference: str,
    at: datetime,
    cents: int,
    original: Transaction,
    group: str = "",
) -> Body:
    """Give back a transaction of the terminal, all or a part of it, to the card that paid."""
    body = {
        "OriginalPOITransaction": {
            "POITransactionID": {"TransactionID": original.id, "TimeStamp": original.at}
        },
        "ReversalReason": "MerchantCancel",
        "ReversedAmount": amount(cents),
        "SaleData": _sale_data(reference, at, group)
        | {"SaleToAcquirerData": f"currency={pair.currency}"},
    }
    return _message(pair, service, Category.REVERSAL, body)


def _paying(pair: Pair, reference: str, at: datetime, cents: int, group: str) -> dict[str, Any]:
    return {
        "SaleData": _sale_data(reference, at, group),
        "PaymentTransaction": {
            "AmountsReq": {"Currency": pair.currency, "RequestedAmount": amount(cents)}
        },
    }


def _sale_data(reference: str, at: datetime, group: str) -> dict[str, Any]:
    # The time is of the message and identifies nothing, so a look-up needs no record of it.
    named = {"TransactionID": reference, "TimeStamp": at.isoformat(timespec="seconds")}
    data: dict[str, Any] = {"SaleTransactionID": named}
    if group:
        data["SaleTerminalData"] = {"TotalsGroupID": group}
    return data


def status(pair: Pair, service: str, about: str, category: Category) -> Body:
    """What became of the request with the ServiceID `about`."""
    reference = {"MessageCategory": category.value, "SaleID": pair.sale, "ServiceID": about}
    body = {
        "ReceiptReprintFlag": True,
        "DocumentQualifier": ["CustomerReceipt"],
        "MessageReference": reference,
    }
    return _message(pair, service, Category.STATUS, body)


def abort(pair: Pair, service: str, about: str) -> Body:
    """Give up the payment `about`; whether it was charged, only its own answer says."""
    reference = {
        "MessageCategory": Category.PAYMENT.value,
        "SaleID": pair.sale,
        "POIID": pair.poi,
        "ServiceID": about,
    }
    body = {"AbortReason": "MerchantAbort", "MessageReference": reference}
    return _message(pair, service, Category.ABORT, body)


def diagnosis(pair: Pair, service: str) -> Body:
    return _message(pair, service, Category.DIAGNOSIS, {"HostDiagnosisFlag": True})


def totals(pair: Pair, service: str, group: str) -> Body:
    """What it booked for `group`; asking closes nothing, so it may be asked again."""
    body = {
        "TotalDetails": ["SaleID", "TotalsGroupID"],
        "TotalFilter": {"SaleID": pair.sale, "POIID": pair.poi, "TotalsGroupID": group},
    }
    return _message(pair, service, Category.TOTALS, body)

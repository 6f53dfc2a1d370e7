"""What a terminal answers in nexo Retailer 3.0, believed only when all of it fits the question.

An answer with another ServiceID, SaleID, POIID, reference, currency or a higher amount is
`Unknown`, never an approval and never a refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from hardware.nexo.requests import PROTOCOL, Category, Pair, Transaction
from hardware.nexo.wire import Body, Garbled, cents, maybe, part, rows, text
from hardware.results import (
    Approved,
    Cancelled,
    Declined,
    LookUp,
    NotAsked,
    NotFound,
    Outcome,
    Totals,
    Unknown,
    Unreachable,
)

_REFUSED = {
    "Refusal",
    "WrongPIN",
    "InvalidCard",
    "PaymentRestriction",
    "NotAllowed",
    "ServiceTypeNotAllowed",
    "MessageFormat",
    "NotFound",
    "UnreachableHost",
}
"""ErrorConditions that say that it was tried, or read, and no money moved (nexo Sale to POI
Protocol 3.0, "ErrorCondition")."""
_CANCELLED = {"Cancel", "Aborted"}
_NOT_BEGUN = {"Busy", "LoggedOut", "UnavailableDevice", "UnavailableService", "DeviceOut"}
_PAN = re.compile(r"[1-9](?:[ -]{0,2}\d){11,}")
"""Twelve digits and more: never a number that we keep, whoever prints it. An application's (AID)
begins with zeros, and a slip has to show it."""
_FOUR = re.compile(r"(\d{4})\D*$")
SLIP_LINES = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is held against."""

    service: str
    reference: str
    cents: int
    category: Category = Category.PAYMENT
    less: bool = False
    """Whether it may move less: a sale may be paid in part, nothing is given back in part."""


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """How a terminal is by its own words: `OK`, `Busy`, `Maintenance`, `Unreachable`."""

    status: str
    hosts: bool
    """Whether it reaches the bank."""


def opened(message: Body, pair: Pair, service: str, category: Category) -> Body:
    """The body of the answer to that question. Raises Garbled when it answers another."""
    header = part(message, "MessageHeader")
    wanted = {
        "MessageType": "Response",
        "MessageCategory": category.value,
        "ServiceID": service,
        "SaleID": pair.sale,
        "POIID": pair.poi,
    }
    for name, value in wanted.items():
        if header.get(name) != value:
            raise Garbled(f"another {name}")
    if header.get("ProtocolVersion", PROTOCOL) != PROTOCOL:
        raise Garbled("another protocol")
    return part(message, f"{category.value}Response")


def outcome(message: Body, pair: Pair, asked: Asked) -> Outcome:
    """What a payment, refund or reversal came to. Never raises."""
    try:
        return _outcome(opened(message, pair, asked.service, asked.category), pair, asked)
    except Garbled:
        return Unknown()


def looked_up(message: Body, pair: Pair, service: str, asked: Asked) -> LookUp | None:
    """What a status says of `asked`; None: it is still at it, ask again. Never raises.

    NotFound only when the terminal says so in an answer to this very question.
    """
    try:
        body = opened(message, pair, service, Category.STATUS)
        result, error = _response(body)
        if result == "Failure":
            if error == "NotFound":
                return NotFound()
            return None if error in ("InProgress", "Busy") else Unreachable()
        reference = maybe(body, "MessageReference").get("ServiceID", asked.service)
        if result != "Success" or reference != asked.service:
            return Unreachable()
        repeated = part(body, "RepeatedMessageResponse")
        inner = part(repeated, "RepeatedResponseMessageBody")
        whole = {"MessageHeader": part(repeated, "MessageHeader"), **inner}
    except Garbled:
        return Unreachable()
    found = outcome(whole, pair, asked)
    if isinstance(found, NotAsked):
        return NotFound()
    return Unreachable() if isinstance(found, Unknown) else found


def _response(body: Body) -> tuple[str, str]:
    response = part(body, "Response")
    return text(response, "Result"), text(response, "ErrorCondition")


def _outcome(body: Body, pair: Pair, asked: Asked) -> Outcome:
    named = maybe(body, "SaleData", "SaleTransactionID").get("TransactionID")
    if named is not None and named != asked.reference:
        raise Garbled("another reference")
    result, error = _response(body)
    match result:
        case "Success" | "Partial":
            # A reversal's answer has no place for it (nexo 3.0, ReversalResponse).
            if named is None and asked.category is not Category.REVERSAL:
                raise Garbled("no reference")
            return _approved(body, pair, asked, whole=result == "Success")
        case "Failure" if error in _CANCELLED:
            return Cancelled(slip(body))
        case "Failure" if error in _NOT_BEGUN:
            return NotAsked(error)
        case "Failure" if error in _REFUSED:
            return Declined(error, slip(body))
        case _:
            return Unknown()


def _approved(body: Body, pair: Pair, asked: Asked, *, whole: bool) -> Outcome:
    named = maybe(body, "POIData", "POITransactionID")
    transaction = Transaction(text(named, "TransactionID", 60), text(named, "TimeStamp", 40))
    if asked.category is Category.REVERSAL:
        taken = cents(body, "ReversedAmount") if "ReversedAmount" in body else asked.cents
        paid: Body = maybe(body, "PaymentResult")
    else:
        if not transaction.id:
            raise Garbled("no transaction")
        paid = part(body, "PaymentResult")
        amounts = part(paid, "AmountsResp")
        if amounts.get("Currency", pair.currency) != pair.currency:
            raise Garbled("another currency")
        taken = cents(amounts, "AuthorizedAmount")
    # Success is all of it and Partial less of it: anything else is a lie.
    true = taken == asked.cents if whole else asked.less and 0 < taken < asked.cents
    if not true:
        raise Garbled("another amount")
    card = maybe(paid, "PaymentInstrumentData", "CardData")
    four = _FOUR.search(text(card, "MaskedPan", 30))
    code = _PAN.sub(_masked, text(maybe(paid, "PaymentAcquirerData"), "ApprovalCode", 20))
    return Approved(code, four[1] if four else "", taken, str(transaction).strip(), slip(body))


def slip(body: Body) -> tuple[str, ...]:
    """The lines of the customer's receipt as the terminal wants it printed; no card number."""
    for receipt in rows(body, "PaymentReceipt"):
        if text(receipt, "DocumentQualifier") == "CustomerReceipt":
            lines = rows(maybe(receipt, "OutputContent"), "OutputText")[:SLIP_LINES]
            return tuple(_line(text(line, "Text", 200)) for line in lines)
    return ()


def _line(said: str) -> str:
    """`name=TOTAL&value=€ 10,99&key=…` is a line of two columns; anything else is a line."""
    pairs = parse_qs(said, max_num_fields=10) if said.count("&") < 10 else {}
    if "key" in pairs or "name" in pairs:
        words = [pairs.get(column, [""])[0] for column in ("name", "value")]
        said = "".join(c for c in "  ".join(filter(None, words)) if c.isprintable())
    return _PAN.sub(_masked, said)[:96]


def _masked(found: re.Match[str]) -> str:
    return "**** " + re.sub(r"\D", "", found[0])[-4:]


def diagnosed(message: Body, pair: Pair, service: str) -> Diagnosed:
    """Raises Garbled."""
    body = opened(message, pair, service, Category.DIAGNOSIS)
    result, error = _response(body)
    if result != "Success":
        return Diagnosed(error or "Unreachable", hosts=False)
    hosts = [row.get("IsReachableFlag") is True for row in rows(body, "HostStatus")]
    status = text(maybe(body, "POIStatus"), "GlobalStatus") or "OK"
    return Diagnosed(status, all(hosts))


def totalled(message: Body, pair: Pair, service: str, group: str) -> Totals:
    """Raises Garbled, also for totals of another group or currency."""
    body = opened(message, pair, service, Category.TOTALS)
    result, _ = _response(body)
    if result != "Success":
        raise Garbled("no totals")
    taken = given = 0
    for row in rows(body, "TransactionTotals"):
        if row.get("TotalsGroupID", group) != group or row.get("SaleID", pair.sale) != pair.sale:
            raise Garbled("totals of something else")
        if row.get("PaymentCurrency", pair.currency) != pair.currency:
            raise Garbled("totals of another currency")
        for total in rows(row, "PaymentTotals"):
            much = cents(total, "TransactionAmount")
            match text(total, "TransactionType"):
                case "Debit" | "ReverseCredit":
                    taken += much
                case "Credit" | "ReverseDebit":
                    given += much
                case "Declined" | "Failed":
                    pass
                case other:
                    raise Garbled(f"totals of {other!r}")
    return Totals(taken, given)

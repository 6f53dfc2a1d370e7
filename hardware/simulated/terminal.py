"""A card terminal that speaks nexo over HTTPS as a real one on the shop's network does.

It keeps a book on disk, does one thing at a time, and misbehaves as it was told: the next payment
only, and then it is well again (a dead one stays dead until it is told something).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from hardware.nexo import envelope
from hardware.nexo.envelope import Key
from hardware.nexo.wire import Body, Garbled, amount, cents, encode, maybe, part, text
from hardware.simulated.book import Book, Entry

KEY = Key("simulated", 1, "nobody pays here")
POI = "SIM-00000001"


class Manner(StrEnum):
    """What it does with the next request that moves money."""

    APPROVE = "approve"
    PARTIAL = "partial"
    """Half of a sale; what is given back is given back whole."""
    DECLINE = "decline"
    CANCEL = "cancel"
    BUSY = "busy"
    HANG = "hang"
    """Never books it, never answers."""
    DIE = "die"
    """Books it and is gone before it answers."""
    DROP = "drop"
    """Books it and closes the connection; it is there afterwards."""
    LATE = "late"
    """Books it after a while, and answers then."""
    WAIT = "wait"
    """Waits for a card that nobody presents, until it is aborted."""
    TWICE = "twice"
    """Answers twice, booked once."""
    LIE_SERVICE = "lie-service"
    LIE_SALE = "lie-sale"
    LIE_POI = "lie-poi"
    LIE_REFERENCE = "lie-reference"
    LIE_AMOUNT = "lie-amount"
    """Approves it and says a cent."""
    LIE_MORE = "lie-more"
    """Approves it and says more than was asked."""
    LIE_CURRENCY = "lie-currency"
    LIE_KEY = "lie-key"
    """Seals its answer with another key."""
    GARBAGE = "garbage"


FAULTS = (
    Manner.DECLINE,
    Manner.PARTIAL,
    Manner.BUSY,
    Manner.HANG,
    Manner.DIE,
    Manner.DROP,
    Manner.LATE,
    Manner.LIE_AMOUNT,
)
"""Those that the window offers."""

_LIES = {
    Manner.LIE_SERVICE: ("MessageHeader", "ServiceID", "0000000000"),
    Manner.LIE_SALE: ("MessageHeader", "SaleID", "another till"),
    Manner.LIE_POI: ("MessageHeader", "POIID", "another terminal"),
}


class Gone(Exception):
    """It does not answer."""


class SimTerminal:
    """`late`: seconds that LATE takes, and HANG and WAIT hold the line at most. `said` is called
    with what it should bring out, in words of this code."""

    def __init__(
        self,
        book: Path,
        key: Key = KEY,
        poi: str = POI,
        late: float = 1.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.book, self.key, self.poi = Book(book), key, poi
        self.late, self._now = late, now
        self._next, self.dead = Manner.APPROVE, False
        self._busy_with: tuple[str, str] | None = None
        self._turn, self._aborted = threading.Lock(), threading.Event()

    def tell(self, manner: Manner) -> None:
        """For the next request; a dead one is switched on again."""
        self._next, self.dead = manner, False

    @property
    def busy(self) -> bool:
        return self._busy_with is not None

    @property
    def faults(self) -> list[tuple[str, bool]]:
        """What a person may have it do with the next request, and whether it will."""
        manner = Manner.DIE if self.dead else self._next
        return [(fault.value, fault is manner) for fault in FAULTS]

    def toggle(self, fault: str) -> None:
        on = dict(self.faults)[fault]
        self.tell(Manner.APPROVE if on else Manner(fault))

    def answers(self, data: bytes) -> list[bytes]:
        """What it answers to a request: one answer, or two. Raises Gone when it gives none."""
        if self.dead:
            raise Gone
        try:
            request = envelope.unseal(data, self.key, envelope.REQUEST)
            header = part(request, "MessageHeader")
            if header.get("POIID") != self.poi or header.get("MessageType") != "Request":
                raise Garbled("not for me")
            category = text(header, "MessageCategory")
            body = part(request, f"{category}Request")
            match category:
                case "Payment" | "Reversal":
                    return self._moving(header, category, body)
                case "TransactionStatus":
                    answer = self._status(body)
                case "Diagnosis":
                    answer = self._diagnosis()
                case "GetTotals":
                    answer = self._totals(body)
                case "Abort":
                    self._aborted.set()
                    return [b"ok"]
                case _:
                    raise Garbled("no such request")
        except Garbled as error:
            return [encode({"SaleToPOIRequest": {"EventNotification": {"Reject": str(error)}}})]
        return [self._sealed(header, category, answer)]

    # money
    def _moving(self, header: Body, category: str, body: Body) -> list[bytes]:
        if not self._turn.acquire(blocking=False):
            return [self._sealed(header, category, _failed("Busy"))]
        try:
            manner, self._next = self._next, Manner.APPROVE
            sale, service = text(header, "SaleID"), text(header, "ServiceID")
            self._aborted.clear()
            if manner is Manner.HANG:
                self._aborted.wait(self.late)
                raise Gone
            self._busy_with = (sale, service)
            if manner in (Manner.LATE, Manner.WAIT):
                aborted = self._aborted.wait(self.late)
                if aborted or manner is Manner.WAIT:
                    manner = Manner.CANCEL
            if manner is Manner.BUSY:
                return [self._sealed(header, category, _failed("Busy"))]
            entry = self._decided(sale, service, category, body, manner)
            self.book.write(entry)
            return self._said(header, category, entry, manner)
        finally:
            self._busy_with = None
            self._turn.release()

    def _decided(self, sale: str, service: str, category: str, body: Body, manner: Manner) -> Entry:
        data = maybe(body, "SaleData")
        reference = text(maybe(data, "SaleTransactionID"), "TransactionID")
        original = text(maybe(body, "OriginalPOITransaction", "POITransactionID"), "TransactionID")
        if category == "Reversal":
            kind, asked = "reversal", cents(body, "ReversedAmount")
        else:
            refunds = maybe(body, "PaymentData").get("PaymentType") == "Refund"
            kind = "refund" if refunds else "sale"
            asked = cents(part(body, "PaymentTransaction", "AmountsReq"), "RequestedAmount")
        error, moved = "", asked
        if manner is Manner.DECLINE or (original and self.book.left(original) < asked):
            error = "Refusal"
        elif manner is Manner.CANCEL:
            error = "Cancel"
        elif manner is Manner.PARTIAL and kind == "sale" and asked > 1:
            moved = asked // 2
        if self.book.of(sale, service):  # asked again by the same name: it is no new one
            error = "NotAllowed"
        return Entry(
            sale,
            service,
            kind,
            reference,
            asked,
            0 if error else moved,
            error,
            original,
            text(maybe(data, "SaleTerminalData"), "TotalsGroupID"),
            f"{self.poi}.{len(self.book.entries) + 1:08d}",
            self._now().isoformat(timespec="seconds"),
        )

    def _said(self, header: Body, category: str, entry: Entry, manner: Manner) -> list[bytes]:
        if manner in (Manner.DIE, Manner.DROP):
            self.dead = manner is Manner.DIE
            raise Gone
        if manner is Manner.GARBAGE:
            return [b"\x00\xff{" * 40]
        answer = _moved(entry)
        message = {"MessageHeader": _back(header), f"{category}Response": answer}
        if manner in _LIES:
            where, name, value = _LIES[manner]
            message[where][name] = value
        amounts = answer.get("PaymentResult", {}).get("AmountsResp", {})
        match manner:
            case Manner.LIE_REFERENCE:
                answer["SaleData"]["SaleTransactionID"]["TransactionID"] = "another ticket"
            case Manner.LIE_AMOUNT:
                amounts["AuthorizedAmount"] = amount(1)
            case Manner.LIE_MORE:
                amounts["AuthorizedAmount"] = amount(entry.asked + 1000)
            case Manner.LIE_CURRENCY:
                amounts["Currency"] = "SEK"
            case _:
                pass
        key = Key("simulated", 1, "another") if manner is Manner.LIE_KEY else self.key
        sealed = self._seal(message, key)
        return [sealed, sealed] if manner is Manner.TWICE else [sealed]

    # questions
    def _status(self, body: Body) -> dict[str, Any]:
        about = part(body, "MessageReference")
        asked = (text(about, "SaleID"), text(about, "ServiceID"))
        if self._busy_with == asked:
            return _failed("InProgress")
        entry = self.book.of(*asked)
        if entry is None:
            return _failed("NotFound")
        category = "Reversal" if entry.kind == "reversal" else "Payment"
        header = {
            "ProtocolVersion": "3.0",
            "MessageClass": "Service",
            "MessageCategory": category,
            "MessageType": "Response",
            "ServiceID": entry.service,
            "SaleID": entry.sale,
            "POIID": self.poi,
        }
        return {
            "Response": {"Result": "Success"},
            "MessageReference": dict(about),
            "RepeatedMessageResponse": {
                "MessageHeader": header,
                "RepeatedResponseMessageBody": {f"{category}Response": _moved(entry)},
            },
        }

    def _diagnosis(self) -> dict[str, Any]:
        return {
            "Response": {"Result": "Success"},
            "POIStatus": {"GlobalStatus": "Busy" if self._busy_with else "OK"},
            "HostStatus": [{"AcquirerID": "simulated", "IsReachableFlag": True}],
        }

    def _totals(self, body: Body) -> dict[str, Any]:
        wanted = maybe(body, "TotalFilter")
        group = text(wanted, "TotalsGroupID")
        sums = (("Debit", self.book.taken(group)), ("Credit", self.book.given(group)))
        row = {
            "PaymentInstrumentType": "Card",
            "SaleID": text(wanted, "SaleID"),
            "TotalsGroupID": group,
            "PaymentCurrency": "EUR",
            "PaymentTotals": [
                {"TransactionType": kind, "TransactionCount": 1, "TransactionAmount": amount(much)}
                for kind, much in sums
            ],
        }
        return {
            "Response": {"Result": "Success"},
            "POIReconciliationID": "1",
            "TransactionTotals": [row],
        }

    def _sealed(self, header: Body, category: str, answer: dict[str, Any]) -> bytes:
        message = {"MessageHeader": _back(header), f"{category}Response": answer}
        return self._seal(message, self.key)

    def _seal(self, message: dict[str, Any], key: Key) -> bytes:
        kind = envelope.RESPONSE
        return envelope.seal({kind: message}, key, os.urandom(envelope.NONCE), kind)


def _back(header: Body) -> dict[str, Any]:
    return {**header, "MessageType": "Response"}


def _failed(error: str) -> dict[str, Any]:
    return {"Response": {"Result": "Failure", "ErrorCondition": error}}


def _moved(entry: Entry) -> dict[str, Any]:
    """The answer about a transaction, the same every time."""
    answer: dict[str, Any] = {
        "Response": {"Result": "Success" if entry.cents == entry.asked else "Partial"},
        "POIData": {
            "POITransactionID": {"TransactionID": entry.transaction, "TimeStamp": entry.at}
        },
    }
    if entry.error:
        answer["Response"] = {"Result": "Failure", "ErrorCondition": entry.error}
    answer["PaymentReceipt"] = _receipt(entry)
    if entry.kind == "reversal":
        return answer | {"ReversedAmount": amount(entry.cents)}
    answer["SaleData"] = {
        "SaleTransactionID": {"TransactionID": entry.reference, "TimeStamp": entry.at}
    }
    if entry.error:
        return answer
    answer["PaymentResult"] = {
        "AmountsResp": {"Currency": "EUR", "AuthorizedAmount": amount(entry.cents)},
        "PaymentInstrumentData": {"CardData": {"MaskedPan": "541333 **** 9999"}},
        "PaymentAcquirerData": {"ApprovalCode": entry.transaction[-6:]},
    }
    return answer


def _receipt(entry: Entry) -> list[dict[str, Any]]:
    """Of what was given back, or refused, the word for it stands above."""
    words = (
        "DENEGADA"
        if entry.error
        else {"refund": "DEVOLUCION", "reversal": "ANULACION"}.get(entry.kind, "")
    )
    said = [
        *([f"name={words}"] if words else []),
        "name=TARJETA&value=541333 **** 9999&key=pan",
        f"name=TOTAL&value={amount(entry.asked if entry.error else entry.cents)} EUR",
    ]
    return [
        {
            "DocumentQualifier": "CustomerReceipt",
            "OutputContent": {"OutputFormat": "Text", "OutputText": [{"Text": t} for t in said]},
        }
    ]


class Handler(BaseHTTPRequestHandler):
    """`terminal` is set by whoever serves."""

    terminal: SimTerminal
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            bodies = self.terminal.answers(data)
        except Gone:
            self.close_connection = True
            return
        for body in bodies:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nobody reads what it would say."""

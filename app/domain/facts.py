"""Facts: what the till states once and never changes; `bodies` says how its nouns read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Body = dict[str, Any]


class FactType(StrEnum):
    INSTALLATION_OPENED = "installation_opened"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    SHIFT_OPENED = "shift_opened"
    CASH_MOVED = "cash_moved"
    CASH_DEPOSITED = "cash_deposited"
    """Bags leave the safe for the bank, with the slip's number."""
    DRAWER_OPENED = "drawer_opened"
    """Without a sale: to change money, to count."""
    CASH_COUNTED = "cash_counted"
    SHIFT_CLOSED = "shift_closed"
    DIFFERENCE_ACCEPTED = "difference_accepted"
    UNKNOWN_SCANNED = "unknown_scanned"
    LINE_REMOVED = "line_removed"
    LINE_RESTORED = "line_restored"
    PRICE_CHANGED = "price_changed"
    DISCOUNT_GIVEN = "discount_given"
    AGE_ASKED = "age_asked"
    """Whether the customer has the years that something on the ticket asks for."""
    TICKET_ABANDONED = "ticket_abandoned"
    TICKET_PARKED = "ticket_parked"
    TICKET_RECALLED = "ticket_recalled"
    CARD_ASKED = "card_asked"
    CARD_ANSWERED = "card_answered"
    DOCUMENT_ISSUED = "document_issued"
    NON_RESIDENT_DECLARED = "non_resident_declared"
    """Who pays does not reside here, and may pay more in cash."""
    REFUNDED_IN_CASH = "refunded_in_cash"
    """Somebody let cash be given back for what no drawer took."""
    RETURNED_ON_PAPER = "returned_on_paper"
    RETURNED_WITHOUT_TICKET = "returned_without_ticket"
    """For store credit; the voucher that it names is stated right after it."""
    CUSTOMER_MADE = "customer_made"
    CUSTOMER_ERASED = "customer_erased"
    POINTS_EARNED = "points_earned"
    VOUCHER_ISSUED = "voucher_issued"
    VOUCHER_REDEEMED = "voucher_redeemed"
    VOUCHER_ALLOWED = "voucher_allowed"
    """Somebody let a voucher be taken that this till had not heard of."""
    PAYMENT_CHANGED = "payment_changed"
    """How a document was paid is put right; the document stays as it is."""
    REPRINTED = "reprinted"
    ORDER_PLACED = "order_placed"
    """At this till, for another shop or for somebody's home."""
    ORDER_GIVEN_UP = "order_given_up"
    """Placed here, and not wanted or not to be had: its money is given back, when there was any."""
    ORDER_REPAID = "order_repaid"
    """Placed here, and some of it not to be had: that was given back with its ticket."""
    ORDERS_READ = "orders_read"
    """Somebody read of whom orders of other shops are, or where one is sent to."""
    ORDER_TAKEN = "order_taken"
    """From the customer's QR: nobody had told this device of it."""
    ORDER_ACCEPTED = "order_accepted"
    ORDER_LINE_REJECTED = "order_line_rejected"
    ORDER_STARTED = "order_started"
    ORDER_PICKED = "order_picked"
    ORDER_SHORT = "order_short"
    ORDER_SUBSTITUTED = "order_substituted"
    ORDER_PACKED = "order_packed"
    PARCEL_PROVED = "parcel_proved"
    PARCEL_ARRIVED = "parcel_arrived"
    PARCEL_SHELVED = "parcel_shelved"
    PARCEL_SCANNED_OUT = "parcel_scanned_out"
    PARCEL_KEPT = "parcel_kept"
    ORDER_HANDED_OVER = "order_handed_over"
    ORDER_TOLD = "order_told"
    ORDER_CANCEL_ASKED = "order_cancel_asked"
    ORDER_CANCEL_AGREED = "order_cancel_agreed"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_EXPIRED = "order_expired"
    PARCEL_PUT_BACK = "parcel_put_back"
    PARCEL_SENT_BACK = "parcel_sent_back"
    ORDER_RESOURCED = "order_resourced"
    ORDER_UNSOURCED = "order_unsourced"
    ORDER_PRESENTED = "order_presented"
    ORDER_MATTER_SETTLED = "order_matter_settled"
    SHELF_CHECKED = "shelf_checked"
    """Which parcels were found on the pickup shelves when a shift closed."""
    STOCK_COUNTED = "stock_counted"
    STOCK_ADJUSTED = "stock_adjusted"
    DEMAND_LOST = "demand_lost"
    """Somebody wanted what the shop could not sell."""
    ORDER_RETURNED = "order_returned"
    """Goods of an order that was paid in its channel came back to the counter."""
    ORDER_CAME_BACK = "order_came_back"
    """A carrier brought parcels of an order back."""
    ORDER_PAID_BACK = "order_paid_back"
    """Central's: what of an order that was paid at a till a return of its ticket gave back."""
    REFUND_ORDERED = "refund_ordered"
    CAPTURE_ORDERED = "capture_ordered"
    REFUND_ANSWERED = "refund_answered"
    CONSIGNMENT_MADE = "consignment_made"
    """A transfer that is asked for or offered, or a delivery that nobody announced."""
    CONSIGNMENT_TAKEN = "consignment_taken"
    """From the paper that came with the goods: nobody had told this device of it."""
    GOODS_SENT = "goods_sent"
    GOODS_RECEIVED = "goods_received"
    CONSIGNMENT_DECLINED = "consignment_declined"
    CONSIGNMENT_CALLED_OFF = "consignment_called_off"
    STRAY_SHELVED = "stray_shelved"
    """A parcel of which nobody here knows what it is."""
    STRAY_ENDED = "stray_ended"
    LABELS_PRINTED = "labels_printed"
    """Of shelves, each with the price that is on it."""
    SETTINGS_CHANGED = "settings_changed"
    SALE_STOPPED = "sale_stopped"
    """By a manager of the shop, at this till."""
    SALE_STOP_LIFTED = "sale_stop_lifted"
    CLOCK_ALLOWED = "clock_allowed"
    JOURNAL_PRUNED = "journal_pruned"
    """Closed days of years ago lie in an archive, and no more in the journal."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One link of an installation's chain."""

    installation: int
    seq: int
    """Dense from 1."""
    uuid: str
    type: str
    v: int
    """The body's schema version."""
    at: str
    """UTC, ISO 8601."""
    offset: int
    """The shop's offset from UTC then, in minutes."""
    who: str
    """A person's code; "" for the till itself."""
    body: Body
    sealed: str | None
    """The personal part, encrypted, base64; the chain hashes the ciphertext (retail-rules 9)."""
    previous: str
    """The hash of the fact before; "" for the first."""
    hash: str


# Made once: a catalogue's checksum asks for it a million times.
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8 unescaped."""
    return _encode(value)


def fact_hash(fact: Mapping[str, object]) -> str:
    """SHA-256 of the previous hash and the canonical JSON of all the fact's other fields."""
    others = {name: value for name, value in fact.items() if name not in ("previous", "hash")}
    return hashlib.sha256(f"{fact['previous']}{canonical(others)}".encode()).hexdigest()

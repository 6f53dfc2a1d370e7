"""What a print job brings out, told by the one who queued it."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    TICKET = "ticket"
    PROOF = "proof"
    """That an order was handed over."""
    SHELVES = "shelves"
    """A check of the pickup shelves."""
    LIST = "list"
    """What is to be fetched for orders."""
    PLACED = "placed"
    """What the customer gets who ordered here."""
    VOUCHER = "voucher"
    GIFT = "gift"
    """A ticket without prices."""
    CARD = "card"
    """What the terminal wants printed of a card that is on no ticket: declined, or given back."""
    SHIFT = "shift"
    """An X or a Z."""
    PARCEL = "parcel"
    TRANSFER = "transfer"
    SHELF_LABEL = "shelf_label"
    PRODUCT_LABEL = "product_label"

    @property
    def label(self) -> bool:
        """Whether it is stuck on something, and comes out of the printer of labels."""
        return self in _LABELS

    @property
    def of_price(self) -> bool:
        """Whether it says what a product costs."""
        return self in (PaperKind.SHELF_LABEL, PaperKind.PRODUCT_LABEL)


_LABELS = (PaperKind.PARCEL, PaperKind.SHELF_LABEL, PaperKind.PRODUCT_LABEL)

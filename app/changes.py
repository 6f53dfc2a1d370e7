"""The vocabulary of "what changed": a commit names topics, open screens read again."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    SALE = "sale"
    """The open basket, the parked ones, their tenders."""
    DOCUMENT = "document"
    """A ticket, invoice or corrective was issued or printed."""
    SHIFT = "shift"
    DRAWER = "drawer"
    """Cash goes into it or comes out of it: it is to open."""
    PERSON = "person"
    """Who is signed in."""
    CATALOG = "catalog"
    STORE = "store"
    """The shop itself and its staff, as central said them."""
    ORDERS = "orders"
    """What happened to an order here."""
    STOCK = "stock"
    """What the shop has of something moved here, or is to be counted."""
    ATTENTION = "attention"
    DEVICES = "devices"
    """A printer, a scale... is not as it was."""


Changes = frozenset[Topic]

"""Somebody whom the shop knows by a card, and what of them is personal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import BadCard, BadPersonal

MARKETING = "marketing"
"""The consent to be written to; asked for, never assumed."""
_LONGEST_CARD = 40
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Customer:
    """Never in a fact but for the uuid, the card and the level of who is made at a till."""

    uuid: str
    card: str
    level: str = ""
    points: int = 0
    """The balance that the shop may count on: central's baseline and our own facts since."""
    name: str = ""
    """What the cashier greets by; on screen only."""
    confirmed: bool = True
    """Whether the balance is all there is to know; not of whom central has said nothing yet."""

    @property
    def first_name(self) -> str:
        """All of a name that others at the counter may read or hear."""
        return self.name.split()[0] if self.name.strip() else ""


@dataclass(frozen=True, slots=True)
class Personal:
    """Who somebody is; always sealed under that person's own key (retail-rules 9)."""

    name: str
    phone: str = ""
    email: str = ""
    document: str = ""

    def fields(self) -> dict[str, str]:
        """What there is of it, by name."""
        every = {
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "document": self.document,
        }
        return {name: text for name, text in every.items() if text}


def personal(fields: Mapping[str, str]) -> Personal:
    """What was typed, tidied. Raises BadPersonal naming the field."""
    tidy = {field: " ".join(text.split()) for field, text in fields.items()}
    if not tidy.get("name"):
        raise BadPersonal(field="name", value="")
    for field, text in tidy.items():
        if len(text) > _LONGEST or not text.isprintable():
            raise BadPersonal(field=field, value=text[:_LONGEST_CARD])
    email = tidy.get("email", "")
    if email and not all(email.partition("@")):
        raise BadPersonal(field="email", value=email)
    return Personal(**tidy)


def card_number(text: str) -> str:
    """A card's number in its one spelling: capitals, without spaces. Raises BadCard."""
    card = "".join(text.split()).upper()
    if not card or len(card) > _LONGEST_CARD or not card.isprintable():
        raise BadCard(card=text[:_LONGEST_CARD])
    return card

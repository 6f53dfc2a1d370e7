"""Whom a full invoice names, and what identifies them: a NIF, or another document (IDOtro)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.es import nif
from stdnum.eu import vat

from app.domain.countries import COUNTRIES
from app.domain.errors import BadTaxId, BuyerIncomplete

_FOREIGN = re.compile(r"[0-9A-Z][0-9A-Z/-]{0,19}", re.ASCII)
SPAIN = "ES"


class IdKind(StrEnum):
    """What identifies a buyer (AEAT, list L7)."""

    NIF = "nif"
    """NIF, CIF or NIE."""
    VAT = "vat"
    """The VAT number of another country of the Union, with its letters in front."""
    PASSPORT = "passport"
    DOCUMENT = "document"
    """The official document of the country where the buyer lives."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom a full invoice names (RD 1619/2012 art. 6.1)."""

    nif: str
    """Compact, upper case: the NIF, or the number of whatever else identifies the buyer."""
    name: str
    address: str
    kind: IdKind = IdKind.NIF
    country: str = ""
    """ISO 3166, two letters: of a passport or a foreign document, who issued it."""

    @property
    def typed(self) -> str:
        """As a person types it, and `buyer` reads it."""
        if self.kind in (IdKind.NIF, IdKind.VAT):
            return self.nif
        return f"{self.kind}:{self.country}:{self.nif}"


def buyer(tax_id: str, name: str, address: str) -> Buyer:
    """A buyer by a NIF with its check letter, a VAT number of the Union, or `passport:GB:123456`
    and `document:MA:AB1234`. Raises BadTaxId, BuyerIncomplete."""
    kind, country, number = _identity(tax_id)
    name, address = " ".join(name.split()), " ".join(address.split())
    if not name or not address:
        raise BuyerIncomplete()
    found = Buyer(number, name, address, kind, country)
    if not identified(found):
        raise BadTaxId(text=tax_id)
    return found


def identified(buyer: Buyer) -> bool:
    """Whether its identity is one that an invoice may bear (fiscal spec 2.2: 1123; XSD IDOtro)."""
    match buyer.kind:
        case IdKind.NIF:
            return len(buyer.nif) == 9 and nif.is_valid(buyer.nif) and not buyer.country
        case IdKind.VAT:
            union = buyer.nif[:2] != SPAIN and vat.is_valid(buyer.nif)
            return bool(union and _FOREIGN.fullmatch(buyer.nif) and not buyer.country)
        case IdKind.PASSPORT:
            return buyer.country in COUNTRIES and bool(_FOREIGN.fullmatch(buyer.nif))
        case IdKind.DOCUMENT:
            abroad = buyer.country in COUNTRIES and buyer.country != SPAIN
            return abroad and bool(_FOREIGN.fullmatch(buyer.nif))


def _identity(text: str) -> tuple[IdKind, str, str]:
    """Kind, country and number of what was typed."""
    kind, colon, rest = text.strip().partition(":")
    if colon:
        country, _, number = rest.partition(":")
        number = "".join(number.upper().split())
        try:
            return IdKind(kind.strip().lower()), country.strip().upper(), number
        except ValueError:
            raise BadTaxId(text=text) from None
    compact = "".join(ch for ch in text.upper() if ch.isalnum())
    if len(compact) == 11 and compact.startswith(SPAIN):
        compact = compact.removeprefix(SPAIN)
    if not (len(compact) == 9 and nif.is_valid(compact)) and vat.is_valid(compact):
        return IdKind.VAT, "", vat.compact(compact)
    return IdKind.NIF, "", compact

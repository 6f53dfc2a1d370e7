"""The shop that a till stands in, as central (or `init`) says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stdnum.es import nif as spanish_nif

from app.domain.errors import BadShopFacts

TERRITORIES = ("IVA", "IGIC", "IPSI")
"""By their taxes: the mainland and the Balearic Islands; the Canary Islands; Ceuta and Melilla."""


@dataclass(frozen=True, slots=True)
class Shop:
    code: str
    """Three digits."""
    name: str
    """What people call it."""
    company: str
    """The taxpayer's name, as on its invoices."""
    nif: str
    address: str
    territory: str = "IVA"
    timezone: str = "Europe/Madrid"
    language: str = "es"
    """Of the documents."""
    regime: str = "none"
    """The fiscal regime's code."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def check_shop(shop: Shop, till: str) -> None:
    """Refuse what no document could carry. Raises BadShopFacts naming the field."""
    if not re.fullmatch(r"\d{3}", shop.code, re.ASCII):
        raise BadShopFacts(field="shop", value=shop.code)
    if not re.fullmatch(r"\d{2}", till, re.ASCII):
        raise BadShopFacts(field="till", value=till)
    if not spanish_nif.is_valid(shop.nif) or len(shop.nif) != 9:
        raise BadShopFacts(field="nif", value=shop.nif)
    if shop.territory not in TERRITORIES:
        raise BadShopFacts(field="territory", value=shop.territory)
    for field, value in (("name", shop.company), ("address", shop.address)):
        if not value.strip() or not value.isprintable():
            raise BadShopFacts(field=field, value=value)
    try:
        ZoneInfo(shop.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadShopFacts(field="tz", value=shop.timezone) from None

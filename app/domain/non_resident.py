"""A private person who declares not to reside in Spain: the law lets them pay more in cash.

Kept are what kind of document was seen and of which country, never its number.
(Ley 7/2012 art. 7.Uno, second paragraph; RD 1804/2008 art. 1.)
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.buyer import SPAIN, Buyer, IdKind
from app.domain.countries import COUNTRIES
from app.domain.errors import BadDeclaration, NotPrivate

DOCUMENTS = ("passport", "id-card", "residence-card")
"""What may be shown: a passport, another country's identity card, its card of residence."""
_COMPANY = "ABCDEFGHJNPQRSUVW"
"""How the NIF of what is no natural person begins (Orden EHA/451/2008)."""


@dataclass(frozen=True, slots=True)
class NonResident:
    document: str
    country: str
    """ISO 3166, two letters: who issued it."""
    allowed_by: str = ""


def declared(document: str, country: str, buyer: Buyer | None, allowed_by: str) -> NonResident:
    """Raises BadDeclaration, NotPrivate: who buys as a company has the limit of everybody."""
    country = country.strip().upper()
    if document not in DOCUMENTS or country not in COUNTRIES or country == SPAIN:
        raise BadDeclaration(document=document[:20], country=country[:20])
    if buyer is not None and _is_company(buyer):
        raise NotPrivate(name=buyer.name)
    return NonResident(document, country, allowed_by)


def _is_company(buyer: Buyer) -> bool:
    if buyer.kind is IdKind.VAT:
        return True
    return buyer.kind is IdKind.NIF and buyer.nif[:1] in _COMPANY

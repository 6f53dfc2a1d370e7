"""The form of whom an invoice is for: who they are, and by what they are known."""

from __future__ import annotations

from app.domain.buyer import Buyer, IdKind
from app.ui.widgets.form import FieldView
from app.ui.words import tr

_TYPED = "typed"
"""What says by itself which of the two it is: a NIF, a VAT number of the Union."""


def buyer_fields(now: Buyer | None) -> tuple[FieldView, ...]:
    """Empty, or as `now` says."""
    kinds = (
        (_TYPED, tr("NIF o IVA")),
        (IdKind.PASSPORT.value, tr("Pasaporte")),
        (IdKind.DOCUMENT.value, tr("Otro")),
    )
    foreign = now is not None and now.kind in (IdKind.PASSPORT, IdKind.DOCUMENT)
    kind = now.kind.value if now is not None and foreign else _TYPED
    return (
        FieldView("kind", tr("Se identifica con"), kind, choices=kinds),
        FieldView("id", tr("Número"), now.nif if now else ""),
        FieldView(
            "country",
            tr("País: GB"),
            now.country if now else "",
            needed=False,
            beside=True,
        ),
        FieldView("name", tr("Nombre o razón social"), now.name if now else ""),
        FieldView("address", tr("Domicilio"), now.address if now else "", beside=True),
    )


def said(values: dict[str, str]) -> tuple[str, str, str]:
    """What `domain.buyer.buyer` reads: identity, name, address."""
    kind, number = values["kind"], values["id"]
    tax_id = number if kind == _TYPED else f"{kind}:{values['country']}:{number}"
    return tax_id, values["name"], values["address"]

"""The URL inside the QR, and the words around it (AEAT, QR document v0.4.7; Orden 20-21)."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from app.fiscal.regime import Legends
from app.fiscal.verifactu.huella import day

LEGENDS = Legends("QR tributario:", "Factura verificable en la sede electrónica de la AEAT")
OF_A_DEMO = Legends("QR tributario:", "Prueba: no consta en la sede electrónica de la AEAT")
"""A demo sends nothing, so nobody can verify its papers; its QR leads to the AEAT's test host."""
PATH = "/wlpl/TIKE-CONT/ValidarQR"


def qr_url(host: str, nif: str, number: str, issued_on: date, amount: str) -> str:
    """Where anybody may check the invoice; `host` with its scheme, `amount` as in the record."""
    query = {"nif": nif, "numserie": number, "fecha": day(issued_on), "importe": amount}
    return f"{host}{PATH}?{urlencode(query)}"

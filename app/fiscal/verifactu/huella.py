"""The huella: SHA-256 over a fixed string of a record's fields.

AEAT, «Especificaciones técnicas para generación de la huella o hash», v0.1.2 (27-8-2024).
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

BLANKS = "".join(map(chr, range(0x21)))
"""What is trimmed off both ends of a value; blanks inside stay."""

Fields = tuple[tuple[str, str], ...]


def huella(fields: Fields) -> str:
    """64 upper-case hexadecimal digits over `Name=value` joined by `&`, no URL-encoding."""
    text = "&".join(f"{name}={value.strip(BLANKS)}" for name, value in fields)
    return hashlib.sha256(text.encode()).hexdigest().upper()


def of_issue(
    *,
    issuer: str,
    number: str,
    issued_on: str,
    kind: str,
    tax: str,
    total: str,
    previous: str,
    generated_at: str,
) -> str:
    """Of a RegistroAlta; `previous` is "" for the first of the chain.

    Values are the very strings that stand in the XML: the AEAT accepts 12.1 and 12.10 alike,
    but the two give different huellas.
    """
    return huella(
        (
            ("IDEmisorFactura", issuer),
            ("NumSerieFactura", number),
            ("FechaExpedicionFactura", issued_on),
            ("TipoFactura", kind),
            ("CuotaTotal", tax),
            ("ImporteTotal", total),
            ("Huella", previous),
            ("FechaHoraHusoGenRegistro", generated_at),
        )
    )


def of_annulment(
    *, issuer: str, number: str, issued_on: str, previous: str, generated_at: str
) -> str:
    """Of a RegistroAnulacion."""
    return huella(
        (
            ("IDEmisorFacturaAnulada", issuer),
            ("NumSerieFacturaAnulada", number),
            ("FechaExpedicionFacturaAnulada", issued_on),
            ("Huella", previous),
            ("FechaHoraHusoGenRegistro", generated_at),
        )
    )


def of_event(
    *,
    producer: str,
    producer_id: str,
    system: str,
    version: str,
    installation: str,
    taxpayer: str,
    kind: str,
    previous: str,
    generated_at: str,
) -> str:
    """Of a RegistroEvento: `producer` is a NIF or "", then `producer_id` names a foreigner."""
    return huella(
        (
            ("NIF", producer),
            ("ID", producer_id),
            ("IdSistemaInformatico", system),
            ("Version", version),
            ("NumeroInstalacion", installation),
            ("NIF", taxpayer),
            ("TipoEvento", kind),
            ("HuellaEvento", previous),
            ("FechaHoraHusoGenEvento", generated_at),
        )
    )


def day(value: date) -> str:
    """dd-mm-yyyy."""
    return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"


def moment(value: datetime) -> str:
    """YYYY-MM-DDThh:mm:ss±hh:mm: no fraction, no Z. Raises ValueError without whole minutes."""
    offset = value.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        raise ValueError(f"{value!r} has no UTC offset of whole minutes")
    return value.replace(microsecond=0).isoformat()

"""The names of the AEAT's schemas, and text that fits in them."""

from __future__ import annotations

import re
import unicodedata

_WS = (
    "https://www2.agenciatributaria.gob.es/static_files/common/internet/dep/aplicaciones"
    "/es/aeat/tike/cont/ws/"
)
LR = _WS + "SuministroLR.xsd"
"""The envelope, its Cabecera and RegistroFactura."""
SI = _WS + "SuministroInformacion.xsd"
"""The records, and what is inside the Cabecera."""
PREFIXES = {"sf": SI}

_NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""XML 1.0 section 2.2; tab and line ends become blanks too, as in any one-line field."""


def si(name: str) -> str:
    """The qualified name of an element of SuministroInformacion."""
    return f"{{{SI}}}{name}"


def clean(text: str, most: int) -> str:
    """One line of legal XML characters, composed (NFC), at most `most` of them."""
    legal = _NOT_XML.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(legal.split())[:most].rstrip()

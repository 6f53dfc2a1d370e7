"""The column `details` of a product: its places in other trees and its typed attributes, in JSON;
and what of the attributes the till sells by, or shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from app.domain import sale_terms
from app.domain.content import Content, parse
from app.domain.product import Product, Variant
from app.domain.sale_terms import FREE, SaleTerms

VARIANT: dict[str, tuple[str, ...]] = {
    "parent": ("parent", "articulo_padre"),
    "size": ("size", "talla"),
    "colour": ("colour", "color"),
}
"""By field of Variant, what the attribute is called."""
CONTENT = ("content", "contenido")
"""What the attribute of what a pack holds is called: `1.5 l`."""
PARENT = "json_extract(details, '$.attributes.parent.value')"
"""In SQL; only of rows whose details are not empty."""
NUMBERS = {sale_terms.NAMES[name][0] for name in ("minimum_age", "most", "most_off")}


def text_of(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def read(details: str) -> tuple[SaleTerms, Variant | None, Content | None]:
    """What the till sells by; of what is no details, nothing."""
    if not details:
        return FREE, None, None
    values = {
        name: attribute.get("value")
        for name, attribute in json.loads(details).get("attributes", {}).items()
    }
    return sale_terms.of_attributes(values), variant_of(values), content_of(values)


def variant_of(values: Mapping[str, object]) -> Variant | None:
    found = {
        field: text
        for field, names in VARIANT.items()
        if (text := next((v for name in names if isinstance(v := values.get(name), str)), ""))
    }
    return Variant(**found) if "parent" in found else None


def content_of(values: Mapping[str, object]) -> Content | None:
    """None of what cannot be read: it is central's to put right."""
    for name in CONTENT:
        with suppress(ValueError):
            if found := parse(str(values.get(name, ""))):
                return found
    return None


def attributes(product: Product) -> dict[str, tuple[str, str]]:
    """(type, value) by name of what the till sells a product by: `read` undone."""
    texts = sale_terms.written(product.terms)
    if of := product.variant:
        said = {"parent": of.parent, "size": of.size, "colour": of.colour}
        texts |= {VARIANT[field][0]: text for field, text in said.items() if text}
    if product.content is not None:
        texts[CONTENT[0]] = str(product.content)
    return {name: ("number" if name in NUMBERS else "text", text) for name, text in texts.items()}


def written(product: Product) -> str:
    """The details of a product that has nothing but what it is sold by."""
    typed = {
        name: {"type": kind, "value": text} for name, (kind, text) in attributes(product).items()
    }
    return text_of({"attributes": typed}) if typed else ""

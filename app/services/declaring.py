"""The declaración responsable of the version that runs, and what it is made of."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.fiscal.declaration import Component, Declaration, declaration
from app.services.opening import fiscal_table, resource, version


@dataclass(frozen=True, slots=True)
class Licence:
    """Something we ship, and under which licence; `inside`: what it comes in."""

    name: str
    version: str
    licence: str
    inside: str


def licences() -> list[Licence]:
    return [Licence(**row) for row in json.loads(resource("licences.json"))]


def of_this_version() -> Declaration:
    """Generated from the lock, so that it names exactly what is installed."""
    table = fiscal_table()
    components = [Component(one.name, one.version, one.licence) for one in licences()]
    return declaration(table, version(), components, table.declared_on)

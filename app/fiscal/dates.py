"""Days of obligation, hosts and producer: resources/fiscal.toml as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.fiscal.document import Software


class Taxpayer(StrEnum):
    """Whom an obligation binds (RD 1007/2023 art. 3)."""

    COMPANIES = "sociedades"
    OTHERS = "otros"
    PRODUCERS = "productores"


class Environment(StrEnum):
    TEST = "test"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Obligation:
    """From `since` (inclusive) the taxpayer's system must comply."""

    taxpayer: Taxpayer
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something said and not enacted: for people to read, never to act upon."""

    what: str
    said_on: date
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Hosts:
    """The AEAT's addresses of one environment."""

    qr: str
    service: str
    seal: str


@dataclass(frozen=True, slots=True)
class Producer:
    """Who answers for the program."""

    name: str
    nif: str
    address: str
    place: str
    placeholder: bool
    """True while it is the project and not somebody who can sign."""


@dataclass(frozen=True, slots=True)
class FiscalTable:
    """All of resources/fiscal.toml."""

    obligations: tuple[Obligation, ...]
    announcements: tuple[Announcement, ...]
    hosts: Mapping[Environment, Hosts]
    producer: Producer
    system: str
    system_id: str
    only_verifactu: bool
    several_taxpayers: bool
    declared_on: date
    """The day of this version's declaration."""
    sends: bool
    """Whether the program sends to the AEAT: until then demo folders only, declared as draft."""

    def obliged_since(self, taxpayer: Taxpayer) -> date:
        return next(one.since for one in self.obligations if one.taxpayer is taxpayer)

    def software(self, version: str) -> Software:
        """The program's identity; `version` is the package's."""
        return Software(
            producer=self.producer.name,
            producer_nif=self.producer.nif,
            name=self.system,
            id=self.system_id,
            version=version,
            only_verifactu=self.only_verifactu,
            several_taxpayers=self.several_taxpayers,
        )


def parse(text: str) -> FiscalTable:
    """Read fiscal.toml. Raises KeyError, TypeError or ValueError: the file is ours."""
    data: dict[str, Any] = tomllib.loads(text)
    software = data["software"]
    return FiscalTable(
        obligations=tuple(
            Obligation(Taxpayer(row["taxpayer"]), row["since"], row["source"])
            for row in data["obligation"]
        ),
        announcements=tuple(Announcement(**row) for row in data["announcement"]),
        hosts={Environment(name): Hosts(**row) for name, row in data["hosts"].items()},
        producer=Producer(**data["producer"]),
        system=software["name"],
        system_id=software["id"],
        only_verifactu=software["only_verifactu"],
        several_taxpayers=software["several_taxpayers"],
        declared_on=software["declared_on"],
        sends=software["sends"],
    )

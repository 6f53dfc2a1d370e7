"""How the till looks and listens: kept in till.toml, every change a fact."""

from __future__ import annotations

from dataclasses import fields, replace

from app import config as till_toml
from app.config import Config, Face
from app.domain.barcode import bare
from app.domain.errors import NothingLearned
from app.domain.facts import FactType
from app.domain.money import parse_money
from app.domain.product import Unit, parse_quantity
from app.domain.staff import Permission
from app.domain.weighed_code import Layout, kept, proposals
from app.services.till import Till

ANYBODY = frozenset({"theme", "language"})
"""What a person may change for the own eyes; the rest is a manager's."""


class Settings:
    def __init__(self, till: Till) -> None:
        self._till = till

    @property
    def face(self) -> Face:
        return self._till.config.face

    def change(self, face: Face) -> None:
        """Keep `face`. Raises NotAllowed when more than ANYBODY's changes without leave, BadTill
        when somebody has left till.toml unreadable."""
        changed = self._changed(face)
        if changed.keys() <= ANYBODY:
            self._keep(face, changed, "")
        else:
            self._keep(face, changed, self._till.session.need(Permission.SETTINGS))

    def learn(self, face: Face) -> None:
        """Keep what a device taught: nobody's wish, so it needs nobody's leave."""
        self._keep(face, self._changed(face), "")

    def teach(self, code: str, weight: str, price: str) -> Layout:
        """How the shop's scale writes its codes, from one label: what is typed of its weight (kg)
        and its price, either "". Raises NotAllowed, NothingLearned, BadQuantity, BadAmount."""
        allowed_by = self._till.session.need(Permission.SETTINGS)
        found = proposals(
            bare(code),
            parse_quantity(weight, Unit.KG) if weight else None,
            parse_money(price) if price else None,
        )
        if not found:
            raise NothingLearned(code=code[:40])
        rows = kept(found[0], self._till.config.weighed)
        config = replace(self._till.config, weighed=rows)
        changed: dict[str, object] = {"weighed": [row.get("pattern", "") for row in rows]}
        self._write(config, changed, allowed_by)
        return found[0]

    def _changed(self, face: Face) -> dict[str, object]:
        return {
            field.name: getattr(face, field.name)
            for field in fields(Face)
            if getattr(face, field.name) != getattr(self.face, field.name)
        }

    def _keep(self, face: Face, changed: dict[str, object], allowed_by: str) -> None:
        if not changed:
            return
        self._write(replace(self._till.config, face=face), changed, allowed_by)

    def _write(self, config: Config, changed: dict[str, object], allowed_by: str) -> None:
        with self._till.act() as act:
            act.state(FactType.SETTINGS_CHANGED, {"changed": changed, "allowed_by": allowed_by})
            till_toml.write_face(self._till.folder, config.face, config.weighed)
            act.tx.then(lambda: setattr(self._till, "config", config))

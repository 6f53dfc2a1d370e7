"""How the till looks and listens: kept in till.toml, every change a fact."""

from __future__ import annotations

from dataclasses import fields, replace

from app import config as till_toml
from app.config import Face
from app.domain.facts import FactType
from app.domain.staff import Permission
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
        """Keep `face`. Raises NotAllowed when more than ANYBODY's changes without leave."""
        changed = {
            field.name: getattr(face, field.name)
            for field in fields(Face)
            if getattr(face, field.name) != getattr(self.face, field.name)
        }
        if not changed:
            return
        allowed_by = ""
        if not changed.keys() <= ANYBODY:
            allowed_by = self._till.session.need(Permission.SETTINGS)
        config = replace(self._till.config, face=face)
        with self._till.act() as act:
            act.state(FactType.SETTINGS_CHANGED, {"changed": changed, "allowed_by": allowed_by})
            till_toml.write(self._till.folder, config)
            act.tx.then(lambda: setattr(self._till, "config", config))

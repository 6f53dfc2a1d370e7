"""How the till looks and listens: kept in till.toml, every change a fact."""

from __future__ import annotations

from dataclasses import fields, replace

from app import config as till_toml
from app.config import Config, Face
from app.domain.facts import FactType
from app.domain.role_limits import FOUR_EYES, LIMITED, Limit, RoleLimits, ordered, said_of
from app.domain.staff import Permission, Role
from app.domain.weighed_code import Layout, kept, learned
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
        """Keep the likeliest way in which the shop's scale wrote this label. Raises NotAllowed, and
        what `weighed_code.learned` does."""
        allowed_by = self._till.session.need(Permission.SETTINGS)
        found = learned(code, weight, price)[0]
        rows = kept(found, self._till.config.weighed)
        config = replace(self._till.config, weighed=rows)
        changed: dict[str, object] = {"weighed": [row.get("pattern", "") for row in rows]}
        self._write(config, changed, allowed_by)
        return found

    def limit(self, role: Role, permission: Permission, limit: Limit) -> None:
        """How far a role goes unasked at this till. Raises NotAllowed, BadLimit."""
        said = said_of(limit, LIMITED[permission])
        row = {**self._till.config.limits.get(role.value, {}), permission.value: said}
        self._order({role.value: row}, f"limits.{role.value}.{permission.value}", said)

    def four_eyes(self, permission: Permission, *, two: bool) -> None:
        """Whether even who may needs a second person for it at this till. Raises NotAllowed."""
        now = self._till.role_limits().four_eyes - {permission}
        names = sorted(one.value for one in now | ({permission} if two else set()))
        self._order({FOUR_EYES: names}, f"limits.{FOUR_EYES}", names)

    def _order(self, said: dict[str, object], name: str, value: object) -> None:
        allowed_by = self._till.session.need(Permission.SETTINGS)
        limits = {**self._till.config.limits, **said}
        ordered(limits, RoleLimits())
        config = replace(self._till.config, limits=limits)
        self._write(config, {name: value}, allowed_by)

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
            till_toml.write_face(self._till.folder, config.face, config.weighed, config.limits)
            act.tx.then(lambda: setattr(self._till, "config", config))

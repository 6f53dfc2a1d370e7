"""Who stands at the till, and who allows what that person may not do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.errors import LooksOnly, NotAllowed, NotOnTablet, NotSignedIn, TakesTwo
from app.domain.installation import DeviceKind
from app.domain.role_limits import FOUR_EYED, RoleLimits
from app.domain.staff import TILL_ONLY, Permission, Person, Role


@dataclass(slots=True)
class Session:
    device: DeviceKind = DeviceKind.TILL
    person: Person | None = None
    authoriser: Person | None = None
    """Allowed the next command with PIN or badge; whoever runs commands forgets them after."""
    limits: Callable[[], RoleLimits] = RoleLimits
    """How far each role goes, as chain and till order it now."""

    def who(self) -> Person:
        """Raises NotSignedIn."""
        if self.person is None:
            raise NotSignedIn()
        return self.person

    def worker(self) -> Person:
        """Whoever is there and works here: the fiscal inspector only looks, and never at customers
        (RD 1007/2023 art. 8.4). Raises NotSignedIn, LooksOnly."""
        person = self.who()
        if person.role is Role.INSPECTOR:
            raise LooksOnly()
        return person

    def need_till(self) -> None:
        """What follows comes to a document or to money. Raises NotOnTablet."""
        if self.device is not DeviceKind.TILL:
            raise NotOnTablet()

    def may(self, permission: Permission) -> bool:
        """Whether the person signed in may do it unasked, on this device. Raises NotSignedIn."""
        here = self.device is DeviceKind.TILL or permission not in TILL_ONLY
        return self.who().may(permission) and here

    def need_to_read(self) -> None:
        """Fiscal facts: for whoever sells, and for the fiscal inspector (RD 1007/2023 art. 8.4).
        Raises NotSignedIn, NotAllowed."""
        if not self.may(Permission.FISCAL_FACTS):
            self.need(Permission.SELL)

    def need(self, permission: Permission, size: Decimal | None = None) -> str:
        """The code of who else allows it; nothing when the person may.

        `size`: per cent or cents of the deed, where a role may go only so far. Raises
        NotSignedIn, LooksOnly, NotOnTablet, NotAllowed, TakesTwo.
        """
        person, other = self.who(), self.authoriser
        if permission in TILL_ONLY:
            self.need_till()
        limits = self.limits() if permission in FOUR_EYED else RoleLimits()
        may, two = limits.allows(person, permission, size), permission in limits.four_eyes
        if may and not two:
            return ""
        self.worker()
        if other and other.code != person.code and limits.allows(other, permission, size):
            return other.code
        refused = TakesTwo if may else NotAllowed
        raise refused(
            permission=permission.value, who=person.name, by=limits.least(permission, size)
        )

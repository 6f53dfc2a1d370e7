"""Who stands at the till, and who allows what that person may not do."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import NotAllowed, NotOnTablet, NotSignedIn
from app.domain.installation import DeviceKind
from app.domain.staff import TILL_ONLY, Permission, Person


@dataclass(slots=True)
class Session:
    device: DeviceKind = DeviceKind.TILL
    person: Person | None = None
    authoriser: Person | None = None
    """Allowed the next command with PIN or badge; whoever runs commands forgets them after."""

    def who(self) -> Person:
        """Raises NotSignedIn."""
        if self.person is None:
            raise NotSignedIn()
        return self.person

    def need_till(self) -> None:
        """What follows comes to a document or to money. Raises NotOnTablet."""
        if self.device is not DeviceKind.TILL:
            raise NotOnTablet()

    def may(self, permission: Permission) -> bool:
        """Whether the person signed in may do it unasked, on this device. Raises NotSignedIn."""
        here = self.device is DeviceKind.TILL or permission not in TILL_ONLY
        return self.who().may(permission) and here

    def need(self, permission: Permission) -> str:
        """The code of who else allows it; nothing when the person may.

        Raises NotSignedIn, NotOnTablet, NotAllowed.
        """
        person = self.who()
        if permission in TILL_ONLY:
            self.need_till()
        if person.may(permission):
            return ""
        if self.authoriser and self.authoriser.may(permission):
            return self.authoriser.code
        raise NotAllowed(permission=permission.value, who=person.name)

"""Who stands at the till, and who allows what that person may not do."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import NotAllowed, NotSignedIn
from app.domain.staff import Permission, Person


@dataclass(slots=True)
class Session:
    person: Person | None = None
    authoriser: Person | None = None
    """Allowed the next command with PIN or badge; whoever runs commands forgets them after."""

    def who(self) -> Person:
        """Raises NotSignedIn."""
        if self.person is None:
            raise NotSignedIn()
        return self.person

    def need(self, permission: Permission) -> str:
        """The code of who else allows it; nothing when the person may.

        Raises NotSignedIn, NotAllowed.
        """
        person = self.who()
        if person.may(permission):
            return ""
        if self.authoriser and self.authoriser.may(permission):
            return self.authoriser.code
        raise NotAllowed(permission=permission.value, who=person.name)

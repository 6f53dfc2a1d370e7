"""How a till stands with central: whether it was heard, and whether it takes anything from us."""

from __future__ import annotations

SILENT = ("bad_signature", "unknown_installation", "demo")
"""Refusals after which there is nothing that central would take from us."""


class Terms:
    def __init__(self) -> None:
        self.offline = self.outdated = False
        self.signed_out = ""
        """Its refusal."""
        self.known = False
        """Whether central has said in this epoch what there is."""
        self._unsure = False
        """Whether central may have less than it acknowledged, until its manifest says."""

    def listed(self) -> None:
        """Its manifest came."""
        self.known, self._unsure, self.signed_out = True, False, ""

    def begin_epoch(self) -> None:
        self.known, self._unsure = False, True

    @property
    def may_push(self) -> bool:
        """Facts go first, but when central has just begun an epoch it says how far it is."""
        return not self._unsure and self.signed_out not in SILENT

    @property
    def stopped(self) -> bool:
        """Whether nothing may be read."""
        return bool(self.signed_out) or self.outdated

    @property
    def heard(self) -> bool:
        """Whether central has said what there is, and says more when there is more."""
        return self.known and not self.offline and not self.stopped

    @property
    def trouble(self) -> str:
        """What of it a person sees; "" when it is as it should be."""
        if self.signed_out:
            return "signed_out"
        if self.offline:
            return "offline"
        return "needs_update" if self.outdated else ""

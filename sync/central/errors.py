"""What central answers to a program when it will not do what was asked."""

from __future__ import annotations

from app.domain.errors import ShopError
from sync.protocol import KINDS, Refused


class Refusal(Exception):
    """Travels as `protocol.Refused` under the status of its kind; nothing was changed.

    `kind` is one of `protocol.KINDS`; `detail` is for a log, in English, without personal data.
    `says`: what travels to whoever asked instead of it, a sentence with the values.
    `epoch`, `seq`, `oldest` and `retry_after` (seconds) say what the caller needs to go on.
    """

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        epoch: str = "",
        seq: int = 0,
        oldest: int = 0,
        retry_after: float = 0,
        says: str = "",
    ) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.status = KINDS[kind]
        self.detail = detail
        self.epoch = epoch
        self.seq = seq
        self.oldest = oldest
        self.retry_after = retry_after
        self.says = says

    def refused(self, server_time: str = "") -> Refused:
        """The body that travels."""
        return Refused(
            kind=self.kind,
            detail=self.says or self.detail,
            epoch=self.epoch,
            seq=self.seq,
            oldest=self.oldest,
            server_time=server_time,
            retry_after=self.retry_after,
        )


def rule_of(error: ShopError) -> str:
    """For a log or an exception: the rule and the field, never the value, which may be
    somebody's."""
    field = error.facts.get("field", "")
    return f"{type(error).__name__} {field}".rstrip()

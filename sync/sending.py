"""Facts up: what follows from each answer to a push."""

from __future__ import annotations

from sync import effects as fx
from sync.backoff import LONGEST, Dice
from sync.desk import Desk
from sync.outbox import Came, Outbox
from sync.protocol import Ack, Refused

_UNREAD = 3.0
"""Seconds until our own journal is tried again."""


class Sending:
    def __init__(self, desk: Desk, own: int, dice: Dice) -> None:
        self._desk = desk
        self.outbox = Outbox(own, dice)

    def begin_epoch(self) -> None:
        """Central lives another life: its manifest will say how far it is."""
        self.outbox.begin_epoch()
        for of, ack in self.outbox.acks.items():
            self._desk.do(fx.KeepAck(of, *ack))
        self._desk.over("fork", "stuck", "behind", "not_yours")

    def acknowledged(self, of: int, seq: int, digest: str, ours: str | None) -> Came:
        """Central says that it has everything up to `seq`."""
        desk, outbox = self._desk, self.outbox
        came = outbox.acknowledge(of, seq, digest, ours)
        match came:
            case Came.FURTHER:
                desk.do(fx.KeepAck(of, *outbox.acks[of]))
                desk.over("stuck", "behind")
            case Came.BEHIND:
                desk.alarm("behind", of, seq=seq, ours=outbox.acked(of))
                outbox.rest.failed(desk.now, least=LONGEST)
            case Came.FORK:
                self._fork(of, seq)
            case Came.SAME:
                desk.over("behind")
        return came

    def pushed(self, push: fx.Push, ack: Ack, ours: str | None) -> None:
        rest = self.outbox.rest
        came = self.acknowledged(push.installation, ack.acked_seq, ack.acked_hash, ours)
        if came is Came.FURTHER:
            self.outbox.went()
            self._desk.goes_on("journal")
            self._desk.over("journal")
        elif came is Came.SAME:
            rest.failed(self._desk.now)
            if rest.failures > 2:
                self._desk.alarm("stuck", push.installation, seq=push.after + 1)
        if ack.retry_after > 0:
            rest.rest(self._desk.now, ack.retry_after)

    def unreadable(self, detail: str) -> None:
        """Our own journal did not give the facts."""
        self.outbox.rest.failed(self._desk.now, least=_UNREAD)
        self._desk.alarm("journal", detail=detail)

    def refused(self, push: fx.Push, why: Refused, sent: int) -> None:
        match why.kind:
            case "fork":
                self._fork(push.installation, why.seq)
            case "poison":
                self._poison(push, why.seq, sent, why.detail)
            case "too_large" if sent > 1:
                self.outbox.halve(sent)
            case "too_large":
                self._skip(push, push.after + 1, why.kind)
            case "not_yours":
                self.outbox.stopped.add(push.installation)
                of = push.installation
                self._desk.alarm("not_yours", of, settles=True, installation=of)
            case _:
                # Not the facts' fault by any word of central's: none is ever skipped for it.
                self.outbox.rest.failed(self._desk.now, least=LONGEST / 2)
                self._desk.alarm("refused", "journal", kind=why.kind, detail=why.detail)

    def settle(self, alarm: fx.Alarm) -> None:
        """A person says that what stopped an installation is over."""
        self.outbox.stopped.discard(int(alarm.about))

    def _fork(self, of: int, seq: int) -> None:
        self.outbox.stopped.add(of)
        self._desk.alarm("fork", of, settles=True, installation=of, seq=seq)

    def _poison(self, push: fx.Push, seq: int, sent: int, why: str) -> None:
        if not push.after < seq <= push.after + max(sent, 1):
            # Central does not say which: one by one it will.
            if sent > 1:
                self.outbox.halve(2)
                return
            seq = push.after + 1
        self._skip(push, seq, why or "poison")

    def _skip(self, push: fx.Push, seq: int, why: str) -> None:
        of, outbox = push.installation, self.outbox
        if (of, seq) in outbox.skipped:
            self._desk.alarm("stuck", of, seq=seq)
            outbox.rest.failed(self._desk.now, least=LONGEST)
            return
        outbox.skipped.add((of, seq))
        self._desk.do(fx.Skip(of, seq, why))
        self._desk.alarm("poison", f"{of}/{seq}", settles=True, installation=of, seq=seq, why=why)

"""The channels' calls about money: what became of a refund or of a capture."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from sync.central import refunding
from sync.central.api.callers import check_channel
from sync.central.api.office import CHANGES, OF_CHANNEL, Asked, change
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.masters import orders, refunds


class Outcome(StrEnum):
    """What became of it."""

    DONE = "done"
    FAILED = "failed"


class RefundOf(Struct, kw_only=True):
    """Money to give back (`refund`) or, of what is only authorised, to take (`capture`; zero lets
    it go). `reference`: the payment's at its provider; `amount`: cents; `deadline`: the last day,
    "" of a capture; `corrective`: the till's document; `uncorrected`: why there is none, although
    there is an invoice. `state`: `ordered`, `done`, `failed`, and `held` of what was not passed on.
    """

    id: str
    kind: str
    reference: str
    amount: int
    currency: str
    deadline: str
    corrective: str
    uncorrected: str
    state: str
    why: str


class RefundAnswer(Struct, kw_only=True):
    """`why`: of one that failed, for whoever sees to it."""

    state: Outcome
    why: Annotated[str, Meta(max_length=200, pattern=r"\A[^\x00]*\Z")] = ""


def refund_of(one: refunds.Refund) -> RefundOf:
    return RefundOf(
        id=one.id,
        kind=one.kind,
        reference=one.reference,
        amount=one.amount,
        currency=refunds.CURRENCY,
        deadline=one.due,
        corrective=one.document,
        uncorrected=one.unissued,
        state=one.state,
        why=one.why,
    )


@post(
    "/v1/orders/{number:str}/refunds/{refund:str}",
    operation_id="answer_refund",
    status_code=200,
    **{**CHANGES, **OF_CHANNEL},
)
async def answer_refund(
    request: Asked,
    served: Serves,
    number: FromPath[str],
    refund: FromPath[str],
    data: JSONBody[RefundAnswer],
) -> Response[RefundOf]:
    """The channel gave the money back, or took it; or could not, and a person sees to it. What is
    done stays done."""

    def make(tx: Tx, who: str) -> RefundOf:
        check_channel(request, orders.channel_of(tx.connection, number))
        done = data.state is Outcome.DONE
        return refund_of(refunding.answer(tx, number, refund, who, done=done, why=data.why))

    return await change(request, served, make)


CALLS = [answer_refund]
TRAVELS = [RefundOf, RefundAnswer]

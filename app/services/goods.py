"""Goods that move between places: the services of it together."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.consignments import Consignments
from app.services.handing import Handing
from app.services.line import Line
from app.services.neighbours import Neighbours
from app.services.order_codes import OrderCodes
from app.services.receiving import Receiving
from app.services.sending import Sending
from app.services.till import Till
from app.services.transfer_papers import TransferPapers
from app.services.unloading import Unloading


@dataclass(frozen=True, slots=True)
class Goods:
    consignments: Consignments
    receiving: Receiving
    sending: Sending
    unloading: Unloading
    neighbours: Neighbours


def goods(
    till: Till,
    line: Line,
    handing: Handing,
    codes: OrderCodes,
    desk: Consignments,
    papers: TransferPapers,
) -> Goods:
    """Wire them."""
    receiving = Receiving(till, desk)
    unloading = Unloading(till, handing, codes, desk, receiving)
    return Goods(
        desk, receiving, Sending(till, desk, papers), unloading, Neighbours(till, line, desk)
    )

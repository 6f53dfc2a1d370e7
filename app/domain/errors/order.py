"""Refusals: orders, their parcels, and who collects them."""

from __future__ import annotations

from app.domain.errors.central import BadValue
from app.domain.errors.sale import BadQuantity
from app.domain.errors.shop_error import ShopError


class PaymentsDiffer(BadValue):
    """The payments of an order sum to `paid`, which is not its `amount`."""


class PromisedTooSoon(BadValue):
    """An order is promised before it was placed, or kept until before its promise."""


class OrderRefused(ShopError):
    """Central does not take it (`number`): `kind` and `detail` as a channel reads them."""


class BadOrderNumber(ShopError): ...


class BadOrderCode(ShopError):
    """An order's or a parcel's code that is none, or that nobody we know signed."""


class UnknownOrder(ShopError):
    """No order has that number, as far as is known here (`number`)."""


class NoSuchOrder(UnknownOrder):
    """Central, which has them all, has none of that number (`number`)."""


class OrderElsewhere(ShopError):
    """It is collected in another shop (`shop`)."""


class OrderOver(ShopError):
    """Nothing is left to do with it (`number`, `state`)."""


class OrderCollected(ShopError):
    """It was handed over: `number`, `who`, `at`, `installation`."""


class OrderSent(OrderCollected):
    """A carrier took it (`carrier`, and `tracking` in brackets, "" when nobody said)."""


class PickedElsewhere(ShopError):
    """Another device prepares it (`device`, called `name`); it may be taken over."""


class AssignedElsewhere(PickedElsewhere):
    """Nobody has begun, and it is another device's to prepare."""


class NotStarted(ShopError):
    """Nobody at this device has begun to prepare it (`number`)."""


class NotOfOrder(ShopError):
    """The order has no such product (`code`)."""


class AllPicked(ShopError):
    """No more of that line is wanted (`name`)."""


class WeightNeeded(BadQuantity):
    """What is picked is measured, and nobody said how much it is (`name`)."""


class WeightDoubted(ShopError):
    """Far more than was ordered (`name`, `weight`, `ordered`, `unit`): it has to be said again."""


class StillToPick(ShopError):
    """Lines are neither found nor said to be missing (`names`)."""


class TooMuchPicked(ShopError):
    """More is in the basket than the order wants (`names`): put it down first."""


class TooMuchPacked(ShopError):
    """The parcels hold more than the order is of by now (`names`): what is above it stays."""


class NotInParcels(ShopError):
    """More of a line is in the sale than the order's parcels hold, or than was estimated (`name`,
    `left`): the promised price is for no more."""


class NotPicked(ShopError):
    """More of a line than is picked: to pack or to put down (`line`)."""


class NotWished(ShopError):
    """The customer wants nothing else instead (`name`)."""


class AlreadyPacked(ShopError):
    """It is in parcels."""


class NotAShelf(ShopError):
    """`place` is the code of a product, a parcel or an order: nothing waits on it."""


class UnknownParcel(ShopError):
    """No parcel of a known order has that code (`code`)."""


class SurplusParcel(ShopError):
    """A second set of parcels of one order: it is put back, never handed over (`number`)."""


class ParcelGone(ShopError):
    """The parcel has left: `state`, `who`, `at`."""


class ParcelsMissing(ShopError):
    """Parcels that are not scanned out: `parcels` (what is written on them, and where they are)."""


class NothingBegun(ParcelsMissing):
    """No parcel of it is known here, and nobody said that it is prepared: `promised`, `day`."""


class BeingPrepared(ParcelsMissing):
    """It is in no parcel yet: `since` when somebody prepares it, `promised` and `day`."""


class StillTravelling(ParcelsMissing):
    """What is still to be handed over comes from elsewhere: `promised`, `day`."""


class ParcelDamaged(ShopError):
    """It came damaged: somebody looks at it before it goes on a shelf (`code`)."""


class DocumentNeeded(ShopError):
    """Above the limit, or without the order's code, a document is looked at."""


class NotTheirs(ShopError):
    """Who neither bought it, nor was named, nor bears its code does not get it."""


class AgeNeeded(ShopError):
    """Somebody must say whether who collects is `years` old (`names`)."""


class NotPaid(ShopError):
    """It is handed over by the sale that pays it (`due`)."""


class OrderPaid(ShopError):
    """It is paid already: it is handed over without a sale (`number`)."""


class OtherOrder(ShopError):
    """The sale in hand pays another order (`number`)."""


class UnknownRefund(ShopError):
    """No refund order of that `id` was given to the channel."""


class NothingHandedOver(ShopError):
    """Of that order nobody got anything: `number`."""


class NotInWave(ShopError):
    """No order that is prepared here wants what was scanned (`code`: its name)."""


class NotOrderable(ShopError):
    """A line without a product, or without a weight, is in no order (`name`)."""


class OrderTooLong(ShopError):
    """So many `lines` do not go into the QR that the customer of an order shows."""


class BadRecipient(ShopError):
    """Whom an order is for: `field` (name, phone, address) is missing."""


class PayFirst(ShopError):
    """What is sent to somebody's home is paid when it is ordered."""


class OrderingElsewhere(ShopError):
    """The sale in hand is an order already, or pays one."""


class NotPlacedHere(ShopError):
    """No order of that number was placed at this till (`number`)."""


class OrderGivenUp(ShopError):
    """It was given up already (`number`)."""


class OrderPaidHere(ShopError):
    """It is paid: it is given up by returning its ticket (`number`, `document`)."""


class OrderPaidBack(ShopError):
    """Its money went back where it was paid: nothing of it is handed over (`number`, `amount`)."""


class ShopHasOrder(ShopError):
    """Some of a ticket that paid for an order which a shop prepares or keeps: what is not wanted is
    said when it is collected (`number`, `shop`)."""


class ShopAskedToStop(ShopError):
    """All of such a ticket: that shop is asked to stop, and the money waits for its answer
    (`number`, `shop`)."""


class KeptUntil(ShopError):
    """An order is kept for its customer until then, which has not come yet: `day`, `until`."""


class KeptOn(ShopError):
    """Nobody has said until when an order is kept."""


class NoNewsSince(ShopError):
    """Nothing is undone blind: central has not been heard since then: `day`, `since`."""


class GoesHome(ShopError):
    """A carrier takes order `number` to its customer's home: nobody collects it."""


class NotSentHome(ShopError):
    """Order `number` is collected here: no carrier takes it."""


class CarrierNeeded(ShopError):
    """Nobody said which carrier takes order `number`."""


class NothingSent(ShopError):
    """No carrier took anything of order `number`."""


class NoAddress(ShopError):
    """Central says no address of order `number` to this shop: it is not sent from here, or over."""


class AddressUnreachable(ShopError):
    """Central, which alone has the address of order `number`, does not answer."""


class AskedTooOften(ShopError):
    """So many orders of the chain were looked up that the next may be at `until`."""


class ReturnByTicket(ShopError):
    """Order `number` was paid at a till: what comes back of it is returned by its ticket."""


class RefundFirst(ShopError):
    """Something else of order `number` is lost, and cannot be ordered back here yet."""

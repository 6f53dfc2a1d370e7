"""What the rules of the shop refuse, as types; `app.messages` says each in the user's words.

ShopError                 the rules say no; nothing was changed
|- Bad...                 what was typed cannot be read
|- Unknown...             what was named is not there
|- the rest               what was asked may not be done now, or not by this person
"""

from __future__ import annotations


class ShopError(Exception):
    """A refusal. `facts` are the values that its sentence needs (str, int, Money...)."""

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts = facts


# what cannot be read
class BadAmount(ShopError): ...


class BadQuantity(ShopError): ...


class BadCode(ShopError):
    """A barcode that is no barcode: wrong length, wrong check digit, strange characters."""


class NoTaxRate(ShopError): ...


# the machine under the shop
class DiskFull(ShopError): ...


class DiskReadOnly(ShopError): ...


class WrongKey(ShopError):
    """The key at hand does not open this file."""


# selling
class NoSuchLine(ShopError): ...


class NothingToUndo(ShopError): ...


class BadDiscount(ShopError):
    """Not a discount, or more than what it is taken from (`most`)."""


class BadPrice(ShopError): ...


class UnknownItem(ShopError):
    """No product has that code or SKU."""


class EmptySale(ShopError): ...


class WeightMissing(ShopError):
    """A weighed line still waits for its weight."""


class TicketTooLarge(ShopError):
    """More than any ticket can come to (`most`)."""


class VariosTooDear(ShopError): ...


class NoSuchVarios(ShopError): ...


class UnknownParked(ShopError): ...


class BasketNotEmpty(ShopError): ...


class MoneyTaken(ShopError):
    """There are tenders on the sale: what was asked must wait until they are given back."""


# paying
class CashOverLimit(ShopError): ...


class TooMuch(ShopError):
    """More than is due, in a way of paying that gives no change."""


class NothingDue(ShopError): ...


class InvoiceRequired(ShopError):
    """Above 3,000 euro a ticket will not do: the buyer must be named."""


class BadTaxId(ShopError): ...


class BuyerIncomplete(ShopError): ...


class CardPending(ShopError):
    """A card payment whose outcome nobody knows yet; nothing may be charged twice."""


class ClockBlocked(ShopError):
    """The machine's clock is known to be wrong (`fault`) by more than a day (`by`): no new money
    is asked for without a manager's leave (sync-and-performance 1.2)."""


class ClockDoubted(ShopError):
    """The machine's clock is known to be wrong (`fault`) by more than a day (`by`): nothing is
    undone because its time would be over (retail-rules 11)."""


class ClockRight(ShopError):
    """There is nothing about the clock that would need leave."""


# customers
class BadCard(ShopError):
    """Nothing that can be the number of a customer's card."""


class BadPersonal(ShopError):
    """Something of a customer's data (`field`) is missing or cannot be."""


class UnknownCard(ShopError): ...


class CardTaken(ShopError):
    """Somebody has that card already."""


class NobodyKnown(ShopError):
    """The sale in hand is nobody's."""


# returning
class NotEnrolled(ShopError):
    """This till belongs to no chain."""


class NotInStep(ShopError):
    """Not everything was sent and fetched in time; what is on disk waits."""


class NoPrice(ShopError):
    """None of the product's prices holds today."""


class SaleStopped(ShopError):
    """Central says that it must not be sold; nobody at the till overrides it."""


class UnknownDocument(ShopError): ...


class UnknownTicket(ShopError):
    """No shop of the chain issued it, as far as central knows."""


class AnotherTaxpayer(ShopError):
    """A ticket of another NIF is never corrected here (retail-rules 5)."""


class ShopsUnreachable(ShopError):
    """Central could not be asked in time for a ticket of another shop."""


class PaperNotNeeded(ShopError):
    """The other shops were not asked, or answered: their word counts, not the paper's."""


class ReturnedHere(ShopError):
    """This till gave back of that ticket already, and nobody can be asked for the rest."""


class OverRisk(ShopError):
    """More than the chain risks (`limit`) on a ticket that nobody can be asked for."""


class BadPaper(ShopError):
    """What a paper cannot say (`field`): a day to come, less than what comes back."""


class NotReturnable(ShopError):
    """A corrective, or a document of another NIF."""


class MoreThanSold(ShopError): ...


class NothingToReturn(ShopError): ...


class PaidInChannel(ShopError):
    """`number` was paid in the channel where it was ordered: its money goes back from there."""


class PaidOtherwise(ShopError):
    """More money back in one way than came in that way."""


class ReturnPending(ShopError):
    """A return is half paid back; it is finished first."""


# people
class NotSignedIn(ShopError): ...


class SignInRefused(ShopError):
    """Wrong code or PIN; which of the two is not said."""


class NobodyYet(ShopError):
    """Nobody of central's has come to this till: there is no code and no PIN to be wrong."""


class LockedOut(ShopError): ...


class NotAllowed(ShopError):
    """The signed-in person may not; somebody else may allow it."""


class UnknownPerson(ShopError): ...


class WeakPin(ShopError): ...


# shifts
class NoOpenShift(ShopError): ...


class ShiftOpen(ShopError): ...


class ReasonMissing(ShopError): ...


class NotEnoughCash(ShopError): ...


class BadCount(ShopError): ...


class NothingToAccept(ShopError): ...


# the installation
class TillExists(ShopError): ...


class NoTill(ShopError): ...


class TillsBelow(NoTill):
    """No till here, but in folders of this one, as in a demo's."""


class LostTill(ShopError):
    """A journal without its till.toml."""


class BadTill(ShopError):
    """till.toml cannot be read, or says something impossible."""


class DemoFolder(ShopError):
    """A real shop is wanted where a demo shop is."""


class RealFolder(ShopError):
    """A demo shop is wanted where a real one is."""


class ChainElsewhere(ShopError):
    """The till belongs to a central that is not the one beside it."""


class RestoredShop(ShopError):
    """A till whose central came back beside it from a backup, not yet put together again."""


class AloneTill(ShopError):
    """A till that sells without a central, where a shop with one is wanted."""


class CentralNotCopied(ShopError):
    """The backup has the till and not its central."""


class DamagedSingle(ShopError):
    """single.toml cannot be read: the shop sells, and nobody knows where its backups go."""


class BackupsFolderMissing(ShopError):
    """Where the daily backups go is not there: a disk that is not plugged in."""


class AnotherTill(ShopError):
    """Another process has this data folder open."""


class NoDisplay(ShopError):
    """There is no screen to open the window on."""


class KeyMissing(ShopError): ...


class KeyringUnusable(ShopError): ...


class BadShopFacts(ShopError):
    """A value given to `init` that no till may have."""


class DemoOnly(ShopError): ...


class RegimeNotReady(ShopError):
    """VERI*FACTU outside a demo folder while sending does not exist (retail-rules 8)."""


class BadBackup(ShopError): ...


class WrongRecoveryCode(ShopError): ...


class NewerSchema(ShopError):
    """The file was written by a later version of the program."""


class JournalBroken(ShopError):
    """The chain of facts does not add up where it should go on."""


# a session of commands
class UnknownCommand(ShopError): ...


class BadArguments(ShopError): ...


# fiscal
class BadInvoiceNumber(ShopError):
    """A series with characters that the AEAT does not take, or a number too long."""


class BadInvoiceDate(ShopError):
    """A date that no invoice may bear today: the clock or the shop's zone is wrong."""


# catalogue and import
class NoSuchFile(ShopError): ...


class UnreadableFile(ShopError):
    """Not a table of text: a folder, a workbook, an image, or the disk refuses."""


class NoUsableHeader(ShopError):
    """The first row does not say which columns hold what must be there (`missing`)."""


class UnknownField(ShopError):
    """`--map` or `--default` names a `field` that products (or staff) do not have."""


class UnknownColumn(ShopError):
    """`--map` names a `column` that the file does not have."""


class BadDefault(ShopError):
    """A `--default` whose `value` cannot be read as its `field`."""


class NothingImported(ShopError):
    """No row went in (`left_out`: how many by reason); what was in use before still is."""


class ReportNotWritable(ShopError): ...


class ImportRunning(ShopError):
    """Another import is writing a catalogue in this folder."""


class CatalogDamaged(ShopError):
    """The catalogue just written does not read back sound; the old one stays in use."""


# files that people name
class UnwritableFile(ShopError): ...


# central
class NoCentral(ShopError):
    """No central was made in this folder, or in the database that it names."""


class CentralExists(ShopError): ...


class BadDatabase(ShopError):
    """What says where central's database is cannot be read, or names none (`reason`)."""


class CentralBusy(ShopError):
    """Its database does not answer; the same may be tried again."""


class BadValue(ShopError):
    """What central was told of something (`field`) is a `value` that it may not have."""


class PaymentsDiffer(BadValue):
    """The payments of an order sum to `paid`, which is not its `amount`."""


class PromisedTooSoon(BadValue):
    """An order is promised before it was placed, or kept until before its promise."""


class CodeTaken(ShopError):
    """A barcode (`code`) that another product (`sku`) has."""


class UnknownShop(ShopError): ...


class UnknownList(ShopError):
    """No price list has that code."""


class UnknownStop(ShopError): ...


class UnknownCustomer(ShopError):
    """Nobody with that uuid, or somebody who was erased."""


class UnknownVoucher(ShopError):
    """Central has heard of no voucher with that code."""


# enrolling at a central
class UnknownInstallation(ShopError): ...


class WorkerRunning(ShopError):
    """Another process keeps this folder in step with central."""


class CustomersOfCentral(ShopError):
    """This till belongs to a chain: whom it knows, central erases."""


class TillEnrolled(ShopError):
    """This till belongs to a chain: products and people are central's to say."""


class BadCentralUrl(ShopError): ...


class PlainNotHere(ShopError):
    """Without TLS nobody listens, or speaks, beyond this machine."""


class UnusableCertificate(ShopError): ...


class PortTaken(ShopError):
    """Nobody can listen there (`reason`)."""


class CentralUnreachable(ShopError): ...


class CentralNotTrusted(ShopError):
    """Its certificate, its key or its signature is not what it should be (`reason`)."""


class BadEnrolCode(ShopError):
    """Wrong, used or too old; which of them is not said."""


class TooManyTries(ShopError): ...


class DemoElsewhere(ShopError):
    """A demo folder at a real central, or a real one at a demo (retail-rules 8)."""


class NotOnTablet(ShopError):
    """It needs a drawer or a series: a device of kind `stock` has neither."""


class CodeForKind(ShopError):
    """The code is for a device of another kind (`kind`: till, stock)."""


class DeviceOfKind(ShopError):
    """That number of the shop, or this folder, is a device of another kind (`till`, `kind`)."""


class CodeForAnother(ShopError):
    """The code is for another till than this folder is."""


class ClockWrong(ShopError):
    """This machine's clock and central's differ by more than both can account for."""


class CentralRefused(ShopError):
    """What a person can do nothing about (`kind`, `detail`)."""


class UnknownException(ShopError):
    """Central has no exception with that id."""


class ExceptionSettled(ShopError):
    """It was settled before."""


class BadSettlement(ShopError):
    """Not one of the `ways` in which that exception may be settled."""


class StillFails(ShopError):
    """It was tried again, and came to nothing again."""


# telling channels and customers
class OrderRefused(ShopError):
    """Central does not take it (`number`): `kind` and `detail` as a channel reads them."""


class BadChannel(ShopError):
    """What is no channel's (`field`, `value`): its code, the address of its webhooks, a secret
    that is too short."""


class UnknownChannel(ShopError): ...


class BadSender(ShopError):
    """By what nobody can be written to (`field`, `value`)."""


class NotSent(ShopError):
    """The post did not take a letter (`why`)."""


# orders
class BadOrderNumber(ShopError): ...


class BadOrderCode(ShopError):
    """An order's or a parcel's code that is none, or that nobody we know signed."""


class UnknownOrder(ShopError):
    """No order has that number, as far as is known here (`number`)."""


class OrderElsewhere(ShopError):
    """It is collected in another shop (`shop`)."""


class OrderOver(ShopError):
    """Nothing is left to do with it (`number`, `state`)."""


class OrderCollected(ShopError):
    """It was handed over: `number`, `who`, `at`, `installation`."""


class PickedElsewhere(ShopError):
    """Another device prepares it (`device`); it may be taken over."""


class NotStarted(ShopError):
    """Nobody at this device has begun to prepare it (`number`)."""


class NotOfOrder(ShopError):
    """The order has no such product (`code`)."""


class AllPicked(ShopError):
    """No more of that line is wanted (`name`)."""


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


class KeptUntil(ShopError):
    """An order is kept for its customer until then, which has not come yet: `day`, `until`."""


class KeptOn(ShopError):
    """Nobody has said until when an order is kept."""


class NoNewsSince(ShopError):
    """Nothing is undone blind: central has not been heard since then: `day`, `since`."""


# goods that move between places
class BadConsignmentNumber(ShopError): ...


class BadTransitPaper(ShopError):
    """The code of a transfer's paper that no device of the chain signed, or that is damaged."""


class UnknownConsignment(ShopError):
    """Nobody has told this till of it."""


class ConsignmentElsewhere(ShopError):
    """Another shop sends or receives it: `shop`."""


class ConsignmentOver(ShopError):
    """It was declined, called off or closed."""


class GoodsSent(ShopError):
    """They have left already."""


class NoGoods(ShopError):
    """Nothing was scanned."""


class ReasonNeeded(ShopError):
    """Damage, a difference or a refusal without a word why."""


class SameShop(ShopError):
    """A transfer from a shop to itself."""


class NotInConsignment(ShopError):
    """It is no product of the catalogue, nor a box of the consignment."""


class BoxTaken(ShopError):
    """That box was scanned already."""


class NotScanned(ShopError):
    """Less than that was scanned."""


class OtherReceipt(ShopError):
    """Another receipt is open on this device."""


class UnknownStray(ShopError):
    """No parcel with that code waits to be identified here."""


class CountOpen(ShopError):
    """A count is under way here since `since`: it is closed or left first."""


class NoCount(ShopError):
    """No count is under way here."""


class NothingCounted(ShopError):
    """The count has found nothing: it is left, not closed."""


class RecountFirst(ShopError):
    """Differences that nobody has looked at twice (`count`, `names`)."""


class OutOfCount(ShopError):
    """The count is of something else (`name`)."""


class NotCounted(ShopError):
    """The count has not found it there (`code`)."""


class AdjustTooMuch(ShopError):
    """More than may be put right without counting (`most`)."""


class AlreadyLost(ShopError):
    """It is noted for this customer already (`name`)."""


class NoLabels(ShopError):
    """No label has another price than its product."""

"""All services of one till together: what a window, a session of commands or a test drives."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.customer_side import CustomerWords
from app.domain.order_papers import OrderWords
from app.domain.shelf_label import LabelWords
from app.domain.varios import Varios
from app.services.ages import Ages
from app.services.attention import Attention
from app.services.backups import Backups
from app.services.cash import Cash
from app.services.chain_orders import ChainOrders
from app.services.checkout import Answered, Checkout
from app.services.consignments import Consignments
from app.services.counting import Counting
from app.services.credit import Credit
from app.services.customers import Customers
from app.services.drawer import Drawer
from app.services.enquiries import Enquiries
from app.services.exchanges import Exchanges
from app.services.facing import Facing
from app.services.folded import FoldedOrders
from app.services.goods import Goods, goods
from app.services.handing import Handing
from app.services.history import History
from app.services.home_addresses import HomeAddresses
from app.services.invoices import Invoices
from app.services.label_list import LabelList
from app.services.label_says import LabelSays
from app.services.last_ticket import LastTicket
from app.services.line import Line
from app.services.lookup import Lookup
from app.services.no_ticket import NoTicket
from app.services.on_paper import OnPaper
from app.services.order_codes import OrderCodes
from app.services.order_matters import OrderMatters
from app.services.order_money import OrderMoney
from app.services.order_papers import OrderPapers
from app.services.order_returns import OrderReturns
from app.services.order_sale import OrderSales
from app.services.orders import Orders
from app.services.other_ways import OtherWays
from app.services.papers import Papers
from app.services.pickup_reports import PickupReports
from app.services.pickups import Pickups
from app.services.pictures import Pictures
from app.services.placing import Placing
from app.services.preparing import Preparing
from app.services.printing import Printing
from app.services.refunds import Refunds
from app.services.register import Register
from app.services.sale_stops import SaleStops
from app.services.second_copy import SecondCopy
from app.services.seeking import Seeking
from app.services.settings import Settings
from app.services.shelf_checks import ShelfChecks
from app.services.shelf_labels import ShelfLabels
from app.services.shift_papers import ShiftPapers
from app.services.signin import SignIn
from app.services.slips import Slips
from app.services.staff_purchase import StaffPurchases
from app.services.stockroom import Stockroom
from app.services.terminal_totals import TerminalTotals
from app.services.ticket import Tickets
from app.services.till import Till
from app.services.timekeeper import Timekeeper
from app.services.transfer_papers import TransferPapers
from app.services.waves import Waves
from app.services.weighing import Weighing
from hardware.devices import PaymentTerminal


@dataclass(frozen=True, slots=True)
class Counter:
    till: Till
    terminal: PaymentTerminal
    timekeeper: Timekeeper
    signin: SignIn
    register: Register
    ages: Ages
    label_says: LabelSays
    sale_stops: SaleStops
    customers: Customers
    tickets: Tickets
    checkout: Checkout
    other_ways: OtherWays
    credit: Credit
    last_ticket: LastTicket
    refunds: Refunds
    enquiries: Enquiries
    on_paper: OnPaper
    invoices: Invoices
    no_ticket: NoTicket
    seeking: Seeking
    exchanges: Exchanges
    drawer: Drawer
    cash: Cash
    printing: Printing
    history: History
    slips: Slips
    shift_papers: ShiftPapers
    lookup: Lookup
    pictures: Pictures
    settings: Settings
    attention: Attention
    line: Line
    backups: Backups
    orders: Orders
    order_codes: OrderCodes
    pickups: Pickups
    chain_orders: ChainOrders
    home_addresses: HomeAddresses
    placing: Placing
    preparing: Preparing
    waves: Waves
    handing: Handing
    order_sales: OrderSales
    order_papers: OrderPapers
    shelf_checks: ShelfChecks
    pickup_reports: PickupReports
    order_money: OrderMoney
    order_returns: OrderReturns
    stockroom: Stockroom
    counting: Counting
    shelf_labels: ShelfLabels
    label_list: LabelList
    goods: Goods
    weighing: Weighing
    facing: Facing
    terminal_totals: TerminalTotals
    second_copy: SecondCopy
    staff_purchases: StaffPurchases

    def start(self, *, ask: bool = True) -> list[Answered]:
        """What a start owes: open card payments are looked up, never guessed. `ask`: not when
        the terminal may be slow and a window waits; it is asked then on a thread of its own."""
        answered = self.checkout.settle(self.terminal) if ask else []
        if ask:
            self.terminal_totals.settle(self.terminal)
        self.refunds.tidy()
        self.last_ticket.tidy()
        self.register.reload()
        self.customers.settle_keys()
        self.placing.settle_keys()
        self.timekeeper.look()
        return answered


def counter(
    till: Till,
    terminal: PaymentTerminal,
    papers: Papers,
    order_words: OrderWords,
    label_words: LabelWords,
    customer_words: CustomerWords,
    varios: tuple[Varios, ...],
    line: Line | None = None,
    backups: Backups | None = None,
) -> Counter:
    """Wire the services of `till`."""
    line = line or Line()
    backups = backups or Backups()
    timekeeper = Timekeeper(till, line)
    register = Register(till, varios)
    checkout = Checkout(till, register, timekeeper, terminal.id)
    refunds = Refunds(till, checkout, timekeeper)
    cash, folded = Cash(till), FoldedOrders(till)
    drawer = Drawer(till, timekeeper, cash, folded)
    tickets = Tickets(till, register)
    order_money = OrderMoney(till, timekeeper)
    orders = Orders(till, order_money.settle)
    order_codes = OrderCodes(till, orders)
    order_papers = OrderPapers(till, orders, order_codes, order_words)
    shelf_labels = ShelfLabels(till, label_words)
    consignments = Consignments(till)
    transfer_papers = TransferPapers(till, consignments, order_words.transfer)
    printing = Printing(till, papers, order_papers, shelf_labels, transfer_papers)
    pickups = Pickups(till, orders, folded)
    preparing = Preparing(till, orders)
    placing = Placing(till, register, line)
    handing = Handing(till, orders, order_codes, order_papers, order_money, folded, timekeeper)
    shelf_checks = ShelfChecks(till, folded, handing)
    terminal_totals = TerminalTotals(till)
    stock_goods = goods(till, line, handing, order_codes, consignments, transfer_papers)
    return Counter(
        till=till,
        terminal=terminal,
        timekeeper=timekeeper,
        signin=SignIn(till, line),
        register=register,
        ages=Ages(register),
        label_says=LabelSays(till, register),
        sale_stops=SaleStops(till),
        customers=Customers(till, register, line),
        tickets=tickets,
        checkout=checkout,
        other_ways=OtherWays(till, checkout),
        credit=Credit(till, checkout, line),
        last_ticket=LastTicket(till, checkout, refunds),
        refunds=refunds,
        enquiries=Enquiries(till, line, refunds),
        on_paper=OnPaper(till, refunds),
        invoices=Invoices(till, refunds, timekeeper),
        no_ticket=NoTicket(till, timekeeper),
        seeking=Seeking(till),
        exchanges=Exchanges(till, register, checkout, refunds),
        drawer=drawer,
        cash=cash,
        printing=printing,
        history=History(till),
        slips=papers.slips,
        shift_papers=papers.shifts,
        lookup=Lookup(till),
        pictures=Pictures(till, line),
        settings=Settings(till),
        attention=Attention(
            register,
            tickets,
            checkout,
            refunds,
            printing,
            drawer,
            line,
            backups,
            till,
            timekeeper,
            OrderMatters(till, pickups, handing, shelf_checks, stock_goods.unloading),
            placing,
            terminal_totals,
        ),
        line=line,
        backups=backups,
        orders=orders,
        order_codes=order_codes,
        pickups=pickups,
        chain_orders=ChainOrders(till, line, pickups),
        order_returns=OrderReturns(till, orders, order_money, timekeeper),
        home_addresses=HomeAddresses(till, line),
        placing=placing,
        preparing=preparing,
        waves=Waves(till, orders, preparing, pickups),
        handing=handing,
        order_sales=OrderSales(till, orders, register),
        order_papers=order_papers,
        shelf_checks=shelf_checks,
        pickup_reports=PickupReports(till),
        order_money=order_money,
        stockroom=Stockroom(till, line, folded),
        counting=Counting(till, folded),
        shelf_labels=shelf_labels,
        label_list=LabelList(till, shelf_labels),
        goods=stock_goods,
        weighing=Weighing(register),
        facing=Facing(till, register, customer_words),
        terminal_totals=terminal_totals,
        second_copy=SecondCopy(till),
        staff_purchases=StaffPurchases(till, register),
    )

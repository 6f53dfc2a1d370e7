"""The receiving tab's side of the services: the lorry, and what is unloaded from it."""

from __future__ import annotations

from app.domain.errors import NotInConsignment, ReasonNeeded, UnknownParcel, Unsaid
from app.domain.product import parse_quantity
from app.services.unloading import Code, Is
from app.ui.desks.moving import NOTHING, MovingDesk
from app.ui.screens.goods_view import (
    STRAY,
    GoodsView,
    expected_view,
    receiving_view,
    scanned_words,
)
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.words import tr


class ReceiveDesk(MovingDesk):
    """Serves `ReceiveActions`."""

    def view(self) -> GoodsView:
        goods, now = self._goods, self._counter.till.now()
        open_ = goods.receiving.open()
        if open_ is not None:
            return receiving_view(open_, goods.receiving.compared(), self._last)
        strays = goods.unloading.strays()
        return expected_view(goods.consignments.expected(), strays, now, self._last)

    def touch(self, key: str, host: PanelHost) -> None:
        """Raises UnknownStray for a stray that nobody knows yet."""
        goods = self._goods
        if goods.receiving.open() is not None:
            self._take_off(goods.receiving, key, host)
        elif key.startswith(STRAY):
            self._stray(key.removeprefix(STRAY), host)
        else:
            self._work(lambda: goods.receiving.begin(key))
            self._last = NOTHING
            self._repaint()

    def _stray(self, code: str, host: PanelHost) -> None:
        unloading = self._goods.unloading
        one = next(one for one in unloading.strays() if one.stray.code == code)
        if one.code.is_ is not Is.UNKNOWN:
            self._leave(lambda: self._told(unloading.identify(code)))
            self._repaint()
            return
        words = tr("Sale sin abrirse hacia quien lo envió.")
        if self._confirm(tr("¿Devolver el bulto?"), words, tr("Devolverlo")):
            self._leave(lambda: unloading.send_back(code))
            self._repaint()

    def scan(self, code: str, host: PanelHost) -> None:
        receiving, unloading = self._goods.receiving, self._goods.unloading
        if receiving.open() is not None:
            try:
                self._scan(receiving, code, host)
            except NotInConsignment:
                # The same lorry brings other things too.
                self._lorry(unloading.what(code), code, host)
            return
        self._lorry(unloading.what(code), code, host)

    def _lorry(self, found: Code, code: str, host: PanelHost) -> None:
        unloading = self._goods.unloading
        if found.is_ in (Is.PARCEL, Is.UNKNOWN):
            self._ask_place(found, code, host)
            return
        if found.is_ is Is.BOX:
            self._leave(lambda: self._told(unloading.take_in(code)))
        elif found.is_ is Is.CONSIGNMENT and self._goods.receiving.open() is None:
            self._work(lambda: self._goods.receiving.begin(found.name))
        if found.is_ is not Is.BOX:
            self._told(found)
        self._repaint()

    def _ask_place(self, found: Code, code: str, host: PanelHost) -> None:
        unloading = self._goods.unloading

        def said(fields: dict[str, str]) -> None:
            if not fields["place"].strip():
                raise UnknownParcel(code=found.name)
            self._leave(lambda: self._told(unloading.take_in(code, fields["place"])))
            self._repaint()

        words, _ = scanned_words(found)
        about = tr("Nadie sabe de él todavía: no se abre, se deja por identificar.")
        if found.is_ is Is.PARCEL:
            about = tr("Ponlo en su estante: escanéalo o escribe cuál es.")
        place = FieldView("place", tr("En qué estante"), scans=True)
        host.open(FormPanel(FormView(words, (place,), about, tr("Aquí queda")), said))

    def _told(self, found: Code) -> None:
        self._last = scanned_words(found)

    def damaged(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            product = self._goods.consignments.product(fields["code"])
            quantity = parse_quantity(fields["quantity"], product.unit)
            reason = fields["reason"].strip()
            if not reason:
                raise ReasonNeeded(of=Unsaid.DAMAGE)
            receiving = self._goods.receiving
            self._work(lambda: receiving.scan(fields["code"], quantity, reason))
            self._last = product.name, tr("dañado")
            self._repaint()

        fields = (
            FieldView("code", tr("Qué artículo"), scans=True),
            FieldView("quantity", tr("Cuántas unidades"), "1"),
            FieldView("reason", tr("Qué le pasa")),
        )
        about = tr("Ha llegado, pero no se puede vender.")
        host.open(FormPanel(FormView(tr("Ha llegado dañado"), fields, about, tr("Apuntar")), said))

    def part(self, host: PanelHost) -> None:
        if self._work(lambda: self._goods.receiving.finish(closes=False)):
            self._done(tr("Recibido en parte: lo que falta sigue en camino."))

    def finish(self, host: PanelHost) -> None:
        try:
            done = self._work(lambda: self._goods.receiving.finish(closes=True))
        except ReasonNeeded:
            self._ask_why(host)
            return
        if done:
            self._done(tr("Recibido: las existencias ya lo cuentan."))

    def _ask_why(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            receiving, why = self._goods.receiving, fields["why"]
            if self._work(lambda: receiving.finish(closes=True, why=why)):
                self._done(tr("Recibido con diferencias: alguien de central las verá."))

        why = FieldView("why", tr("Por qué no cuadra"))
        about = tr("Lo que ha llegado no es lo anunciado. Con esto se cierra.")
        words = tr("Cerrar la recepción")
        host.open(FormPanel(FormView(tr("Hay diferencias"), (why,), about, words), said))

    def _done(self, words: str) -> None:
        self._work.end()
        self._last = NOTHING
        self._say(words)
        self._repaint()

    def blind(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            receiving = self._goods.receiving
            self._work(lambda: receiving.begin_blind(fields["supplier"], fields["number"]))
            self._last = NOTHING
            self._repaint()

        fields = (
            FieldView("supplier", tr("De quién viene")),
            FieldView("number", tr("Número de su albarán"), needed=False, scans=True),
        )
        about = tr("Se cuenta lo que llega; si alguien lo anuncia después, se compara.")
        form = FormView(tr("Recibir sin anuncio"), fields, about, tr("Empezar"))
        host.open(FormPanel(form, said))

    def leave(self) -> None:
        self._forget(self._goods.receiving, tr("¿Dejar lo que se recibe?"))

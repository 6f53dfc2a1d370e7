<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="es">
<context>
    <name></name>
    <message>
        <source>Demostración. Código y PIN: 1001 y 1111 para vender, 2001 y 2222 con más permisos, 9001 y 9999 para encargarse, 5001 y 5555 para inspeccionar.</source>
        <translation>Demonstration. Code and PIN: 1001 and 1111 to sell, 2001 and 2222 with more permissions, 9001 and 9999 to manage, 5001 and 5555 to inspect.</translation>
    </message>
    <message>
        <source>Tienda %1 · Caja %2</source>
        <translation>Shop %1 · Till %2</translation>
    </message>
    <message>
        <source>Cancelando en el datáfono…</source>
        <translation>Cancelling on the card terminal…</translation>
    </message>
    <message>
        <source>Preguntando qué pasó…</source>
        <translation>Asking what happened…</translation>
    </message>
    <message>
        <source>Acerca o introduce la tarjeta</source>
        <translation>Tap or insert the card</translation>
    </message>
    <message>
        <source>Se han pedido %1 al datáfono</source>
        <translation>%1 asked of the terminal</translation>
    </message>
    <message>
        <source>Cancelar en el datáfono</source>
        <translation>Cancel on the card terminal</translation>
    </message>
    <message>
        <source>Devolviendo a la tarjeta…</source>
        <translation>Refunding to the card…</translation>
    </message>
    <message>
        <source>El datáfono devuelve %1</source>
        <translation>The terminal refunds %1</translation>
    </message>
    <message>
        <source>Cancelada en el datáfono</source>
        <translation>Cancelled on the terminal</translation>
    </message>
    <message>
        <source>Tarjeta denegada</source>
        <translation>Card declined</translation>
    </message>
    <message>
        <source>No se han movido los %1. Puedes intentarlo de otra manera.</source>
        <translation>The %1 were not moved. You can try another way.</translation>
    </message>
    <message>
        <source>Elegir otra manera</source>
        <translation>Choose another way</translation>
    </message>
    <message>
        <source>Solo se han aprobado %1</source>
        <translation>Only %1 was approved</translation>
    </message>
    <message>
        <source>Faltan %1: cóbralos de otra manera.</source>
        <translation>%1 is left: take it in another way.</translation>
    </message>
    <message>
        <source>Cobrar el resto</source>
        <translation>Take the rest</translation>
    </message>
    <message>
        <source>El datáfono no está disponible</source>
        <translation>The card terminal is not available</translation>
    </message>
    <message>
        <source>El datáfono está ocupado</source>
        <translation>The card terminal is busy</translation>
    </message>
    <message>
        <source>No se han pedido los %1: no se ha cobrado nada.</source>
        <translation>%1 was not asked for: nothing was charged.</translation>
    </message>
    <message>
        <source>No se sabe si se han cobrado %1</source>
        <translation>Nobody knows whether %1 was charged</translation>
    </message>
    <message>
        <source>El datáfono no contesta. No vuelvas a pasar la tarjeta: pregunta qué pasó.</source>
        <translation>The terminal does not answer. Do not use the card again: ask what happened.</translation>
    </message>
    <message>
        <source>Dejarlo pendiente</source>
        <translation>Leave it pending</translation>
    </message>
    <message>
        <source>Preguntar otra vez</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>Favoritos</source>
        <translation>Favourites</translation>
    </message>
    <message>
        <source>%1 se ha impreso.</source>
        <translation>%1 was printed.</translation>
    </message>
    <message>
        <source>Guardado en %1</source>
        <translation>Saved as %1</translation>
    </message>
    <message>
        <source>El ticket regalo de %1 se ha impreso.</source>
        <translation>The gift receipt of %1 has been printed.</translation>
    </message>
    <message>
        <source>El vale de %1 se ha impreso.</source>
        <translation>The voucher of %1 was printed.</translation>
    </message>
    <message>
        <source>Factura de %1</source>
        <translation>Invoice of %1</translation>
    </message>
    <message>
        <source>Hacer la factura</source>
        <translation>Make the invoice</translation>
    </message>
    <message>
        <source>Factura %1.</source>
        <translation>Invoice %1.</translation>
    </message>
    <message>
        <source>¿Cómo se pagó?</source>
        <translation>How was it paid?</translation>
    </message>
    <message>
        <source>El pago de %1 se ha cambiado.</source>
        <translation>The payment of %1 has been changed.</translation>
    </message>
    <message>
        <source>Se devuelve todo lo de %1 como se pagó, con su rectificativa.</source>
        <translation>All of %1 is given back the way it was paid, with its corrective.</translation>
    </message>
    <message>
        <source>Anular el ticket</source>
        <translation>Void the ticket</translation>
    </message>
    <message>
        <source>Anular</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>1 ud</source>
        <translation>1 unit</translation>
    </message>
    <message>
        <source>%1 uds</source>
        <translation>%1 units</translation>
    </message>
    <message>
        <source>1 línea</source>
        <translation>1 line</translation>
    </message>
    <message>
        <source>%1 líneas</source>
        <translation>%1 lines</translation>
    </message>
    <message>
        <source>ahora</source>
        <translation>now</translation>
    </message>
    <message>
        <source>hace %1 min</source>
        <translation>%1 min ago</translation>
    </message>
    <message>
        <source>hace %1 h</source>
        <translation>%1 h ago</translation>
    </message>
    <message>
        <source>hace 1 día</source>
        <translation>1 day ago</translation>
    </message>
    <message>
        <source>hace %1 días</source>
        <translation>%1 days ago</translation>
    </message>
    <message>
        <source>Sin registro fiscal</source>
        <translation>No fiscal records</translation>
    </message>
    <message>
        <source>%1 · demostración</source>
        <translation>%1 · demonstration</translation>
    </message>
    <message>
        <source>Versión %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Tienda y caja</source>
        <translation>Shop and till</translation>
    </message>
    <message>
        <source>Instalación</source>
        <translation>Installation</translation>
    </message>
    <message>
        <source>Régimen fiscal</source>
        <translation>Fiscal regime</translation>
    </message>
    <message>
        <source>Licencia</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Documentos de la caja</source>
        <translation>This till’s documents</translation>
    </message>
    <message>
        <source>LICENCIAS DE LO QUE VA DENTRO</source>
        <translation>LICENCES OF WHAT IS INSIDE</translation>
    </message>
    <message>
        <source>Declaración responsable</source>
        <translation>Producer&apos;s declaration</translation>
    </message>
    <message>
        <source>Acerca de</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Pendientes</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>Nada pendiente</source>
        <translation>Nothing to settle</translation>
    </message>
    <message>
        <source>No se sabe si se movieron %1 con tarjeta</source>
        <translation>Nobody knows whether %1 moved by card</translation>
    </message>
    <message>
        <source>El datáfono no contestó. Hasta saberlo no se cobra otra vez.</source>
        <translation>The terminal did not answer. Until it is known, nothing is charged again.</translation>
    </message>
    <message>
        <source>Preguntar al datáfono</source>
        <translation>Ask the terminal</translation>
    </message>
    <message>
        <source>Sí se cobró</source>
        <translation>It was charged</translation>
    </message>
    <message>
        <source>No se cobró</source>
        <translation>It was not charged</translation>
    </message>
    <message>
        <source>Una devolución está a medias: faltan %1</source>
        <translation>A return is half done: %1 to go</translation>
    </message>
    <message>
        <source>Terminarla</source>
        <translation>Finish it</translation>
    </message>
    <message>
        <source>No se sabe si un ticket llegó a salir</source>
        <translation>Nobody knows whether a ticket came out</translation>
    </message>
    <message>
        <source>No salió: imprimir</source>
        <translation>It did not: print</translation>
    </message>
    <message>
        <source>Sí salió</source>
        <translation>It did</translation>
    </message>
    <message>
        <source>Un ticket no se ha impreso</source>
        <translation>A ticket was not printed</translation>
    </message>
    <message>
        <source>Imprimir</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>¿Se entregó %1?</source>
        <translation>Was %1 handed over?</translation>
    </message>
    <message>
        <source>El bulto salió de su estante y nadie ha dicho qué fue de él.</source>
        <translation>The parcel left its shelf and nobody said what became of it.</translation>
    </message>
    <message>
        <source>Sí: cerrarlo</source>
        <translation>Yes: close it</translation>
    </message>
    <message>
        <source>No, sigue aquí</source>
        <translation>No, it is still here</translation>
    </message>
    <message>
        <source>%1 no está en el catálogo</source>
        <translation>%1 is not in the catalogue</translation>
    </message>
    <message>
        <source>Se escaneó en el ticket en curso.</source>
        <translation>It was scanned on the current ticket.</translation>
    </message>
    <message>
        <source>Descartar</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>El datáfono dice %1 y la caja %2. Compáralo con los justificantes del datáfono.</source>
        <translation>The card terminal says %1 and the till %2. Compare them with the terminal&apos;s slips.</translation>
    </message>
    <message>
        <source>Una persona encargada tiene que compararlo con los justificantes del datáfono.</source>
        <translation>A manager has to compare it with the terminal&apos;s slips.</translation>
    </message>
    <message>
        <source>El datáfono no cuadra en el turno %1</source>
        <translation>The card terminal does not agree on shift %1</translation>
    </message>
    <message>
        <source>Ya está mirado</source>
        <translation>Looked into</translation>
    </message>
    <message>
        <source>El pedido %1 no se pudo: hay que devolver %2</source>
        <translation>Order %1 could not be done: %2 is to be given back</translation>
    </message>
    <message>
        <source>Del pedido %1 falta algo que nadie trae: devolver al cliente %2</source>
        <translation>Nobody brings some of order %1: give %2 back to the customer</translation>
    </message>
    <message>
        <source>%1, pagado con %2</source>
        <translation>%1, paid with %2</translation>
    </message>
    <message>
        <source>Devolver el dinero</source>
        <translation>Give the money back</translation>
    </message>
    <message>
        <source>El justificante de entrega no se ha impreso</source>
        <translation>The proof of delivery was not printed</translation>
    </message>
    <message>
        <source>Un vale no se ha impreso</source>
        <translation>A voucher was not printed</translation>
    </message>
    <message>
        <source>Un ticket regalo no se ha impreso</source>
        <translation>A gift ticket was not printed</translation>
    </message>
    <message>
        <source>El resguardo de una tarjeta no se ha impreso</source>
        <translation>A card slip has not been printed</translation>
    </message>
    <message>
        <source>El informe de un turno no se ha impreso</source>
        <translation>A shift&apos;s report was not printed</translation>
    </message>
    <message>
        <source>La etiqueta de un bulto no se ha impreso</source>
        <translation>A parcel&apos;s label was not printed</translation>
    </message>
    <message>
        <source>El papel de un traspaso no se ha impreso</source>
        <translation>The paper of a transfer was not printed</translation>
    </message>
    <message>
        <source>Una etiqueta de precio no se ha impreso</source>
        <translation>A price label was not printed</translation>
    </message>
    <message>
        <source>Una etiqueta de artículo no se ha impreso</source>
        <translation>A shelf label was not printed</translation>
    </message>
    <message>
        <source>El repaso de los estantes de recogida no se ha impreso</source>
        <translation>The check of the pickup shelves was not printed</translation>
    </message>
    <message>
        <source>La lista de lo que hay que preparar no se ha impreso</source>
        <translation>The list of what is to be prepared was not printed</translation>
    </message>
    <message>
        <source>El papel de un pedido hecho aquí no se ha impreso</source>
        <translation>The paper of an order made here was not printed</translation>
    </message>
    <message>
        <source>No se sabe si el justificante de entrega llegó a salir</source>
        <translation>Nobody knows whether the proof of delivery came out</translation>
    </message>
    <message>
        <source>No se sabe si un vale llegó a salir</source>
        <translation>Nobody knows whether a voucher came out</translation>
    </message>
    <message>
        <source>No se sabe si un ticket regalo llegó a salir</source>
        <translation>Nobody knows whether a gift ticket came out</translation>
    </message>
    <message>
        <source>No se sabe si el resguardo de una tarjeta llegó a salir</source>
        <translation>Nobody knows whether a card slip came out</translation>
    </message>
    <message>
        <source>No se sabe si el informe de un turno llegó a salir</source>
        <translation>Nobody knows whether a shift&apos;s report came out</translation>
    </message>
    <message>
        <source>No se sabe si la etiqueta de un bulto llegó a salir</source>
        <translation>Nobody knows whether a parcel&apos;s label came out</translation>
    </message>
    <message>
        <source>No se sabe si el papel de un traspaso llegó a salir</source>
        <translation>Nobody knows whether the paper of a transfer came out</translation>
    </message>
    <message>
        <source>No se sabe si una etiqueta de precio llegó a salir</source>
        <translation>It is not known whether a price label came out</translation>
    </message>
    <message>
        <source>No se sabe si una etiqueta de artículo llegó a salir</source>
        <translation>Nobody knows whether a shelf label came out</translation>
    </message>
    <message>
        <source>No se sabe si el repaso de los estantes de recogida llegó a salir</source>
        <translation>It is not known whether the check of the pickup shelves came out</translation>
    </message>
    <message>
        <source>No se sabe si la lista de lo que hay que preparar llegó a salir</source>
        <translation>It is not known whether the list of what is to be prepared came out</translation>
    </message>
    <message>
        <source>No se sabe si el papel de un pedido hecho aquí llegó a salir</source>
        <translation>It is not known whether the paper of an order made here came out</translation>
    </message>
    <message>
        <source>Quedan %1 etiquetas por imprimir</source>
        <translation>%1 labels are still to be printed</translation>
    </message>
    <message>
        <source>Queda 1 etiqueta por imprimir</source>
        <translation>1 label is still to be printed</translation>
    </message>
    <message>
        <source>Siguen solas cuando la impresora pueda.</source>
        <translation>They go on by themselves when the printer can.</translation>
    </message>
    <message>
        <source>Dejarlas en la lista</source>
        <translation>Leave them on the list</translation>
    </message>
    <message>
        <source>Dejarlo pasar</source>
        <translation>Let it through</translation>
    </message>
    <message>
        <source>No se cobra nada nuevo hasta que esté en hora, o una persona encargada lo permita.</source>
        <translation>No new money is taken until it is right, or a manager allows it.</translation>
    </message>
    <message>
        <source>Se cobra con permiso hasta que se cierre el turno o se ponga en hora.</source>
        <translation>Money is taken by leave until the shift closes or the clock is set right.</translation>
    </message>
    <message>
        <source>El reloj va %1 por detrás del último apunte</source>
        <translation>The clock is %1 behind the newest entry</translation>
    </message>
    <message>
        <source>El reloj va %1 por detrás del de la central</source>
        <translation>The clock is %1 behind central&apos;s</translation>
    </message>
    <message>
        <source>El reloj va %1 por delante del de la central</source>
        <translation>The clock is %1 ahead of central&apos;s</translation>
    </message>
    <message>
        <source>Permitir cobrar</source>
        <translation>Allow payments</translation>
    </message>
    <message>
        <source>El reloj va %1 min atrasado respecto al último apunte</source>
        <translation>The clock is %1 min behind the newest entry</translation>
    </message>
    <message>
        <source>Hay que ponerlo en hora: hasta entonces todo lleva la hora de ese apunte.</source>
        <translation>Put it right: until then everything bears the time of that entry.</translation>
    </message>
    <message>
        <source>Hace días que no se hace la copia de seguridad</source>
        <translation>No backup has been made for days</translation>
    </message>
    <message>
        <source>La última es del %1.</source>
        <translation>The last one is of %1.</translation>
    </message>
    <message>
        <source>La copia de seguridad no se ha podido hacer</source>
        <translation>The backup could not be made</translation>
    </message>
    <message>
        <source>No se hacen copias de seguridad</source>
        <translation>No backups are made</translation>
    </message>
    <message>
        <source>Hacerla ahora</source>
        <translation>Make it now</translation>
    </message>
    <message>
        <source>Faltan %1 en el turno %2</source>
        <translation>%1 missing in shift %2</translation>
    </message>
    <message>
        <source>Sobran %1 en el turno %2</source>
        <translation>%1 too much in shift %2</translation>
    </message>
    <message>
        <source>Es del turno abierto el %1. Una persona encargada tiene que aceptarlo.</source>
        <translation>It is of the shift opened on %1. A manager has to accept it.</translation>
    </message>
    <message>
        <source>El recuento del turno %1 no coincide</source>
        <translation>The count of shift %1 does not match</translation>
    </message>
    <message>
        <source>efectivo %1</source>
        <translation>cash %1</translation>
    </message>
    <message>
        <source>tarjeta a mano %1</source>
        <translation>card by hand %1</translation>
    </message>
    <message>
        <source>Aceptar la diferencia</source>
        <translation>Accept the difference</translation>
    </message>
    <message>
        <source>Teclas</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Intro</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Aceptar lo escrito</source>
        <translation>Accept what was typed</translation>
    </message>
    <message>
        <source>Cobrar, o aceptar lo escrito</source>
        <translation>Pay, or accept what was typed</translation>
    </message>
    <message>
        <source>Una más o una menos de la línea abierta</source>
        <translation>One more or one fewer of the open line</translation>
    </message>
    <message>
        <source>Tres de lo siguiente que se escanee</source>
        <translation>Three of what is scanned next</translation>
    </message>
    <message>
        <source>Cerrar o volver</source>
        <translation>Close or go back</translation>
    </message>
    <message>
        <source>Supr</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Descuento del ticket</source>
        <translation>Ticket discount</translation>
    </message>
    <message>
        <source>Hasta %1</source>
        <translation>Up to %1</translation>
    </message>
    <message>
        <source>Caja</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>Responsable</source>
        <translation>Senior</translation>
    </message>
    <message>
        <source>Encargado</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Descuento</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>Precio a mano</source>
        <translation>Price by hand</translation>
    </message>
    <message>
        <source>Devolver con ticket</source>
        <translation>Return with a ticket</translation>
    </message>
    <message>
        <source>Sacar efectivo</source>
        <translation>Take cash out</translation>
    </message>
    <message>
        <source>Abrir el cajón sin venta</source>
        <translation>Open the drawer without a sale</translation>
    </message>
    <message>
        <source>Caja fuerte y banco</source>
        <translation>Safe and bank</translation>
    </message>
    <message>
        <source>Aceptar un descuadre</source>
        <translation>Accept a difference</translation>
    </message>
    <message>
        <source>Cambiar ajustes</source>
        <translation>Change settings</translation>
    </message>
    <message>
        <source>Falta el peso</source>
        <translation>Weight missing</translation>
    </message>
    <message>
        <source>Peso a mano</source>
        <translation>Typed weight</translation>
    </message>
    <message>
        <source>Importe de su etiqueta</source>
        <translation>Amount of its label</translation>
    </message>
    <message>
        <source>lote %1</source>
        <translation>batch %1</translation>
    </message>
    <message>
        <source>Precio a mano, antes %1</source>
        <translation>Price by hand, was %1</translation>
    </message>
    <message>
        <source>Va con su artículo</source>
        <translation>Goes with its product</translation>
    </message>
    <message>
        <source>No se devuelve</source>
        <translation>Not taken back</translation>
    </message>
    <message>
        <source>vendedor %1</source>
        <translation>seller %1</translation>
    </message>
    <message>
        <source>La etiqueta dice</source>
        <translation>The label says so</translation>
    </message>
    <message>
        <source>permitido por %1</source>
        <translation>allowed by %1</translation>
    </message>
    <message>
        <source>Importe de la línea</source>
        <translation>Line amount</translation>
    </message>
    <message>
        <source>Tarifa de la tienda</source>
        <translation>Shop price list</translation>
    </message>
    <message>
        <source>Prometido en el pedido</source>
        <translation>Promised in the order</translation>
    </message>
    <message>
        <source>Tarifa %1</source>
        <translation>Price list %1</translation>
    </message>
    <message>
        <source>catálogo %1</source>
        <translation>catalogue %1</translation>
    </message>
    <message>
        <source>catálogo %1, cambio %2</source>
        <translation>catalogue %1, change %2</translation>
    </message>
    <message>
        <source>desde el %1</source>
        <translation>from %1</translation>
    </message>
    <message>
        <source>hasta el %1</source>
        <translation>to %1</translation>
    </message>
    <message>
        <source>Precio de la tienda</source>
        <translation>Shop price</translation>
    </message>
    <message>
        <source>Precio de su tarifa</source>
        <translation>Price of its list</translation>
    </message>
    <message>
        <source>Precio puesto a mano</source>
        <translation>Price set by hand</translation>
    </message>
    <message>
        <source>Con el descuento de la línea %1</source>
        <translation>With the line discount %1</translation>
    </message>
    <message>
        <source>Con su parte del descuento del ticket %1</source>
        <translation>With its part of the ticket discount %1</translation>
    </message>
    <message>
        <source>%1 incluido, %2</source>
        <translation>%1 included, %2</translation>
    </message>
    <message>
        <source>Cobro</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>Otras formas de pago</source>
        <translation>Other ways of paying</translation>
    </message>
    <message>
        <source>Se cobran %1</source>
        <translation>%1 is charged</translation>
    </message>
    <message>
        <source>Tarjeta a mano</source>
        <translation>Card by hand</translation>
    </message>
    <message>
        <source>Efectivo</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Tarjeta</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Termina el cobro o vuelve a la venta para añadir productos.</source>
        <translation>Finish the payment, or go back to the sale to add products.</translation>
    </message>
    <message>
        <source>Ya entregado</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>POR COBRAR</source>
        <translation>TO PAY</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>Total %1</translation>
    </message>
    <message>
        <source>Por cobrar %1</source>
        <translation>To pay %1</translation>
    </message>
    <message>
        <source>Importe entregado; vacío, todo lo que falta</source>
        <translation>Amount handed over; empty, all that is due</translation>
    </message>
    <message>
        <source>Todo</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Importe</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>F11 · Intro</source>
        <translation>F11 · Enter</translation>
    </message>
    <message>
        <source>Cobra este importe en el datáfono del banco</source>
        <translation>Charge this amount on the bank&apos;s terminal</translation>
    </message>
    <message>
        <source>Número de autorización</source>
        <translation>Authorisation number</translation>
    </message>
    <message>
        <source>Últimas cuatro cifras (opcional)</source>
        <translation>Last four digits (optional)</translation>
    </message>
    <message>
        <source>Denegada</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>Aprobada</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Factura a %1</source>
        <translation>Invoice to %1</translation>
    </message>
    <message>
        <source>Esta caja no ha emitido ningún documento así.</source>
        <translation>This till has issued no such document.</translation>
    </message>
    <message>
        <source>Esta caja no ha emitido nada todavía.</source>
        <translation>This till has issued nothing yet.</translation>
    </message>
    <message>
        <source>Factura de %1 tickets · %2</source>
        <translation>Invoice for %1 tickets · %2</translation>
    </message>
    <message>
        <source>Factura de %1 ticket · %2</source>
        <translation>Invoice for %1 ticket · %2</translation>
    </message>
    <message>
        <source>Quitar de la factura</source>
        <translation>Take it off the invoice</translation>
    </message>
    <message>
        <source>Añadir a una factura</source>
        <translation>Put it on an invoice</translation>
    </message>
    <message>
        <source>Rectificativa</source>
        <translation>Corrective</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>✓ en la factura</source>
        <translation>✓ on the invoice</translation>
    </message>
    <message>
        <source>El datáfono no contesta.</source>
        <translation>The card terminal does not answer.</translation>
    </message>
    <message>
        <source>Efectivo de quien no reside en España</source>
        <translation>Cash of who does not reside in Spain</translation>
    </message>
    <message>
        <source>Código del vale: escanéalo</source>
        <translation>The voucher’s code: scan it</translation>
    </message>
    <message>
        <source>Si el banco te dejó otro datáfono, cobra en él con «Tarjeta a mano».</source>
        <translation>If the bank gave you another terminal, charge on it with “Card by hand”.</translation>
    </message>
    <message>
        <source>La ley no deja cobrar en efectivo operaciones de %1 o más.</source>
        <translation>The law allows no cash in sales of %1 or more.</translation>
    </message>
    <message>
        <source>Carné de su país</source>
        <translation>Their country’s identity card</translation>
    </message>
    <message>
        <source>Tarjeta de residencia</source>
        <translation>Residence card</translation>
    </message>
    <message>
        <source>No reside en España</source>
        <translation>Does not reside in Spain</translation>
    </message>
    <message>
        <source>Ha enseñado</source>
        <translation>They showed</translation>
    </message>
    <message>
        <source>País: FR</source>
        <translation>Country: FR</translation>
    </message>
    <message>
        <source>Se guarda qué documento es y de qué país, nunca su número.</source>
        <translation>Kept are what document it is and of which country, never its number.</translation>
    </message>
    <message>
        <source>Lo declara</source>
        <translation>They declare it</translation>
    </message>
    <message>
        <source>Vale de la tienda</source>
        <translation>Store credit</translation>
    </message>
    <message>
        <source>Bizum</source>
        <translation>Bizum</translation>
    </message>
    <message>
        <source>Transferencia</source>
        <translation>Bank transfer</translation>
    </message>
    <message>
        <source>Vale de comida</source>
        <translation>Meal voucher</translation>
    </message>
    <message>
        <source>Pago web</source>
        <translation>Paid online</translation>
    </message>
    <message>
        <source>autorización %1</source>
        <translation>authorisation %1</translation>
    </message>
    <message>
        <source>Quedan %1 en la tienda</source>
        <translation>%1 left in the shop</translation>
    </message>
    <message>
        <source>Quedan %1 según el catálogo</source>
        <translation>%1 left by the catalogue</translation>
    </message>
    <message>
        <source>%1 la unidad</source>
        <translation>%1 each piece</translation>
    </message>
    <message>
        <source>Número del ticket</source>
        <translation>Ticket number</translation>
    </message>
    <message>
        <source>Últimos tickets</source>
        <translation>Latest tickets</translation>
    </message>
    <message>
        <source>Escanea el ticket</source>
        <translation>Scan the ticket</translation>
    </message>
    <message>
        <source>Vale su código de barras o su QR. También puedes escribir el número.</source>
        <translation>Its bar code or its QR will do. You can also type the number.</translation>
    </message>
    <message>
        <source>Número, nombre o final del teléfono</source>
        <translation>Number, name or end of the telephone</translation>
    </message>
    <message>
        <source>Buscar en toda la cadena</source>
        <translation>Look in the whole chain</translation>
    </message>
    <message>
        <source>Buscar</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Pedidos encontrados</source>
        <translation>Orders found</translation>
    </message>
    <message>
        <source>Cualquier pedido de la cadena, de cualquier canal</source>
        <translation>Any order of the chain, of any channel</translation>
    </message>
    <message>
        <source>QUÉ SE LE HA DICHO AL CLIENTE</source>
        <translation>WHAT THE CUSTOMER WAS TOLD</translation>
    </message>
    <message>
        <source>Nada todavía.</source>
        <translation>Nothing yet.</translation>
    </message>
    <message>
        <source>Abrirlo en Recogidas</source>
        <translation>Open it in Pickups</translation>
    </message>
    <message>
        <source>ÚLTIMOS TICKETS</source>
        <translation>LATEST TICKETS</translation>
    </message>
    <message>
        <source>Preguntando a las demás tiendas por %1…</source>
        <translation>Asking the other shops for %1…</translation>
    </message>
    <message>
        <source>Ningún ticket es así.</source>
        <translation>No ticket is like that.</translation>
    </message>
    <message>
        <source>Tienda %1</source>
        <translation>Shop %1</translation>
    </message>
    <message>
        <source>Devolver con el papel</source>
        <translation>Return by the paper</translation>
    </message>
    <message>
        <source>Buscar sin el papel</source>
        <translation>Find it without the paper</translation>
    </message>
    <message>
        <source>Sin ticket</source>
        <translation>Without a ticket</translation>
    </message>
    <message>
        <source>Añadir artículo</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>«No podemos preguntar a la tienda que lo vendió. Con el papel devolvemos hasta %1.»</source>
        <translation>“We cannot ask the shop that sold it. By the paper we give back up to %1.”</translation>
    </message>
    <message>
        <source>Fecha del ticket</source>
        <translation>Date of the ticket</translation>
    </message>
    <message>
        <source>Total del ticket</source>
        <translation>Total of the ticket</translation>
    </message>
    <message>
        <source>Ver la devolución</source>
        <translation>See the return</translation>
    </message>
    <message>
        <source>Artículo: escanéalo</source>
        <translation>Item: scan it</translation>
    </message>
    <message>
        <source>Pagado por ello</source>
        <translation>Paid for it</translation>
    </message>
    <message>
        <source>Otro ticket</source>
        <translation>Another ticket</translation>
    </message>
    <message>
        <source>Estropeado</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>Parte del precio</source>
        <translation>Part of the price</translation>
    </message>
    <message>
        <source>Cambiar</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>A DEVOLVER</source>
        <translation>TO REFUND</translation>
    </message>
    <message>
        <source>Cambiar lo marcado, o buscar sin el papel</source>
        <translation>Exchange what is ticked, or find a ticket without the paper</translation>
    </message>
    <message>
        <source>Devolución</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Devolver todo</source>
        <translation>Return all</translation>
    </message>
    <message>
        <source>Parte del precio, o sin ticket</source>
        <translation>Part of the price, or without a ticket</translation>
    </message>
    <message>
        <source>Lo marcado está estropeado</source>
        <translation>What is ticked is damaged</translation>
    </message>
    <message>
        <source>Pagar como se pagó</source>
        <translation>Refund as it was paid</translation>
    </message>
    <message>
        <source>Pagar de la segunda manera</source>
        <translation>Refund the second way</translation>
    </message>
    <message>
        <source>TICKETS ENCONTRADOS</source>
        <translation>TICKETS FOUND</translation>
    </message>
    <message>
        <source>Todavía no hay ninguno.</source>
        <translation>There is none yet.</translation>
    </message>
    <message>
        <source>A devolver %1</source>
        <translation>To refund %1</translation>
    </message>
    <message>
        <source>Factura</source>
        <translation>Invoice</translation>
    </message>
    <message>
        <source>De este ticket ya se ha devuelto todo.</source>
        <translation>Everything on this ticket has come back.</translation>
    </message>
    <message>
        <source>Con un ticket regalo se da un vale o se cambia.</source>
        <translation>With a gift ticket there is store credit, or an exchange.</translation>
    </message>
    <message>
        <source>El precio estaba mal</source>
        <translation>The price was wrong</translation>
    </message>
    <message>
        <source>Rebaja por daños</source>
        <translation>Less for damage</translation>
    </message>
    <message>
        <source>Por qué, sin que vuelva nada</source>
        <translation>Why, with nothing coming back</translation>
    </message>
    <message>
        <source>Cuánto se devuelve, en euros</source>
        <translation>How much goes back, in euro</translation>
    </message>
    <message>
        <source>Devolver esa parte</source>
        <translation>Give that part back</translation>
    </message>
    <message>
        <source>Corregir los datos de la factura</source>
        <translation>Put the invoice&apos;s data right</translation>
    </message>
    <message>
        <source>Factura de este ticket</source>
        <translation>Invoice for this ticket</translation>
    </message>
    <message>
        <source>Hacer la rectificativa</source>
        <translation>Make the corrective</translation>
    </message>
    <message>
        <source>Buscar el ticket</source>
        <translation>Find the ticket</translation>
    </message>
    <message>
        <source>Fecha</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Importe pagado</source>
        <translation>Amount paid</translation>
    </message>
    <message>
        <source>Tarjeta: últimas 4</source>
        <translation>Card: last 4</translation>
    </message>
    <message>
        <source>Tarjeta de cliente</source>
        <translation>Customer&apos;s card</translation>
    </message>
    <message>
        <source>Se puede vender</source>
        <translation>Can be sold</translation>
    </message>
    <message>
        <source>Devolver sin ticket</source>
        <translation>Return without a ticket</translation>
    </message>
    <message>
        <source>Cómo vuelve</source>
        <translation>How it comes back</translation>
    </message>
    <message>
        <source>Se da un vale por el precio más bajo de los últimos 30 días.</source>
        <translation>Store credit is given, at the lowest price of the last 30 days.</translation>
    </message>
    <message>
        <source>Dar el vale</source>
        <translation>Give the voucher</translation>
    </message>
    <message>
        <source>%1 ya devuelto</source>
        <translation>%1 already back</translation>
    </message>
    <message>
        <source>ya devuelto</source>
        <translation>already back</translation>
    </message>
    <message>
        <source>Devolver como se pagó</source>
        <translation>Refund as it was paid</translation>
    </message>
    <message>
        <source>En un vale</source>
        <translation>As store credit</translation>
    </message>
    <message>
        <source>Todo en efectivo</source>
        <translation>All in cash</translation>
    </message>
    <message>
        <source>Cómo se pagó</source>
        <translation>How it was paid</translation>
    </message>
    <message>
        <source>En efectivo…</source>
        <translation>In cash…</translation>
    </message>
    <message>
        <source>Cambio</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Ya devuelto</source>
        <translation>Already refunded</translation>
    </message>
    <message>
        <source>Último ticket</source>
        <translation>Last ticket</translation>
    </message>
    <message>
        <source>Varios</source>
        <translation>Sundries</translation>
    </message>
    <message>
        <source>Aparcar</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>Devolver</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Turno</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Por hacer: %1</source>
        <translation>To do: %1</translation>
    </message>
    <message>
        <source>Hecho: %1</source>
        <translation>Done: %1</translation>
    </message>
    <message>
        <source>Escanear</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Bultos y artículos del pedido</source>
        <translation>Parcels and products of the order</translation>
    </message>
    <message>
        <source>Más</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Efectivo exacto</source>
        <translation>Exact cash</translation>
    </message>
    <message>
        <source>Quitar la línea</source>
        <translation>Remove the line</translation>
    </message>
    <message>
        <source>Deshacer</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Precio de la línea</source>
        <translation>Line price</translation>
    </message>
    <message>
        <source>Descuento de la línea</source>
        <translation>Line discount</translation>
    </message>
    <message>
        <source>Cantidad o peso</source>
        <translation>Quantity or weight</translation>
    </message>
    <message>
        <source>¿Por qué este precio?</source>
        <translation>Why this price?</translation>
    </message>
    <message>
        <source>Línea anterior</source>
        <translation>Previous line</translation>
    </message>
    <message>
        <source>Línea siguiente</source>
        <translation>Next line</translation>
    </message>
    <message>
        <source>Peso o medida</source>
        <translation>Weight or measure</translation>
    </message>
    <message>
        <source>Cantidad</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>Ajustado: %1.</source>
        <translation>Adjusted: %1.</translation>
    </message>
    <message>
        <source>Apuntado: faltó %1.</source>
        <translation>Noted: %1 was missing.</translation>
    </message>
    <message>
        <source>Por contar: %1.</source>
        <translation>To be counted: %1.</translation>
    </message>
    <message>
        <source>No se vende: %1.</source>
        <translation>Off sale: %1.</translation>
    </message>
    <message>
        <source>Tickets que lo llevan: %1 (los busca Devolver).</source>
        <translation>Tickets with it: %1 (Return finds them).</translation>
    </message>
    <message>
        <source>Se vende otra vez: %1.</source>
        <translation>On sale again: %1.</translation>
    </message>
    <message>
        <source>Qué familia se cuenta</source>
        <translation>Which family is counted</translation>
    </message>
    <message>
        <source>Cuántas etiquetas; 0 lo quita de la lista</source>
        <translation>How many labels; 0 takes it off the list</translation>
    </message>
    <message>
        <source>uds</source>
        <translation>units</translation>
    </message>
    <message>
        <source>1 añadida</source>
        <translation>1 added</translation>
    </message>
    <message>
        <source>%1 añadidas</source>
        <translation>%1 added</translation>
    </message>
    <message>
        <source>Ninguna más ha cambiado de precio.</source>
        <translation>No other has changed its price.</translation>
    </message>
    <message>
        <source>Se cuentan por filas, desde arriba a la izquierda</source>
        <translation>Counted row by row, from the top left</translation>
    </message>
    <message>
        <source>Primera etiqueta libre de la hoja</source>
        <translation>First free label of the sheet</translation>
    </message>
    <message>
        <source>%1 sin imprimir vuelven a la lista.</source>
        <translation>%1 not printed go back on the list.</translation>
    </message>
    <message>
        <source>No queda ninguna por imprimir.</source>
        <translation>None is left to be printed.</translation>
    </message>
    <message>
        <source>Cuántas se quitan</source>
        <translation>How many are taken off</translation>
    </message>
    <message>
        <source>Lo escaneado se olvida y nada cambia.</source>
        <translation>What was scanned is forgotten and nothing changes.</translation>
    </message>
    <message>
        <source>Sale sin abrirse hacia quien lo envió.</source>
        <translation>It leaves unopened for whoever sent it.</translation>
    </message>
    <message>
        <source>¿Devolver el bulto?</source>
        <translation>Send the parcel back?</translation>
    </message>
    <message>
        <source>Devolverlo</source>
        <translation>Send it back</translation>
    </message>
    <message>
        <source>Nadie sabe de él todavía: no se abre, se deja por identificar.</source>
        <translation>Nobody knows of it yet: it is not opened, it is left to be identified.</translation>
    </message>
    <message>
        <source>Ponlo en su estante: escanéalo o escribe cuál es.</source>
        <translation>Put it on its shelf: scan the shelf or type which one.</translation>
    </message>
    <message>
        <source>En qué estante</source>
        <translation>On which shelf</translation>
    </message>
    <message>
        <source>Aquí queda</source>
        <translation>It stays here</translation>
    </message>
    <message>
        <source>dañado</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>Qué artículo</source>
        <translation>Which product</translation>
    </message>
    <message>
        <source>Cuántas unidades</source>
        <translation>How many units</translation>
    </message>
    <message>
        <source>Qué le pasa</source>
        <translation>What is wrong with it</translation>
    </message>
    <message>
        <source>Ha llegado, pero no se puede vender.</source>
        <translation>It came, but it cannot be sold.</translation>
    </message>
    <message>
        <source>Ha llegado dañado</source>
        <translation>It came damaged</translation>
    </message>
    <message>
        <source>Recibido en parte: lo que falta sigue en camino.</source>
        <translation>Received in part: what is missing is still on its way.</translation>
    </message>
    <message>
        <source>Recibido: las existencias ya lo cuentan.</source>
        <translation>Received: the stock has it now.</translation>
    </message>
    <message>
        <source>Recibido con diferencias: alguien de central las verá.</source>
        <translation>Received with differences: somebody at central will see them.</translation>
    </message>
    <message>
        <source>Por qué no cuadra</source>
        <translation>Why it does not agree</translation>
    </message>
    <message>
        <source>Lo que ha llegado no es lo anunciado. Con esto se cierra.</source>
        <translation>What came is not what was announced. This closes it.</translation>
    </message>
    <message>
        <source>Hay diferencias</source>
        <translation>There are differences</translation>
    </message>
    <message>
        <source>De quién viene</source>
        <translation>Who sends it</translation>
    </message>
    <message>
        <source>Número de su albarán</source>
        <translation>Number of their delivery note</translation>
    </message>
    <message>
        <source>Se cuenta lo que llega; si alguien lo anuncia después, se compara.</source>
        <translation>What comes is counted; if somebody announces it later, it is compared.</translation>
    </message>
    <message>
        <source>Recibir sin anuncio</source>
        <translation>Receive unannounced</translation>
    </message>
    <message>
        <source>Empezar</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>¿Dejar lo que se recibe?</source>
        <translation>Leave what is being received?</translation>
    </message>
    <message>
        <source>Está en camino hacia la otra tienda.</source>
        <translation>It is on its way to the other shop.</translation>
    </message>
    <message>
        <source>Por qué no se envía</source>
        <translation>Why it is not sent</translation>
    </message>
    <message>
        <source>Decirlo</source>
        <translation>Say so</translation>
    </message>
    <message>
        <source>Pedir a otra tienda</source>
        <translation>Ask another shop</translation>
    </message>
    <message>
        <source>Pedirlo</source>
        <translation>Ask for it</translation>
    </message>
    <message>
        <source>Enviar a otra tienda</source>
        <translation>Send to another shop</translation>
    </message>
    <message>
        <source>Prepararlo</source>
        <translation>Prepare it</translation>
    </message>
    <message>
        <source>Otra tienda</source>
        <translation>Another shop</translation>
    </message>
    <message>
        <source>Otra tienda, por su número</source>
        <translation>Another shop, by its number</translation>
    </message>
    <message>
        <source>Sin venta, recuento ni entrada en mucho tiempo. Toca para enviarlo.</source>
        <translation>Neither sold, counted nor received for long. Tap to send it.</translation>
    </message>
    <message>
        <source>Aquí todo se mueve.</source>
        <translation>Everything moves here.</translation>
    </message>
    <message>
        <source>Lo que aquí no se mueve</source>
        <translation>What does not move here</translation>
    </message>
    <message>
        <source>Código del bulto</source>
        <translation>Code of the box</translation>
    </message>
    <message>
        <source>Lo escaneado hasta ahora y todavía suelto queda en este bulto.</source>
        <translation>What was scanned so far and is still loose goes into this box.</translation>
    </message>
    <message>
        <source>Cerrar un bulto</source>
        <translation>Close a box</translation>
    </message>
    <message>
        <source>Cerrarlo</source>
        <translation>Close it</translation>
    </message>
    <message>
        <source>Sale %1</source>
        <translation>%1 leaves</translation>
    </message>
    <message>
        <source>en camino</source>
        <translation>on its way</translation>
    </message>
    <message>
        <source>Queda por debajo de cero, hay que contarlo: %1</source>
        <translation>Below zero now, it has to be counted: %1</translation>
    </message>
    <message>
        <source>¿Dejar el envío?</source>
        <translation>Leave the sending?</translation>
    </message>
    <message>
        <source>Se suma a lo contado</source>
        <translation>Added to what was counted</translation>
    </message>
    <message>
        <source>Cuántos hay aquí en total</source>
        <translation>How many there are here in all</translation>
    </message>
    <message>
        <source>Vuelve a contarlo desde cero</source>
        <translation>Count it again from nothing</translation>
    </message>
    <message>
        <source>No hay diferencias sin comprobar.</source>
        <translation>No difference is unchecked.</translation>
    </message>
    <message>
        <source>Comprobar diferencias</source>
        <translation>Check differences</translation>
    </message>
    <message>
        <source>Contarlas otra vez</source>
        <translation>Count them again</translation>
    </message>
    <message>
        <source>Casi siempre es un despiste</source>
        <translation>Nearly always it is a slip</translation>
    </message>
    <message>
        <source>Cerrar así</source>
        <translation>Close as it is</translation>
    </message>
    <message>
        <source>La diferencia se da por buena</source>
        <translation>The difference is taken as right</translation>
    </message>
    <message>
        <source>Diferencias sin comprobar: %1</source>
        <translation>Unchecked differences: %1</translation>
    </message>
    <message>
        <source>Cerrar el recuento</source>
        <translation>Close the count</translation>
    </message>
    <message>
        <source>Dejarlo como está</source>
        <translation>Leave it as it is</translation>
    </message>
    <message>
        <source>Solo cuenta lo que se ha contado</source>
        <translation>Only what was counted counts</translation>
    </message>
    <message>
        <source>No está: poner cero</source>
        <translation>It is not there: make it zero</translation>
    </message>
    <message>
        <source>Se ha mirado todo y no aparece</source>
        <translation>Everything was looked at, and it is not there</translation>
    </message>
    <message>
        <source>%1 artículos que constan y nadie ha contado: %2</source>
        <translation>%1 products on the books that nobody counted: %2</translation>
    </message>
    <message>
        <source>1 artículo que consta y nadie ha contado: %1</source>
        <translation>1 product on the books that nobody counted: %1</translation>
    </message>
    <message>
        <source>Solo lo contado</source>
        <translation>Only what was counted</translation>
    </message>
    <message>
        <source>De lo demás no se sabe nada</source>
        <translation>Of the rest nothing is known</translation>
    </message>
    <message>
        <source>Se ha mirado todo</source>
        <translation>All of it was looked through</translation>
    </message>
    <message>
        <source>Lo que no se ha contado, aquí no está</source>
        <translation>What was not counted is not here</translation>
    </message>
    <message>
        <source>Un artículo se pone al día cuando se han contado hoy los dos sitios.</source>
        <translation>A product is put right once both places were counted today.</translation>
    </message>
    <message>
        <source>Recuento cerrado: %1 artículos, %2 con diferencia.</source>
        <translation>Count closed: %1 products, %2 with a difference.</translation>
    </message>
    <message>
        <source>Lo contado se olvida y nada cambia.</source>
        <translation>What was counted is forgotten and nothing changes.</translation>
    </message>
    <message>
        <source>¿Dejar el recuento?</source>
        <translation>Leave the count?</translation>
    </message>
    <message>
        <source>Precio</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>%1 (opcional)</source>
        <translation>%1 (optional)</translation>
    </message>
    <message>
        <source>Motivo (opcional)</source>
        <translation>Reason (optional)</translation>
    </message>
    <message>
        <source>Se reparte entre las líneas</source>
        <translation>It is shared over the lines</translation>
    </message>
    <message>
        <source>IVA</source>
        <translation>VAT</translation>
    </message>
    <message>
        <source>Qué es</source>
        <translation>What it is</translation>
    </message>
    <message>
        <source>Vender como varios</source>
        <translation>Sell as sundries</translation>
    </message>
    <message>
        <source>Añadir al ticket</source>
        <translation>Add to the ticket</translation>
    </message>
    <message>
        <source>Pasaporte</source>
        <translation>Passport</translation>
    </message>
    <message>
        <source>NIF o IVA</source>
        <translation>NIF or VAT</translation>
    </message>
    <message>
        <source>Otro</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Se identifica con</source>
        <translation>Identified by</translation>
    </message>
    <message>
        <source>Número</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>País: GB</source>
        <translation>Country: GB</translation>
    </message>
    <message>
        <source>Nombre o razón social</source>
        <translation>Name or company</translation>
    </message>
    <message>
        <source>Domicilio</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Factura completa</source>
        <translation>Full invoice</translation>
    </message>
    <message>
        <source>Pedir factura</source>
        <translation>Ask for an invoice</translation>
    </message>
    <message>
        <source>Nota en la línea</source>
        <translation>Note on the line</translation>
    </message>
    <message>
        <source>Nota</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>A mano</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>Lo dice la etiqueta</source>
        <translation>The label says so</translation>
    </message>
    <message>
        <source>Importe en euros, %1 incluido</source>
        <translation>Amount in euro, %1 included</translation>
    </message>
    <message>
        <source>Vendedor de la línea</source>
        <translation>Seller of the line</translation>
    </message>
    <message>
        <source>Tickets aparcados</source>
        <translation>Parked tickets</translation>
    </message>
    <message>
        <source>No hay ninguno aparcado.</source>
        <translation>None is parked.</translation>
    </message>
    <message>
        <source>Aparcados</source>
        <translation>Parked</translation>
    </message>
    <message>
        <source>Vendedor</source>
        <translation>Seller</translation>
    </message>
    <message>
        <source>Vale de cortesía</source>
        <translation>Goodwill voucher</translation>
    </message>
    <message>
        <source>Existencias</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Historial</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Ajustes</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Compra de personal</source>
        <translation>Staff purchase</translation>
    </message>
    <message>
        <source>Código de quien compra</source>
        <translation>Code of who buys</translation>
    </message>
    <message>
        <source>Con el descuento de personal; nadie se vende a sí mismo.</source>
        <translation>At the staff discount; nobody sells to themselves.</translation>
    </message>
    <message>
        <source>Ya no es de personal</source>
        <translation>Not staff any more</translation>
    </message>
    <message>
        <source>Un vale que no viene de ninguna devolución.</source>
        <translation>A voucher that no return owes.</translation>
    </message>
    <message>
        <source>Bloquear</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Quedan %1 del vale %2.</source>
        <translation>%1 is left of the voucher %2.</translation>
    </message>
    <message>
        <source>Imprimir el vale</source>
        <translation>Print the voucher</translation>
    </message>
    <message>
        <source>Vale %1 de %2.</source>
        <translation>Voucher %1 of %2.</translation>
    </message>
    <message>
        <source>No queda %1</source>
        <translation>No %1 left</translation>
    </message>
    <message>
        <source>Vender igual</source>
        <translation>Sell it anyway</translation>
    </message>
    <message>
        <source>No queda %1. Hay en %2</source>
        <translation>No %1 left. There is some at %2</translation>
    </message>
    <message>
        <source>Se pierden %1 líneas, %2. Esto no se puede deshacer.</source>
        <translation>%1 lines are lost, %2. This cannot be undone.</translation>
    </message>
    <message>
        <source>Hay que devolver %1 al cliente.</source>
        <translation>%1 must be given back to the customer.</translation>
    </message>
    <message>
        <source>Abandonar el ticket</source>
        <translation>Abandon the ticket</translation>
    </message>
    <message>
        <source>Abandonar</source>
        <translation>Abandon</translation>
    </message>
    <message>
        <source>Nada se llama así. Prueba con otra palabra o con el código.</source>
        <translation>Nothing has that name. Try another word, or the code.</translation>
    </message>
    <message>
        <source>%1 × lo siguiente</source>
        <translation>%1 × the next one</translation>
    </message>
    <message>
        <source>Escanea el primer producto</source>
        <translation>Scan the first product</translation>
    </message>
    <message>
        <source>O tócalo en los favoritos. No hace falta tocar la pantalla antes.</source>
        <translation>Or touch it among the favourites. No need to touch the screen before.</translation>
    </message>
    <message>
        <source>Cobrado</source>
        <translation>Charged</translation>
    </message>
    <message>
        <source>FACTURA EN CURSO</source>
        <translation>CURRENT INVOICE</translation>
    </message>
    <message>
        <source>TICKET EN CURSO</source>
        <translation>CURRENT TICKET</translation>
    </message>
    <message>
        <source>Ahorro %1</source>
        <translation>Saved %1</translation>
    </message>
    <message>
        <source>Entregado %1</source>
        <translation>Handed over %1</translation>
    </message>
    <message>
        <source>%1 se ha quitado</source>
        <translation>%1 was removed</translation>
    </message>
    <message>
        <source>¿Tiene %1 años o más? Pregúntalo antes de cobrar.</source>
        <translation>Is the customer %1 or older? Ask before taking money.</translation>
    </message>
    <message>
        <source>No: quitarlo</source>
        <translation>No: take it out</translation>
    </message>
    <message>
        <source>Este ticket es un pedido: al cobrarlo se pide y no sale género de aquí</source>
        <translation>This ticket is an order: paying it orders it, and no goods leave from here</translation>
    </message>
    <message>
        <source>No es un pedido</source>
        <translation>Not an order</translation>
    </message>
    <message>
        <source>no está en el catálogo</source>
        <translation>is not in the catalogue</translation>
    </message>
    <message>
        <source>no está en el catálogo ni es de un cliente conocido (alta: Más, Cliente nuevo)</source>
        <translation>is not in the catalogue, nor a known customer&apos;s (to add them: More, New customer)</translation>
    </message>
    <message>
        <source>Cambio: vuelve género por %1.</source>
        <translation>Exchange: goods for %1 come back.</translation>
    </message>
    <message>
        <source>A pagar %1</source>
        <translation>To pay: %1</translation>
    </message>
    <message>
        <source>Escanea lo que se lleva.</source>
        <translation>Scan what is taken instead.</translation>
    </message>
    <message>
        <source>Cobrado y entregado %1</source>
        <translation>Paid and handed over: %1</translation>
    </message>
    <message>
        <source>Género que vuelve: %1</source>
        <translation>Goods coming back: %1</translation>
    </message>
    <message>
        <source>%1 aparcados más</source>
        <translation>%1 more parked</translation>
    </message>
    <message>
        <source>1 aparcado más</source>
        <translation>1 more parked</translation>
    </message>
    <message>
        <source>Aparcado %1</source>
        <translation>Parked %1</translation>
    </message>
    <message>
        <source>Aparcado</source>
        <translation>Parked</translation>
    </message>
    <message>
        <source>Escanea este código con el lector de la caja para que aprenda su teclado.</source>
        <translation>Scan this code with the till&apos;s scanner so that it learns its keyboard.</translation>
    </message>
    <message>
        <source>Código de calibración del lector</source>
        <translation>Scanner calibration code</translation>
    </message>
    <message>
        <source>Hoja del lector</source>
        <translation>Scanner sheet</translation>
    </message>
    <message>
        <source>Códigos de balanza</source>
        <translation>Scale codes</translation>
    </message>
    <message>
        <source>Permisos</source>
        <translation>Permissions</translation>
    </message>
    <message>
        <source>Escanea la etiqueta</source>
        <translation>Scan the label</translation>
    </message>
    <message>
        <source>Peso impreso, en kg</source>
        <translation>Printed weight, in kg</translation>
    </message>
    <message>
        <source>Importe impreso, en euros</source>
        <translation>Printed amount, in euro</translation>
    </message>
    <message>
        <source>La caja busca en el código lo que pone la etiqueta, y lo recuerda.</source>
        <translation>The till looks in the code for what the label says, and remembers it.</translation>
    </message>
    <message>
        <source>Aprender</source>
        <translation>Learn</translation>
    </message>
    <message>
        <source>La caja ya entiende este lector.</source>
        <translation>The till understands this scanner now.</translation>
    </message>
    <message>
        <source>Permisos por perfil</source>
        <translation>Permissions by role</translation>
    </message>
    <message>
        <source>Dos</source>
        <translation>Two</translation>
    </message>
    <message>
        <source>Una</source>
        <translation>One</translation>
    </message>
    <message>
        <source>%1: personas</source>
        <translation>%1: people</translation>
    </message>
    <message>
        <source>Sí</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Pide permiso</source>
        <translation>Asks for leave</translation>
    </message>
    <message>
        <source>Sin límite</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>Sin preguntar</source>
        <translation>Without asking</translation>
    </message>
    <message>
        <source>Hasta…</source>
        <translation>Up to…</translation>
    </message>
    <message>
        <source>Límite, en %1</source>
        <translation>Limit, in %1</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>La caja ya lee estas etiquetas: %1</source>
        <translation>The till reads these labels now: %1</translation>
    </message>
    <message>
        <source>Aspecto</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Como el sistema sigue lo que elija Windows o Linux</source>
        <translation>System follows what Windows or Linux chooses</translation>
    </message>
    <message>
        <source>Claro</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Oscuro</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Sistema</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Idioma</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>De la pantalla; el ticket sale en el de la tienda</source>
        <translation>Of the screen; tickets come out in the shop&apos;s</translation>
    </message>
    <message>
        <source>Cobrar con la izquierda</source>
        <translation>Pay with the left hand</translation>
    </message>
    <message>
        <source>Pone el botón grande de cobrar al otro lado</source>
        <translation>Puts the large pay button on the other side</translation>
    </message>
    <message>
        <source>Tamaño</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Vale desde la próxima vez que se abra la caja</source>
        <translation>Holds from the next time the till is opened</translation>
    </message>
    <message>
        <source>Sonidos</source>
        <translation>Sounds</translation>
    </message>
    <message>
        <source>Uno agudo al aceptar, dos graves al rechazar</source>
        <translation>One high when accepted, two low when refused</translation>
    </message>
    <message>
        <source>Teclado del lector</source>
        <translation>Scanner keyboard</translation>
    </message>
    <message>
        <source>Automático: la caja lo averigua con el código de abajo</source>
        <translation>Automatic: the till finds out with the code below</translation>
    </message>
    <message>
        <source>Automático</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>Como llega</source>
        <translation>As typed</translation>
    </message>
    <message>
        <source>Bloqueo</source>
        <translation>Locking</translation>
    </message>
    <message>
        <source>Sin tocar la caja: la cesta se queda como está</source>
        <translation>When nobody touches the till: the basket stays as it is</translation>
    </message>
    <message>
        <source>Nunca</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Abrir turno</source>
        <translation>Open shift</translation>
    </message>
    <message>
        <source>Fondo que hay en el cajón ahora, en euros</source>
        <translation>Float in the drawer now, in euro</translation>
    </message>
    <message>
        <source>Fondo inicial en euros</source>
        <translation>Opening float in euro</translation>
    </message>
    <message>
        <source>Contarlo por piezas</source>
        <translation>Count it by pieces</translation>
    </message>
    <message>
        <source>Entrada de efectivo</source>
        <translation>Cash in</translation>
    </message>
    <message>
        <source>Salida de efectivo</source>
        <translation>Cash out</translation>
    </message>
    <message>
        <source>Retirar a la caja fuerte</source>
        <translation>Drop to the safe</translation>
    </message>
    <message>
        <source>X: cómo va el turno</source>
        <translation>X: the shift so far</translation>
    </message>
    <message>
        <source>Abrir el cajón</source>
        <translation>Open the drawer</translation>
    </message>
    <message>
        <source>Mover efectivo</source>
        <translation>Move cash</translation>
    </message>
    <message>
        <source>Ingreso en el banco</source>
        <translation>Bank deposit</translation>
    </message>
    <message>
        <source>Contar y cerrar turno</source>
        <translation>Count and close shift</translation>
    </message>
    <message>
        <source>Bolsa (opcional)</source>
        <translation>Bag (optional)</translation>
    </message>
    <message>
        <source>¿De dónde sale?</source>
        <translation>Where from?</translation>
    </message>
    <message>
        <source>¿Adónde va?</source>
        <translation>Where to?</translation>
    </message>
    <message>
        <source>Sale de: %1</source>
        <translation>From: %1</translation>
    </message>
    <message>
        <source>Cuenta el cajón</source>
        <translation>Count the drawer</translation>
    </message>
    <message>
        <source>Cuántas piezas hay de cada una. Intro pasa a la siguiente.</source>
        <translation>How many there are of each. Enter goes to the next.</translation>
    </message>
    <message>
        <source>Cuenta el fondo</source>
        <translation>Count the float</translation>
    </message>
    <message>
        <source>Imprimir la X</source>
        <translation>Print the X</translation>
    </message>
    <message>
        <source>Volver al turno</source>
        <translation>Back to the shift</translation>
    </message>
    <message>
        <source>Se queda de fondo</source>
        <translation>Stays as float</translation>
    </message>
    <message>
        <source>Bolsa del resto</source>
        <translation>Bag for the rest</translation>
    </message>
    <message>
        <source>Esta caja no ha cerrado ningún turno todavía.</source>
        <translation>This till has closed no shift yet.</translation>
    </message>
    <message>
        <source>Sale como duplicado si el original ya salió.</source>
        <translation>It is a duplicate when the original came out.</translation>
    </message>
    <message>
        <source>¿Qué Z se imprime?</source>
        <translation>Which Z is printed?</translation>
    </message>
    <message>
        <source>Importe en euros</source>
        <translation>Amount in euro</translation>
    </message>
    <message>
        <source>Bolsa</source>
        <translation>Bag</translation>
    </message>
    <message>
        <source>De: %1. A: %2.</source>
        <translation>From: %1. To: %2.</translation>
    </message>
    <message>
        <source>Mover</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Bolsas, separadas por espacios</source>
        <translation>Bags, with blanks between them</translation>
    </message>
    <message>
        <source>Número del resguardo</source>
        <translation>Number of the slip</translation>
    </message>
    <message>
        <source>De otra caja de la tienda: número=importe.</source>
        <translation>Another till&apos;s: number=amount.</translation>
    </message>
    <message>
        <source>Sacar de la caja fuerte</source>
        <translation>Take out of the safe</translation>
    </message>
    <message>
        <source>Estantes de recogida: seguir</source>
        <translation>Pickup shelves: go on</translation>
    </message>
    <message>
        <source>Imprimir una Z</source>
        <translation>Print a Z</translation>
    </message>
    <message>
        <source>Datáfono del banco</source>
        <translation>Bank terminal</translation>
    </message>
    <message>
        <source>Automática</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>¿Para qué se abre el cajón?</source>
        <translation>What is the drawer opened for?</translation>
    </message>
    <message>
        <source>No has escrito el fondo: el cajón empezaría con 0,00 €.</source>
        <translation>You typed no float: the drawer would begin with €0.00.</translation>
    </message>
    <message>
        <source>¿Abrir sin fondo?</source>
        <translation>Open without a float?</translation>
    </message>
    <message>
        <source>Abrir sin fondo</source>
        <translation>Open without a float</translation>
    </message>
    <message>
        <source>%1 · abierto por %2</source>
        <translation>%1 · opened by %2</translation>
    </message>
    <message>
        <source>contado</source>
        <translation>counted</translation>
    </message>
    <message>
        <source>sin contar</source>
        <translation>not counted</translation>
    </message>
    <message>
        <source>Cerrar turno</source>
        <translation>Close shift</translation>
    </message>
    <message>
        <source>ya no se guarda</source>
        <translation>kept no longer</translation>
    </message>
    <message>
        <source>sin recoger</source>
        <translation>not collected</translation>
    </message>
    <message>
        <source>Motivo</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Turno %1</source>
        <translation>Shift %1</translation>
    </message>
    <message>
        <source>Abierto el %1 por %2 · %3</source>
        <translation>Opened on %1 by %2 · %3</translation>
    </message>
    <message>
        <source>Efectivo del cajón</source>
        <translation>Cash in the drawer</translation>
    </message>
    <message>
        <source>Fondo inicial</source>
        <translation>Opening float</translation>
    </message>
    <message>
        <source>Quedó del turno anterior</source>
        <translation>Left by the shift before</translation>
    </message>
    <message>
        <source>Entradas</source>
        <translation>Cash in</translation>
    </message>
    <message>
        <source>Salidas</source>
        <translation>Cash out</translation>
    </message>
    <message>
        <source>Retirado a la caja fuerte</source>
        <translation>Dropped to the safe</translation>
    </message>
    <message>
        <source>Traído de la caja fuerte</source>
        <translation>Brought from the safe</translation>
    </message>
    <message>
        <source>Llevado al banco</source>
        <translation>Taken to the bank</translation>
    </message>
    <message>
        <source>Bolsa %1</source>
        <translation>Bag %1</translation>
    </message>
    <message>
        <source>Debería haber</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>Ventas del turno</source>
        <translation>Sales of the shift</translation>
    </message>
    <message>
        <source>Tickets y facturas, %1</source>
        <translation>Tickets and invoices, %1</translation>
    </message>
    <message>
        <source>Devoluciones, %1</source>
        <translation>Returns, %1</translation>
    </message>
    <message>
        <source>Devuelto sin ticket, %1 (en vales)</source>
        <translation>Taken back without a ticket, %1 (as store credit)</translation>
    </message>
    <message>
        <source>Facturas que sustituyen tickets, %1 (no suman)</source>
        <translation>Invoices that replace tickets, %1 (not summed)</translation>
    </message>
    <message>
        <source>Descuentos</source>
        <translation>Discounts</translation>
    </message>
    <message>
        <source>Precios cambiados</source>
        <translation>Prices changed</translation>
    </message>
    <message>
        <source>Líneas quitadas</source>
        <translation>Lines removed</translation>
    </message>
    <message>
        <source>Tickets abandonados</source>
        <translation>Tickets abandoned</translation>
    </message>
    <message>
        <source>Duplicados</source>
        <translation>Duplicates</translation>
    </message>
    <message>
        <source>Cajón abierto sin venta</source>
        <translation>Drawer opened without a sale</translation>
    </message>
    <message>
        <source>Formas de pago</source>
        <translation>Ways of payment</translation>
    </message>
    <message>
        <source>Vales emitidos, %1</source>
        <translation>Vouchers issued, %1</translation>
    </message>
    <message>
        <source>Vales canjeados, %1</source>
        <translation>Vouchers redeemed, %1</translation>
    </message>
    <message>
        <source>Debería decir el datáfono del banco</source>
        <translation>The bank&apos;s terminal should say</translation>
    </message>
    <message>
        <source>%1 · base %2</source>
        <translation>%1 · base %2</translation>
    </message>
    <message>
        <source>Rectificado %1 · base %2</source>
        <translation>Corrected %1 · base %2</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>People</translation>
    </message>
    <message>
        <source>No hay turno abierto. Cuenta el fondo y ábrelo para vender.</source>
        <translation>No shift is open. Count the float and open one to sell.</translation>
    </message>
    <message>
        <source>Z del turno %1</source>
        <translation>Z of shift %1</translation>
    </message>
    <message>
        <source>Efectivo contado</source>
        <translation>Cash counted</translation>
    </message>
    <message>
        <source>El turno está cerrado.</source>
        <translation>The shift is closed.</translation>
    </message>
    <message>
        <source>A la caja fuerte, bolsa %1</source>
        <translation>To the safe, bag %1</translation>
    </message>
    <message>
        <source>A la caja fuerte</source>
        <translation>To the safe</translation>
    </message>
    <message>
        <source>Caja fuerte</source>
        <translation>Safe</translation>
    </message>
    <message>
        <source>En camino</source>
        <translation>On its way</translation>
    </message>
    <message>
        <source>Banco</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Fuera</source>
        <translation>Outside</translation>
    </message>
    <message>
        <source>El recuento no coincide: una persona encargada tiene que verlo.</source>
        <translation>The count does not match: a manager has to see it.</translation>
    </message>
    <message>
        <source>Diferencia en efectivo</source>
        <translation>Difference in cash</translation>
    </message>
    <message>
        <source>Diferencia en tarjeta a mano</source>
        <translation>Difference in card by hand</translation>
    </message>
    <message>
        <source>Falta del fondo que quedó</source>
        <translation>Missing of the float that was left</translation>
    </message>
    <message>
        <source>Diferencia en %1</source>
        <translation>Difference in %1</translation>
    </message>
    <message>
        <source>Tickets aparcados: %1</source>
        <translation>Parked tickets: %1</translation>
    </message>
    <message>
        <source>Cobros con tarjeta sin aclarar: %1</source>
        <translation>Card payments not cleared up: %1</translation>
    </message>
    <message>
        <source>Devoluciones a medias: %1</source>
        <translation>Returns half done: %1</translation>
    </message>
    <message>
        <source>Tickets sin imprimir: %1</source>
        <translation>Tickets not printed: %1</translation>
    </message>
    <message>
        <source>Pedidos listos sin recoger: %1</source>
        <translation>Orders ready and not collected: %1</translation>
    </message>
    <message>
        <source>Hay un ticket en curso</source>
        <translation>There is a ticket in progress</translation>
    </message>
    <message>
        <source>Entrar</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Abriendo la tienda…</source>
        <translation>Opening the shop…</translation>
    </message>
    <message>
        <source>Hay un ticket a medias: %1</source>
        <translation>There is an unfinished ticket: %1</translation>
    </message>
    <message>
        <source>No hay turno abierto</source>
        <translation>No shift is open</translation>
    </message>
    <message>
        <source>Turno %1 abierto desde las %2</source>
        <translation>Shift %1 open since %2</translation>
    </message>
    <message>
        <source>Tienda %1 · Tableta %2</source>
        <translation>Shop %1 · Tablet %2</translation>
    </message>
    <message>
        <source>Número, día (21/11) o importe (12,50)</source>
        <translation>Number, day (21/11) or amount (12.50)</translation>
    </message>
    <message>
        <source>Buscar un documento</source>
        <translation>Find a document</translation>
    </message>
    <message>
        <source>Documentos</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Más antiguos</source>
        <translation>Older</translation>
    </message>
    <message>
        <source>Documento</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Historial de la caja</source>
        <translation>History of this till</translation>
    </message>
    <message>
        <source>Los Z de los turnos, o los documentos</source>
        <translation>The Zs of the shifts, or the documents</translation>
    </message>
    <message>
        <source>Añadir a una factura, o quitarlo</source>
        <translation>Put it on an invoice, or take it off</translation>
    </message>
    <message>
        <source>Hacer la factura de los tickets elegidos</source>
        <translation>Make the invoice for the tickets chosen</translation>
    </message>
    <message>
        <source>Un ticket más: escanéalo antes de escribir los datos.</source>
        <translation>One ticket more: scan it before you type.</translation>
    </message>
    <message>
        <source>Los Z</source>
        <translation>The Zs</translation>
    </message>
    <message>
        <source>Todavía no se ha cobrado ningún ticket.</source>
        <translation>No ticket has been paid yet.</translation>
    </message>
    <message>
        <source>Guardar en PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>cambio %1</source>
        <translation>change %1</translation>
    </message>
    <message>
        <source>Ticket regalo</source>
        <translation>Gift receipt</translation>
    </message>
    <message>
        <source>Hacer factura</source>
        <translation>Make an invoice</translation>
    </message>
    <message>
        <source>Cambiar el pago</source>
        <translation>Change the payment</translation>
    </message>
    <message>
        <source>Referencia del pago</source>
        <translation>Reference of the payment</translation>
    </message>
    <message>
        <source>Cobrado así</source>
        <translation>Paid so</translation>
    </message>
    <message>
        <source>%1 · %2. El ticket no cambia; el cajón y el datáfono, sí.</source>
        <translation>%1 · %2. The ticket does not change; the drawer and the terminal do.</translation>
    </message>
    <message>
        <source>Devolución %1</source>
        <translation>Return %1</translation>
    </message>
    <message>
        <source>Factura %1</source>
        <translation>Invoice %1</translation>
    </message>
    <message>
        <source>Ticket %1</source>
        <translation>Ticket %1</translation>
    </message>
    <message>
        <source>Pendientes %1</source>
        <translation>To settle %1</translation>
    </message>
    <message>
        <source>Datáfono simulado</source>
        <translation>Simulated card terminal</translation>
    </message>
    <message>
        <source>Demostración</source>
        <translation>Demonstration</translation>
    </message>
    <message>
        <source>Demostración %1/%2</source>
        <translation>Demonstration %1/%2</translation>
    </message>
    <message>
        <source>Hecho</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Ir a hacerlo</source>
        <translation>Go and do it</translation>
    </message>
    <message>
        <source>Abre el turno</source>
        <translation>Open the shift</translation>
    </message>
    <message>
        <source>Cuenta el dinero que hay en el cajón, escríbelo y pulsa Intro. En la demo, 100.</source>
        <translation>Count the money in the drawer, type it and press Enter. In the demo, 100.</translation>
    </message>
    <message>
        <source>Vende y cobra en efectivo</source>
        <translation>Sell and take cash</translation>
    </message>
    <message>
        <source>Toca tres productos, pulsa Intro, escribe lo que te dan y otra vez Intro.</source>
        <translation>Touch three products, press Enter, type what you are given and press Enter again.</translation>
    </message>
    <message>
        <source>Quita una línea y arrepiéntete</source>
        <translation>Remove a line and think better of it</translation>
    </message>
    <message>
        <source>Con la línea elegida pulsa Quitar; durante diez segundos puedes deshacerlo.</source>
        <translation>With the line chosen press Remove; for ten seconds you can undo it.</translation>
    </message>
    <message>
        <source>Haz un descuento</source>
        <translation>Give a discount</translation>
    </message>
    <message>
        <source>F9, un 10 % y su motivo. Más del 20 % lo autoriza otra persona: 2001 y 2222.</source>
        <translation>F9, 10 % and its reason. Above 20 % somebody else allows it: 2001 and 2222.</translation>
    </message>
    <message>
        <source>Aparca un ticket y recupéralo</source>
        <translation>Park a ticket and take it up again</translation>
    </message>
    <message>
        <source>F6 lo aparca y atiendes a otra persona; tócalo arriba para seguir con él.</source>
        <translation>F6 parks it and you serve somebody else; touch it above to go on with it.</translation>
    </message>
    <message>
        <source>Cobra con tarjeta</source>
        <translation>Take a card</translation>
    </message>
    <message>
        <source>F12 con algo en el ticket. El datáfono de la demo acepta solo.</source>
        <translation>F12 with something on the ticket. The demo&apos;s card terminal approves by itself.</translation>
    </message>
    <message>
        <source>Vende a un cliente del club</source>
        <translation>Sell to a member of the club</translation>
    </message>
    <message>
        <source>Escribe D-1001 y pulsa Intro como si escanearas su tarjeta; luego vende y cobra.</source>
        <translation>Type D-1001 and press Enter as if you scanned the card; then sell and take the money.</translation>
    </message>
    <message>
        <source>Devuelve un artículo</source>
        <translation>Take an item back</translation>
    </message>
    <message>
        <source>F7, elige un ticket de la lista y marca la línea. Lo autoriza 2001 con 2222.</source>
        <translation>F7, choose a ticket of the list and tick the line. 2001 allows it with 2222.</translation>
    </message>
    <message>
        <source>Entrega un pedido de la web</source>
        <translation>Hand over an order of the web shop</translation>
    </message>
    <message>
        <source>En Recogidas prepara uno, ponlo en su estante y entrégalo a quien viene a por él.</source>
        <translation>In Pickups prepare one, put it on its shelf and hand it over to who comes for it.</translation>
    </message>
    <message>
        <source>Cierra el turno</source>
        <translation>Close the shift</translation>
    </message>
    <message>
        <source>F10: cuenta el cajón sin ver lo esperado y ciérralo. La Z queda impresa.</source>
        <translation>F10: count the drawer without seeing what is expected and close it. The Z is printed.</translation>
    </message>
    <message>
        <source>Retira efectivo</source>
        <translation>Take cash away</translation>
    </message>
    <message>
        <source>Caja %1 · %2</source>
        <translation>Till %1 · %2</translation>
    </message>
    <message>
        <source>Tableta %1 · %2</source>
        <translation>Tablet %1 · %2</translation>
    </message>
    <message>
        <source>Las cifras las ve una persona encargada.</source>
        <translation>A manager sees the figures.</translation>
    </message>
    <message>
        <source>Probar el cajón</source>
        <translation>Trying the drawer</translation>
    </message>
    <message>
        <source>Se han devuelto %1.</source>
        <translation>%1 was given back.</translation>
    </message>
    <message>
        <source>Documento %1.</source>
        <translation>Document %1.</translation>
    </message>
    <message>
        <source>Sustituye al ticket: no se cobra ni se devuelve nada.</source>
        <translation>It stands for the ticket: nothing is paid or given back.</translation>
    </message>
    <message>
        <source>CONTADO</source>
        <translation>COUNTED</translation>
    </message>
    <message>
        <source>Piezas de %1</source>
        <translation>Pieces of %1</translation>
    </message>
    <message>
        <source>Contado %1</source>
        <translation>Counted %1</translation>
    </message>
    <message>
        <source>No, volver</source>
        <translation>No, back</translation>
    </message>
    <message>
        <source>Hace falta permiso</source>
        <translation>Permission needed</translation>
    </message>
    <message>
        <source>Permitir</source>
        <translation>Allow</translation>
    </message>
    <message>
        <source>Dejarlo</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Algo ha fallado</source>
        <translation>Something failed</translation>
    </message>
    <message>
        <source>Lo vendido está guardado. Si se repite, avisa a quien mantiene la caja.</source>
        <translation>What was sold is safe. If it happens again, tell whoever looks after the till.</translation>
    </message>
    <message>
        <source>Tiendas</source>
        <translation>Shops</translation>
    </message>
    <message>
        <source>Pedidos hechos aquí</source>
        <translation>Orders made here</translation>
    </message>
    <message>
        <source>¿DE DÓNDE LO RECOGE?</source>
        <translation>WHERE IS IT COLLECTED?</translation>
    </message>
    <message>
        <source>PEDIDOS HECHOS AQUÍ</source>
        <translation>ORDERS MADE HERE</translation>
    </message>
    <message>
        <source>Pedido para otra tienda o a domicilio</source>
        <translation>Order for another shop or a home</translation>
    </message>
    <message>
        <source>Ninguno todavía.</source>
        <translation>None yet.</translation>
    </message>
    <message>
        <source>Nombre y apellido</source>
        <translation>Name and surname</translation>
    </message>
    <message>
        <source>Correo</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Dirección completa</source>
        <translation>Full address</translation>
    </message>
    <message>
        <source>Paga ahora</source>
        <translation>Pays now</translation>
    </message>
    <message>
        <source>Paga al recoger</source>
        <translation>Pays when collecting</translation>
    </message>
    <message>
        <source>¿Para quién es?</source>
        <translation>Whom is it for?</translation>
    </message>
    <message>
        <source>Central lo confirma; hasta entonces está pendiente.</source>
        <translation>Central confirms it; until then it is pending.</translation>
    </message>
    <message>
        <source>Seguir</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>TOTAL</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>Aceptar</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Código de persona</source>
        <translation>Person code</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Código</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Borrar</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Espacio</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>¿Por qué?</source>
        <translation>Why?</translation>
    </message>
    <message>
        <source>Quitar</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Una menos de %1, ahora %2</source>
        <translation>One fewer of %1, now %2</translation>
    </message>
    <message>
        <source>Una más de %1, ahora %2</source>
        <translation>One more of %1, now %2</translation>
    </message>
    <message>
        <source>Cerrar</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Cobrar…</source>
        <translation>Pay…</translation>
    </message>
    <message>
        <source>Líneas del ticket que se devuelve</source>
        <translation>Lines of the ticket to return</translation>
    </message>
    <message>
        <source>Devolver %1</source>
        <translation>Return %1</translation>
    </message>
    <message>
        <source>Una menos de %1</source>
        <translation>One fewer of %1</translation>
    </message>
    <message>
        <source>Una más de %1</source>
        <translation>One more of %1</translation>
    </message>
    <message>
        <source>Líneas del ticket</source>
        <translation>Ticket lines</translation>
    </message>
    <message>
        <source>Más familias</source>
        <translation>More families</translation>
    </message>
    <message>
        <source>pedido, sin salir</source>
        <translation>asked for, not sent</translation>
    </message>
    <message>
        <source>anulado</source>
        <translation>called off</translation>
    </message>
    <message>
        <source>recibido en parte</source>
        <translation>received in part</translation>
    </message>
    <message>
        <source>recibido</source>
        <translation>received</translation>
    </message>
    <message>
        <source>Lo que se espera</source>
        <translation>What is expected</translation>
    </message>
    <message>
        <source>Escanea lo que baja del camión: bultos, o el papel de un traspaso.</source>
        <translation>Scan what comes off the lorry: parcels, boxes, or the paper of a transfer.</translation>
    </message>
    <message>
        <source>No se espera género. Los bultos de pedidos se reciben en Recogidas; lo que llegue sin avisar, con F5.</source>
        <translation>No goods are expected. Parcels of orders are received under Pickups; what comes unannounced, with F5.</translation>
    </message>
    <message>
        <source>de la tienda %1</source>
        <translation>from shop %1</translation>
    </message>
    <message>
        <source>bultos: %1 de %2</source>
        <translation>boxes: %1 of %2</translation>
    </message>
    <message>
        <source>previsto el %1</source>
        <translation>due on %1</translation>
    </message>
    <message>
        <source>para el pedido %1</source>
        <translation>for order %1</translation>
    </message>
    <message>
        <source>Ya se sabe: es de un pedido. Toca para meterlo</source>
        <translation>Known now: it is of an order. Tap to take it in</translation>
    </message>
    <message>
        <source>Ya se sabe: es de un envío. Toca para meterlo</source>
        <translation>Known now: it is of a consignment. Tap to take it in</translation>
    </message>
    <message>
        <source>Por identificar, en %1</source>
        <translation>To be identified, at %1</translation>
    </message>
    <message>
        <source>Recibiendo %1</source>
        <translation>Receiving %1</translation>
    </message>
    <message>
        <source>Escanea cada unidad o cada bulto. Lo escaneado queda guardado aunque se vaya la luz.</source>
        <translation>Scan every unit or every box. What was scanned is kept even if the power goes.</translation>
    </message>
    <message>
        <source>Escanea lo primero</source>
        <translation>Scan the first one</translation>
    </message>
    <message>
        <source>bulto cerrado</source>
        <translation>closed box</translation>
    </message>
    <message>
        <source>aquí</source>
        <translation>here</translation>
    </message>
    <message>
        <source>%1 de %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>sobran %1</source>
        <translation>%1 over</translation>
    </message>
    <message>
        <source>sobra %1</source>
        <translation>%1 over</translation>
    </message>
    <message>
        <source>dañados %1</source>
        <translation>%1 damaged</translation>
    </message>
    <message>
        <source>dañado %1</source>
        <translation>%1 damaged</translation>
    </message>
    <message>
        <source>Lo que otras tiendas nos piden, lo que les pedimos y lo que va de camino.</source>
        <translation>What other shops ask of us, what we ask of them, and what is on its way.</translation>
    </message>
    <message>
        <source>Ningún traspaso pendiente.</source>
        <translation>No transfer is open.</translation>
    </message>
    <message>
        <source>a la tienda %1</source>
        <translation>to shop %1</translation>
    </message>
    <message>
        <source>hay que enviarlo</source>
        <translation>to be sent</translation>
    </message>
    <message>
        <source>en %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Enviando %1 a la tienda %2</source>
        <translation>Sending %1 to shop %2</translation>
    </message>
    <message>
        <source>Escanea lo que sale. Al terminar sale un papel que vale como prueba sin conexión.</source>
        <translation>Scan what leaves. At the end a paper comes out that is a proof without a connection.</translation>
    </message>
    <message>
        <source>Prepararlo y enviarlo</source>
        <translation>Prepare and send it</translation>
    </message>
    <message>
        <source>Se escanea lo que sale</source>
        <translation>What leaves is scanned</translation>
    </message>
    <message>
        <source>No se puede enviar</source>
        <translation>It cannot be sent</translation>
    </message>
    <message>
        <source>Se dice por qué</source>
        <translation>Say why</translation>
    </message>
    <message>
        <source>Anularlo</source>
        <translation>Call it off</translation>
    </message>
    <message>
        <source>Todavía no ha salido nada</source>
        <translation>Nothing has left yet</translation>
    </message>
    <message>
        <source>Recibirlo</source>
        <translation>Receive it</translation>
    </message>
    <message>
        <source>Se escanea lo que llega</source>
        <translation>What comes is scanned</translation>
    </message>
    <message>
        <source>Nadie lo vende</source>
        <translation>Nobody sells it</translation>
    </message>
    <message>
        <source>La tienda %1 vende %2 y le faltan</source>
        <translation>Shop %1 sells %2 and lacks some</translation>
    </message>
    <message>
        <source>enviar %1</source>
        <translation>send %1</translation>
    </message>
    <message>
        <source>Bulto del pedido %1</source>
        <translation>Parcel of order %1</translation>
    </message>
    <message>
        <source>%1 · completo</source>
        <translation>%1 · complete</translation>
    </message>
    <message>
        <source>Pedido %1</source>
        <translation>Order %1</translation>
    </message>
    <message>
        <source>Bulto de %1</source>
        <translation>Box of %1</translation>
    </message>
    <message>
        <source>Envío %1</source>
        <translation>Consignment %1</translation>
    </message>
    <message>
        <source>%1: por identificar</source>
        <translation>%1: to be identified</translation>
    </message>
    <message>
        <source>En camino hacia aquí</source>
        <translation>On its way here</translation>
    </message>
    <message>
        <source>En otras tiendas</source>
        <translation>In other shops</translation>
    </message>
    <message>
        <source>Ninguna otra tienda tiene</source>
        <translation>No other shop has any</translation>
    </message>
    <message>
        <source>dicho %1</source>
        <translation>said %1</translation>
    </message>
    <message>
        <source>Escanea, o busca por nombre, código, familia…</source>
        <translation>Scan, or search by name, code, family…</translation>
    </message>
    <message>
        <source>Buscar un producto</source>
        <translation>Search a product</translation>
    </message>
    <message>
        <source>Venta</source>
        <translation>Sale</translation>
    </message>
    <message>
        <source>Con este acceso se consulta; no se vende.</source>
        <translation>This sign-in is for reading; it does not sell.</translation>
    </message>
    <message>
        <source>Cuenta el fondo del cajón y ábrelo para vender.</source>
        <translation>Count the float in the drawer and open it to sell.</translation>
    </message>
    <message>
        <source>Devoluciones</source>
        <translation>Returns</translation>
    </message>
    <message>
        <source>Escribe unas letras del nombre, o el final del código.</source>
        <translation>Type some letters of the name, or the end of the code.</translation>
    </message>
    <message>
        <source>Eso no está en este ticket, o ya está marcado o devuelto.</source>
        <translation>That is not on this ticket, or is ticked or returned already.</translation>
    </message>
    <message>
        <source>Has contado %1. Un turno cerrado no se vuelve a abrir.</source>
        <translation>You counted %1. A closed shift is not opened again.</translation>
    </message>
    <message>
        <source>Los importes los ve una persona encargada, o todos en la Z.</source>
        <translation>A manager sees the amounts; everybody sees them on the Z.</translation>
    </message>
    <message>
        <source>Por encima de %1 hace falta factura</source>
        <translation>Above %1 an invoice is needed</translation>
    </message>
    <message>
        <source>Mostrador · %1 · Caja %2</source>
        <translation>Mostrador · %1 · Till %2</translation>
    </message>
    <message>
        <source>Mostrador · %1 · Tableta %2</source>
        <translation>Mostrador · %1 · Tablet %2</translation>
    </message>
    <message>
        <source>Volver</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Salir</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Tickets y facturas</source>
        <translation>Tickets and invoices</translation>
    </message>
    <message>
        <source>Volver a ticket</source>
        <translation>Back to a ticket</translation>
    </message>
    <message>
        <source>y otro aviso más</source>
        <translation>and one more notice</translation>
    </message>
    <message>
        <source>y otros %1 avisos</source>
        <translation>and %1 more notices</translation>
    </message>
    <message>
        <source>Código de la persona</source>
        <translation>The person&apos;s code</translation>
    </message>
    <message>
        <source>Conectando</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Al día</source>
        <translation>In step</translation>
    </message>
    <message>
        <source>Enviando %1</source>
        <translation>Sending %1</translation>
    </message>
    <message>
        <source>Caja dada de baja</source>
        <translation>Till signed out</translation>
    </message>
    <message>
        <source>Hay que actualizar</source>
        <translation>Needs an update</translation>
    </message>
    <message>
        <source>Sin conexión</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Sin conexión desde las %1</source>
        <translation>Offline since %1</translation>
    </message>
    <message>
        <source>Sin conexión desde el %1 a las %2</source>
        <translation>Offline since %1 %2</translation>
    </message>
    <message>
        <source>Retenido: %1</source>
        <translation>Held back: %1</translation>
    </message>
    <message>
        <source>catálogo</source>
        <translation>catalogue</translation>
    </message>
    <message>
        <source>precios</source>
        <translation>prices</translation>
    </message>
    <message>
        <source>datos de la tienda</source>
        <translation>the shop&apos;s data</translation>
    </message>
    <message>
        <source>clientes</source>
        <translation>customers</translation>
    </message>
    <message>
        <source>avisos y ajustes</source>
        <translation>stops and settings</translation>
    </message>
    <message>
        <source>1 punto</source>
        <translation>1 point</translation>
    </message>
    <message>
        <source>%1 puntos</source>
        <translation>%1 points</translation>
    </message>
    <message>
        <source>por confirmar</source>
        <translation>to be confirmed</translation>
    </message>
    <message>
        <source>sin noticias de la central</source>
        <translation>nothing heard from central</translation>
    </message>
    <message>
        <source>Nivel</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Puntos</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Por su nivel · %1</source>
        <translation>For their level · %1</translation>
    </message>
    <message>
        <source>Precio de su nivel</source>
        <translation>Price of their level</translation>
    </message>
    <message>
        <source>Ha ganado %1</source>
        <translation>Earned %1</translation>
    </message>
    <message>
        <source>Se retiran %1</source>
        <translation>%1 taken back</translation>
    </message>
    <message>
        <source>Número de la tarjeta, o escanéala</source>
        <translation>Number of the card, or scan it</translation>
    </message>
    <message>
        <source>Cliente</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Identificar</source>
        <translation>Identify</translation>
    </message>
    <message>
        <source>Cliente nuevo</source>
        <translation>New customer</translation>
    </message>
    <message>
        <source>Cliente de este ticket</source>
        <translation>Customer of this ticket</translation>
    </message>
    <message>
        <source>No es este cliente</source>
        <translation>Not this customer</translation>
    </message>
    <message>
        <source>Número de la tarjeta</source>
        <translation>Number of the card</translation>
    </message>
    <message>
        <source>Nombre y apellidos</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Qué transportista se lo lleva</source>
        <translation>Which carrier takes it</translation>
    </message>
    <message>
        <source>Número de seguimiento, si lo hay</source>
        <translation>Tracking number, if there is one</translation>
    </message>
    <message>
        <source>En manos de %1.</source>
        <translation>In the hands of %1.</translation>
    </message>
    <message>
        <source>Entregar al transportista</source>
        <translation>Hand to the carrier</translation>
    </message>
    <message>
        <source>Se lo lleva</source>
        <translation>They take it</translation>
    </message>
    <message>
        <source>Todos</source>
        <translation>All</translation>
    </message>
    <message>
        <source>¿Qué trae de vuelta?</source>
        <translation>What is brought back?</translation>
    </message>
    <message>
        <source>Vuelve a las existencias: ponlo en su sitio.</source>
        <translation>In stock again: put it where it belongs.</translation>
    </message>
    <message>
        <source>Apartado: no se vende.</source>
        <translation>Put aside: not for sale.</translation>
    </message>
    <message>
        <source>Lo que trae vuelve a las existencias y su dinero se devuelve.</source>
        <translation>What is brought back is in stock again, and its money goes back.</translation>
    </message>
    <message>
        <source>¿Por qué lo trae?</source>
        <translation>Why is it brought back?</translation>
    </message>
    <message>
        <source>Adónde va</source>
        <translation>Where it goes</translation>
    </message>
    <message>
        <source>Solo para el envío: no se guarda en esta caja.</source>
        <translation>Only to send it: it is not kept on this till.</translation>
    </message>
    <message>
        <source>Nombre</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Dirección</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Teléfono</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Correo electrónico</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>NIF o pasaporte</source>
        <translation>Tax id or passport</translation>
    </message>
    <message>
        <source>Quiere recibir publicidad</source>
        <translation>Wants to receive advertising</translation>
    </message>
    <message>
        <source>Dar de alta</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>El reloj no coincide con el de la central</source>
        <translation>The clock differs from central&apos;s</translation>
    </message>
    <message>
        <source>El reloj va %1 min atrasado respecto al de la central</source>
        <translation>The clock is %1 min behind central&apos;s</translation>
    </message>
    <message>
        <source>El reloj va %1 min adelantado respecto al de la central</source>
        <translation>The clock is %1 min ahead of central&apos;s</translation>
    </message>
    <message>
        <source>Hay que poner en hora esta caja.</source>
        <translation>This till&apos;s clock must be set.</translation>
    </message>
    <message>
        <source>Este programa es antiguo para la central</source>
        <translation>This program is too old for central</translation>
    </message>
    <message>
        <source>Se sigue vendiendo y enviando; hay que actualizarlo para recibir.</source>
        <translation>It goes on selling and sending; it must be updated to receive.</translation>
    </message>
    <message>
        <source>La central ya no reconoce esta caja</source>
        <translation>Central no longer knows this till</translation>
    </message>
    <message>
        <source>Se sigue vendiendo; hay que darla de alta otra vez.</source>
        <translation>It goes on selling; it must be enrolled again.</translation>
    </message>
    <message>
        <source>Otra caja habla con el nombre de esta</source>
        <translation>Another till speaks in this one&apos;s name</translation>
    </message>
    <message>
        <source>No se envía nada más: hay que darla de alta otra vez. Avisa a la oficina.</source>
        <translation>Nothing more is sent: it must be enrolled again. Tell the office.</translation>
    </message>
    <message>
        <source>Está retenido. Pregunta a la oficina antes de dejarlo pasar.</source>
        <translation>It is held back. Ask the office before letting it through.</translation>
    </message>
    <message>
        <source>Un apunte del diario no se puede leer</source>
        <translation>A fact of the journal cannot be read</translation>
    </message>
    <message>
        <source>Hay copia y la central lo sabe; lo demás se sigue enviando.</source>
        <translation>There is a copy and central knows; the rest is being sent.</translation>
    </message>
    <message>
        <source>Lo que manda la central no se entiende</source>
        <translation>What central sends cannot be understood</translation>
    </message>
    <message>
        <source>No se ha aplicado (%1); lo demás sigue al día.</source>
        <translation>It was not taken in (%1); the rest stays in step.</translation>
    </message>
    <message>
        <source>No cabe en el disco lo que manda la central</source>
        <translation>What central sends does not fit on the disk</translation>
    </message>
    <message>
        <source>Vender sí se puede; hay que hacer sitio.</source>
        <translation>Selling is possible; there must be room made.</translation>
    </message>
    <message>
        <source>Contesta alguien que no es la central</source>
        <translation>Somebody answers who is not central</translation>
    </message>
    <message>
        <source>No se le cree nada. Avisa a la oficina.</source>
        <translation>Nothing it says is believed. Tell the office.</translation>
    </message>
    <message>
        <source>La central y esta caja no se ponen de acuerdo</source>
        <translation>Central and this till do not agree</translation>
    </message>
    <message>
        <source>Avisa a la oficina: %1</source>
        <translation>Tell the office: %1</translation>
    </message>
    <message>
        <source>La central quita a las %1 personas de la tienda</source>
        <translation>Central takes away the shop&apos;s %1 people</translation>
    </message>
    <message>
        <source>La central deja el catálogo en %1 artículos de %2</source>
        <translation>Central leaves %1 products of %2 in the catalogue</translation>
    </message>
    <message>
        <source>Recogidas %1</source>
        <translation>Pickups %1</translation>
    </message>
    <message>
        <source>Recogidas %1 · %2 tarde</source>
        <translation>Pickups %1 · %2 late</translation>
    </message>
    <message>
        <source>oído a central %1</source>
        <translation>heard from central %1</translation>
    </message>
    <message>
        <source>¿En qué estante?</source>
        <translation>On which shelf?</translation>
    </message>
    <message>
        <source>Escanea el estante donde queda el bulto.</source>
        <translation>Scan the shelf where the parcel stays.</translation>
    </message>
    <message>
        <source>Estante</source>
        <translation>Shelf</translation>
    </message>
    <message>
        <source>%1 · %2 bultos</source>
        <translation>%1 · %2 parcels</translation>
    </message>
    <message>
        <source>%1 · 1 bulto</source>
        <translation>%1 · 1 parcel</translation>
    </message>
    <message>
        <source>Estante %1</source>
        <translation>Shelf %1</translation>
    </message>
    <message>
        <source>Guardar</source>
        <translation>Shelve</translation>
    </message>
    <message>
        <source>No está en la tienda</source>
        <translation>It is not in the shop</translation>
    </message>
    <message>
        <source>Es el último y está en el escaparate</source>
        <translation>It is the last one, and in the window</translation>
    </message>
    <message>
        <source>No hay tiempo para prepararlo</source>
        <translation>There is no time to prepare it</translation>
    </message>
    <message>
        <source>Lo prepara %1.</source>
        <translation>%1 is preparing it.</translation>
    </message>
    <message>
        <source>Le toca a %1.</source>
        <translation>It is for %1.</translation>
    </message>
    <message>
        <source>¿Hacerte cargo del pedido?</source>
        <translation>Take the order over?</translation>
    </message>
    <message>
        <source>Hacerme cargo</source>
        <translation>Take it over</translation>
    </message>
    <message>
        <source>Cuántos has encontrado</source>
        <translation>How many you found</translation>
    </message>
    <message>
        <source>El cliente pidió %1. Se cobra lo que pese, nunca más que lo pedido.</source>
        <translation>The customer asked for %1. What it weighs is charged, never more than was ordered.</translation>
    </message>
    <message>
        <source>¿%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Sí, pesa eso</source>
        <translation>Yes, it weighs that</translation>
    </message>
    <message>
        <source>Cuántos vuelven a su sitio</source>
        <translation>How many go back to their place</translation>
    </message>
    <message>
        <source>¿Qué falta?</source>
        <translation>What is missing?</translation>
    </message>
    <message>
        <source>¿Cuántos faltan?</source>
        <translation>How many are missing?</translation>
    </message>
    <message>
        <source>¿De qué artículo?</source>
        <translation>Of which product?</translation>
    </message>
    <message>
        <source>Aún no se sabe: pregúntale tú</source>
        <translation>Not known yet: ask them yourself</translation>
    </message>
    <message>
        <source>Espera a que llegue</source>
        <translation>Waits until it comes</translation>
    </message>
    <message>
        <source>Lo recoge en otra tienda</source>
        <translation>Collects it in another shop</translation>
    </message>
    <message>
        <source>Se le devuelve el dinero</source>
        <translation>Gets the money back</translation>
    </message>
    <message>
        <source>Quiere otro en su lugar</source>
        <translation>Wants another instead</translation>
    </message>
    <message>
        <source>Falta %1: ¿qué prefiere el cliente?</source>
        <translation>%1 is missing: what does the customer prefer?</translation>
    </message>
    <message>
        <source>No puede costar más de lo prometido: %1. Se cobra el precio más bajo.</source>
        <translation>It may cost no more than promised: %1. The lower price is charged.</translation>
    </message>
    <message>
        <source>En lugar de %1</source>
        <translation>Instead of %1</translation>
    </message>
    <message>
        <source>Escanea o escribe el otro artículo</source>
        <translation>Scan or type the other product</translation>
    </message>
    <message>
        <source>Cuántos</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>Ponerlo</source>
        <translation>Put it in</translation>
    </message>
    <message>
        <source>¿Por qué no: %1?</source>
        <translation>Why not: %1?</translation>
    </message>
    <message>
        <source>El cliente no quiere otro artículo.</source>
        <translation>The customer wants no other product.</translation>
    </message>
    <message>
        <source>El cliente quiere que se le pregunte antes de cambiarlo.</source>
        <translation>The customer wants to be asked before it is changed.</translation>
    </message>
    <message>
        <source>Al cliente le vale otro parecido.</source>
        <translation>The customer is content with a similar one.</translation>
    </message>
    <message>
        <source>Faltan %1 de %2. Se avisa a la central y se pide un recuento.</source>
        <translation>%1 of %2 are missing. Central is told and a count is asked for.</translation>
    </message>
    <message>
        <source>No está</source>
        <translation>Not there</translation>
    </message>
    <message>
        <source>¿No está?</source>
        <translation>Not there?</translation>
    </message>
    <message>
        <source>%1: %2 de %3</source>
        <translation>%1: %2 of %3</translation>
    </message>
    <message>
        <source>¿Qué no podéis preparar?</source>
        <translation>What can you not prepare?</translation>
    </message>
    <message>
        <source>La central lo busca en otra tienda.</source>
        <translation>Central looks for it in another shop.</translation>
    </message>
    <message>
        <source>¿Quién recoge?</source>
        <translation>Who collects?</translation>
    </message>
    <message>
        <source>Número y nombre</source>
        <translation>Number and name</translation>
    </message>
    <message>
        <source>Su tarjeta</source>
        <translation>Their card</translation>
    </message>
    <message>
        <source>Su código QR</source>
        <translation>Their QR code</translation>
    </message>
    <message>
        <source>Qué ha enseñado</source>
        <translation>What they showed</translation>
    </message>
    <message>
        <source>Otra persona</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>De quién es el pedido</source>
        <translation>Whose the order is</translation>
    </message>
    <message>
        <source>Suyo: %1</source>
        <translation>Theirs: %1</translation>
    </message>
    <message>
        <source>Suyo</source>
        <translation>Theirs</translation>
    </message>
    <message>
        <source>El comprador nombró a: %1.</source>
        <translation>The buyer named: %1.</translation>
    </message>
    <message>
        <source>El comprador no nombró a nadie: hace falta su código QR.</source>
        <translation>The buyer named nobody: their QR code is needed.</translation>
    </message>
    <message>
        <source>¿Has visto un documento de quien recoge?</source>
        <translation>Have you seen a document of who collects?</translation>
    </message>
    <message>
        <source>Los tiene</source>
        <translation>They are</translation>
    </message>
    <message>
        <source>No: eso se queda, y se entrega el resto</source>
        <translation>No: that stays, and the rest is handed over</translation>
    </message>
    <message>
        <source>No le convence</source>
        <translation>They do not like it</translation>
    </message>
    <message>
        <source>No es su talla</source>
        <translation>Not their size</translation>
    </message>
    <message>
        <source>Está roto o estropeado: no se vende</source>
        <translation>It is broken or spoilt: not for sale</translation>
    </message>
    <message>
        <source>Qué devuelve</source>
        <translation>What comes back</translation>
    </message>
    <message>
        <source>¿Cuántos devuelve?</source>
        <translation>How many come back?</translation>
    </message>
    <message>
        <source>El dinero vuelve por donde se pagó; aquí no sale nada del cajón.</source>
        <translation>The money goes back the way it was paid; nothing leaves the drawer here.</translation>
    </message>
    <message>
        <source>¿Por qué devuelve %1?</source>
        <translation>Why does %1 come back?</translation>
    </message>
    <message>
        <source>Vuelve a la tienda. Lo que pagó lo sigue teniendo: no se devuelve dinero.</source>
        <translation>It is the shop&apos;s again. They still have what they paid for: no money goes back.</translation>
    </message>
    <message>
        <source>Se le devuelven %1 por donde pagó.</source>
        <translation>%1 go back the way they paid.</translation>
    </message>
    <message>
        <source>Está roto o estropeado</source>
        <translation>It is broken or spoilt</translation>
    </message>
    <message>
        <source>No es lo que pidió</source>
        <translation>It is not what they ordered</translation>
    </message>
    <message>
        <source>Bulto %1 de %2</source>
        <translation>Parcel %1 of %2</translation>
    </message>
    <message>
        <source>¿Cuál llegó dañado?</source>
        <translation>Which one arrived damaged?</translation>
    </message>
    <message>
        <source>Vuelve a %1.</source>
        <translation>Back to %1.</translation>
    </message>
    <message>
        <source>Sin eso no se entrega. «No se entrega» lo deja en su estante.</source>
        <translation>Without it nothing is handed over. “Not handed over” puts it back on its shelf.</translation>
    </message>
    <message>
        <source>Entregado.</source>
        <translation>Handed over.</translation>
    </message>
    <message>
        <source>No se ha llevado nada.</source>
        <translation>Nothing was taken.</translation>
    </message>
    <message>
        <source>¿Cuántos no quiere?</source>
        <translation>How many do they not want?</translation>
    </message>
    <message>
        <source>¿Por qué no quiere %1?</source>
        <translation>Why do they not want %1?</translation>
    </message>
    <message>
        <source>Qué sabe el cliente</source>
        <translation>What the customer knows</translation>
    </message>
    <message>
        <source>Nadie le ha escrito todavía, que aquí se sepa.</source>
        <translation>Nobody has written to them yet, as far as is known here.</translation>
    </message>
    <message>
        <source>Esta caja no tiene central que le escriba.</source>
        <translation>This till has no central that writes to them.</translation>
    </message>
    <message>
        <source>Según la central %1.</source>
        <translation>As central said %1.</translation>
    </message>
    <message>
        <source>Sí, visto</source>
        <translation>Yes, seen</translation>
    </message>
    <message>
        <source>%1: hay que tener %2 años.</source>
        <translation>%1: one must be %2 years old.</translation>
    </message>
    <message>
        <source>Escanea un código, un bulto o un producto</source>
        <translation>Scan a code, a parcel or a product</translation>
    </message>
    <message>
        <source>POR HORA PROMETIDA</source>
        <translation>BY PROMISED TIME</translation>
    </message>
    <message>
        <source>Buscar: número, nombre o final del teléfono · F3</source>
        <translation>Search: number, name or end of the telephone · F3</translation>
    </message>
    <message>
        <source>Cifras</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Buscar un pedido</source>
        <translation>Search an order</translation>
    </message>
    <message>
        <source>Cola de recogidas</source>
        <translation>Queue of pickups</translation>
    </message>
    <message>
        <source>ENCONTRADOS</source>
        <translation>FOUND</translation>
    </message>
    <message>
        <source>Ningún pedido es así</source>
        <translation>No order is like that</translation>
    </message>
    <message>
        <source>Recogidas</source>
        <translation>Pickups</translation>
    </message>
    <message>
        <source>Botón del pedido</source>
        <translation>Button of the order</translation>
    </message>
    <message>
        <source>La otra manera</source>
        <translation>The other way</translation>
    </message>
    <message>
        <source>Lo que toca con el pedido</source>
        <translation>What is next with the order</translation>
    </message>
    <message>
        <source>Pedido anterior</source>
        <translation>Order before</translation>
    </message>
    <message>
        <source>Pedido siguiente</source>
        <translation>Next order</translation>
    </message>
    <message>
        <source>Nada por hacer</source>
        <translation>Nothing to do</translation>
    </message>
    <message>
        <source>Elige un pedido o escanéalo</source>
        <translation>Choose an order, or scan it</translation>
    </message>
    <message>
        <source>Por pagar %1</source>
        <translation>To pay %1</translation>
    </message>
    <message>
        <source>Por preparar</source>
        <translation>To prepare</translation>
    </message>
    <message>
        <source>En estante</source>
        <translation>On a shelf</translation>
    </message>
    <message>
        <source>De camino</source>
        <translation>On its way</translation>
    </message>
    <message>
        <source>Por devolver</source>
        <translation>To put back</translation>
    </message>
    <message>
        <source>Con retraso</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>Para hoy</source>
        <translation>For today</translation>
    </message>
    <message>
        <source>Míos</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Por pagar</source>
        <translation>To pay</translation>
    </message>
    <message>
        <source>%1 bultos</source>
        <translation>%1 parcels</translation>
    </message>
    <message>
        <source>pagado</source>
        <translation>paid</translation>
    </message>
    <message>
        <source>no se llevó nada</source>
        <translation>nothing was taken</translation>
    </message>
    <message>
        <source>enviado el %1</source>
        <translation>sent on %1</translation>
    </message>
    <message>
        <source>devuelto por el transportista: al almacén</source>
        <translation>brought back by the carrier: to the warehouse</translation>
    </message>
    <message>
        <source>entregado en parte: devolver el resto a su sitio</source>
        <translation>handed over in part: put the rest back</translation>
    </message>
    <message>
        <source>por pagar %1</source>
        <translation>to pay %1</translation>
    </message>
    <message>
        <source>espera %1</source>
        <translation>waiting %1</translation>
    </message>
    <message>
        <source>%1 de retraso</source>
        <translation>%1 late</translation>
    </message>
    <message>
        <source>Sacar %1 del bulto</source>
        <translation>Take %1 out of the parcel</translation>
    </message>
    <message>
        <source>Meter %1 en el bulto</source>
        <translation>Put %1 into the parcel</translation>
    </message>
    <message>
        <source>quedan %1</source>
        <translation>%1 left</translation>
    </message>
    <message>
        <source>Repartir en bultos</source>
        <translation>Divide into parcels</translation>
    </message>
    <message>
        <source>Escanea lo que va en este bulto. Lo que no escanees irá en el último.</source>
        <translation>Scan what goes into this parcel. What you do not scan goes into the last one.</translation>
    </message>
    <message>
        <source>Cerrar este y empezar otro</source>
        <translation>Close this one, begin another</translation>
    </message>
    <message>
        <source>Terminar e imprimir etiquetas</source>
        <translation>Finish and print labels</translation>
    </message>
    <message>
        <source>Bulto %1</source>
        <translation>Parcel %1</translation>
    </message>
    <message>
        <source>Hoy</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>7 días</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>30 días</source>
        <translation>30 days</translation>
    </message>
    <message>
        <source>%1 días</source>
        <translation>%1 days</translation>
    </message>
    <message>
        <source>%1 pedidos prometidos</source>
        <translation>%1 orders promised</translation>
    </message>
    <message>
        <source>del %1 al %2</source>
        <translation>from %1 to %2</translation>
    </message>
    <message>
        <source>sin datos</source>
        <translation>no data</translation>
    </message>
    <message>
        <source>de %1</source>
        <translation>of %1</translation>
    </message>
    <message>
        <source>Listos a la hora prometida</source>
        <translation>Ready when promised</translation>
    </message>
    <message>
        <source>Hasta aceptarlo</source>
        <translation>Until it is accepted</translation>
    </message>
    <message>
        <source>Unidades que no estaban</source>
        <translation>Units not found</translation>
    </message>
    <message>
        <source>Encontrado escaneando</source>
        <translation>Found by scanning</translation>
    </message>
    <message>
        <source>Del estante al aviso</source>
        <translation>From shelf to message</translation>
    </message>
    <message>
        <source>Espera del cliente, 9 de 10</source>
        <translation>Customer&apos;s wait, 9 of 10</translation>
    </message>
    <message>
        <source>Entrega, 9 de 10</source>
        <translation>Hand-over, 9 of 10</translation>
    </message>
    <message>
        <source>Se llevan algo más</source>
        <translation>Take something more</translation>
    </message>
    <message>
        <source>Cancelados</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>meta: %1 o más</source>
        <translation>goal: %1 or more</translation>
    </message>
    <message>
        <source>meta: %1 o menos</source>
        <translation>goal: %1 or less</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2</source>
        <translation>%1 h %2</translation>
    </message>
    <message>
        <source>Listos a su hora y tarde, por día</source>
        <translation>Ready in time and late, by day</translation>
    </message>
    <message>
        <source>%1: %2 a su hora, %3 tarde</source>
        <translation>%1: %2 in time, %3 late</translation>
    </message>
    <message>
        <source>Minutos para preparar un pedido, por día</source>
        <translation>Minutes to prepare an order, by day</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>sobra un bulto</source>
        <translation>a parcel is surplus</translation>
    </message>
    <message>
        <source>fuera: sin cerrar</source>
        <translation>out: not closed</translation>
    </message>
    <message>
        <source>el cliente está aquí</source>
        <translation>the customer is here</translation>
    </message>
    <message>
        <source>piden cancelarlo</source>
        <translation>cancelling is asked for</translation>
    </message>
    <message>
        <source>preparando · %1</source>
        <translation>being prepared · %1</translation>
    </message>
    <message>
        <source>falta %1</source>
        <translation>%1 missing</translation>
    </message>
    <message>
        <source>entregado el %1</source>
        <translation>handed over on %1</translation>
    </message>
    <message>
        <source>Esta tienda</source>
        <translation>This shop</translation>
    </message>
    <message>
        <source>Preguntando a la central…</source>
        <translation>Asking central…</translation>
    </message>
    <message>
        <source>La central no conoce ningún pedido así.</source>
        <translation>Central knows no such order.</translation>
    </message>
    <message>
        <source>Según la central, ahora.</source>
        <translation>As central says, now.</translation>
    </message>
    <message>
        <source>Esta caja no tiene central: solo se ven sus pedidos.</source>
        <translation>This till has no central: only its own orders are seen.</translation>
    </message>
    <message>
        <source>Sin respuesta de la central: solo lo que se sabe aquí.</source>
        <translation>No answer from central: only what is known here.</translation>
    </message>
    <message>
        <source>Se la oyó %1.</source>
        <translation>It was heard %1.</translation>
    </message>
    <message>
        <source>Se recoge en esta tienda</source>
        <translation>Collected in this shop</translation>
    </message>
    <message>
        <source>Se recoge en %1 · %2</source>
        <translation>Collected in %1 · %2</translation>
    </message>
    <message>
        <source>Lo dijo la central %1</source>
        <translation>Central said so %1</translation>
    </message>
    <message>
        <source>A esa tienda no se la ha oído nunca.</source>
        <translation>That shop was never heard.</translation>
    </message>
    <message>
        <source>A esa tienda se la oyó %1.</source>
        <translation>That shop was heard %1.</translation>
    </message>
    <message>
        <source>Cómo está</source>
        <translation>How it stands</translation>
    </message>
    <message>
        <source>Prometido</source>
        <translation>Promised</translation>
    </message>
    <message>
        <source>Pago</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>Dónde</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>devuelto a su sitio</source>
        <translation>put back</translation>
    </message>
    <message>
        <source>devuelto por el transportista</source>
        <translation>brought back by the carrier</translation>
    </message>
    <message>
        <source>Pedido confirmado</source>
        <translation>Order confirmed</translation>
    </message>
    <message>
        <source>Ha cambiado</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Listo para recoger</source>
        <translation>Ready to collect</translation>
    </message>
    <message>
        <source>Va con retraso</source>
        <translation>Running late</translation>
    </message>
    <message>
        <source>Recordatorio</source>
        <translation>Reminder</translation>
    </message>
    <message>
        <source>Cancelación pedida, pendiente de la tienda</source>
        <translation>Cancellation asked for, waiting for the shop</translation>
    </message>
    <message>
        <source>Cancelado</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Caducado</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Algo no lo tiene ninguna tienda</source>
        <translation>Some of it no shop has</translation>
    </message>
    <message>
        <source>No se pudo entregar</source>
        <translation>It could not be delivered</translation>
    </message>
    <message>
        <source>Dinero devuelto</source>
        <translation>Money given back</translation>
    </message>
    <message>
        <source>correo</source>
        <translation>mail</translation>
    </message>
    <message>
        <source>la web</source>
        <translation>the web</translation>
    </message>
    <message>
        <source>sin avisar: no dejó dónde</source>
        <translation>not told: left no address</translation>
    </message>
    <message>
        <source>sin empezar</source>
        <translation>not begun</translation>
    </message>
    <message>
        <source>aceptado</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>preparándose</source>
        <translation>being prepared</translation>
    </message>
    <message>
        <source>por embolsar</source>
        <translation>to be packed</translation>
    </message>
    <message>
        <source>preparado</source>
        <translation>prepared</translation>
    </message>
    <message>
        <source>llegado</source>
        <translation>arrived</translation>
    </message>
    <message>
        <source>listo en estante</source>
        <translation>ready on its shelf</translation>
    </message>
    <message>
        <source>entregado</source>
        <translation>handed over</translation>
    </message>
    <message>
        <source>cancelándose</source>
        <translation>being cancelled</translation>
    </message>
    <message>
        <source>caducado</source>
        <translation>expired</translation>
    </message>
    <message>
        <source>vuelve al almacén</source>
        <translation>going back to the warehouse</translation>
    </message>
    <message>
        <source>falta ponerlo en estante</source>
        <translation>to be shelved</translation>
    </message>
    <message>
        <source>de camino</source>
        <translation>on its way</translation>
    </message>
    <message>
        <source>llegó: falta estante</source>
        <translation>arrived: to be shelved</translation>
    </message>
    <message>
        <source>entregado en parte</source>
        <translation>handed over in part</translation>
    </message>
    <message>
        <source>cancelado: devolver a su sitio</source>
        <translation>cancelled: put back</translation>
    </message>
    <message>
        <source>caducado: devolver a su sitio</source>
        <translation>expired: put back</translation>
    </message>
    <message>
        <source>caducado: devolver al almacén</source>
        <translation>expired: send back</translation>
    </message>
    <message>
        <source>cancelado</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>rechazado</source>
        <translation>rejected</translation>
    </message>
    <message>
        <source>caducado y devuelto</source>
        <translation>expired and put back</translation>
    </message>
    <message>
        <source>en estante %1</source>
        <translation>on shelf %1</translation>
    </message>
    <message>
        <source>Código del cliente verificado aquí</source>
        <translation>Customer&apos;s code verified here</translation>
    </message>
    <message>
        <source>PAGADO: NADA QUE COBRAR</source>
        <translation>PAID: NOTHING TO CHARGE</translation>
    </message>
    <message>
        <source>POR PAGAR, COMO MUCHO</source>
        <translation>TO PAY, AT MOST</translation>
    </message>
    <message>
        <source>pedido el %1 a las %2</source>
        <translation>ordered on %1 at %2</translation>
    </message>
    <message>
        <source>avisado el %1 a las %2</source>
        <translation>told on %1 at %2</translation>
    </message>
    <message>
        <source>Recibido</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Preparado</source>
        <translation>Prepared</translation>
    </message>
    <message>
        <source>Pagado</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Cobrar</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>Entregado</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>bulto %1 de %2</source>
        <translation>parcel %1 of %2</translation>
    </message>
    <message>
        <source>Sobra: %1</source>
        <translation>Surplus: %1</translation>
    </message>
    <message>
        <source>Devuélvelo a su sitio y escanéalo.</source>
        <translation>Put it back and scan it.</translation>
    </message>
    <message>
        <source>Dañado: %1</source>
        <translation>Damaged: %1</translation>
    </message>
    <message>
        <source>No se entrega: escanéalo para que vuelva a donde vino.</source>
        <translation>It is not handed over: scan it to send it back where it came from.</translation>
    </message>
    <message>
        <source>Escanéalo al devolver a su sitio lo que lleva.</source>
        <translation>Scan it when what is in it goes back to its place.</translation>
    </message>
    <message>
        <source>Estante %1 · %2</source>
        <translation>Shelf %1 · %2</translation>
    </message>
    <message>
        <source>Escanéalo, y después el estante.</source>
        <translation>Scan it, and then the shelf.</translation>
    </message>
    <message>
        <source>Preparar</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>Al estante</source>
        <translation>Shelve</translation>
    </message>
    <message>
        <source>Devuelto</source>
        <translation>Came back</translation>
    </message>
    <message>
        <source>Enviado</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Se quedó</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>De vuelta: %1</source>
        <translation>Back here: %1</translation>
    </message>
    <message>
        <source>Escanéalo para sacarlo: sin eso no se entrega.</source>
        <translation>Scan it out: without that it is not handed over.</translation>
    </message>
    <message>
        <source>Fuera: %1</source>
        <translation>Out: %1</translation>
    </message>
    <message>
        <source>Listo para entregar.</source>
        <translation>Ready to be handed over.</translation>
    </message>
    <message>
        <source>Se quedó aquí: %1</source>
        <translation>Stayed here: %1</translation>
    </message>
    <message>
        <source>Lo que lleva vuelve a su sitio.</source>
        <translation>What is in it goes back to its place.</translation>
    </message>
    <message>
        <source>Con el transportista: %1</source>
        <translation>With the carrier: %1</translation>
    </message>
    <message>
        <source>Entregado: %1</source>
        <translation>Handed over: %1</translation>
    </message>
    <message>
        <source>En la mano: %1</source>
        <translation>In hand: %1</translation>
    </message>
    <message>
        <source>De camino: %1</source>
        <translation>On its way: %1</translation>
    </message>
    <message>
        <source>Devuelto: %1</source>
        <translation>Put back: %1</translation>
    </message>
    <message>
        <source>rechazada: %1</source>
        <translation>rejected: %1</translation>
    </message>
    <message>
        <source>faltan %1</source>
        <translation>%1 missing</translation>
    </message>
    <message>
        <source>en su lugar: %1</source>
        <translation>instead: %1</translation>
    </message>
    <message>
        <source>se vendió en la tienda</source>
        <translation>sold on the shop floor</translation>
    </message>
    <message>
        <source>quedan por encontrar %1</source>
        <translation>%1 still to be found</translation>
    </message>
    <message>
        <source>pesado: %1</source>
        <translation>weighed: %1</translation>
    </message>
    <message>
        <source>encontrado</source>
        <translation>found</translation>
    </message>
    <message>
        <source>solo para mayores de %1 años</source>
        <translation>only from %1 years of age</translation>
    </message>
    <message>
        <source>no quiere %1 de %2</source>
        <translation>does not want %1 of %2</translation>
    </message>
    <message>
        <source>se quedó en la tienda %1 de %2</source>
        <translation>stayed in the shop: %1 of %2</translation>
    </message>
    <message>
        <source>Pesarlo</source>
        <translation>Weigh it</translation>
    </message>
    <message>
        <source>Encontrado: decir cuántos</source>
        <translation>Found: say how many</translation>
    </message>
    <message>
        <source>Volver a dejarlo en su sitio</source>
        <translation>Put it back in its place</translation>
    </message>
    <message>
        <source>Qué prefiere el cliente</source>
        <translation>What the customer prefers</translation>
    </message>
    <message>
        <source>Poner otro artículo en su lugar</source>
        <translation>Put another product instead</translation>
    </message>
    <message>
        <source>No podemos prepararlo: buscarlo en otra tienda</source>
        <translation>We cannot prepare it: look for it in another shop</translation>
    </message>
    <message>
        <source>Sí lo quiere</source>
        <translation>They want it</translation>
    </message>
    <message>
        <source>No lo quiere</source>
        <translation>They do not want it</translation>
    </message>
    <message>
        <source>No podemos</source>
        <translation>We cannot</translation>
    </message>
    <message>
        <source>Etiquetas</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Parar y cancelar</source>
        <translation>Stop and cancel</translation>
    </message>
    <message>
        <source>Todo está en su sitio</source>
        <translation>All is in its place</translation>
    </message>
    <message>
        <source>Ha vuelto</source>
        <translation>It came back</translation>
    </message>
    <message>
        <source>Justificante</source>
        <translation>Proof of delivery</translation>
    </message>
    <message>
        <source>Simular lectura del QR</source>
        <translation>Simulate scanning the QR</translation>
    </message>
    <message>
        <source>Quién recoge</source>
        <translation>Who collects</translation>
    </message>
    <message>
        <source>No se entrega</source>
        <translation>Not handed over</translation>
    </message>
    <message>
        <source>Varios bultos</source>
        <translation>Several parcels</translation>
    </message>
    <message>
        <source>Otros bultos</source>
        <translation>Other parcels</translation>
    </message>
    <message>
        <source>Llegó dañado</source>
        <translation>Arrived damaged</translation>
    </message>
    <message>
        <source>Caducado: retirarlo</source>
        <translation>Expired: withdraw it</translation>
    </message>
    <message>
        <source>Seguir con %1</source>
        <translation>Go on with %1</translation>
    </message>
    <message>
        <source>Entregar</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Cerrar: no se lleva nada</source>
        <translation>Close: nothing is taken</translation>
    </message>
    <message>
        <source>Cobrar y entregar</source>
        <translation>Pay and hand over</translation>
    </message>
    <message>
        <source>Empezar a preparar</source>
        <translation>Begin to prepare</translation>
    </message>
    <message>
        <source>Cerrar el bulto</source>
        <translation>Close the parcel</translation>
    </message>
    <message>
        <source>Se guarda hasta el %1 a las %2.</source>
        <translation>Kept until %1 %2.</translation>
    </message>
    <message>
        <source>Almacén</source>
        <translation>Stockroom</translation>
    </message>
    <message>
        <source>Preparar varios</source>
        <translation>Prepare several</translation>
    </message>
    <message>
        <source>Varios pedidos en una vuelta</source>
        <translation>Several orders in one walk</translation>
    </message>
    <message>
        <source>Cuántos hay, contar y ajustar</source>
        <translation>How many there are, count and adjust</translation>
    </message>
    <message>
        <source>De toda la cadena</source>
        <translation>Of the whole chain</translation>
    </message>
    <message>
        <source>Recuento</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>Mientras se cuenta se puede seguir vendiendo: lo que se vende después de contar un artículo se descuenta solo.</source>
        <translation>Selling may go on while you count: what is sold after a product was counted is taken off by itself.</translation>
    </message>
    <message>
        <source>DÓNDE SE CUENTA</source>
        <translation>WHERE YOU COUNT</translation>
    </message>
    <message>
        <source>Dónde se cuenta</source>
        <translation>Where you count</translation>
    </message>
    <message>
        <source>O escribe su código y pulsa Intro</source>
        <translation>Or type its code and press Enter</translation>
    </message>
    <message>
        <source>Código del artículo que se cuenta</source>
        <translation>Code of the product that is counted</translation>
    </message>
    <message>
        <source>Dejar el recuento</source>
        <translation>Leave the count</translation>
    </message>
    <message>
        <source>Comprobar las diferencias del recuento</source>
        <translation>Check the count&apos;s differences</translation>
    </message>
    <message>
        <source>%1 diferencias sin comprobar</source>
        <translation>%1 differences unchecked</translation>
    </message>
    <message>
        <source>1 diferencia sin comprobar</source>
        <translation>1 difference unchecked</translation>
    </message>
    <message>
        <source>Recibir</source>
        <translation>Receive</translation>
    </message>
    <message>
        <source>Falta el resto: vendrá luego</source>
        <translation>The rest will come later</translation>
    </message>
    <message>
        <source>Ya está todo</source>
        <translation>That is all</translation>
    </message>
    <message>
        <source>Algo de lo recibido está dañado</source>
        <translation>Something that came is damaged</translation>
    </message>
    <message>
        <source>Dejar lo que se recibe</source>
        <translation>Leave what is being received</translation>
    </message>
    <message>
        <source>Recibido en parte</source>
        <translation>Received in part</translation>
    </message>
    <message>
        <source>Cerrar la recepción</source>
        <translation>Close the receipt</translation>
    </message>
    <message>
        <source>Sale de la tienda</source>
        <translation>It leaves the shop</translation>
    </message>
    <message>
        <source>Pedir artículos a otra tienda</source>
        <translation>Ask another shop for products</translation>
    </message>
    <message>
        <source>Enviar a otra tienda, o cerrar un bulto</source>
        <translation>Send to another shop, or close a box</translation>
    </message>
    <message>
        <source>Dejar el envío</source>
        <translation>Leave the sending</translation>
    </message>
    <message>
        <source>El traspaso sale</source>
        <translation>The transfer leaves</translation>
    </message>
    <message>
        <source>Lo que llega, contra lo anunciado</source>
        <translation>What comes in, against what was announced</translation>
    </message>
    <message>
        <source>Traspasos</source>
        <translation>Transfers</translation>
    </message>
    <message>
        <source>A otra tienda, y de otra</source>
        <translation>To another shop, and from one</translation>
    </message>
    <message>
        <source>Nada por preparar</source>
        <translation>Nothing to prepare</translation>
    </message>
    <message>
        <source>%1 por preparar</source>
        <translation>%1 to prepare</translation>
    </message>
    <message>
        <source>%1 por preparar · %2 tarde</source>
        <translation>%1 to prepare · %2 late</translation>
    </message>
    <message>
        <source>%1 por resolver</source>
        <translation>%1 to settle</translation>
    </message>
    <message>
        <source>Ya está aclarado</source>
        <translation>It is settled</translation>
    </message>
    <message>
        <source>Consta entregado dos veces.</source>
        <translation>It is on record as handed over twice.</translation>
    </message>
    <message>
        <source>Se entregó algo que ya no se pedía.</source>
        <translation>Something was handed over that was not ordered any more.</translation>
    </message>
    <message>
        <source>Consta entregado y también devuelto a su sitio.</source>
        <translation>It is on record as handed over and as put back.</translation>
    </message>
    <message>
        <source>Se entregó y la central lo había cancelado.</source>
        <translation>It was handed over, and central had cancelled it.</translation>
    </message>
    <message>
        <source>Se ha pedido devolver más de lo que no se llevó.</source>
        <translation>More was ordered back than was not taken.</translation>
    </message>
    <message>
        <source>Entregado en parte</source>
        <translation>Handed over in part</translation>
    </message>
    <message>
        <source>Va a casa del cliente: se entrega a un transportista.</source>
        <translation>It goes to the customer&apos;s home: it is handed to a carrier.</translation>
    </message>
    <message>
        <source>Se entregó, y una caja había devuelto su ticket.</source>
        <translation>It was handed over, and a till had paid its ticket back.</translation>
    </message>
    <message>
        <source>El %1 a las %2 en %3, con %4.</source>
        <translation>On %1 at %2 at %3, by %4.</translation>
    </message>
    <message>
        <source>No se llevó nada</source>
        <translation>Nothing taken</translation>
    </message>
    <message>
        <source>Ya se entregó</source>
        <translation>It was handed over</translation>
    </message>
    <message>
        <source>Lo tiene el transportista</source>
        <translation>The carrier has it</translation>
    </message>
    <message>
        <source>No consta entregado: buscar en %1.</source>
        <translation>Not on record as handed over: look in %1.</translation>
    </message>
    <message>
        <source>El cliente está aquí y el pedido aún no está listo.</source>
        <translation>The customer is here and the order is not ready.</translation>
    </message>
    <message>
        <source>Devuelto por el transportista</source>
        <translation>Brought back by the carrier</translation>
    </message>
    <message>
        <source>Una parte ha vuelto</source>
        <translation>A part has come back</translation>
    </message>
    <message>
        <source>Lo lleva %1.</source>
        <translation>%1 takes it.</translation>
    </message>
    <message>
        <source>Lo lleva %1, seguimiento %2.</source>
        <translation>%1 takes it, tracking %2.</translation>
    </message>
    <message>
        <source>con el código</source>
        <translation>with the code</translation>
    </message>
    <message>
        <source>con el número y el nombre</source>
        <translation>with number and name</translation>
    </message>
    <message>
        <source>con la tarjeta de cliente</source>
        <translation>with the customer&apos;s card</translation>
    </message>
    <message>
        <source>Lo recogió otra persona, %1.</source>
        <translation>Somebody else collected it, %1.</translation>
    </message>
    <message>
        <source>Lo recogió quien lo compró, %1.</source>
        <translation>Who bought it collected it, %1.</translation>
    </message>
    <message>
        <source>Cancelado: lo que hay vuelve a su sitio.</source>
        <translation>Cancelled: what is here goes back to its place.</translation>
    </message>
    <message>
        <source>Caducado: lo que hay vuelve a su sitio.</source>
        <translation>Expired: what is here goes back where it belongs.</translation>
    </message>
    <message>
        <source>El cliente ha pedido cancelarlo en la web.</source>
        <translation>The customer has asked on the web to cancel it.</translation>
    </message>
    <message>
        <source>Falta 1 bulto: nadie ha dicho dónde está.</source>
        <translation>1 parcel is missing: nobody has said where it is.</translation>
    </message>
    <message>
        <source>Faltan %1 bultos: nadie ha dicho dónde están.</source>
        <translation>%1 parcels are missing: nobody has said where they are.</translation>
    </message>
    <message>
        <source>Falta género: pregunta al cliente qué prefiere.</source>
        <translation>Goods are missing: ask the customer what they prefer.</translation>
    </message>
    <message>
        <source>Decidir</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>El mismo cliente tiene también %1, en %2.</source>
        <translation>The same customer also has %1, on %2.</translation>
    </message>
    <message>
        <source>Abrirlo</source>
        <translation>Open it</translation>
    </message>
    <message>
        <source>por decidir</source>
        <translation>to be decided</translation>
    </message>
    <message>
        <source>espera a que llegue</source>
        <translation>waits until it comes</translation>
    </message>
    <message>
        <source>lo recoge en otra tienda</source>
        <translation>collects it in another shop</translation>
    </message>
    <message>
        <source>quiere otro en su lugar</source>
        <translation>wants another instead</translation>
    </message>
    <message>
        <source>se le devuelve el dinero</source>
        <translation>gets the money back</translation>
    </message>
    <message>
        <source>Salió de su estante y nadie ha dicho qué fue de él.</source>
        <translation>It left its shelf and nobody said what became of it.</translation>
    </message>
    <message>
        <source>Bulto %1 de %2 · estaba en %3 · salió %4</source>
        <translation>Parcel %1 of %2 · it was on %3 · out %4</translation>
    </message>
    <message>
        <source>No: vuelve a %1</source>
        <translation>No: back to %1</translation>
    </message>
    <message>
        <source>No: sigue aquí</source>
        <translation>No: it is still here</translation>
    </message>
    <message>
        <source>Sí, se entregó</source>
        <translation>Yes, it was</translation>
    </message>
    <message>
        <source>Hoy la tienda no abre y hay %1 pedidos listos para recoger</source>
        <translation>The shop is closed today and %1 orders are ready to be collected</translation>
    </message>
    <message>
        <source>Hoy la tienda no abre y hay 1 pedido listo para recoger</source>
        <translation>The shop is closed today and 1 order is ready to be collected</translation>
    </message>
    <message>
        <source>%1 se entregó y una caja había devuelto su ticket</source>
        <translation>%1 was handed over and a till had paid its ticket back</translation>
    </message>
    <message>
        <source>%1 se quedó algo en la tienda: quien vino no tenía la edad</source>
        <translation>%1: something stayed in the shop, who came was too young</translation>
    </message>
    <message>
        <source>%1: el cliente dejó algo roto, que no se vende: apártalo</source>
        <translation>%1: the customer left something broken, which is not for sale: set it aside</translation>
    </message>
    <message>
        <source>%1 pedidos van tarde</source>
        <translation>%1 orders are late</translation>
    </message>
    <message>
        <source>1 pedido va tarde</source>
        <translation>1 order is late</translation>
    </message>
    <message>
        <source>%1 consta entregado dos veces</source>
        <translation>%1 is on record as handed over twice</translation>
    </message>
    <message>
        <source>Con %1 se entregó algo que ya no se pedía</source>
        <translation>With %1 something was handed over that was not ordered any more</translation>
    </message>
    <message>
        <source>%1 consta entregado y también devuelto a su sitio</source>
        <translation>%1 is on record as handed over and as put back</translation>
    </message>
    <message>
        <source>%1 se entregó y estaba cancelado</source>
        <translation>%1 was handed over and was cancelled</translation>
    </message>
    <message>
        <source>De %1 se ha pedido devolver más de lo que no se llevó</source>
        <translation>More was ordered back of %1 than was not taken</translation>
    </message>
    <message>
        <source>%1 lleva algo que no se puede vender: no lo entregues</source>
        <translation>%1 has something that must not be sold: do not hand it over</translation>
    </message>
    <message>
        <source>A %1 hay que devolverle dinero y nadie lo ha pedido</source>
        <translation>Money of %1 has to go back and nobody has ordered it</translation>
    </message>
    <message>
        <source>Piden cancelar %1 y ya se está preparando</source>
        <translation>Cancelling %1 is asked for, and it is being prepared</translation>
    </message>
    <message>
        <source>Sobra un bulto de %1: se preparó dos veces</source>
        <translation>A parcel of %1 is surplus: it was prepared twice</translation>
    </message>
    <message>
        <source>A %1 le falta género y nadie ha decidido qué se hace</source>
        <translation>%1 is short, and nobody has decided what about it</translation>
    </message>
    <message>
        <source>Se avisó de que %1 está listo y no está en su estante</source>
        <translation>The customer was told that %1 is ready, and it is not on its shelf</translation>
    </message>
    <message>
        <source>A %1 le falta un bulto</source>
        <translation>%1 lacks a parcel</translation>
    </message>
    <message>
        <source>Un bulto de %1 llegó dañado</source>
        <translation>A parcel of %1 arrived damaged</translation>
    </message>
    <message>
        <source>Nadie ha recogido %1 y ya no hay que guardarlo</source>
        <translation>Nobody collected %1, and it need be kept no longer</translation>
    </message>
    <message>
        <source>%1 se acabó y sigue aquí: hay que devolverlo a su sitio</source>
        <translation>%1 is over and still here: it has to be put back</translation>
    </message>
    <message>
        <source>El bulto %1 está por identificar</source>
        <translation>Parcel %1 is to be identified</translation>
    </message>
    <message>
        <source>Ya se sabe de quién es el bulto %1</source>
        <translation>It is known now whose parcel %1 is</translation>
    </message>
    <message>
        <source>%1 no estaba en su estante al revisarlo</source>
        <translation>%1 was not on its shelf when it was looked at</translation>
    </message>
    <message>
        <source>%1: se quedó en la tienda lo que el cliente no quiso</source>
        <translation>%1: what the customer did not want stayed in the shop</translation>
    </message>
    <message>
        <source>Vale %1. Mira quién lo recogió y cuenta lo que hay.</source>
        <translation>It is worth %1. See who collected it, and count what there is.</translation>
    </message>
    <message>
        <source>%1, por %2: el cliente lo había quitado. Que lo pague o lo devuelva.</source>
        <translation>%1, for %2: the customer had taken it off. They pay for it or bring it back.</translation>
    </message>
    <message>
        <source>Ya está apartado</source>
        <translation>It is set aside</translation>
    </message>
    <message>
        <source>Vale %1. Para el cliente:</source>
        <translation>It is worth %1. For the customer:</translation>
    </message>
    <message>
        <source>«Se entregó y se le devolvió el dinero: hablemos.»</source>
        <translation>“It was handed over and the money given back: let us talk.”</translation>
    </message>
    <message>
        <source>La central no ha pasado al canal lo que sobra. Mira quién lo pidió.</source>
        <translation>Central did not pass the surplus on to the channel. See who ordered it.</translation>
    </message>
    <message>
        <source>%1: se rectifica la factura y se pide al canal.</source>
        <translation>%1: the invoice is corrected and the channel is asked.</translation>
    </message>
    <message>
        <source>El dinero espera a que la tienda conteste.</source>
        <translation>The money waits for the shop to answer.</translation>
    </message>
    <message>
        <source>El cliente puede venir ya: ponlo en un estante y escanéalo.</source>
        <translation>The customer may come any moment: put it on a shelf and scan it.</translation>
    </message>
    <message>
        <source>No se puede entregar hasta que esté, o hasta que se prepare otra vez.</source>
        <translation>It cannot be handed over until it is here, or prepared again.</translation>
    </message>
    <message>
        <source>Bulto %1. No se entrega: vuelve a donde vino.</source>
        <translation>Parcel %1. It is not handed over: it goes back where it came from.</translation>
    </message>
    <message>
        <source>Está en %1.</source>
        <translation>It is on %1.</translation>
    </message>
    <message>
        <source>Está en %1. No se abre: espera noticias o vuelve a donde vino.</source>
        <translation>It is on %1. It is not opened: it waits for news, or goes back where it came from.</translation>
    </message>
    <message>
        <source>Debería estar en %1. Si aparece, escanéalo.</source>
        <translation>It should be on %1. If it turns up, scan it.</translation>
    </message>
    <message>
        <source>El primero, %1.</source>
        <translation>The first, %1.</translation>
    </message>
    <message>
        <source>Quien venga encontrará cerrado: los plazos siguen al calendario.</source>
        <translation>Whoever comes finds it closed: deadlines follow the calendar.</translation>
    </message>
    <message>
        <source>Abrir el pedido</source>
        <translation>Open the order</translation>
    </message>
    <message>
        <source>Ver los que van tarde</source>
        <translation>See the late ones</translation>
    </message>
    <message>
        <source>Ver los que están listos</source>
        <translation>See those that are ready</translation>
    </message>
    <message>
        <source>Darle entrada</source>
        <translation>Take it in</translation>
    </message>
    <message>
        <source>Ya está en su sitio</source>
        <translation>It is in its place</translation>
    </message>
    <message>
        <source>Retirarlo</source>
        <translation>Withdraw it</translation>
    </message>
    <message>
        <source>Qué se hace con las existencias</source>
        <translation>What is done with the stock</translation>
    </message>
    <message>
        <source>La pestaña siguiente</source>
        <translation>The next tab</translation>
    </message>
    <message>
        <source>Por contar</source>
        <translation>To count</translation>
    </message>
    <message>
        <source>Lo que un pedido no encontró, lo que está por debajo de cero y lo que se pidió.</source>
        <translation>What an order did not find, what is below zero, and what somebody asked for.</translation>
    </message>
    <message>
        <source>No hay nada por contar.</source>
        <translation>There is nothing to count.</translation>
    </message>
    <message>
        <source>Contar todo esto</source>
        <translation>Count all of this</translation>
    </message>
    <message>
        <source>Faltó</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>Lo que alguien quería y no pudimos venderle, en los últimos 30 días.</source>
        <translation>What somebody wanted and we could not sell, in the last 30 days.</translation>
    </message>
    <message>
        <source>Nadie ha pedido nada en vano.</source>
        <translation>Nobody has asked for anything in vain.</translation>
    </message>
    <message>
        <source>Escanea lo que necesita etiqueta: otra vez es otra copia. Tócalo para escribir cuántas.</source>
        <translation>Scan what needs a label: again is another copy. Touch it to type how many.</translation>
    </message>
    <message>
        <source>Nombre o código del artículo · F3</source>
        <translation>Name or code of the product · F3</translation>
    </message>
    <message>
        <source>Añadir un artículo a la lista</source>
        <translation>Add a product to the list</translation>
    </message>
    <message>
        <source>Las que han cambiado</source>
        <translation>Those that changed</translation>
    </message>
    <message>
        <source>Vaciar la lista</source>
        <translation>Empty the list</translation>
    </message>
    <message>
        <source>Parar</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Añadir las que han cambiado</source>
        <translation>Add those that changed</translation>
    </message>
    <message>
        <source>Vaciar la lista de etiquetas</source>
        <translation>Empty the list of labels</translation>
    </message>
    <message>
        <source>La primera etiqueta libre de la hoja</source>
        <translation>The first free label of the sheet</translation>
    </message>
    <message>
        <source>Parar de imprimir etiquetas</source>
        <translation>Stop printing labels</translation>
    </message>
    <message>
        <source>Imprimir etiquetas de artículo</source>
        <translation>Print product labels</translation>
    </message>
    <message>
        <source>Imprimir etiquetas de estante</source>
        <translation>Print shelf labels</translation>
    </message>
    <message>
        <source>Nada en la lista. Todos los estantes dicen su precio.</source>
        <translation>Nothing on the list. All shelves say their price.</translation>
    </message>
    <message>
        <source>Nada en la lista. 1 estante dice otro precio: F5 lo añade.</source>
        <translation>Nothing on the list. 1 shelf says another price: F5 adds it.</translation>
    </message>
    <message>
        <source>Nada en la lista. %1 estantes dicen otro precio: F5 los añade.</source>
        <translation>Nothing on the list. %1 shelves say another price: F5 adds them.</translation>
    </message>
    <message>
        <source>Primera etiqueta libre de la hoja: %1</source>
        <translation>First free label of the sheet: %1</translation>
    </message>
    <message>
        <source>Imprimir de estante (%1)</source>
        <translation>Print for shelves (%1)</translation>
    </message>
    <message>
        <source>Imprimir de artículo (%1)</source>
        <translation>Print for products (%1)</translation>
    </message>
    <message>
        <source>Buscar un artículo</source>
        <translation>Find a product</translation>
    </message>
    <message>
        <source>Artículos</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>Faltó: apuntar lo que pidió</source>
        <translation>Missed: note what was asked for</translation>
    </message>
    <message>
        <source>Ajustar</source>
        <translation>Adjust</translation>
    </message>
    <message>
        <source>Que se cuente</source>
        <translation>Have it counted</translation>
    </message>
    <message>
        <source>Etiqueta</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Artículo</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Parar o reanudar su venta</source>
        <translation>Stop or resume its sale</translation>
    </message>
    <message>
        <source>Ajustar las existencias</source>
        <translation>Adjust the stock</translation>
    </message>
    <message>
        <source>Apuntar lo que faltó</source>
        <translation>Note what was missing</translation>
    </message>
    <message>
        <source>Pedir que se cuente</source>
        <translation>Ask for a count</translation>
    </message>
    <message>
        <source>Imprimir su etiqueta</source>
        <translation>Print its label</translation>
    </message>
    <message>
        <source>Escanea o busca un artículo</source>
        <translation>Scan or find a product</translation>
    </message>
    <message>
        <source>Nada se llama así. F6 apunta que alguien lo pidió.</source>
        <translation>Nothing has that name. F6 notes that somebody asked for it.</translation>
    </message>
    <message>
        <source>VA CON ESTE ARTÍCULO</source>
        <translation>GOES WITH THIS PRODUCT</translation>
    </message>
    <message>
        <source>Ajustar sin contar</source>
        <translation>Adjust without counting</translation>
    </message>
    <message>
        <source>Vender otra vez</source>
        <translation>Sell it again</translation>
    </message>
    <message>
        <source>En esta caja, desde ahora</source>
        <translation>At this till, from now on</translation>
    </message>
    <message>
        <source>Reanudar su venta</source>
        <translation>Resume its sale</translation>
    </message>
    <message>
        <source>Nadie vende %1 en esta caja hasta que se levante.</source>
        <translation>Nobody sells %1 at this till until it is lifted.</translation>
    </message>
    <message>
        <source>Qué se dice al cliente</source>
        <translation>What the customer is told</translation>
    </message>
    <message>
        <source>Parar la venta</source>
        <translation>Stop its sale</translation>
    </message>
    <message>
        <source>Qué pidió</source>
        <translation>What was asked for</translation>
    </message>
    <message>
        <source>Alguien lo quería y no se lo pudimos vender.</source>
        <translation>Somebody wanted it and we could not sell it.</translation>
    </message>
    <message>
        <source>Apuntar</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Sin contar</source>
        <translation>Not counted</translation>
    </message>
    <message>
        <source>No se vende</source>
        <translation>Off sale</translation>
    </message>
    <message>
        <source>Cifra segura</source>
        <translation>Sure figure</translation>
    </message>
    <message>
        <source>Cifra probable</source>
        <translation>Likely figure</translation>
    </message>
    <message>
        <source>Cifra dudosa</source>
        <translation>Doubtful figure</translation>
    </message>
    <message>
        <source>Aquí</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Reservado para pedidos</source>
        <translation>Reserved for orders</translation>
    </message>
    <message>
        <source>nada</source>
        <translation>nothing</translation>
    </message>
    <message>
        <source>Disponible para prometer</source>
        <translation>Available to promise</translation>
    </message>
    <message>
        <source>%1, recogida %2</source>
        <translation>%1, collected at %2</translation>
    </message>
    <message>
        <source>en la tienda, sin apartar</source>
        <translation>in the shop, not put aside</translation>
    </message>
    <message>
        <source>ya apartado</source>
        <translation>put aside already</translation>
    </message>
    <message>
        <source>%1 ya apartado</source>
        <translation>%1 put aside already</translation>
    </message>
    <message>
        <source>nunca</source>
        <translation>never</translation>
    </message>
    <message>
        <source>Fiabilidad</source>
        <translation>Reliability</translation>
    </message>
    <message>
        <source>Contado</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>Oído a central</source>
        <translation>Heard from central</translation>
    </message>
    <message>
        <source>Por debajo de cero: se ha vendido más de lo que constaba</source>
        <translation>Below zero: more was sold than there was on the books</translation>
    </message>
    <message>
        <source>Nadie lo ha contado nunca</source>
        <translation>Nobody ever counted it</translation>
    </message>
    <message>
        <source>Hace tiempo que nadie lo cuenta</source>
        <translation>Nobody has counted it for a while</translation>
    </message>
    <message>
        <source>Un pedido lo buscó y no lo encontró</source>
        <translation>An order looked for it and did not find it</translation>
    </message>
    <message>
        <source>%1 pedidos lo buscaron y no lo encontraron</source>
        <translation>%1 orders looked for it and did not find it</translation>
    </message>
    <message>
        <source>Sin oír a central: otra caja puede haber vendido</source>
        <translation>Central not heard: another till may have sold some</translation>
    </message>
    <message>
        <source>reservado para %1, recogida %2</source>
        <translation>reserved for %1, collected at %2</translation>
    </message>
    <message>
        <source>Roto o estropeado</source>
        <translation>Broken or spoiled</translation>
    </message>
    <message>
        <source>Robado</source>
        <translation>Stolen</translation>
    </message>
    <message>
        <source>Uso de la tienda</source>
        <translation>Used by the shop</translation>
    </message>
    <message>
        <source>Muestra</source>
        <translation>Sample</translation>
    </message>
    <message>
        <source>Ha aparecido</source>
        <translation>It turned up</translation>
    </message>
    <message>
        <source>Tienda</source>
        <translation>Shop floor</translation>
    </message>
    <message>
        <source>Trastienda</source>
        <translation>Back room</translation>
    </message>
    <message>
        <source>%1 por contar</source>
        <translation>%1 to count</translation>
    </message>
    <message>
        <source>Nada por contar</source>
        <translation>Nothing to count</translation>
    </message>
    <message>
        <source>Lo pendiente</source>
        <translation>What is waiting</translation>
    </message>
    <message>
        <source>Lo que un pedido no encontró, lo negativo</source>
        <translation>What an order did not find, what is below zero</translation>
    </message>
    <message>
        <source>Lo que hace más tiempo que no se cuenta</source>
        <translation>What was counted longest ago</translation>
    </message>
    <message>
        <source>50 artículos</source>
        <translation>50 products</translation>
    </message>
    <message>
        <source>Una familia</source>
        <translation>A family</translation>
    </message>
    <message>
        <source>Todo lo de una rama del catálogo</source>
        <translation>Everything in a branch of the catalogue</translation>
    </message>
    <message>
        <source>Toda la tienda</source>
        <translation>The whole shop</translation>
    </message>
    <message>
        <source>Viendo lo que debería haber</source>
        <translation>Seeing what should be there</translation>
    </message>
    <message>
        <source>Toda la tienda, a ciegas</source>
        <translation>The whole shop, blind</translation>
    </message>
    <message>
        <source>Sin ver lo que debería haber</source>
        <translation>Without seeing what should be there</translation>
    </message>
    <message>
        <source>Solo la tienda</source>
        <translation>The shop floor alone</translation>
    </message>
    <message>
        <source>Vale cuando se cuente también la trastienda</source>
        <translation>Holds once the back room is counted too</translation>
    </message>
    <message>
        <source>Solo la trastienda</source>
        <translation>The back room alone</translation>
    </message>
    <message>
        <source>Vale cuando se cuente también la tienda</source>
        <translation>Holds once the floor is counted too</translation>
    </message>
    <message>
        <source>Elige qué se cuenta. Lo contado queda guardado aunque se vaya la luz.</source>
        <translation>Choose what is counted. What was counted is kept even if the power goes.</translation>
    </message>
    <message>
        <source>la tienda</source>
        <translation>the floor</translation>
    </message>
    <message>
        <source>la trastienda</source>
        <translation>the back room</translation>
    </message>
    <message>
        <source>%1 contada a las %2: sin contar %4 hoy, %3 artículos se quedan como estaban.</source>
        <translation>%1 counted at %2: unless %4 is counted today, %3 products stay as they were.</translation>
    </message>
    <message>
        <source>%1 contada a las %2: sin contar %4 hoy, 1 artículo se queda como estaba.</source>
        <translation>%1 counted at %2: unless %4 is counted today, 1 product stays as it was.</translation>
    </message>
    <message>
        <source>%1 contada el %2: ha pasado la noche sin contar lo demás, y ya no vale.</source>
        <translation>%1 counted on %2: the night went by with the rest uncounted, and it holds no more.</translation>
    </message>
    <message>
        <source>No lleves género de un sitio a otro hasta contar los dos.</source>
        <translation>Carry nothing from one place to the other until both are counted.</translation>
    </message>
    <message>
        <source>Esperan al otro sitio: %1.</source>
        <translation>Waiting for the other place: %1.</translation>
    </message>
    <message>
        <source>Recuento de la tienda sola</source>
        <translation>Count of the floor alone</translation>
    </message>
    <message>
        <source>Recuento de la trastienda sola</source>
        <translation>Count of the back room alone</translation>
    </message>
    <message>
        <source>Recuento de %1</source>
        <translation>Count of %1</translation>
    </message>
    <message>
        <source>Recuento de 1 artículo</source>
        <translation>Count of 1 product</translation>
    </message>
    <message>
        <source>Recuento de %1 artículos</source>
        <translation>Count of %1 products</translation>
    </message>
    <message>
        <source>Recuento de toda la tienda</source>
        <translation>Count of the whole shop</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>el estante dice %1</source>
        <translation>the shelf says %1</translation>
    </message>
    <message>
        <source>Imprimiendo: %1 de %2</source>
        <translation>Printing: %1 of %2</translation>
    </message>
    <message>
        <source>Impresas: %1 de %2</source>
        <translation>Printed: %1 of %2</translation>
    </message>
    <message>
        <source>De %1 no se sabe si salieron: dilo en Pendientes.</source>
        <translation>Of %1 nobody knows whether they came out: say so under To settle.</translation>
    </message>
    <message>
        <source>De 1 no se sabe si salió: dilo en Pendientes.</source>
        <translation>Of 1 nobody knows whether it came out: say so under To settle.</translation>
    </message>
    <message>
        <source>Escanea cada unidad, o toca una línea para escribir cuántas hay.</source>
        <translation>Scan each unit, or touch a line to type how many there are.</translation>
    </message>
    <message>
        <source>Escanea el primer artículo</source>
        <translation>Scan the first product</translation>
    </message>
    <message>
        <source>Se movió género, o lo vendió otro equipo: cuenta otra vez en el otro sitio %1.</source>
        <translation>Goods moved, or another device sold some: count again in the other place %1.</translation>
    </message>
    <message>
        <source>No cuadra, y aquí se ha contado dos veces: cuenta otra vez en el otro sitio %1.</source>
        <translation>It does not fit, and here it was counted twice: count again in the other place %1.</translation>
    </message>
    <message>
        <source>Lo contado otro día en el otro sitio ya no vale: cuéntalo hoy.</source>
        <translation>What was counted on another day in the other place holds no more: count it today.</translation>
    </message>
    <message>
        <source>contado dos veces</source>
        <translation>counted twice</translation>
    </message>
    <message>
        <source>constan %1</source>
        <translation>%1 on the books</translation>
    </message>
    <message>
        <source>cuadra</source>
        <translation>right</translation>
    </message>
    <message>
        <source>Un pedido no lo encontró</source>
        <translation>An order did not find it</translation>
    </message>
    <message>
        <source>Se vendió una unidad reservada</source>
        <translation>A reserved unit was sold</translation>
    </message>
    <message>
        <source>Por debajo de cero</source>
        <translation>Below zero</translation>
    </message>
    <message>
        <source>Diferencia sin comprobar</source>
        <translation>Unchecked difference</translation>
    </message>
    <message>
        <source>Pedido a mano</source>
        <translation>Asked for by hand</translation>
    </message>
    <message>
        <source>no lo tenemos</source>
        <translation>we do not have it</translation>
    </message>
    <message>
        <source>1 vez</source>
        <translation>once</translation>
    </message>
    <message>
        <source>%1 veces</source>
        <translation>%1 times</translation>
    </message>
    <message>
        <source>visto</source>
        <translation>seen</translation>
    </message>
    <message>
        <source>sin ver</source>
        <translation>not seen</translation>
    </message>
    <message>
        <source>Estantes de recogida</source>
        <translation>Pickup shelves</translation>
    </message>
    <message>
        <source>Ahora no se puede</source>
        <translation>Not possible now</translation>
    </message>
    <message>
        <source>Bultos que deberían estar</source>
        <translation>Parcels that should be there</translation>
    </message>
    <message>
        <source>%1 bultos deberían estar aquí. Escanéalos o tócalos: vistos %2.</source>
        <translation>%1 parcels should be here. Scan or touch them: %2 seen.</translation>
    </message>
    <message>
        <source>No deberían estar: %1</source>
        <translation>Should not be there: %1</translation>
    </message>
    <message>
        <source>Fuera de su estante y sin cerrar: %1</source>
        <translation>Out of its shelf and not closed: %1</translation>
    </message>
    <message>
        <source>Están todos, a la vista</source>
        <translation>All are there, by eye</translation>
    </message>
    <message>
        <source>Seguir: no aparecen %1</source>
        <translation>Go on: %1 not found</translation>
    </message>
    <message>
        <source>Seguir: están todos</source>
        <translation>Go on: all are there</translation>
    </message>
    <message>
        <source>No hay tiempo</source>
        <translation>There is no time</translation>
    </message>
    <message>
        <source>Lo mira el turno siguiente</source>
        <translation>The next shift looks</translation>
    </message>
    <message>
        <source>El cuarto está cerrado</source>
        <translation>The room is locked</translation>
    </message>
    <message>
        <source>¿Por qué no?</source>
        <translation>Why not?</translation>
    </message>
    <message>
        <source>Nadie los ha mirado: %1</source>
        <translation>Nobody looked: %1</translation>
    </message>
    <message>
        <source>No aparece</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>Ya no hay que guardarlo</source>
        <translation>Need be kept no longer</translation>
    </message>
    <message>
        <source>Sin recoger</source>
        <translation>Not collected</translation>
    </message>
    <message>
        <source>No debería estar</source>
        <translation>Should not be there</translation>
    </message>
    <message>
        <source>Recogidas: cifras</source>
        <translation>Pickups: figures</translation>
    </message>
    <message>
        <source>Pedido %1: %2.</source>
        <translation>Order %1: %2.</translation>
    </message>
    <message>
        <source>Pon en el ticket lo que quiere el cliente y vuelve aquí.</source>
        <translation>Put on the ticket what the customer wants and come back here.</translation>
    </message>
    <message>
        <source>A domicilio</source>
        <translation>To their home</translation>
    </message>
    <message>
        <source>Lo manda la tienda que lo tenga; se paga ahora</source>
        <translation>Sent by the shop that has it; paid now</translation>
    </message>
    <message>
        <source>%1 aparatos fallan</source>
        <translation>%1 devices fail</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, en %2</source>
        <translation>%1, at %2</translation>
    </message>
    <message>
        <source>queda poco papel</source>
        <translation>little paper left</translation>
    </message>
    <message>
        <source>no dice cómo está</source>
        <translation>does not say how it is</translation>
    </message>
    <message>
        <source>cajón abierto</source>
        <translation>drawer open</translation>
    </message>
    <message>
        <source>marca %1 g</source>
        <translation>shows %1 g</translation>
    </message>
    <message>
        <source>lee un código: solo se enseñará aquí</source>
        <translation>scan something: it is only shown here</translation>
    </message>
    <message>
        <source>leyó %1</source>
        <translation>read %1</translation>
    </message>
    <message>
        <source>sin aprobación para vender: el peso se teclea</source>
        <translation>not approved for selling: weights are typed</translation>
    </message>
    <message>
        <source>esperan %1</source>
        <translation>%1 waiting</translation>
    </message>
    <message>
        <source>funcionó %1</source>
        <translation>worked %1</translation>
    </message>
    <message>
        <source>no llega al banco</source>
        <translation>cannot reach the bank</translation>
    </message>
    <message>
        <source>Simulador · %1: %2</source>
        <translation>Simulator · %1: %2</translation>
    </message>
    <message>
        <source>sin averías</source>
        <translation>nothing wrong</translation>
    </message>
    <message>
        <source>Quitar: %1</source>
        <translation>Undo: %1</translation>
    </message>
    <message>
        <source>Estropéalo y mira qué hace la caja.</source>
        <translation>Break it, and see what the till does.</translation>
    </message>
    <message>
        <source>Impresora</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Cajón</source>
        <translation>Drawer</translation>
    </message>
    <message>
        <source>Lector</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Datáfono</source>
        <translation>Card terminal</translation>
    </message>
    <message>
        <source>Balanza</source>
        <translation>Scale</translation>
    </message>
    <message>
        <source>Visor</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Etiquetadora</source>
        <translation>Label printer</translation>
    </message>
    <message>
        <source>Imprimir prueba</source>
        <translation>Print a test</translation>
    </message>
    <message>
        <source>Abrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Probar</source>
        <translation>Try</translation>
    </message>
    <message>
        <source>Preguntar</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>Mostrar</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Buscar ahora</source>
        <translation>Look now</translation>
    </message>
    <message>
        <source>sin papel</source>
        <translation>no paper</translation>
    </message>
    <message>
        <source>poco papel</source>
        <translation>little paper</translation>
    </message>
    <message>
        <source>tapa abierta</source>
        <translation>cover open</translation>
    </message>
    <message>
        <source>cuchilla atascada</source>
        <translation>cutter stuck</translation>
    </message>
    <message>
        <source>apagada</source>
        <translation>off</translation>
    </message>
    <message>
        <source>no contesta</source>
        <translation>no answer</translation>
    </message>
    <message>
        <source>deniega</source>
        <translation>declines</translation>
    </message>
    <message>
        <source>aprueba la mitad</source>
        <translation>approves half</translation>
    </message>
    <message>
        <source>ocupado</source>
        <translation>busy</translation>
    </message>
    <message>
        <source>se cuelga</source>
        <translation>hangs</translation>
    </message>
    <message>
        <source>cobra y se apaga</source>
        <translation>charges and goes off</translation>
    </message>
    <message>
        <source>cobra y corta</source>
        <translation>charges and hangs up</translation>
    </message>
    <message>
        <source>tarda</source>
        <translation>is slow</translation>
    </message>
    <message>
        <source>miente en el importe</source>
        <translation>lies about the amount</translation>
    </message>
    <message>
        <source>algo encima</source>
        <translation>something on it</translation>
    </message>
    <message>
        <source>leer un código</source>
        <translation>scan a code</translation>
    </message>
    <message>
        <source>se mueve</source>
        <translation>it moves</translation>
    </message>
    <message>
        <source>Preguntando a la central qué hay en cada tienda…</source>
        <translation>Asking central what each shop has…</translation>
    </message>
    <message>
        <source>Existencias según la central, ahora.</source>
        <translation>Stock as central says, now.</translation>
    </message>
    <message>
        <source>Sin respuesta de la central: existencias de la última vez que se la oyó.</source>
        <translation>No answer from central: stock as it was last heard.</translation>
    </message>
    <message>
        <source>sin noticias</source>
        <translation>no news</translation>
    </message>
    <message>
        <source>Lo tiene todo</source>
        <translation>Has it all</translation>
    </message>
    <message>
        <source>No consta: %1</source>
        <translation>Not known to have: %1</translation>
    </message>
    <message>
        <source>pendiente de confirmar</source>
        <translation>waiting to be confirmed</translation>
    </message>
    <message>
        <source>no se pudo: sin existencias de %1</source>
        <translation>could not be done: no stock of %1</translation>
    </message>
    <message>
        <source>no se pudo: la tienda no admite más ese día</source>
        <translation>could not be done: the shop takes no more that day</translation>
    </message>
    <message>
        <source>no se pudo</source>
        <translation>could not be done</translation>
    </message>
    <message>
        <source>hay que devolver</source>
        <translation>to give back</translation>
    </message>
    <message>
        <source>Después</source>
        <translation>After that</translation>
    </message>
    <message>
        <source>Pedidos que pueden ir juntos</source>
        <translation>Orders that may go together</translation>
    </message>
    <message>
        <source>DESPUÉS</source>
        <translation>AFTERWARDS</translation>
    </message>
    <message>
        <source>PEDIDOS QUE PUEDEN IR JUNTOS</source>
        <translation>ORDERS THAT CAN GO TOGETHER</translation>
    </message>
    <message>
        <source>Empezar con estos</source>
        <translation>Begin with these</translation>
    </message>
    <message>
        <source>Imprimir la lista</source>
        <translation>Print the list</translation>
    </message>
    <message>
        <source>Pesar</source>
        <translation>Weigh</translation>
    </message>
    <message>
        <source>No hay más pedidos por preparar.</source>
        <translation>There are no more orders to prepare.</translation>
    </message>
    <message>
        <source>Todo encontrado: cierra los bultos</source>
        <translation>All found: close the parcels</translation>
    </message>
    <message>
        <source>Elige pedidos</source>
        <translation>Choose orders</translation>
    </message>
    <message>
        <source>Se pagó, no se lo lleva y nadie lo ha pedido al canal todavía.</source>
        <translation>Was paid, will not be had, and nobody has asked the channel for it yet.</translation>
    </message>
    <message>
        <source>Pedir la devolución</source>
        <translation>Order it back</translation>
    </message>
    <message>
        <source>El canal no ha podido devolverlo: la central sabe que hay que hacerlo de otro modo.</source>
        <translation>The channel could not give it back: central knows that it must be done in another way.</translation>
    </message>
    <message>
        <source>Devuelto al medio con que pagó.</source>
        <translation>Given back the way it was paid.</translation>
    </message>
    <message>
        <source>Se devuelve al medio con que pagó, antes del %1.</source>
        <translation>Goes back the way it was paid, before %1.</translation>
    </message>
    <message>
        <source>Lo último escaneado se ve aquí</source>
        <translation>The last scan shows here</translation>
    </message>
    <message>
        <source>cogido %1 de %2</source>
        <translation>%1 of %2 taken</translation>
    </message>
    <message>
        <source>sin encontrar: %1</source>
        <translation>not found: %1</translation>
    </message>
    <message>
        <source>no está</source>
        <translation>not there</translation>
    </message>
    <message>
        <source>Cambiar billetes o monedas</source>
        <translation>To change notes or coins</translation>
    </message>
    <message>
        <source>Comprobar el efectivo</source>
        <translation>To check the cash</translation>
    </message>
    <message>
        <source>Sacar un papel que quedó dentro</source>
        <translation>To take out a paper left inside</translation>
    </message>
    <message>
        <source>Otro motivo</source>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>no tiene la edad</source>
        <translation>not old enough</translation>
    </message>
    <message>
        <source>No había nadie</source>
        <translation>Nobody was there</translation>
    </message>
    <message>
        <source>No lo quiso</source>
        <translation>They did not want it</translation>
    </message>
    <message>
        <source>La dirección no es buena</source>
        <translation>The address is wrong</translation>
    </message>
    <message>
        <source>Llegó roto o estropeado: no se vende</source>
        <translation>Broken or spoilt: not for sale</translation>
    </message>
    <message>
        <source>la tableta %1</source>
        <translation>tablet %1</translation>
    </message>
    <message>
        <source>otro equipo (%1)</source>
        <translation>another device (%1)</translation>
    </message>
    <message>
        <source>la caja %1</source>
        <translation>till %1</translation>
    </message>
    <message>
        <source>Aparatos</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Esta caja no tiene aparatos</source>
        <translation>This till has no devices</translation>
    </message>
    <message>
        <source>Ponlo en la balanza, o teclea el peso.</source>
        <translation>Put it on the scale, or type the weight.</translation>
    </message>
    <message>
        <source>Si el justificante del datáfono dice que se cobró, da como motivo su número.</source>
        <translation>If the terminal&apos;s slip says that it was charged, give its number as the reason.</translation>
    </message>
    <message>
        <source>Si el cliente no tiene justificante ni cargo, di cómo se ha comprobado.</source>
        <translation>If the customer has neither a slip nor a charge, say how that was checked.</translation>
    </message>
    <message>
        <source>1 · El teclado del lector</source>
        <translation>1 · The scanner&apos;s keyboard</translation>
    </message>
    <message>
        <source>Con el manual del lector, ponlo en modo USB-COM (puerto serie virtual).</source>
        <translation>With the scanner&apos;s manual, set it to USB-COM (virtual serial port).</translation>
    </message>
    <message>
        <source>Si solo puede teclear: modo teclado USB, país Estados Unidos (US).</source>
        <translation>If it can only type: USB keyboard mode, country United States (US).</translation>
    </message>
    <message>
        <source>Sufijo: retorno de carro (CR). Prefijo: ninguno.</source>
        <translation>Suffix: carriage return (CR). Prefix: none.</translation>
    </message>
    <message>
        <source>Identificador AIM: activado para todos los códigos.</source>
        <translation>AIM identifier: on, for all codes.</translation>
    </message>
    <message>
        <source>Si teclea, lee el código 1 en Ajustes para que la caja aprenda su teclado.</source>
        <translation>If it types, scan code 1 in Settings so that the till learns its keyboard.</translation>
    </message>
    <message>
        <source>En Aparatos pulsa «Probar» y lee cada código: debe decir lo que pone debajo.</source>
        <translation>Under Devices press “Try” and scan each code: it must say what stands below it.</translation>
    </message>
    <message>
        <source>Preparar un lector de códigos</source>
        <translation>Setting up a bar code scanner</translation>
    </message>
    <message>
        <source>Debe decir: %1</source>
        <translation>It must say: %1</translation>
    </message>
    <message>
        <source>Tu primer día, en diez minutos</source>
        <translation>Your first day, in ten minutes</translation>
    </message>
    <message>
        <source>Esto solo se aprende en la tienda de demostración.</source>
        <translation>This is learned in the demo shop only.</translation>
    </message>
    <message>
        <source>Vale %1 de %2: se imprime ahora.</source>
        <translation>Store credit %1 of %2: it is printed now.</translation>
    </message>
    <message>
        <source>Segunda copia parada: %1</source>
        <translation>Second copy stopped: %1</translation>
    </message>
    <message>
        <source>Sin segunda copia</source>
        <translation>No second copy</translation>
    </message>
</context>
</TS>

"""The fields of a file of prices, and what else their columns are called."""

from __future__ import annotations

from app.importing.columns import Fields
from app.importing.product_fields import FIELDS as PRODUCT

FIELDS = Fields(
    aliases={
        "sku": PRODUCT.aliases["sku"],
        "barcode": ("barcodes", *PRODUCT.aliases["barcodes"]),
        "list": ("tarifa", "lista", "price_list", "lista_de_precios"),
        "price": ("price_store", *PRODUCT.aliases["price_store"]),
        "starts": ("from", "desde", "inicio", "fecha_inicio", "valid_from", "vigente_desde"),
        "ends": ("to", "hasta", "fin", "fecha_fin", "valid_to", "vigente_hasta"),
        "priority": ("prioridad",),
        "level": ("nivel",),
        "gone": ("baja", "borrado", "eliminado", "deleted"),
    },
    needed=(("sku", "barcode"), ("list",), ("price", "gone")),
)

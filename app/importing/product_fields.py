"""The fields of a product file, and what else their columns are called."""

from __future__ import annotations

from dataclasses import replace

from app.importing.columns import Fields

FIELDS = Fields(
    aliases={
        "sku": ("referencia", "ref", "codigo", "codigo_articulo", "cod_articulo", "codigo_interno"),
        "barcodes": (
            *("barcode", "ean", "ean13", "ean_13", "gtin", "upc", "codigo_de_barras"),
            *("codigo_barras", "cod_barras", "codigos_de_barras", "codigo_ean"),
        ),
        "name": ("nombre", "descripcion", "description", "producto", "product", "articulo"),
        "family": ("familia", "categoria", "category", "seccion"),
        "brand": ("marca", "fabricante"),
        "unit": ("unidad", "unidad_medida", "unidad_de_medida", "uom"),
        "content": ("contenido", "contenido_neto", "net_content", "cantidad_neta"),
        "content_unit": ("unidad_contenido", "unidad_de_contenido", "unidad_neta"),
        "tax": ("impuesto", "categoria_iva", "tax_category"),
        "vat": ("iva", "tipo_iva", "porcentaje_iva", "vat_rate", "tipo_de_iva"),
        "price_store": (
            "precio",
            "price",
            "pvp",
            "p_v_p",
            "precio_venta",
            "precio_tienda",
            "precio_store",
        ),
        "price_web": ("precio_web", "pvp_web", "web_price"),
        "related": ("relacionados", "productos_relacionados"),
        "stock": ("existencias",),
        "image": ("imagen", "foto", "image_url", "url_imagen"),
        "parent": ("articulo_padre", "padre", "modelo", "parent_sku"),
        "size": ("talla", "tamano"),
        "colour": ("color",),
        "minimum_age": ("edad_minima",),
        "sale_hours": ("horario_venta", "horario_de_venta"),
        "maximum_quantity": ("cantidad_maxima",),
        "maximum_discount": ("descuento_maximo",),
        "not_returnable": ("no_devolucion", "sin_devolucion"),
        "attached": ("lineas_unidas", "articulos_unidos"),
        "sold": ("ventas", "vendidos", "unidades_vendidas", "popularity", "popularidad"),
    },
    several=frozenset({"barcodes", "related"}),
    needed=(("sku", "barcodes"), ("name",), ("price_store",), ("tax", "vat")),
)
MERGED = replace(FIELDS, needed=(("sku", "barcodes"),))
"""Into a catalogue that is there: what a file does not say stays as it was."""

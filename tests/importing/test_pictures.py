"""Pictures of products from a folder: made small, kept once, and never a reason to leave a row."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from catalogue_builders import imported
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageReader

from app.domain.picture import SIDE, is_name
from app.importing.pictures import Pictures
from app.mirror.pictures import at_hand
from app.pictures import shrink
from app.storage.catalog import Catalog

FILE = "sku,barcodes,name,vat,price_store\nA,8410000000016,Uno,21,1\nB,,Dos,21,2\nC,,Tres,21,3\n"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def a_photo(file: Path, width: int, height: int, colour: str = "red") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red if colour == "red" else Qt.GlobalColor.blue)
    assert image.save(str(file))
    return file


def bring(tmp_path: Path, photos: Path | None, text: str = FILE) -> tuple[Catalog, dict[str, int]]:
    file = tmp_path / "products.csv"
    file.write_text(text)
    pictures = Pictures(photos, shrink) if photos else None
    done = imported(file, tmp_path / "till", pictures=pictures, report=tmp_path / "report.csv")
    return Catalog(tmp_path / "till"), dict(done.warnings)


def image_of(catalog: Catalog, sku: str) -> str:
    found = catalog.by_sku(sku)
    assert found is not None
    return found.image


def test_a_photo_called_as_a_barcode_or_a_sku_is_kept_small(tmp_path: Path, photos: Path) -> None:
    a_photo(photos / "8410000000016.jpg", 3000, 1500)
    small = a_photo(photos / "b.png", 40, 30, "blue").read_bytes()
    catalog, warnings = bring(tmp_path, photos)
    large = catalog.picture(image_of(catalog, "A"))
    assert large is not None
    size = QImageReader(str(large)).size()
    assert (size.width(), size.height()) == (SIDE, SIDE // 2)
    kept = catalog.picture(image_of(catalog, "B"))
    assert kept is not None
    assert kept.read_bytes() == small
    assert image_of(catalog, "C") == ""
    assert warnings == {}


def test_what_is_no_picture_is_said_and_sells_the_same(tmp_path: Path, photos: Path) -> None:
    (photos / "A.png").write_bytes(_bomb(60_000, 60_000))
    whole = a_photo(photos / "B.jpg", 400, 400).read_bytes()
    (photos / "B.jpg").write_bytes(b"<svg/>" + whole)
    (photos / "C.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"broken")
    catalog, warnings = bring(tmp_path, photos)
    assert warnings == {"bad_image": 3}
    assert [image_of(catalog, sku) for sku in "ABC"] == ["", "", ""]
    report = (tmp_path / "report.csv").read_text("utf-8-sig")
    assert "A.png: 60000 x 60000" in report
    assert "B.jpg: no PNG, JPEG, WebP" in report


def test_the_next_file_of_products_leaves_them_their_pictures(tmp_path: Path, photos: Path) -> None:
    a_photo(photos / "A.jpg", 600, 600)
    before = image_of(bring(tmp_path, photos)[0], "A")
    assert is_name(before)
    assert image_of(bring(tmp_path, None)[0], "A") == before
    gone = "sku,name,vat,price_store,image\nA,Uno,21,1,\n"
    assert image_of(bring(tmp_path, None, gone)[0], "A") == ""


def test_a_column_names_a_file_of_the_folder(tmp_path: Path, photos: Path) -> None:
    a_photo(photos / "agua.jpg", 600, 300)
    text = "sku,name,vat,price_store,imagen\nA,Uno,21,1,agua.jpg\nB,Dos,21,1,falta.jpg\n"
    catalog, warnings = bring(tmp_path, photos, text)
    assert at_hand(tmp_path / "till", image_of(catalog, "A")) is not None
    assert image_of(catalog, "B") == ""
    assert warnings == {"bad_image": 1}


def _bomb(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and has nothing in it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    chunks = (struct.pack(">I", len(one) - 4) + one + _sum(one) for one in (head, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _sum(chunk: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(chunk))

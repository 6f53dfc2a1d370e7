"""A long list makes widgets only for what is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from app.ui.widgets.in_sight import LEAST, InSight

HEIGHT = 40


class Row(QPushButton):
    said = 0

    def show_view(self, view: str) -> None:
        self.said += 1
        self.setText(view)


@pytest.fixture
def area(dressed: QApplication) -> QScrollArea:
    found = QScrollArea()
    found.setWidgetResizable(True)
    found.resize(300, 5 * HEIGHT)
    return found


def _rows(area: QScrollArea, many: int) -> InSight[str]:
    rows: InSight[str] = InSight(area, Row, HEIGHT)
    area.setWidget(rows)
    area.show()
    rows.show_views((f"W-{n}", f"order {n}") for n in range(many))
    QApplication.processEvents()
    return rows


def _words(rows: InSight[str]) -> list[str]:
    return [row.text() for row in rows.widgets()]


def test_of_hundreds_of_rows_only_those_in_sight_are_made(area: QScrollArea) -> None:
    rows = _rows(area, 200)
    assert len(rows.keys()) == 200 and len(rows.widgets()) == LEAST
    assert rows.height() == 200 * HEIGHT


def test_a_row_that_is_brought_into_sight_is_there(area: QScrollArea) -> None:
    rows = _rows(area, 200)
    rows.bring(150)
    QApplication.processEvents()
    row = next(row for row in rows.widgets() if row.text() == "order 150")
    assert row.visibleRegion().boundingRect().height() == row.height()
    assert "order 1" not in _words(rows) and len(rows.widgets()) <= LEAST + 1


def test_a_row_that_says_the_same_is_left_alone(area: QScrollArea) -> None:
    rows = _rows(area, 3)
    first, second, _ = rows.widgets()
    rows.show_views([("W-0", "order 0"), ("W-1", "late"), ("W-2", "order 2")])
    assert rows.widgets()[:2] == [first, second]
    assert (first.said, second.said, second.text()) == (1, 2, "late")


def test_a_row_that_goes_leaves_its_place_to_the_next(area: QScrollArea) -> None:
    rows = _rows(area, 3)
    rows.show_views([("W-1", "order 1"), ("W-2", "order 2")])
    assert [(row.text(), row.y()) for row in rows.widgets()] == [
        ("order 1", 0),
        ("order 2", HEIGHT),
    ]
    rows.show_views([])
    assert rows.isHidden() and not rows.widgets()

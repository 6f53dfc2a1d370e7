"""What central's tables are made of, the same on SQLite and on PostgreSQL.

Amounts are integer cents, quantities integer thousandths of the unit, times ISO 8601 text in UTC,
days ISO text, versions from 1. Text that holds JSON is named so.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Text

metadata = MetaData()

BIG = BigInteger().with_variant(Integer, "sqlite")


def text_(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def int_(name: str, **more: Any) -> Column[int]:
    return Column(name, BIG, nullable=False, **more)

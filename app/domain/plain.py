"""Frozen dataclasses as plain JSON and back, field by field as their types say.

Money is whole cents, a decimal its text, a time ISO 8601 with its offset. A field at its default
is left out, so that what came later says nothing in older facts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from app.domain.money import Money

T = TypeVar("T")
Read = Callable[[Any], Any]


def plain(value: object) -> Any:
    """What JSON can hold of `value`."""
    match value:
        case Money(cents=cents):
            return cents
        case Enum():
            return value.value
        case Decimal() | None | bool() | int() | str():
            return str(value) if isinstance(value, Decimal) else value
        case date():  # a datetime is one
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
        case _:
            return _fields(value)


def _fields(value: object) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError(type(value).__name__)
    return {
        field.name: plain(here)
        for field in fields(value)
        if (here := getattr(value, field.name)) != field.default or field.default is MISSING
    }


def read(kind: type[T], body: object) -> T:
    """`kind` from its plain form; what it does not know is passed over. Raises ValueError."""
    return cast(T, _reader(cast(Any, kind))(body))


@cache
def _reader(kind: Any) -> Read:
    if get_origin(kind) in (Union, UnionType):
        return _or_none(kind)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if is_dataclass(kind) and kind is not Money:
        return _dataclass(cast(type, kind))
    return _SIMPLE.get(kind) or _enum(kind)


def _or_none(kind: Any) -> Read:
    (inner,) = (one for one in get_args(kind) if one is not NoneType)
    of = _reader(inner)
    return lambda body: None if body is None else of(body)


def _tuple(of: tuple[Any, ...]) -> Read:
    if of[-1] is Ellipsis:
        each = _reader(of[0])
        return lambda body: tuple(each(one) for one in _list(body))
    parts = [_reader(one) for one in of]

    def exactly(body: Any) -> tuple[Any, ...]:
        if len(_list(body)) != len(parts):
            raise ValueError(f"{len(body)} instead of {len(parts)}")
        return tuple(part(one) for part, one in zip(parts, body, strict=True))

    return exactly


def _dataclass(kind: type) -> Read:
    hints = get_type_hints(kind)
    readers = [
        (field.name, _reader(hints[field.name]), field.default is MISSING) for field in fields(kind)
    ]

    def of(body: Any) -> Any:
        if not isinstance(body, dict):
            raise ValueError(f"no {kind.__name__}: {type(body).__name__}")
        values = {}
        for name, reader, needed in readers:
            if name in body:
                values[name] = reader(body[name])
            elif needed:
                raise ValueError(f"{kind.__name__} without {name}")
        return kind(**values)

    return of


def _enum(kind: Any) -> Read:
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        raise TypeError(str(kind))
    return kind


def _list(body: object) -> list[Any]:
    if not isinstance(body, list):
        raise ValueError(f"no list: {type(body).__name__}")
    return body


def _exactly(kind: type) -> Read:
    def of(body: Any) -> Any:
        if type(body) is not kind:
            raise ValueError(f"no {kind.__name__}: {type(body).__name__}")
        return body

    return of


def _decimal(body: Any) -> Decimal:
    try:
        value = Decimal(_exactly(str)(body))
    except InvalidOperation:
        raise ValueError(f"no number: {body[:40]!r}") from None
    if not value.is_finite():
        raise ValueError(f"no number: {body!r}")
    return value


def _moment(body: Any) -> datetime:
    at = datetime.fromisoformat(_exactly(str)(body))
    if at.tzinfo is None:
        raise ValueError("a time without its offset")
    return at


_SIMPLE: dict[Any, Read] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    Decimal: _decimal,
    Money: lambda body: Money(_exactly(int)(body)),
    datetime: _moment,
    date: lambda body: date.fromisoformat(_exactly(str)(body)),
}

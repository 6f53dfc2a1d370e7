"""Orders whose time has come, with the till and the web shop of `telling`."""

from ..telling.conftest import till, web

__all__ = ["till", "web"]

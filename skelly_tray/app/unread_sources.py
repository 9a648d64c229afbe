"""Spares PySide6 the reading of our sources.

For every module that is imported after it, PySide6 has `inspect` fetch the source, to look whether it says "PySide6":
only such a module could switch on Qt's snake_case names. Python keeps the lines that were read for as long as it runs
(`linecache`): 9 MiB of the idle tray, and all of numpy's with the window. Nobody here switches anything on.
"""

from __future__ import annotations

import linecache
import logging
from importlib import import_module
from types import ModuleType

_logger = logging.getLogger(__name__)
_ASKED = "_mod_uses_pyside"


def leave_unread() -> None:
    """Before anything else that needs Qt is imported. Where PySide6 has no such part, only what has been read is
    forgotten. Raises ImportError where there is no Qt."""
    import_module("PySide6.QtCore")
    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        feature = ModuleType("none")
    if hasattr(feature, _ASKED):
        setattr(feature, _ASKED, _never)
    else:
        _logger.info("PySide6 may read the source of every module: it has no %s", _ASKED)
    linecache.clearcache()


def _never(module: ModuleType) -> bool:
    return False

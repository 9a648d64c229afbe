"""The installed PySide6 keeps its references to None: a release that drops them aborts the interpreter."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 500


def test_void_qt_calls_do_not_consume_references_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - CALLS // 2

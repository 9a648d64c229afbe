"""Queries on behalf of a widget: an answer that comes after the widget is gone goes nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from skelly_tray.ui.ports import Core, OnError, OnResult
from skelly_tray.ui.present.core_words import told


def ask(
    owner: QObject, core: Core, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError
) -> None:
    """`core.query`, but neither callback comes once `owner` has been deleted. An error comes in the user's language,
    as far as it is known."""

    def failed(sentence: str) -> None:
        on_error(told(sentence))

    core.query(name, params, _while_alive(owner, on_result), _while_alive(owner, failed))


def _while_alive(owner: QObject, callback: Callable[[Any], None]) -> Callable[[Any], None]:
    def guarded(answer: Any) -> None:
        if shiboken6.isValid(owner):
            callback(answer)

    return guarded

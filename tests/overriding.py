"""Sets the runtime overrides of a home, as a change without an orchestrator does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from skelly_tray.config.home import Home
from skelly_tray.config.texts import read_texts
from skelly_tray.config.writing import one_at_a_time, write_texts


def write_overrides(home: Home, overrides: Mapping[str, Any]) -> None:
    """Instead of all that there are. Raises OSError and ValueError."""
    with one_at_a_time(home):
        before = read_texts(home)
        write_texts(home, before, replace(before, overrides=overrides))

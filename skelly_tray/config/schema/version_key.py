"""`config_version`, the one key that both kinds of files have; `config/migrations` brings older ones up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.schema.check import Check
from skelly_tray.config.schema.types import Key, Whole

NAME = "config_version"
CURRENT = 1
CONFIG_VERSION = Key(
    NAME,
    Whole(0),
    "version of the form of this file; an older one is brought up to date at a start",
    default=CURRENT,
)


def check_version(check: Check, values: Mapping[str, Any]) -> None:
    """A file of a newer version may mean something else by the same words."""
    if values.get(NAME, CURRENT) > CURRENT:
        problem = f"this file is for a newer Skelly Tray: it is of version {values[NAME]}"
        check.fail(NAME, problem, f"{CURRENT}, which is the newest known here")

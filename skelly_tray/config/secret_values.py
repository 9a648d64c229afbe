"""What a secret may be called, and what may be one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from skelly_tray.config.schema.texts import refuse_secret_name

LARGEST = 64 << 10
"""Bytes of a value: no environment variable may be much longer."""


def require_name(name: str) -> str:
    """The name. Raises ValueError with a sentence."""
    if why := refuse_secret_name(name):
        raise ValueError(f"the name of a secret {why}; such as web/token")
    return name


def name_for(module: str, path: Iterable[object]) -> str:
    """What to call the secret at that place of the module's settings, for advice."""
    parts = (re.sub(r"[^A-Za-z0-9_.-]", "-", str(part)) for part in (module, *path))
    return "/".join(parts)


def require_value(value: str) -> str:
    """The value. Raises ValueError with a sentence that does not hold it."""
    if not value:
        raise ValueError("the value is empty")
    if "\0" in value:
        raise ValueError("the value holds a zero byte, which no environment can hold")
    if len(value.encode("utf-8", "surrogatepass")) > LARGEST:
        raise ValueError(f"the value is longer than {LARGEST >> 10} KiB")
    return value

"""Named parameters of a request, checked one by one; every mistake is an `invalid params` answer that names it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from skelly_tray.rpc.errors import ErrorCode, RpcError


def invalid(message: str) -> RpcError:
    return RpcError(ErrorCode.INVALID_PARAMS, message)


def only(params: Mapping[str, Any], *known: str) -> None:
    """Refuse names that the method does not know: a misspelt option must not be ignored in silence."""
    for name in params:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise invalid(f'no parameter "{name[:80]}"{hint}')


def text(params: Mapping[str, Any], name: str) -> str:
    """A required string."""
    value = params.get(name)
    if not isinstance(value, str):
        raise invalid(f"{name} must be a string")
    return value


def optional_text(params: Mapping[str, Any], name: str) -> str | None:
    return None if params.get(name) is None else text(params, name)


def flag(params: Mapping[str, Any], name: str, default: bool) -> bool:
    value = params.get(name, default)
    if not isinstance(value, bool):
        raise invalid(f"{name} must be true or false")
    return value


def count(params: Mapping[str, Any], name: str, default: int) -> int:
    """A whole number that is not negative."""
    value = params.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise invalid(f"{name} must be a whole number of at least 0")
    return min(value, sys.maxsize)  # more there cannot be, and islice() takes no more


def seconds(params: Mapping[str, Any], name: str, default: float | None) -> float | None:
    """A positive number of seconds, or `default` when it is missing or null."""
    value = params.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise invalid(f"{name} must be a positive number of seconds")
    return float(value)


def texts(params: Mapping[str, Any], name: str) -> list[str]:
    """A list of strings; empty when it is missing."""
    value = params.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise invalid(f"{name} must be a list of strings")
    return list(dict.fromkeys(value))

"""`$STATE`, `$HOME` and `$PYTHON` in the values of a module file; nothing else is expanded, there is no shell here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

_PLACEHOLDER = re.compile(r"\$(STATE|HOME|PYTHON)(?![A-Za-z0-9_])")


def expand(value: Any, places: Mapping[str, str]) -> Any:
    """`value` with the placeholders replaced in every text in it. places: what each stands for."""
    match value:
        case str():
            return _PLACEHOLDER.sub(lambda match: places[match[1]], value)
        case list():
            return [expand(item, places) for item in value]
        case dict():
            return {name: expand(item, places) for name, item in value.items()}
        case _:
            return value


def home_folder(user: str | None) -> str:
    """Home of `user`; of ours when None, or when there is no such user (the launch says so later)."""
    if user is not None and os.name == "posix":
        import pwd

        try:
            return pwd.getpwnam(user).pw_dir
        except KeyError:
            pass
    return os.path.expanduser("~")  # noqa: PTH111 - text in, text out

"""YAML as plain data: nothing in it makes objects, and nothing small in it becomes large."""

from __future__ import annotations

import re
from typing import Any

from skelly_tray.config.imports.found import NotReadableError

MOST_NODES = 100_000
"""Counted with repetitions: ten aliases of ten aliases of … are many in a few lines."""
MOST_LETTERS = 4_000_000
"""Counted with repetitions, too: each is looked through."""
DEEPEST = 60
_PLAIN = (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"(?:[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("merge", r"<<$", "<"),
)
"""Tag, form and first characters of what is no text although it has no quotation marks."""


def parse_yaml(text: str) -> dict[str, Any]:
    """The table that the text is. Raises NotReadableError."""
    import yaml  # on first use: only who imports needs it

    try:
        data = yaml.load(text, _loader())
    except yaml.YAMLError as error:
        raise NotReadableError(f"it is no YAML: {' '.join(str(error).split())}") from error
    except (RecursionError, ValueError) as error:
        raise NotReadableError(f"it is no YAML that can be read: {error}") from error
    if not isinstance(data, dict):
        raise NotReadableError("there is no table at its top")
    _measure(data, 0, [MOST_NODES, MOST_LETTERS])
    return data


def _loader() -> Any:
    """YAML 1.2, as the programs that write such files read them: `no` is a text, and so are `80:80` and a date."""
    import yaml

    class Loader(yaml.SafeLoader):
        """With resolvers of its own."""

    Loader.yaml_implicit_resolvers = {}
    for tag, form, first in _PLAIN:
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(form), list(first))
    return Loader


def _measure(value: Any, depth: int, left: list[int]) -> None:
    left[0] -= 1
    left[1] -= len(value) if isinstance(value, str) else 0
    if min(left) < 0 or depth > DEEPEST:
        raise NotReadableError("it is larger or deeper than such a file can be")
    if isinstance(value, dict):
        for key, each in value.items():
            _measure(key, depth + 1, left)
            _measure(each, depth + 1, left)
    elif isinstance(value, list):
        for each in value:
            _measure(each, depth + 1, left)

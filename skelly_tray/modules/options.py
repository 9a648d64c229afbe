"""`--name value` options of the small modules, without argparse: that would be half of their memory."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence


def read_options(arguments: Sequence[str], defaults: Mapping[str, str | None]) -> dict[str, str]:
    """The options by name. defaults: all that there are; None: it must be given. Exits with 2 when wrong."""
    options = {name: value for name, value in defaults.items() if value is not None}
    rest = list(arguments)
    while rest:
        name = rest.pop(0)
        if name.removeprefix("--") not in defaults or not name.startswith("--") or not rest:
            _refuse(f"{name!r} is not an option with a value", defaults)
        options[name.removeprefix("--")] = rest.pop(0)
    for name in defaults:
        if name not in options:
            _refuse(f"--{name} is missing", defaults)
    return options


def read_number(options: Mapping[str, str], name: str, least: float, most: float) -> float:
    """The option as a number from `least` to `most`. Exits with 2 when it is none."""
    try:
        number = float(options[name])
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        _refuse(f"--{name} {options[name]!r} is not a number from {least:g} to {most:g}", options)
    return number


def _refuse(problem: str, known: Mapping[str, object]) -> None:
    sys.stderr.write(f"{problem}; options: {', '.join('--' + name for name in known)}\n")
    sys.exit(2)

"""What a command is: declared once as data, from which its parser, its help and the reference page are made."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from skelly_tray.cli.console import Console
from skelly_tray.config.home import Home


@dataclass(frozen=True, slots=True)
class Argument:
    """One positional argument or option.

    count: argparse's `nargs` (`?`, `*`). kind: turns the text into the value, raising
    argparse.ArgumentTypeError with a sentence. is_flag: an option without a value, False unless given or `default` says
    otherwise.
    """

    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    count: str | None = None
    kind: Callable[[str], Any] | None = None
    choices: tuple[str, ...] | None = None
    default: Any = None
    is_flag: bool = False

    @property
    def is_option(self) -> bool:
        return self.names[0].startswith("-")

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        if self.is_flag:
            parser.add_argument(
                *self.names, action="store_true", help=self.help, default=self.default or False
            )
            return
        options: dict[str, Any] = {"help": self.help, "default": self.default, "nargs": self.count}
        options |= {"metavar": self.metavar, "choices": self.choices}
        if self.kind is not None:
            options["type"] = self.kind
        parser.add_argument(*self.names, **options)


@dataclass(frozen=True, slots=True)
class Request:
    """One invocation of a command."""

    home: Home
    console: Console
    arguments: argparse.Namespace
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """name: as typed, words separated by one space. run: returns the exit code or raises CommandError."""

    name: str
    summary: str
    run: Callable[[Request], int]
    arguments: tuple[Argument, ...] = field(default=())
    detail: str = ""


def line_count(text: str) -> int:
    """For `-n`: a whole number of at least 0."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of lines (0 or more)')
    return int(text)


def positive_seconds(text: str) -> float:
    """For `--timeout`: a number of seconds over 0."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of seconds over 0')
    return value


MODULE = Argument(("module",), "id of the module", metavar="MODULE")
OPTIONAL_MODULE = Argument(("module",), "id of one module; without it all", metavar="MODULE", count="?")
JSON = Argument(("--json",), "for programs: JSON instead of text", is_flag=True)
FOLLOW = Argument(("-f", "--follow"), "go on with what comes, until Ctrl+C", is_flag=True)

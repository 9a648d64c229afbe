"""The arguments to a command and its values; every mistake is a usage error with the nearest right word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from skelly_tray.cli.command import Argument, Command
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.registry import GROUPS, WHERE, commands, find
from skelly_tray.config.errors import nearest

PROGRAM = "skelly-tray"

HOME = Argument(("--home",), "everything below this one folder", metavar="DIR")
VERBOSE = Argument(("-v", "--verbose"), "say more in the log", is_flag=True)
VERSION = Argument(("--version",), "show the version and end", is_flag=True)
HELP = Argument(("-h", "--help"), "show help and end", is_flag=True)
EVERYWHERE = (HOME, VERBOSE, HELP)
"""Options that are understood before a command and after it; argparse adds the help by itself."""

_UNKNOWN_OPTION = re.compile(r"unrecognized arguments: (--?[^\s=]+)")


class _Parser(argparse.ArgumentParser):
    """argparse, but a mistake is a CommandError in our form."""

    def __init__(self, *, prog: str, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def error(self, message: str) -> NoReturn:
        if self.prog.startswith(f"{PROGRAM} secret ") and message.startswith("unrecognized arguments"):
            # Not quoted: whoever gives more words than there is a place for has most likely written a value there.
            message = "it takes no more words than these, and a value never: arguments can be seen by others"
            raise usage_error(message, self.format_usage().strip())
        found = _UNKNOWN_OPTION.match(message)
        if found:
            message = f"no option {found[1]}"
            guess = nearest(found[1], self._option_string_actions)
            message += f'; did you mean "{guess}"?' if guess else ""
        raise usage_error(message, self.format_usage().strip())


class _MainParser(_Parser):
    """Knows all commands only when its help is asked for."""

    def format_help(self) -> str:
        widest = max(map(len, WHERE))
        listing = "\n".join(f"  {command.name:<{widest}}  {command.summary}" for command in commands())
        self.epilog = f"commands:\n{listing}\n\n{PROGRAM} COMMAND --help tells more of one."
        return super().format_help()


def usage_error(title: str, *detail: str) -> CommandError:
    return CommandError(title, *detail, code=ExitCode.USAGE)


def parse(arguments: Sequence[str]) -> tuple[Command | None, argparse.Namespace]:
    """The command (None: the tray application itself) and its values with `home`, `verbose`, `version`.

    Raises CommandError for a usage error, SystemExit(0) after printing the help asked for.
    """
    if arguments and arguments[0] == "help":  # what other programs taught people to type
        arguments = [*arguments[1:], "--help"]
    before = main_parser().parse_args(arguments)
    words: list[str] = [*([before.command] if before.command is not None else []), *before.rest]
    if not words:
        return None, before
    command, rest = _choose(words)
    values = command_parser(command).parse_args(rest, argparse.Namespace(**_global_values(before)))
    return command, values


def main_parser() -> argparse.ArgumentParser:
    """Options before the command, and the list of commands as help."""
    parser = _MainParser(
        prog=PROGRAM,
        description="Keeps a system of local programs alive, and says why.\n"
        "Without a command it starts the tray application.",
    )
    for argument in (HOME, VERBOSE, VERSION):
        argument.add_to(parser)
    parser.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.usage = f"{PROGRAM} [--home DIR] [-v] [--version] [COMMAND …]"
    return parser


def command_parser(command: Command) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"{PROGRAM} {command.name}", description=f"{command.summary}\n\n{command.detail}".strip()
    )
    for argument in command.arguments:
        argument.add_to(parser)
    for argument in (HOME, VERBOSE):  # what was said before the command stands, unless it is said again
        replace(argument, default=argparse.SUPPRESS).add_to(parser)
    return parser


def _global_values(before: argparse.Namespace) -> dict[str, Any]:
    return {"home": before.home, "verbose": before.verbose, "version": before.version}


def _choose(words: Sequence[str]) -> tuple[Command, Sequence[str]]:
    first = words[0]
    if first in GROUPS:
        return _choose_of_group(first, words[1:])
    command = find(first)
    if command is not None:
        return command, words[1:]
    names = list(WHERE)
    heads = [name.split()[0] for name in names]
    begun = [head for head in heads if head.startswith(first)]
    guess = begun[0] if begun else nearest(first, heads)
    hint = f'; did you mean "{guess}"?' if guess else ""
    raise usage_error(f'no command "{first}"{hint}', f"commands: {', '.join(names)}")


def _choose_of_group(group: str, rest: Sequence[str]) -> tuple[Command, Sequence[str]]:
    known = [name.split()[1] for name in WHERE if name.startswith(f"{group} ")]
    second = rest[0] if rest else ""
    command = find(f"{group} {second}")
    if command is not None:
        return command, rest[1:]
    if second in ("-h", "--help"):
        print(f"usage: {PROGRAM} {group} {{{','.join(known)}}} …")
        raise SystemExit(ExitCode.DONE)
    guess = nearest(second, known)
    hint = f'; did you mean "{group} {guess}"?' if guess else ""
    title = f'no command "{group} {second}"{hint}' if second else f"{group} needs one more word"
    raise usage_error(title, f"commands: {', '.join(f'{group} {word}' for word in known)}")

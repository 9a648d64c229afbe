"""What may stand at each place of a command line: the same for every shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from skelly_tray.cli.command import Argument, Command
from skelly_tray.cli.parsing import EVERYWHERE, VERSION
from skelly_tray.cli.registry import GROUPS, commands


class Kind(Enum):
    """What a value is one of."""

    NOTHING = "anything: a shell has nothing to offer"
    WORDS = "the words of `Offer.words`"
    MODULE = "ids of modules"
    FILE = "paths of files"
    FOLDER = "paths of folders"


@dataclass(frozen=True, slots=True)
class Offer:
    """For one value. label: what it is called in the help."""

    kind: Kind
    words: tuple[str, ...] = ()
    label: str = ""


_BY_METAVAR = {"MODULE": Kind.MODULE, "FILE": Kind.FILE, "DIR": Kind.FOLDER}
MODULE_ID = "[a-z0-9_-]"
"""A letter of an id, as shells write it: what else is in that folder is not offered, and never run."""


def offer(argument: Argument) -> Offer:
    """For its value; flags have none."""
    label = argument.metavar or argument.names[0]
    if argument.choices:
        return Offer(Kind.WORDS, argument.choices, label)
    return Offer(_BY_METAVAR.get(label, Kind.NOTHING), (), label)


def places(command: Command) -> list[Argument]:
    """The positional arguments, in order."""
    return [argument for argument in command.arguments if not argument.is_option]


def takes_more(argument: Argument) -> bool:
    """Whether all further words are values of this positional argument."""
    return argument.count in ("*", "+")


def options(command: Command | None) -> tuple[Argument, ...]:
    """Those after the command; None: those before any."""
    if command is None:
        return (*EVERYWHERE, VERSION)
    return (*(argument for argument in command.arguments if argument.is_option), *EVERYWHERE)


def valued_options() -> tuple[str, ...]:
    """All names of options whose next word is their value, in whichever command."""
    everywhere = (argument for command in (None, *commands()) for argument in options(command))
    return tuple(sorted({name for a in everywhere if not a.is_flag for name in a.names}))


def first_words() -> Mapping[str, str]:
    """Word → what it does; a word with another after it tells which there are."""
    summaries = {command.name: command.summary for command in commands() if " " not in command.name}
    seconds = {group: ", ".join(second_words(group)) for group in GROUPS}
    return dict(sorted({**seconds, **summaries}.items()))


def second_words(group: str) -> Mapping[str, str]:
    """Second word → what it does."""
    return {c.name.split()[1]: c.summary for c in commands() if c.name.startswith(f"{group} ")}


def indented(lines: Sequence[str], by: int) -> str:
    return "\n".join(" " * by + line for line in lines)

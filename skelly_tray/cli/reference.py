"""The reference page of the command line, made from the commands themselves.

`python -m skelly_tray.cli.reference` prints it; a test holds `resources/guide/commands.md` to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from skelly_tray.cli.command import Argument, Command
from skelly_tray.cli.parsing import PROGRAM
from skelly_tray.cli.registry import commands

_TOP = f"""# The command line

*Made by `python -m skelly_tray.cli.reference`; a test holds this page to the program.*

`{PROGRAM}` (also `python -m skelly_tray`) starts the tray application. If it runs already, its window is shown instead.

| option | |
|---|---|
| `--home DIR` | everything below this one folder; the environment variable `SKELLY_HOME` does the same |
| `-v`, `--verbose` | say more in the log |
| `--version` | show the version and end |
| `-h`, `--help` | help; also after a command |

A home has the folders `config`, `state`, `logs` and `run`; without `--home` they are the platform's own places.

Errors go to standard error: one line of title, then detail. Output is coloured on a terminal only, and not when
`NO_COLOR` is set.

| exit code | |
|---|---|
| 0 | done |
| 1 | the operation failed |
| 2 | usage: an unknown command, option or module; the nearest right word is named |
| 3 | no orchestrator is running |
| 4 | the configuration is invalid; every error is on a line of its own |
| 5 | timed out |
"""


def reference() -> str:
    """The page as Markdown, ending in a newline."""
    return "\n".join([_TOP, *(line for command in commands() for line in _section(command))])


def _section(command: Command) -> Iterator[str]:
    words = [_usage(argument) for argument in command.arguments]
    yield f"## `{' '.join([PROGRAM, command.name, *words])}`\n"
    yield f"{_sentence(command.summary)} {command.detail}".rstrip() + "\n"
    if command.arguments:
        yield "| | |\n|---|---|"
        for argument in command.arguments:
            yield f"| {_names(argument)} | {argument.help} |"
        yield ""


def _usage(argument: Argument) -> str:
    if not argument.is_option:
        name = argument.metavar or argument.names[0]
        return {"?": f"[{name}]", "*": f"[{name} …]"}.get(argument.count or "", name)
    return f"[{argument.names[0]}{_value(argument)}]"


def _names(argument: Argument) -> str:
    if not argument.is_option:
        return f"`{argument.metavar or argument.names[0]}`"
    return ", ".join(f"`{name}{_value(argument)}`" for name in argument.names)


def _value(argument: Argument) -> str:
    if argument.is_flag:
        return ""
    return f" {argument.metavar or 'VALUE'}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference())

"""The manual page of the command line, skelly-tray(1), made from the commands themselves.

`python -m skelly_tray.cli.manual` prints it; packages bring it along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from skelly_tray import __version__
from skelly_tray.cli.command import Argument, Command
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.parsing import EVERYWHERE, PROGRAM, VERSION
from skelly_tray.cli.registry import commands

_DESCRIPTION = (
    "Keeps a system of local programs alive from the tray, and says why when one is not. Each program is a "
    "module, described by a file of its own. Modules start in the order in which they need each other, are checked, "
    "brought back when they die, held to their limits, and stopped without a trace.",
    "Without a command the tray application is started; where it runs already, its window is shown.",
)
_EXITS = {
    ExitCode.DONE: "Done.",
    ExitCode.FAILED: "The operation failed.",
    ExitCode.USAGE: "Usage: an unknown command, option or module; the nearest right word is named.",
    ExitCode.NOT_RUNNING: "No orchestrator is running.",
    ExitCode.INVALID_CONFIGURATION: "The configuration is invalid; every error is on a line of its own.",
    ExitCode.TIMED_OUT: "Timed out.",
}
_ENVIRONMENT = {
    "SKELLY_HOME": "The same as `--home`.",
    "NO_COLOR": "Where it is set, output has no colours, on a terminal either.",
    "VISUAL, EDITOR": "What `config edit` opens files in.",
}
_FILES = {
    "~/.config/skelly-tray/orchestrator.toml": "How the whole system is looked after.",
    "~/.config/skelly-tray/modules/ID.toml": "One module each.",
    "~/.local/state/skelly-tray/": "What is remembered: the state of modules, the journal, history, logs.",
}


def manual() -> str:
    """The page in roff, with the macros of man(7); ends in a newline."""
    lines = [
        f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" "User Commands"',
        ".nh",
        ".SH NAME",
        f"{_plain(PROGRAM)} \\- keeps a system of local programs alive and says why",
        ".SH SYNOPSIS",
        f".B {_plain(PROGRAM)}",
        *(_bracketed(argument) for argument in (*EVERYWHERE, VERSION)),
        r"[\fICOMMAND\fR .\|.\|.]",
        ".SH DESCRIPTION",
        *_paragraphs(_DESCRIPTION),
        ".SH OPTIONS",
        _text("But for `--version` they are understood after a command as well."),
        *_terms(EVERYWHERE),
        *_terms([VERSION]),
        ".SH COMMANDS",
        *(line for command in commands() for line in _section(command)),
        ".SH EXIT STATUS",
        *_entries({str(int(code)): text for code, text in _EXITS.items()}),
        ".SH ENVIRONMENT",
        *_entries(_ENVIRONMENT),
        ".SH FILES",
        _text("With `--home` everything is below that one folder."),
        *_entries(_FILES),
        ".SH SEE ALSO",
        ".BR systemctl (1),",
        ".BR loginctl (1)",
    ]
    return "\n".join(lines) + "\n"


def _section(command: Command) -> Iterator[str]:
    yield f".SS {_plain(command.name)}"
    yield f".B {_plain(PROGRAM)} {_plain(command.name)}"
    yield from (_bracketed(argument) for argument in command.arguments)
    yield ".PP"
    yield from _paragraphs([f"{command.summary[:1].upper()}{command.summary[1:]}.", command.detail])
    yield from _terms(command.arguments)


def _paragraphs(texts: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(filter(None, texts)):
        if number:
            yield ".PP"
        yield _text(text)


def _terms(arguments: Sequence[Argument]) -> Iterator[str]:
    for argument in arguments:
        yield ".TP"
        yield ", ".join(_form(argument, name) for name in argument.names)
        yield _text(f"{argument.help[:1].upper()}{argument.help[1:]}.")


def _entries(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield from (".TP", f".B {_plain(name)}", _text(text))


def _bracketed(argument: Argument) -> str:
    form = _form(argument, argument.names[0])
    if argument.is_option:
        return f"[{form}]"
    return {"?": f"[{form}]", "*": rf"[{form} .\|.\|.]", "+": rf"{form} .\|.\|."}.get(
        argument.count or "", form
    )


def _form(argument: Argument, name: str) -> str:
    metavar = rf"\fI{_plain(argument.metavar or argument.names[0].lstrip('-').upper())}\fR"
    if not argument.is_option:
        return metavar
    return rf"\fB{_plain(name)}\fR" + ("" if argument.is_flag else f" {metavar}")


def _text(text: str) -> str:
    """A sentence; what stands between backticks is bold."""
    shown = re.sub(r"`([^`]*)`", lambda found: rf"\fB{found[1]}\fR", _plain(text))
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


def _plain(text: str) -> str:
    """Every letter stands for itself; a hyphen is one that can be copied, and a quotation mark no apostrophe."""
    named = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "^": r"\(ha", "~": r"\(ti"}
    return "".join(named.get(letter, letter) for letter in text)


if __name__ == "__main__":
    import sys

    sys.stdout.write(manual())

"""For fish 3 and newer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skelly_tray.cli.command import Argument
from skelly_tray.cli.completions.offers import (
    MODULE_ID,
    Kind,
    first_words,
    offer,
    options,
    places,
    second_words,
    takes_more,
    valued_options,
)
from skelly_tray.cli.parsing import EVERYWHERE, PROGRAM, VERSION
from skelly_tray.cli.registry import GROUPS, commands

_FUNCTIONS = """\
# Completion of {program} in fish, made by `{program} completion fish`.

# The command before the cursor, and how many words it has got.
function __skelly_tray_place
    set -l command ""
    set -l place 0
    set -l skipped no
    for word in (commandline -opc)[2..-1]
        if test $skipped = yes
            set skipped no
            continue
        end
        switch $word
            case {valued}
                set skipped yes
            case '-*'
            case '*'
                if test -z "$command"
                    set command $word
                else if contains -- "$command" {groups}
                    set command "$command $word"
                else
                    set place (math $place + 1)
                end
        end
    end
    echo "$command/$place"
end

function __skelly_tray_at
    string match -q -- $argv[1] (__skelly_tray_place)
end

function __skelly_tray_modules
    set -l home "$SKELLY_HOME"
    set -l words (commandline -opc)
    if set -l where (contains -i -- --home $words)
        set home $words[(math $where + 1)]
    end
    set -l folder ~/.config/skelly-tray
    test -n "$XDG_CONFIG_HOME"; and set folder $XDG_CONFIG_HOME/skelly-tray
    test -d "$folder"; or set folder ~/"Library/Application Support/skelly-tray"
    test -n "$home"; and set folder (string replace -r '^~/' ~/ -- $home)/config
    for file in $folder/modules/*.toml
        string match -r '^{letter}+(?=\\.toml$)' -- (string replace -r '.*/' '' -- $file)
    end
end

complete -c {program} -f
"""


def script() -> str:
    """See the package."""
    top = _FUNCTIONS.format(
        program=PROGRAM, valued=" ".join(valued_options()), groups=" ".join(GROUPS), letter=MODULE_ID
    )
    return top + "".join(f"complete -c {PROGRAM} {line}\n" for line in (*_words(), *_options(), *_places()))


def _words() -> Iterator[str]:
    yield from _described("/0", first_words())
    for group in GROUPS:
        yield from _described(f"{group}/0", second_words(group))


def _described(where: str, words: Mapping[str, str]) -> Iterator[str]:
    for word, help_text in words.items():
        yield f"{_at(where)} -a {word} -d {_quoted(help_text)}"


def _options() -> Iterator[str]:
    for argument in EVERYWHERE:
        yield _option(argument)
    yield f"{_at('/0')} {_option(VERSION)}"
    for command in commands():
        for argument in options(command):
            if argument not in EVERYWHERE:
                yield f"{_at(f'{command.name}/*')} {_option(argument)}"


def _option(argument: Argument) -> str:
    names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in argument.names)
    return f"{names}{'' if argument.is_flag else _needed_value(argument)} -d {_quoted(argument.help)}"


def _needed_value(argument: Argument) -> str:
    """`-x` is `-r` (a value is needed) with `-f` (no files), which fish does not take beside the opposite of that."""
    return " -r -F" if offer(argument).kind is Kind.FILE else f" -x{_values(argument)}"


def _places() -> Iterator[str]:
    for command in commands():
        for number, argument in enumerate(places(command)):
            if value := _values(argument):
                place = f"{command.name}/{'*' if takes_more(argument) else number}"
                yield f"{_at(place)}{value}"


def _values(argument: Argument) -> str:
    offered = offer(argument)
    return {
        Kind.NOTHING: "",
        Kind.WORDS: f" -a {_quoted(' '.join(offered.words))}",
        Kind.MODULE: " -a '(__skelly_tray_modules)'",
        Kind.FILE: " -F",
        Kind.FOLDER: " -a '(__fish_complete_directories)'",
    }[offered.kind]


def _at(place: str) -> str:
    return f"-n \"__skelly_tray_at '{place}'\""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

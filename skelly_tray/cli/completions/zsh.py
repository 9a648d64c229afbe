"""For zsh 5, as a file `_skelly-tray` in a folder of `$fpath`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skelly_tray.cli.command import Argument, Command
from skelly_tray.cli.completions.offers import (
    MODULE_ID,
    Kind,
    first_words,
    indented,
    offer,
    options,
    places,
    second_words,
    takes_more,
)
from skelly_tray.cli.parsing import PROGRAM
from skelly_tray.cli.registry import GROUPS, commands

_SCRIPT = """\
#compdef {program}
# Completion of {program} in zsh, made by `{program} completion zsh`.

_skelly_tray_modules() {{
    setopt localoptions extendedglob
    local folder=${{XDG_CONFIG_HOME:-$HOME/.config}}/skelly-tray
    local named=${{${{(Q)opt_args[--home]}}:-$home}}
    local -a ids
    [[ -d $folder ]] || folder="$HOME/Library/Application Support/skelly-tray"
    [[ -n $named ]] && folder=${{named/#\\~\\//$HOME/}}/config
    ids=($folder/modules/*.toml(N:t:r))
    ids=(${{(M)ids:#{letter}##}})
    _describe -t modules module ids
}}

{functions}
_skelly_tray() {{
    local curcontext=$curcontext state home=$SKELLY_HOME
    local -a line words_here
    local -A opt_args
    _arguments -C \\
{top} \\
        '1:command:->command' '*::argument:->argument' && return
    home=${{${{(Q)opt_args[--home]}}:-$home}}
    case $state in
        command)
            words_here=(
{words}
            )
            _describe -t commands command words_here
            ;;
        argument)
            case $line[1] in
{calls}
            esac
            ;;
    esac
}}

_skelly_tray "$@"
"""

_GROUP = """\
_skelly_tray_{group}() {{
    local curcontext=$curcontext state
    local -a line words_here
    _arguments -C '1:command:->command' '*::argument:->argument' && return
    case $state in
        command)
            words_here=(
{words}
            )
            _describe -t commands command words_here
            ;;
        argument)
            case $line[1] in
{calls}
            esac
            ;;
    esac
}}
"""


def script() -> str:
    """See the package."""
    names = [command.name for command in commands()]
    functions = [_function(command) for command in commands()] + [_group(group) for group in GROUPS]
    calls = sorted({*GROUPS, *(name for name in names if " " not in name)})
    return _SCRIPT.format(
        program=PROGRAM,
        letter=MODULE_ID,
        functions="\n".join(functions),
        top=_continued(map(_specification, options(None))),
        words=_described(first_words(), 16),
        calls=indented([f"{call}) _skelly_tray_{call} ;;" for call in calls], 16),
    )


def _function(command: Command) -> str:
    name = command.name.replace(" ", "_")
    specifications = [*map(_specification, options(command)), *map(_place, places(command))]
    return f"_skelly_tray_{name}() {{\n    _arguments \\\n{_continued(specifications)}\n}}\n"


def _group(group: str) -> str:
    calls = [f"{second}) _skelly_tray_{group}_{second} ;;" for second in second_words(group)]
    return _GROUP.format(group=group, words=_described(second_words(group), 16), calls=indented(calls, 16))


def _continued(specifications: Iterable[str]) -> str:
    return " \\\n".join(" " * 8 + line for line in specifications)


def _specification(argument: Argument) -> str:
    value = "" if argument.is_flag else f":{offer(argument).label}:{_action(argument)}"
    text = _quoted(f"[{_escaped(argument.help)}]{value}")
    if len(argument.names) == 1:
        return argument.names[0] + text
    return f"'({' '.join(argument.names)})'{{{','.join(argument.names)}}}{text}"


def _place(argument: Argument) -> str:
    number = "*" if takes_more(argument) else ("" if argument.count is None else ":")
    return _quoted(f"{number}:{offer(argument).label}:{_action(argument)}")


def _action(argument: Argument) -> str:
    offered = offer(argument)
    return {
        Kind.NOTHING: "",
        Kind.WORDS: f"({' '.join(offered.words)})",
        Kind.MODULE: "_skelly_tray_modules",
        Kind.FILE: "_files",
        Kind.FOLDER: "_directories",
    }[offered.kind]


def _described(words: Mapping[str, str], by: int) -> str:
    return indented([_quoted(f"{word}:{text}") for word, text in words.items()], by)


def _escaped(text: str) -> str:
    for letter in "\\[]:":
        text = text.replace(letter, "\\" + letter)
    return text


def _quoted(text: str) -> str:
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"

"""For bash 3.2 and newer, with or without the bash-completion package."""

from __future__ import annotations

from collections.abc import Iterator

from skelly_tray.cli.command import Argument
from skelly_tray.cli.completions.offers import (
    MODULE_ID,
    Kind,
    Offer,
    first_words,
    indented,
    offer,
    options,
    places,
    second_words,
    takes_more,
    valued_options,
)
from skelly_tray.cli.parsing import PROGRAM
from skelly_tray.cli.registry import GROUPS, commands

_SCRIPT = """\
# Completion of {program} in bash, made by `{program} completion bash`.

# Offers the words among "$@" that begin like the one being typed.
_skelly_tray_words() {{
    local word
    for word; do
        if [[ $word == "$typed"* ]]; then COMPREPLY+=("$word"); fi
    done
}}

_skelly_tray_modules() {{
    local folder=${{XDG_CONFIG_HOME:-$HOME/.config}}/skelly-tray file name
    [[ -d $folder ]] || folder="$HOME/Library/Application Support/skelly-tray"
    # What was typed is never evaluated: a home with quotation marks or variables in it has no completion.
    if [[ -n $home ]]; then folder=${{home/#\\~\\//$HOME/}}/config; fi
    for file in "$folder"/modules/*.toml; do
        name=${{file##*/}}
        name=${{name%.toml}}
        case $name in
            *{not_an_id}* | '') ;;
            *) _skelly_tray_words "$name" ;;
        esac
    done
}}

_skelly_tray_paths() {{
    local path
    while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$typed")
    compopt -o filenames 2>/dev/null
}}

_skelly_tray() {{
    local typed=${{COMP_WORDS[COMP_CWORD]}} before="" home=${{SKELLY_HOME-}} command="" place=0 i word
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        before=""
        case $word in
            --home)
                before=$word
                if ((i + 1 < COMP_CWORD)); then home=${{COMP_WORDS[++i]}} before=""; fi
                ;;
            {valued})
                before=$word
                if ((i + 1 < COMP_CWORD)); then ((++i)) && before=""; fi
                ;;
            -*) ;;
            *)
                case $command in
                    "") command=$word ;;
                    {groups}) command="$command $word" ;;
                    *) ((++place)) ;;
                esac
                ;;
        esac
    done
    case "$command $before" in
        *" ") ;;
{values}
        *) return ;;
    esac
    if [[ $typed == -* ]]; then
        case $command in
{options}
        esac
        return
    fi
    case "$command/$place" in
{places}
    esac
}}

complete -F _skelly_tray {program}
"""


def script() -> str:
    """See the package."""
    return _SCRIPT.format(
        program=PROGRAM,
        not_an_id=MODULE_ID.replace("[", "[!"),
        valued=" | ".join(name for name in valued_options() if name != "--home"),
        groups=" | ".join(GROUPS),
        values=indented(list(_values()), 8),
        options=indented(list(_options()), 12),
        places=indented(list(_places()), 8),
    )


def _values() -> Iterator[str]:
    """What comes right after an option."""
    for command in commands():
        for argument in command.arguments:
            if argument.is_option and not argument.is_flag and (done := _done(offer(argument))):
                patterns = " | ".join(f'"{command.name} {name}"' for name in argument.names)
                yield f"{patterns}) {done}; return ;;"
    yield '*" --home") _skelly_tray_paths -d; return ;;'


def _options() -> Iterator[str]:
    yield f'"") _skelly_tray_words {_names(options(None))} ;;'
    for command in commands():
        yield f'"{command.name}") _skelly_tray_words {_names(options(command))} ;;'


def _names(arguments: tuple[Argument, ...]) -> str:
    return " ".join(name for argument in arguments for name in argument.names)


def _places() -> Iterator[str]:
    yield f"/0) _skelly_tray_words {' '.join(first_words())} ;;"
    for group in GROUPS:
        yield f'"{group}/0") _skelly_tray_words {" ".join(second_words(group))} ;;'
    for command in commands():
        for number, argument in enumerate(places(command)):
            if done := _done(offer(argument)):
                place = f'"{command.name}/"*' if takes_more(argument) else f'"{command.name}/{number}"'
                yield f"{place}) {done} ;;"


def _done(offered: Offer) -> str:
    return {
        Kind.NOTHING: "",
        Kind.WORDS: f"_skelly_tray_words {' '.join(offered.words)}",
        Kind.MODULE: "_skelly_tray_modules",
        Kind.FILE: "_skelly_tray_paths -f",
        Kind.FOLDER: "_skelly_tray_paths -d",
    }[offered.kind]

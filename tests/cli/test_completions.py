"""Completion in real shells: every word that the parser takes is offered, and nothing that was typed is run."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.cli.completions import SHELLS, script
from skelly_tray.cli.completions.offers import options, valued_options
from skelly_tray.cli.parsing import command_parser, main_parser
from skelly_tray.cli.registry import GROUPS, commands

BASH = """
source "$1"
shift
while IFS= read -r line; do
    read -r -a COMP_WORDS <<<"$line"
    [[ $line == *" " ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _skelly_tray
    echo "${COMPREPLY[@]}"
done
"""
FISH = "source $argv[1]; while read -l line; echo (complete -C $line | string replace -r '\\t.*' ''); end"

needs = {
    name: pytest.mark.skipif(not shutil.which(name), reason=f"there is no {name} here") for name in SHELLS
}


class Shell:
    """Says what a shell offers for lines, each of which ends at the cursor."""

    def __init__(self, name: str, folder: Path) -> None:
        self.home = folder / "home"
        self._file = folder / f"completion.{name}"
        self._file.write_text(script(name))
        self._command = [name, "-c", BASH, "bash"] if name == "bash" else [name, "-N", "-c", FISH]
        modules = self.home / ".config" / "skelly-tray" / "modules"
        modules.mkdir(parents=True)
        for file in ("web.toml", "web_2.toml", "db.toml", "$(touch ran).toml", "UPPER.toml", "note.txt"):
            (modules / file).touch()

    def offers(self, *lines: str, **environment: str) -> list[list[str]]:
        done = subprocess.run(
            [*self._command, str(self._file)],
            input="".join(f"{line}\n" for line in lines),
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), **environment},
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.stderr
        return [sorted(set(line.split())) for line in done.stdout.splitlines()]


@pytest.fixture(params=[pytest.param(name, marks=needs[name]) for name in ("bash", "fish")])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    return Shell(request.param, tmp_path)


def test_every_command_is_offered(shell: Shell) -> None:
    first, *seconds = shell.offers("skelly-tray ", *(f"skelly-tray {group} " for group in GROUPS))
    assert first == sorted({command.name.split()[0] for command in commands()})
    for group, offered in zip(GROUPS, seconds, strict=True):
        assert offered == sorted(c.name.split()[1] for c in commands() if c.name.startswith(f"{group} "))


def test_every_option_that_the_parser_takes_is_offered(shell: Shell) -> None:
    parsers = [main_parser(), *(command_parser(command) for command in commands())]
    wanted = [sorted(n for n in p._option_string_actions if n.startswith("--")) for p in parsers]
    lines = ["skelly-tray --", *(f"skelly-tray {command.name} --" for command in commands())]
    assert shell.offers(*lines) == wanted


def test_a_choice_is_offered_behind_its_option_and_in_its_place(shell: Shell) -> None:
    assert shell.offers(
        "skelly-tray graph --format ",
        "skelly-tray --home x -v service ",
        "skelly-tray service install ",
        "skelly-tray audit -n 5 ver",
        "skelly-tray logs web -n ",
    ) == [["dot", "json", "mermaid", "text"], ["install", "status", "uninstall"], [], ["verify"], []]


def test_ids_of_modules_are_offered_and_no_other_file_names(shell: Shell) -> None:
    assert shell.offers(
        "skelly-tray status ", "skelly-tray stop --no-wait db w", "skelly-tray why d", "skelly-tray why db "
    ) == [["db", "web", "web_2"], ["web", "web_2"], ["db"], []]
    assert not (shell.home / "ran").exists()


def test_ids_come_from_the_home_that_was_named(shell: Shell) -> None:
    other = shell.home / "other home" / "config" / "modules"
    other.mkdir(parents=True)
    (other / "elsewhere.toml").touch()
    (shell.home / "linked").symlink_to(shell.home / "other home")
    assert shell.offers("skelly-tray --home linked status ", "skelly-tray why --home ~/linked ") == [
        ["elsewhere"],
        ["elsewhere"],
    ]
    assert shell.offers("skelly-tray status ", SKELLY_HOME=str(shell.home / "other home")) == [["elsewhere"]]


def test_what_was_typed_is_not_run(shell: Shell) -> None:
    shell.offers("skelly-tray --home $(touch${IFS}ran) status ", "skelly-tray status `touch${IFS}ran`")
    shell.offers("skelly-tray --home `touch${IFS}ran` why ", "skelly-tray config validate $(touch${IFS}ran)")
    assert not (shell.home / "ran").exists()


def test_paths_are_offered_where_a_file_is_meant(shell: Shell) -> None:
    (shell.home / "Procfile").touch()
    assert shell.offers("skelly-tray import Proc", "skelly-tray config validate Proc") == [["Procfile"]] * 2


@pytest.fixture
def zsh(tmp_path: Path) -> Iterator[int]:
    """The terminal of an interactive zsh that has nothing but our completion."""
    home = Shell("zsh", tmp_path).home
    functions = tmp_path / "functions"
    functions.mkdir()
    (functions / "_skelly-tray").write_text(script("zsh"))
    (home / ".zshrc").write_text(
        f"PS1='> '; LISTMAX=0; fpath=({functions} $fpath)\n"
        "autoload -U compinit; compinit -u -D; bindkey '^I' complete-word\n"
    )
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "dumb", "COLUMNS": "200"}
        os.execvpe("zsh", ["zsh", "-d", "-i"], environment)
    yield terminal
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)


def _types(terminal: int, keys: str, until: str) -> str:
    """What the terminal shows for these keys, up to the text that is waited for."""
    shown, end = "", time.monotonic() + 20
    os.write(terminal, keys.encode())
    while until not in shown or not shown.endswith(("> ", "\x1b[?2004h")):
        assert time.monotonic() < end, f"in vain: {until!r} in {shown!r}"
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


@needs["zsh"]
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("skelly-tray sim\tf\tw\t_\t", "skelly-tray simulate fail web_2"),
        ("skelly-tray --home x service i\t", "service install"),
        ("skelly-tray graph --fo\tm\t", "--format mermaid"),
        ("skelly-tray trash res\td\t", "trash restore db"),
        ("skelly-tray status --js\t", "status --json"),
    ],
)
def test_zsh_completes(zsh: int, typed: str, completed: str) -> None:
    _types(zsh, "", "> ")
    shown = _types(zsh, f"{typed}\x01echo 'so: \x05'\r", "\nso: ")
    assert completed in " ".join(shown.rpartition("\nso: ")[2].split()), shown


@needs["zsh"]
def test_the_text_for_zsh_is_one_it_can_read(tmp_path: Path) -> None:
    (tmp_path / "_skelly-tray").write_text(script("zsh"))
    subprocess.run(["zsh", "-n", str(tmp_path / "_skelly-tray")], check=True)


def test_no_option_has_a_value_in_one_command_and_none_in_another() -> None:
    """The scripts tell by the name alone whether the next word is a value."""
    flags = {name for c in (None, *commands()) for a in options(c) if a.is_flag for name in a.names}
    assert not flags.intersection(valued_options())

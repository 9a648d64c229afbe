"""Arguments to commands: every mistake is a usage error that names the nearest right word."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.cli import commands as commands_package
from skelly_tray.cli.console import Console
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.main import run_command_line
from skelly_tray.cli.parsing import parse
from skelly_tray.cli.registry import WHERE, commands

CANARY = "canary-77aa"


def test_the_registry_is_sorted_and_every_command_describes_itself() -> None:
    names = [command.name for command in commands()]
    assert names == sorted(set(names))
    assert all(command.summary for command in commands())
    assert all(argument.help for command in commands() for argument in command.arguments)


def test_options_before_and_after_the_command_are_understood() -> None:
    for arguments in (["--home", "/h", "-v", "status", "web"], ["status", "web", "--home", "/h", "-v"]):
        command, values = parse(arguments)
        assert command is not None and command.name == "status"
        assert (values.home, values.verbose, values.module, values.json) == ("/h", True, "web", False)


def test_nothing_is_the_tray_application() -> None:
    assert parse([])[0] is None and parse(["--home", "/h", "-v"])[0] is None


def test_commands_of_two_words() -> None:
    command, values = parse(["config", "show", "web"])
    assert command is not None and (command.name, values.module) == ("config show", "web")


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["statsu"], 'no command "statsu"; did you mean "status"?'),
        (["juggle"], 'no command "juggle"'),
        (["stat"], 'no command "stat"; did you mean "status"?'),
        (["config"], "config needs one more word"),
        (["config", "shwo"], 'no command "config shwo"; did you mean "config show"?'),
        (["status", "--jsno"], 'no option --jsno; did you mean "--json"?'),
        (["status", "a", "b"], "unrecognized arguments: b"),
        (["--hoem", "x"], 'no option --hoem; did you mean "--home"?'),
        (["why"], "the following arguments are required: MODULE"),
        (["logs", "web", "-n", "-1"], 'argument -n/--lines: "-1" is not a number of lines (0 or more)'),
        (["logs", "web", "-n", "1.5"], 'argument -n/--lines: "1.5" is not a number of lines (0 or more)'),
        (["stop", "web", "--timeout", "0"], 'argument --timeout: "0" is not a number of seconds over 0'),
        (["stop", "web", "--timeout", "nan"], 'argument --timeout: "nan" is not a number of seconds over 0'),
    ],
)
def test_mistakes_are_named(arguments: list[str], title: str) -> None:
    with pytest.raises(CommandError) as caught:
        parse(arguments)
    assert caught.value.code is ExitCode.USAGE
    assert caught.value.title == title


def test_help_of_everything_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], *(command.name.split() for command in commands()), ["config"]):
        assert run_command_line([*words, "--help"]) == 0
        assert "usage: skelly-tray" in capsys.readouterr().out


def test_the_word_help_is_understood_too(capsys: pytest.CaptureFixture[str]) -> None:
    for words, usage in (
        (["help"], "usage: skelly-tray [--home"),
        (["help", "why"], "usage: skelly-tray why"),
    ):
        assert run_command_line(words) == 0
        assert capsys.readouterr().out.startswith(usage)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colours_only_on_a_terminal_that_wants_them(
    terminal: bool, environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out, err = (_Terminal(), _Terminal()) if terminal else (io.StringIO(), io.StringIO())
    console = Console(out, err)
    console.error("title", "detail")
    assert ("\x1b[" in err.getvalue()) is coloured and console.colours is coloured
    assert (console.width is None) is not terminal


def test_symbols_become_letters_where_the_encoding_has_none() -> None:
    raw = io.BytesIO()
    console = Console(io.TextIOWrapper(raw, encoding="ascii"), io.StringIO())
    console.print("● running → 網")
    assert raw.getvalue() == b"* running > ?" + os.linesep.encode()


def test_every_command_is_found_under_its_name_and_the_table_is_sorted() -> None:
    assert [command.name for command in commands()] == sorted(WHERE)
    files = {place.partition(".")[0] for place in WHERE.values()}
    there = {path.stem for path in Path(commands_package.__file__ or "").parent.glob("*.py")} - {"__init__"}
    assert files == there


def test_a_command_loads_no_other() -> None:
    code = "import sys; from skelly_tray.cli.registry import find; find('run'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    found = {name for name in loaded.split() if name.startswith("skelly_tray.cli.commands.")}
    assert found == {"skelly_tray.cli.commands.run"}


@pytest.mark.parametrize(
    "words",
    [
        ["secret", "set", "web/token", CANARY],
        ["secret", "set", "web/token", f"--{CANARY}"],
        ["secret", "set", "web/token", f"-p{CANARY}"],
        ["secret", "unlock", CANARY],
        ["secret", "list", CANARY],
    ],
)
def test_what_is_written_after_a_command_about_secrets_is_not_quoted_back(words: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        parse(words)
    said = " ".join((refused.value.title, *refused.value.detail))
    assert CANARY not in said and "others" in said and refused.value.code is ExitCode.USAGE

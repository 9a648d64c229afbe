"""What an entry says is what is started: checked against a reader of GLib's rules, and against GLib itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from configparser import RawConfigParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skelly_tray.adapters.autostart.desktop_entry import (
    NoEntryError,
    command_of,
    entry_text,
    exec_value,
    read_entry,
    string_value,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
COMMANDS = st.tuples(WORDS.map(lambda word: "/" + word), st.lists(WORDS, max_size=4)).map(
    lambda c: (c[0], *c[1])
)
NASTY = (
    '/a b/50%/it\'s "x"',
    "$HOME `id` \\ \\\\",
    "%u%%f",
    "",
    "\ttab\nline",
    "ü ✓",
    "-x=1;2",
    "~",
    "#",
    "a\\",
)


def glib_string(raw: str) -> str:
    """g_key_file_parse_value_as_string, written from GLib's source."""
    made, at = "", 0
    while at < len(raw):
        if raw[at] != "\\":
            made, at = made + raw[at], at + 1
            continue
        assert raw[at + 1] in "sntr\\", "GLib refuses any other escape"
        made, at = made + {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[raw[at + 1]], at + 2
    return made


def glib_argv(value: str) -> list[str]:
    """expand_application_parameters, then g_shell_parse_argv (tokenize_command_line and g_shell_unquote)."""
    line, at = "", 0
    while at < len(value):
        if value[at] == "%":
            assert value[at + 1 : at + 2] == "%", f"a field code would be filled in: {value!r}"
            at += 1
        line, at = line + value[at], at + 1
    tokens: list[str] = []
    token: str | None = None
    quote = ""
    at = 0
    while at < len(line):
        c = line[at]
        if quote:
            if c == quote:
                quote = ""
            if c == "\\" and quote == '"' and at + 1 < len(line):
                token, at = (token or "") + c, at + 1
                c = line[at]
            token = (token or "") + c
        elif c == "#" and token is None:
            raise AssertionError("the rest would be a comment")
        elif c in " \t\n":
            if token is not None:
                tokens.append(token)
            token = None
        else:
            if c in "\"'":
                quote = c
            if c == "\\":
                token, at = (token or "") + c, at + 1
                c = line[at]
            token = (token or "") + c
        at += 1
    assert not quote, "unmatched quote"
    return [_glib_unquote(t) for t in [*tokens, *([token] if token is not None else [])]]


def _glib_unquote(token: str) -> str:
    made, at, quote = "", 0, ""
    while at < len(token):
        c = token[at]
        following = token[at + 1 : at + 2]
        if quote == "'" and c != "'":
            made += c
        elif quote == '"' and c == "\\":
            if following in ('"', "\\", "`", "$", "\n"):
                made += "" if following == "\n" else following
                at += 1
            else:
                made += c
        elif quote == c or (not quote and c in "\"'"):
            quote = "" if quote else c
        elif not quote and c == "\\":
            made += "" if following == "\n" else following
            at += 1
        else:
            made += c
        at += 1
    assert not quote
    return made


def _without_shell(words: list[str]) -> list[str]:
    return words[3:] if words[:2] == ["/bin/sh", "-c"] else words


@given(COMMANDS)
@example(NASTY)
@example(("/a=b", "x"))
def test_a_desktop_that_follows_glib_starts_exactly_the_command(command: tuple[str, ...]) -> None:
    value = exec_value(command)
    assert "\n" not in value and "\r" not in value
    words = glib_argv(glib_string(value))
    assert not set("=%") & set(words[0]), (
        "the specification forbids the one, and GLib does not find the other"
    )
    assert _without_shell(words) == list(command)


@given(COMMANDS)
@example(NASTY)
def test_we_read_back_what_we_wrote(command: tuple[str, ...]) -> None:
    entry = read_entry(
        entry_text({"Type": "Application", "Exec": exec_value(command), "Name": string_value(" n")})
    )
    assert command_of(entry["Exec"]) == list(command)
    assert entry["Type"] == "Application" and entry["Name"] == " n"


@given(st.dictionaries(st.sampled_from(["Name", "Icon", "TryExec"]), WORDS.filter(str.isprintable)))
@example({"Name": " "})
@example({"Name": "  "})
def test_an_entry_is_one_that_others_read_too(values: dict[str, str]) -> None:
    parser = RawConfigParser(strict=True, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(entry_text({key: string_value(value) for key, value in values.items()}))
    found = {key: glib_string(raw) for key, raw in parser["Desktop Entry"].items()}
    assert found == {key: value[:1] + value[1:].rstrip() for key, value in values.items()}, (
        "configparser cuts spaces at the end; one at the begin is written as an escape"
    )


@pytest.mark.skipif(shutil.which("gio") is None, reason="gio is not installed")
@pytest.mark.parametrize(
    "folder", ["plain", "a b", "50%u", 'it\'s "q" `x` $HOME', "back\\slash", "ü", "a=b", "tab\t"]
)
def test_glib_itself_starts_it(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir()
    program, out = place / "program", place / "told"
    program.write_text(
        f"#!{sys.executable} -S\nimport json, os, sys\n"
        "with open(sys.argv[1] + '.new', 'w') as file:\n    json.dump(sys.argv[2:], file)\n"
        "os.rename(sys.argv[1] + '.new', sys.argv[1])\n"
    )
    program.chmod(0o700)
    entry = tmp_path / "entry.desktop"
    command = (str(program), str(out), *NASTY[1:])
    values = {
        "Type": "Application",
        "Name": "x",
        "Exec": exec_value(command),
        "TryExec": string_value(str(program)),
    }
    entry.write_text(entry_text(values))
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    done = subprocess.run(
        ["gio", "launch", str(entry)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    deadline = time.monotonic() + 20
    while not out.exists():
        assert time.monotonic() < deadline, "it was not started"
        time.sleep(0.02)
    assert json.loads(out.read_text()) == list(NASTY[1:])


def test_a_path_of_other_bytes_cannot_stand_in_an_entry() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        exec_value(("/bin/x", os.fsdecode(b"/\xff")))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no \\[Desktop Entry\\]"),
        ("Exec=x\n[Other]\nExec=y\n", "no \\[Desktop Entry\\]"),
    ],
)
def test_what_is_no_entry_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(NoEntryError, match=why):
        read_entry(text)


def test_an_open_quote_and_no_command_are_refused() -> None:
    with pytest.raises(NoEntryError, match="not closed"):
        command_of('"/bin/x')
    with pytest.raises(NoEntryError, match="no Exec"):
        command_of(" %U ")


def test_other_groups_comments_and_languages_do_not_count() -> None:
    text = (
        "# c\n[Desktop Entry]\nExec = a %U b\nExec=second\nName[de]=n\n\n"
        "[Desktop Action x]\nExec=other\nHidden=true\n"
    )
    entry = read_entry(text)
    assert command_of(entry["Exec"]) == ["a", "b"] and "Hidden" not in entry and "Name" not in entry

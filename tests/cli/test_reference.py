"""The page about the command line says what the program does."""

from __future__ import annotations

from skelly_tray.cli.reference import reference
from skelly_tray.cli.registry import commands
from skelly_tray.config.resources import resource


def test_the_reference_page_is_current() -> None:
    page = resource("guide/commands.md").read_text(encoding="utf-8")
    assert page == reference(), "run: python -m skelly_tray.cli.reference > resources/guide/commands.md"


def test_every_command_and_option_is_on_it() -> None:
    page = reference()
    for command in commands():
        assert f"## `skelly-tray {command.name}" in page
        for argument in command.arguments:
            assert argument.help in page

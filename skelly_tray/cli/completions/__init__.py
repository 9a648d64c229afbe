"""Completion of the command line in shells, made from the commands themselves: one file a shell, with a `script()`.

The scripts start nothing: module ids are the names of the files in the configuration folder, read by the shell.
"""

from __future__ import annotations

from importlib import import_module

SHELLS = ("bash", "fish", "zsh")
"""To add one: a file here, and its name."""


def script(shell: str) -> str:
    """The text that the shell reads, ending in a newline. shell: one of SHELLS."""
    text: str = import_module(f"skelly_tray.cli.completions.{shell}").script()
    return text

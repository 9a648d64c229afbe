"""Whether the program of a module can be found as things stand: told before a start that would fail for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from skelly_tray.domain.descriptor import ModuleDescriptor


def missing_program(descriptor: ModuleDescriptor, environment: Mapping[str, str]) -> str | None:
    """A sentence, or None when the program is there or that cannot be told from here.

    environment: what modules inherit. It is a warning only: what is missing may be installed later.
    """
    program = descriptor.command[0]
    if descriptor.user is not None or (
        os.sep in program and not Path(program).is_absolute() and program[0] != "~"
    ):
        return None  # found with the eyes of another user, or from the folder that it runs in
    added = descriptor.env.get("PATH")
    if added is not None and not isinstance(added, str):
        return None
    if shutil.which(program, path=added or environment.get("PATH", os.defpath)):
        return None
    return f"command: there is no program {_quoted(program)} here{_advice(program)}"


def _quoted(program: str) -> str:
    return '"' + "".join(letter if letter.isprintable() else "?" for letter in program[:120]) + '"'


def _advice(program: str) -> str:
    if program.startswith("~"):
        return "; ~ is not expanded, $HOME is"
    if any(letter.isspace() for letter in program):
        return '; each word is a text of its own, and a shell line is ["sh", "-c", "…"]'
    return ""

"""The recipes of CONTRIBUTING.md work: what their examples say is done to a copy of the tree, and run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(r"^```(diff|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"\s+# → ")


@dataclass(frozen=True)
class Recipe:
    """blocks: (kind, text) in their order."""

    title: str
    blocks: tuple[tuple[str, str], ...]


def recipes() -> Iterator[Recipe]:
    for part in DOCUMENT.split("\n### ")[1:]:
        title, _, text = part.partition("\n")
        if blocks := tuple(BLOCK.findall(text)):
            yield Recipe(title, blocks)


class NotApplicableError(Exception):
    """What the recipe wants to change is not in the file, or more than once."""


def changed(text: str, lines: list[str]) -> str:
    """With one hunk put in: its lines with a blank or a minus are there exactly once, one after the other."""
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-", ""))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+", ""))
    if not old or text.count(old) != 1:
        raise NotApplicableError(f"{text.count(old)} times there:\n{old}")
    return text.replace(old, new)


def apply(block: str, root: Path) -> None:
    head, *lines = block.rstrip("\n").split("\n")
    sign, _, name = head.partition(" ")
    path = root / name
    if sign == "+++":
        assert not path.exists() and all(line.startswith("+") for line in lines), name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line[1:]}\n" for line in lines), encoding="utf-8")
        return
    text, hunk = path.read_text("utf-8"), list[str]()
    for line in (*lines, "..."):
        if line != "...":
            hunk.append(line)
        elif any(each[:1] in "+-" for each in hunk):
            text, hunk = changed(text, hunk), []
        else:  # only where the next one is
            hunk = []
    path.unlink()  # it may be the very file of the tree
    path.write_text(text, encoding="utf-8")


def run(line: str, root: Path) -> None:
    command, _, expected = SAID.sub("\x00", line, count=1).partition("\x00")
    command = re.sub(r"^skelly-tray\b", f"{shlex.quote(sys.executable)} -m skelly_tray", command)
    command = re.sub(r"^python\b", shlex.quote(sys.executable), command)
    environment = {
        **os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert expected in done.stdout + done.stderr, f"{command}\n{done.stdout}{done.stderr}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Of the program and its documents; as links, for it is much."""
    for name in ("skelly_tray", "resources"):
        shutil.copytree(
            ROOT / name, tmp_path / name, copy_function=_link, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy(source, target)


@pytest.mark.parametrize("recipe", list(recipes()), ids=lambda recipe: recipe.title)
def test_an_example_does_what_it_says(recipe: Recipe, copy: Path) -> None:
    kept = {path: path.read_bytes() for path in (ROOT / "skelly_tray").rglob("*.py")}
    for kind, text in recipe.blocks:
        if kind == "diff":
            apply(text, copy)
        else:
            for line in text.splitlines():
                run(line, copy)
    assert {path: path.read_bytes() for path in kept} == kept, "the tree itself is as it was"


def test_there_are_examples_of_what_is_added_most() -> None:
    titles = " ".join(recipe.title for recipe in recipes())
    for wanted in ("probe", "command", "key", "strategy", "bundled module", "format", "page"):
        assert wanted in titles


def test_what_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(NotApplicableError):
        changed("a\nb\n", [" c", "+d"])
    with pytest.raises(NotApplicableError):
        changed("a\na\n", [" a", "+d"])
    assert changed("a\nb\n", [" a", "+d"]) == "a\nd\nb\n"

"""What the documents say is so: links lead somewhere, commands are commands, names of files are files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.cli.parsing import PROGRAM
from skelly_tray.cli.registry import commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "resources" / "guide").glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)|src(?:set)?=\"([^\"]+)\"")
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(rf"^(?:\./)?{PROGRAM}\b(.*)$", re.MULTILINE)
SOURCE = re.compile(r"`((?:skelly_tray|tests|packaging|resources)/[\w./-]+\.\w+)`")

RECIPES = "CONTRIBUTING.md"
"""Its commands are of what it adds; `test_recipes.py` runs them."""

by_name = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@by_name
def test_every_link_leads_somewhere(document: Path) -> None:
    broken = []
    for first, second in LINK.findall(document.read_text("utf-8")):
        target = first or second
        if "://" in target:
            continue
        name, _, part = target.partition("#")
        file = document.parent / name if name else document
        headings = {anchor(line.lstrip("# ")) for line in _headings(file)} if file.suffix == ".md" else set()
        if not file.is_file() or (part and part not in headings):
            broken.append(target)
    assert broken == []


def _headings(file: Path) -> Iterator[str]:
    if file.is_file():
        yield from (line for line in file.read_text("utf-8").splitlines() if line.startswith("#"))


@by_name
def test_every_command_in_it_is_one(document: Path) -> None:
    known = {command.name: command for command in commands()}
    wrong = []
    for kind, block in BLOCK.findall(document.read_text("utf-8")):
        for line in CALL.findall(block) if kind == "sh" and document.name != RECIPES else ():
            words = shlex.split(line.split("&&")[0], comments=True)
            while words and words[0].startswith("-"):
                words = words[2:] if words[0] == "--home" else words[1:]
            if not words:
                continue
            command = known.get(" ".join(words[:2])) or known.get(words[0])
            options = {name for each in command.arguments for name in each.names} if command else set()
            unknown = [word for word in words[1:] if word.startswith("--") and word not in options]
            if command is None or unknown:
                wrong.append(line.strip())
    assert wrong == []


@by_name
def test_every_file_it_names_is_there(document: Path) -> None:
    names = SOURCE.findall(document.read_text("utf-8"))
    missing = [
        name for name in names if "NAME" not in name and "KIND" not in name and not (ROOT / name).exists()
    ]
    assert missing == []


def test_the_libraries_of_the_guide_are_those_that_are_set_up() -> None:
    setup = (ROOT / "packaging" / "setup.sh").read_text("utf-8")
    wanted = re.findall(r"needs_library \S+ (\S+)", setup.split("needs_qt()")[1].split("\n}")[0])
    told = (ROOT / "resources" / "guide" / "installing.md").read_text("utf-8")
    assert wanted and [name for name in wanted if f" {name}" not in told] == []


def test_every_page_of_the_guide_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = {path.name for path in (ROOT / "resources" / "guide").glob("*.md")}
    assert {name for name in pages if f"resources/guide/{name}" not in readme} == set()


def test_every_file_of_the_architecture_is_in_the_tree_and_no_package_is_forgotten() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    tree = {path.relative_to(ROOT).as_posix() for path in (ROOT / "skelly_tray").rglob("*")}
    names = {name.rstrip("/") for name in re.findall(r"`([\w./-]+(?:\.py|/))`", told)}
    lost = [
        name
        for name in names
        if not any(path.endswith(f"/{name}") for path in tree) and not (ROOT / name).exists()
    ]
    assert names and sorted(lost) == []
    packages = {path.parent.name for path in (ROOT / "skelly_tray").glob("*/__init__.py")}
    assert {name for name in packages if f"`{name}/`" not in told} == set()

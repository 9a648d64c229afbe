"""Rules of this project's own that no general checker knows: sizes, bans, and what tracked files may mention."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE, MAX_FUNCTION = 500, 80
VAGUE_NAMES = {"utils", "misc", "helpers", "common", "manager"}
PROJECT = ("skelly_tray", "tests", "packaging", "resources")
GENERATED = {".lock"}
"""Endings of files that a tool wrote: hashes in them may spell anything."""

FORBIDDEN_TEXT = {
    "a neighbour of the checkout": r"\.\./" + "shared",
    "a path of one machine": r"(?<![\w.])/(work|root|home/\w+|Users/\w+)/(?!\.)\w",
    "a package registry": "|".join(
        map(re.escape, ["pypi" + ".org", "python" + "hosted", "index" + "-url ="])
    ),
    "unfinished work": r"\b("
    + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"])
    + r")\b|NotImplemented"
    + "Error",
}
NESTED_LOOP = re.compile(r"\.exec_?\(|QMessageBox\.(warning|information|question|critical|about)\(")


def tracked() -> list[Path]:
    """Every file of the project, whether it is in a checkout or was unpacked from an archive."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        return [path for top in PROJECT for path in (ROOT / top).rglob("*") if path.is_file()]
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def sources(folder: str = "") -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / folder)]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        if path.suffix in GENERATED:
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_too_long() -> None:
    long = {name(path): lines for path in sources() if (lines := path.read_text().count("\n")) > MAX_FILE}
    assert not long


def test_no_function_is_too_long() -> None:
    long = {
        f"{name(path)}:{node.lineno} {node.name}": size
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION
    }
    assert not long


def test_every_module_says_what_it_owns() -> None:
    silent = [
        name(path)
        for path in sources()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent


def test_no_file_has_a_vague_name() -> None:
    assert not [name(path) for path in tracked() if path.stem in VAGUE_NAMES]


@pytest.mark.parametrize("what", FORBIDDEN_TEXT)
def test_no_file_mentions(what: str) -> None:
    pattern = re.compile(FORBIDDEN_TEXT[what])
    found = [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_lock_names_the_registry_it_was_made_from() -> None:
    named = [path.name for path in (ROOT / "packaging").glob("*.lock") if "://" in path.read_text()]
    assert not named


def test_no_locked_package_is_without_a_hash() -> None:
    locks = sorted((ROOT / "packaging").glob("*.lock"))
    names = ["requirements-bundle.lock", "requirements-dev.lock", "requirements.lock"]
    assert [lock.name for lock in locks] == names
    for lock in locks:
        entries = [e for e in re.split(r"(?<!\\)\n", lock.read_text()) if e.strip() and not e.startswith("#")]
        bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
        assert entries and not bare


def test_the_user_interface_opens_no_nested_event_loop() -> None:
    """`exec()` inside a task loses wake-ups; dialogs are opened by `open()` and answer by signals."""
    found = [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path in sources("skelly_tray/ui")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if NESTED_LOOP.search(line)
    ]
    assert not found, "\n".join(found)


def test_every_test_can_fail() -> None:
    """A test without an assertion, an expected exception or a checking call holds nothing."""
    idle = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in sources("tests")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not re.search(
            r"Assert\(|raises|assert|expect|check|wait|match|run|until|eventually|walk", ast.dump(node)
        )
    ]
    assert not idle


def test_the_commands_of_the_readme_are_executable_shell() -> None:
    for command in ("skelly-tray", "run-tests", ".ci/run", "packaging/lock", "packaging/build"):
        path = ROOT / command
        assert path.stat().st_mode & 0o111, f"{command} is not executable"
        subprocess.run(["sh", "-n", path], check=True)
    subprocess.run(["sh", "-n", ROOT / "packaging" / "setup.sh"], check=True)


LONG_LIVED = re.compile(r"\b(theme|_theme|watch|_watch)\.changed\.connect\((lambda|partial)\b")


def test_what_outlives_windows_is_connected_to_their_methods() -> None:
    """Qt lets go of a method with its widget; a function is called when the widget has been deleted, and keeps it."""
    assert LONG_LIVED.search("given.theme.changed.connect(lambda: x)")
    loose = [name(path) for path in sources("skelly_tray/ui") if LONG_LIVED.search(path.read_text())]
    assert not loose

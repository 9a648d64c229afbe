"""The changelog in a package: what no release has collected, else its section of CHANGELOG.md; Debian reads it."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LONG = "A `module` that " + "is told of at some length, " * 6 + "and ends."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "packaging" / "news").mkdir(parents=True)
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## Unreleased\n\nThe fragments in `packaging/news/`.\n"
    )
    (tmp_path / "packaging" / "news" / "one.fixed.md").write_text("Something **old** works.\n")
    (tmp_path / "packaging" / "news" / "two.added.md").write_text(f"{LONG}\n")
    return tmp_path


def made(root: Path, version: str = "1.2.0") -> str:
    debian_changelog = runpy.run_path(str(PACKAGING / "linux" / "news.py"))["debian_changelog"]
    text = debian_changelog(root, "skelly-tray", version, "A Builder <a@example.org>", WHEN)
    assert isinstance(text, str)
    return text


def test_what_is_new_stands_before_what_is_mended_without_marks_and_in_short_lines(root: Path) -> None:
    text = made(root)
    assert text.startswith("skelly-tray (1.2.0) unstable; urgency=medium\n\n  * A module that is told of")
    assert (
        "\n  * Something old works.\n\n -- A Builder <a@example.org>  Fri, 02 Jan 2026 03:04:05 +0000\n"
        in text
    )
    assert max(map(len, text.splitlines())) <= 80


def test_a_release_is_told_by_its_section(root: Path) -> None:
    collect = runpy.run_path(str(PACKAGING / "changelog.py"))["main"]
    assert collect(["1.2.0", "--date", "2026-01-02"], root) == 0
    (root / "packaging" / "news" / "later.changed.md").write_text("Later.\n")
    assert collect(["1.3.0", "--date", "2026-01-03"], root) == 0
    assert "Something old works." in made(root) and "Later." not in made(root)
    assert "Later." in made(root, "1.3.0") and "Something" not in made(root, "1.3.0")


@pytest.mark.skipif(not shutil.which("dpkg-parsechangelog"), reason="there is no dpkg-parsechangelog here")
def test_debian_reads_it(root: Path) -> None:
    (root / "changelog").write_text(made(root))
    command = ["dpkg-parsechangelog", "-l", root / "changelog"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (
        not done.stderr
        and "Version: 1.2.0\n" in done.stdout
        and "Maintainer: A Builder <a@example.org>\n" in done.stdout
    )

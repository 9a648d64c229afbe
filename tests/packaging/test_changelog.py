"""The changelog is made of the news fragments: all of them, once, by kind; and what is no fragment stops it."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = runpy.run_path(str(ROOT / "packaging" / "changelog.py"))
main: Callable[..., int] = PROGRAM["main"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "packaging" / "news").mkdir(parents=True)
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    shutil.copy(ROOT / "packaging" / "news" / "README.md", tmp_path / "packaging" / "news")
    return tmp_path


def fragment(root: Path, name: str, text: str) -> Path:
    path = root / "packaging" / "news" / name
    path.write_text(text)
    return path


def test_all_fragments_of_this_tree_can_be_released() -> None:
    assert main(["--check"]) == 0


def test_a_release_takes_every_fragment_once_by_kind_with_the_contract_first(root: Path) -> None:
    for name, text in (
        ("a.added.md", "An apple.\n"),
        ("z.added.md", "A zebra,\nwhich others ride (**contract**).\n"),
        ("b.fixed.md", "A bug."),
    ):
        fragment(root, name, text)
    assert main(["1.2.0", "--date", "2026-01-02"], root) == 0
    made = (root / "CHANGELOG.md").read_text()
    assert re.search(r"## Unreleased\n.*## 1\.2\.0 \(2026-01-02\)\n", made, re.DOTALL)
    assert (
        made.index("zebra, which others")
        < made.index("An apple")
        < made.index("### Fixed")
        < made.index("A bug")
    )
    assert [path.name for path in (root / "packaging" / "news").iterdir()] == ["README.md"]
    fragment(root, "c.removed.md", "A chair.")
    assert main(["1.3.0"], root) == 0
    made = (root / "CHANGELOG.md").read_text()
    assert made.index("## 1.3.0") < made.index("## 1.2.0") and made.count("A bug.") == 1


def test_a_draft_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, before = fragment(root, "a.added.md", "An apple."), (root / "CHANGELOG.md").read_text()
    assert main(["1.2.0", "--draft"], root) == 0
    assert "- An apple." in capsys.readouterr().out
    assert path.exists() and (root / "CHANGELOG.md").read_text() == before


@pytest.mark.parametrize(
    ("name", "text", "version", "why"),
    [
        ("a.new.md", "An apple.", "1.0.0", "a.new.md"),
        ("a.md", "An apple.", "1.0.0", "a.md"),
        ("a.added.md", "An apple", "1.0.0", "no whole sentence"),
        ("a.added.md", "An apple.", "next", "no version"),
        (None, "", "1.0.0", "nothing in"),
    ],
)
def test_what_cannot_be_released_is_named_and_nothing_is_done(
    root: Path, name: str | None, text: str, version: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "CHANGELOG.md").read_text()
    path = fragment(root, name, text) if name else None
    assert main([version], root) == 1
    assert why in capsys.readouterr().err
    assert (root / "CHANGELOG.md").read_text() == before and (path is None or path.exists())

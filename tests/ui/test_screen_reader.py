"""What a screen reader gets over the accessibility bus of a real desktop: every view, read from another process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.desktop import Desktop, Talk, until
from tests.tools.screen_reader import ScreenReader, Thing, launcher

LACKS = Desktop.missing() or ("" if launcher() else "at-spi2-core")
pytestmark = [pytest.mark.display, pytest.mark.skipif(bool(LACKS), reason=f"{LACKS} is not installed")]

WITHOUT_NAMES = (
    "filler",
    "panel",
    "layered pane",
    "splitter",
    "scroll bar",
    "separator",
    "grip",
    "graphic",
    "label",
)
"""What holds other things, and empty places for text."""


@pytest.fixture
def reader(desktop: Desktop) -> Iterator[ScreenReader]:
    made = ScreenReader(desktop)
    yield made
    made.close()


@pytest.fixture
def subject(desktop: Desktop, reader: ScreenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
    talk = desktop.start("tests.tools.spoken_subject", str(tmp_path))
    assert talk.next("title") == "Skelly Tray"
    until(reader.windows, "the program is on the accessibility bus")
    return talk


def view_after(talk: Talk) -> tuple[str | None, str]:
    """The next view, and the title of its window."""
    assert talk.process.stdin
    talk.process.stdin.write('{"next": true}\n')
    view = talk.next("view")
    told = talk.told[-1]
    talk.next("obeyed")
    return view, str(told["title"])


@pytest.mark.timeout(240)
def test_every_view_is_told_in_words(subject: Talk, reader: ScreenReader) -> None:
    silent, roles, views = list[str](), set[str](), 0
    while True:
        view, title = view_after(subject)
        if view is None:
            break
        views += 1
        told: list[Thing] = reader.read(title)
        assert len(told) > 5, (view, title)
        roles |= {thing.role for thing in told}
        silent += [f"{view}: {thing}" for thing in told if not thing.name and thing.role not in WITHOUT_NAMES]
        silent += [
            f"{view}: {thing}" for thing in told if thing.focusable and thing.role == "filler" and thing.name
        ]
    assert not silent, "\n".join(silent)
    assert views > 30
    assert {
        "chart",
        "table",
        "tree",
        "page tab",
        "push button",
        "check box",
        "radio button",
        "text",
        "cell",
    } <= roles


def test_rows_say_their_state_and_curves_what_they_show(subject: Talk, reader: ScreenReader) -> None:
    _, title = view_after(subject)
    told = reader.read(title)
    cells = [thing.name for thing in told if thing.role == "cell"]
    assert any(name.startswith("AI companion, failed") for name in cells)
    assert any(name.startswith("State degraded") for name in cells)
    curves = {thing.name: thing.description for thing in told if thing.role == "chart"}
    assert curves.keys() >= {"CPU", "Memory", "Health and response"}
    assert all("the last 10 min" in words for words in curves.values())

"""Revisions: every change can be looked at and gone back to, whatever happened to the folder in between."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.errors import ConfigError
from skelly_tray.config.home import find_home
from skelly_tray.config.revisions import (
    COMMITTED,
    REJECTED,
    ROLLED_BACK,
    NoSuchRevisionError,
    Revisions,
)
from skelly_tray.config.texts import Texts
from skelly_tray.keeper import durable

WEB = "modules/web.toml"


def web(text: str, **overrides: Any) -> Texts:
    return Texts({WEB: text, "orchestrator.toml": ""}, {}, overrides)


def add(kept: Revisions, before: Texts, after: Texts, why: str = "", by: str = "cli") -> int:
    return kept.add(before, after, by=by, why=why, at=1000.5)


@pytest.fixture
def kept(tmp_path: Path) -> Revisions:
    return Revisions(find_home(str(tmp_path)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "revisions"


def test_the_first_change_keeps_also_what_was_before_it(kept: Revisions) -> None:
    rev = add(kept, web("a = 1\n"), web("a = 2\n", x=1), "why not")
    assert rev == 2 and [one.rev for one in kept.list()] == [1, 2]
    assert kept.texts_at(1) == web("a = 1\n") and kept.texts_at(2) == web("a = 2\n", x=1)
    assert kept.before(2) == web("a = 1\n") and kept.before(1) == Texts()
    assert kept.get(2).row() == {
        "rev": 2, "at": 1000.5, "by": "cli", "why": "why not", "changed": [WEB, "x"],
        "verdict": "pending", "verdict_why": "",
    }  # fmt: skip


def test_texts_come_back_byte_for_byte_and_references_stay_references(kept: Revisions) -> None:
    text = '# é\r\nenv.T = { secret = "web" }\r\n'
    rev = add(kept, Texts(), Texts({WEB: text}, {}, {"modules.web.env.U": {"secret": "u"}}))
    assert kept.texts_at(rev).files[WEB] == text
    assert kept.texts_at(rev).overrides == {"modules.web.env.U": {"secret": "u"}}


def test_a_file_that_cannot_be_read_counts_as_unchanged(kept: Revisions) -> None:
    refused = Texts({}, {WEB: ConfigError(WEB, "", "is a symbolic link")})
    assert kept.get(add(kept, web("a = 1\n"), refused)).changed == ("orchestrator.toml",)


def test_what_was_changed_without_us_becomes_a_revision_of_its_own(kept: Revisions) -> None:
    add(kept, web("a"), web("b"))
    assert add(kept, web("by hand"), web("c")) == 4
    assert kept.texts_at(3) == kept.before(4) == web("by hand")
    assert kept.get(3).by == "file"


def test_a_change_after_a_roll_back_is_told_from_what_was_in_effect(kept: Revisions) -> None:
    kept.mark(add(kept, web("a"), web("bad")), ROLLED_BACK)
    rev = add(kept, web("a"), web("good"))
    assert rev == 3 and kept.before(rev) == web("a")


def test_a_verdict_is_kept_with_its_reason(kept: Revisions) -> None:
    rev = add(kept, web("a"), web("b"))
    kept.mark(rev, ROLLED_BACK, "web became unhealthy")
    assert (kept.get(rev).verdict, kept.get(rev).verdict_why) == (ROLLED_BACK, "web became unhealthy")
    kept.mark(99, COMMITTED)
    with pytest.raises(ValueError, match="no verdict"):
        kept.mark(rev, "fine")


def test_the_way_back_passes_over_what_did_not_work(kept: Revisions) -> None:
    assert kept.last_good() is None
    good = add(kept, web("a"), web("b"))
    kept.mark(good, COMMITTED)
    for verdict in (REJECTED, ROLLED_BACK):
        kept.mark(add(kept, web("b"), web("c")), verdict)
        back = kept.last_good()
        assert back is not None and back.rev == good
    newest = add(kept, web("b"), web("d"))
    back = kept.last_good()
    assert back is not None and back.rev == good and newest == 5


def test_each_text_is_stored_once(kept: Revisions, folder: Path) -> None:
    for n in range(10):
        add(kept, web("same"), web("same" if n % 2 else "other"))
    # both texts, the empty orchestrator.toml, the overrides, the index
    assert len(list(folder.iterdir())) == 5


def test_the_oldest_go_first_and_their_texts_with_them(tmp_path: Path, folder: Path) -> None:
    kept = Revisions(find_home(str(tmp_path)), most=3)
    for n in range(8):
        add(kept, web(f"{n}"), web(f"{n + 1}"))
    assert [one.rev for one in kept.list()] == [7, 8, 9]
    assert kept.texts_at(7) == web("6") and len(list(folder.iterdir())) == 3 + 3
    with pytest.raises(NoSuchRevisionError, match="no revision 6"):
        kept.texts_at(6)


def test_bytes_are_bounded_too_and_one_to_go_back_to_is_always_left(tmp_path: Path, folder: Path) -> None:
    kept = Revisions(find_home(str(tmp_path)), most_bytes=2500)
    for n in range(6):
        add(kept, web(str(n) * 1000), web(str(n + 1) * 1000))
    assert len(kept.list()) == 2
    tight = Revisions(find_home(str(tmp_path)), most_bytes=10)
    add(tight, web("6" * 1000), web("7" * 1000))
    assert len(tight.list()) == 2 and sum(p.stat().st_size for p in folder.iterdir()) < 4000


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) - 25],
        lambda text: text.rsplit("\n", 2)[0] + '\n{"rev": 3\n',
        lambda text: text.rsplit("\n", 2)[0] + '\n{"rev": "x"}\n[]\n7\nnull\n\xff\n',
        lambda text: text.rsplit("\n", 2)[0] + "\n" + "[" * 100_000 + "\n",
    ],
)
def test_a_torn_or_foreign_line_costs_only_itself(
    kept: Revisions, folder: Path, spoil: Callable[[str], str]
) -> None:
    add(kept, web("a"), web("b"))
    add(kept, web("b"), web("c"))
    index = folder / "index.jsonl"
    index.write_text(spoil(index.read_text()), encoding="latin-1")
    assert [one.rev for one in kept.list()] == [1, 2]
    assert kept.texts_at(2) == web("b")
    assert add(kept, web("b"), web("d")) == 3


def test_a_hash_in_the_index_is_no_way_out_of_the_folder(kept: Revisions, folder: Path) -> None:
    add(kept, web("a"), web("b"))
    index = folder / "index.jsonl"
    hashes = kept.get(2).files[WEB]
    index.write_text(index.read_text().replace(hashes, "../../secret"))
    assert [one.rev for one in kept.list()] == [1]


def test_a_text_that_is_gone_or_was_changed_is_said_and_never_restored(kept: Revisions, folder: Path) -> None:
    add(kept, web("a"), web("b"))
    (folder / kept.get(2).files[WEB]).write_text("evil")
    (folder / kept.get(1).files[WEB]).unlink()
    with pytest.raises(NoSuchRevisionError, match="was changed since"):
        kept.texts_at(2)
    with pytest.raises(NoSuchRevisionError, match="is gone"):
        kept.texts_at(1)
    assert kept.texts_at(add(kept, web("c"), web("b"))) == web("b"), "a spoilt text is stored anew"


def test_all_of_it_is_ours_alone(kept: Revisions, folder: Path) -> None:
    before = os.umask(0)
    try:
        add(kept, web("a"), web("b"))
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("failing", range(5))
def test_a_write_that_fails_leaves_the_revisions_as_they_were(
    kept: Revisions, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    add(kept, web("a"), web("b"))
    known, written, real = kept.list(), iter(range(100)), durable.replace_file

    def full(path: str, content: bytes) -> None:
        if next(written) == failing:
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(durable, "replace_file", full)
    after = Texts({WEB: "c", "modules/db.toml": "d", "modules/x.toml": "e"}, {}, {"x": 1})
    with pytest.raises(OSError, match="No space"):
        add(kept, web("b"), after)
    assert kept.list() == known and kept.texts_at(2) == web("b")
    monkeypatch.undo()
    assert add(kept, web("b"), after) == 3 and kept.texts_at(3) == after


def test_an_index_that_cannot_be_read_is_not_taken_for_an_empty_one(kept: Revisions, folder: Path) -> None:
    add(kept, web("a"), web("b"))
    index = folder / "index.jsonl"
    index.unlink()
    index.mkdir()
    with pytest.raises(OSError, match="is not a regular file"):
        add(kept, web("b"), web("c"))
    assert len(list(folder.iterdir())) > 3

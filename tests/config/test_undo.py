"""A change of several files that was broken off anywhere is taken back whole; what somebody else wrote since stays."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skelly_tray.config import writing
from skelly_tray.config.home import Home
from skelly_tray.config.load import prepared
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.undo import LEFT, NAME, TAKEN_BACK, Part, begin, do, settle, unfinished
from skelly_tray.config.writing import ChangedMeanwhileError, one_at_a_time, write_texts
from skelly_tray.keeper import durable
from tests.config.writers import home_in
from tests.disk import as_of_the_dead, broken_from, failing, killed_at, leftovers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a disk of POSIX calls")

A, B, C = "modules/a.toml", "modules/b.toml", "modules/c.toml"
NAMES = ("orchestrator.toml", A, B, C, "modules/a.schema.json")
BEFORE = Texts({A: "# old a\n", B: "# old b\n"}, {}, {"modules.a.url": "old"})
AFTER = Texts({A: "# new a\n", C: "# new c\n"}, {}, {"modules.a.url": "new"})


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = home_in(tmp_path)
    change(made, Texts(), BEFORE)
    return made


def change(home: Home, before: Texts, after: Texts) -> None:
    with one_at_a_time(home):
        write_texts(home, before, after)


def half(home: Home, *done: str) -> None:
    """As a change from BEFORE to AFTER was when it was killed after these files."""
    parts = [
        Part(A, b"# old a\n", b"# new a\n"),
        Part(C, None, b"# new c\n"),
        Part(B, b"# old b\n", None),
    ]
    begin(home, parts)
    for part in parts:
        if part.name in done:
            do(home, part)


def told(home: Home) -> list[str]:
    return [str(warning) for warning in prepared(home)[1]]


def test_a_start_takes_back_what_was_broken_off_and_tells_of_it(home: Home) -> None:
    half(home, A, C)
    assert told(home) == [f"{name}: {TAKEN_BACK}" for name in (A, C, B)]
    assert read_texts(home) == BEFORE and not unfinished(home)
    assert told(home) == []


def test_the_next_change_takes_it_back_first(home: Home) -> None:
    half(home, A, C, B)
    with one_at_a_time(home) as warnings:
        assert len(warnings) == 3 and read_texts(home) == BEFORE


@pytest.mark.parametrize("name", [A, B, C])
@pytest.mark.parametrize("text", ["# mine\n", None])
def test_what_somebody_else_wrote_after_the_crash_stays(home: Home, name: str, text: str | None) -> None:
    half(home, A, C, B)
    path = home.config / name
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text)
        path.chmod(0o600)
    is_now = {**BEFORE.files, name: text}
    if text is None and name != A:
        is_now = dict(BEFORE.files)  # one that is not there is as the change, or the time before it, had it
    warnings = told(home)
    assert read_texts(home).files == {n: t for n, t in is_now.items() if t is not None}
    left = [line for line in warnings if line.endswith(LEFT)]
    assert left == ([f"{name}: {LEFT}"] if is_now != BEFORE.files else [])


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("put", [a_link, a_folder, a_fifo])
def test_what_is_no_text_there_now_is_somebody_elses_too(home: Home, put: Callable[[Path], None]) -> None:
    half(home, A)
    put(home.config / A)
    assert f"{A}: {LEFT}" in told(home)
    assert not (home.config / A).is_file() or (home.config / A).is_symlink()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        '{"parts": 5}',
        '{"parts": [{"name": "../../x", "before": "x", "after": null, "aside": ""}]}',
        '{"parts": [{"name": "modules/../../x.toml", "before": "x", "after": null, "aside": ""}]}',
        '{"parts": [{"name": "modules/a.toml", "before": "x", "after": null, "aside": "../b.unreadable"}]}',
        '{"parts": [{"name": "modules/a.toml", "before": 5, "after": "# old a\\n", "aside": ""}]}',
    ],
)
def test_a_record_that_is_not_ours_changes_nothing_and_is_set_aside(home: Home, content: str) -> None:
    path = home.state / NAME
    path.write_text(content)
    path.chmod(0o600)
    (line,) = told(home)
    assert "has a content that is not ours" in line and f"{NAME}.unreadable" in line
    assert read_texts(home) == BEFORE and not unfinished(home) and told(home) == []


def test_a_record_that_others_could_have_written_changes_nothing(home: Home) -> None:
    half(home, A)
    (home.state / NAME).chmod(0o666)
    (line,) = told(home)
    assert "can be written by everybody" in line
    assert (home.config / A).read_text() == "# new a\n"


def test_a_file_saved_while_the_change_was_being_considered_is_not_written_over(home: Home) -> None:
    (home.config / A).write_text("# mine\n")
    with pytest.raises(ChangedMeanwhileError, match=r"a\.toml was changed by somebody else meanwhile"):
        change(home, BEFORE, AFTER)
    assert read_texts(home).files == {**BEFORE.files, A: "# mine\n"} and not unfinished(home)


def test_a_file_that_cannot_be_read_just_now_is_not_taken_for_a_broken_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = found = read_texts(home)
    numbers = 0
    for number in range(1, 12):
        with failing(monkeypatch, number, 24), suppress(OSError):
            found = read_texts(home)
        if found.refused.keys() - {"orchestrator.toml"}:
            numbers += 1
            with pytest.raises(OSError, match=r"changed by somebody else|Too many open files"):
                change(home, found, Texts({A: "# new\n", B: "# new\n"}, {}, AFTER.overrides))
            assert read_texts(home) == seen
    assert numbers >= 3


def test_a_disk_that_does_not_even_take_the_old_back_does_so_at_the_next_start(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    halves = late = 0
    for number in range(1, 200):
        with broken_from(monkeypatch, number, 5) as hit:
            try:
                change(home, BEFORE, AFTER)
                failed = False
            except OSError:
                failed = True
        as_of_the_dead(home.config.parent)
        halves += failed and read_texts(home) not in (BEFORE, AFTER)
        told(home)
        assert leftovers(home.config.parent) == [] and not unfinished(home)
        if not failed:
            break
        if read_texts(home) == AFTER:  # the record was removed, which only could not be confirmed
            late += 1
            change(home, AFTER, BEFORE)
        assert read_texts(home) == BEFORE, f"call {number}, {hit}"
    assert halves and late <= 3 and read_texts(home) == AFTER


def test_while_one_file_cannot_be_taken_back_the_record_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = durable.replace_file, (str(home.config / C), str(home.config / A))
    written: list[str] = []

    def refuse(path: str, content: bytes) -> None:
        if path == refused[0] or (path == refused[1] and path in written):
            raise OSError(5, "Input/output error")
        written.append(path)
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_file", refuse)
        with pytest.raises(OSError, match="Input/output"):
            change(home, BEFORE, AFTER)
        assert unfinished(home) and (home.config / A).read_text() == "# new a\n"
        (line,) = told(home)
        assert "cannot be taken back now: Input/output error" in line and unfinished(home)
    assert len(told(home)) == 4 and read_texts(home) == BEFORE and not unfinished(home)


def test_every_file_that_could_not_be_read_is_kept_beside_its_successor(home: Home) -> None:
    for content in (b"\xff", b"\xfe"):
        (home.config / A).write_bytes(content)
        found = read_texts(home)
        change(home, found, replace(found, files={**found.files, A: "# new\n"}, refused={}))
        assert (home.config / A).read_text() == "# new\n"
    kept = sorted((p.name, p.read_bytes()) for p in home.modules_dir.glob("*.unreadable*"))
    assert kept == [("a.toml.unreadable", b"\xff"), ("a.toml.unreadable1", b"\xfe")]


def test_folders_that_are_gone_are_made_for_us_alone(home: Home) -> None:
    shutil.rmtree(home.modules_dir)
    shutil.rmtree(home.state)
    write_texts(home, Texts(), AFTER)
    assert read_texts(home) == AFTER
    assert {folder.stat().st_mode & 0o777 for folder in (home.modules_dir, home.state)} == {0o700}


def test_a_start_does_not_wait_for_ever_for_a_command_that_was_stopped(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.05)
    half(home, A)
    script = f"import fcntl, os, signal; f = os.open({str(home.state / writing.LOCK)!r}, os.O_RDWR)\n"
    script += "fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True); signal.pause()"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"1\n"
        os.kill(holder.pid, signal.SIGSTOP)
        (line,) = told(home)
        holder.kill()
    assert "cannot be taken back now" in line and "held by another command" in line
    assert len(told(home)) == 3 and read_texts(home) == BEFORE


def test_who_only_looks_takes_nothing_back(home: Home) -> None:
    from skelly_tray.config.load import load

    half(home, A)
    load(home, record=False)
    assert unfinished(home) and (home.config / A).read_text() == "# new a\n"


texts_of_files = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from(("# 1\n", "# 2\r\n", "# ä\n", "x" * 5000))
)
some_overrides = st.dictionaries(st.sampled_from(("modules.a.url", "modules.b.url")), st.integers(0, 2))
some_texts = st.builds(lambda files, overrides: Texts(files, {}, overrides), texts_of_files, some_overrides)


@contextmanager
def made(before: Texts) -> Iterator[Home]:
    with TemporaryDirectory() as folder:
        home = home_in(Path(folder))
        change(home, Texts(), before)
        yield home


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=some_texts,
    after=some_texts,
    kill=st.integers(1, 140),
    again=st.lists(st.integers(1, 60), max_size=2),
    edited=st.sets(st.sampled_from(NAMES), max_size=2),
)
def test_killed_at_any_call_and_again_while_it_is_taken_back_no_mixture_is_left(
    monkeypatch: pytest.MonkeyPatch,
    before: Texts,
    after: Texts,
    kill: int,
    again: list[int],
    edited: set[str],
) -> None:
    with made(before) as home:
        with killed_at(monkeypatch, kill) as hit:
            change(home, before, after)
        for name in edited:
            (home.config / name).write_text("# of somebody else\n")
            (home.config / name).chmod(0o600)
        for number in again:
            with killed_at(monkeypatch, number):
                settle(home)
        as_of_the_dead(home.config.parent)
        told(home)
        found = read_texts(home)
        assert found.refused == {} and leftovers(home.config.parent) == [] and not unfinished(home)
        assert all(found.files[name] == "# of somebody else\n" for name in edited)
        rest = {name: text for name, text in found.files.items() if name not in edited}

        def of(texts: Texts) -> tuple[dict[str, str], object]:
            return {n: t for n, t in texts.files.items() if n not in edited}, texts.overrides

        assert (rest, found.overrides) in ([of(before), of(after)] if hit else [of(after)])

"""The audit log on disk: torn lines, cut ends, rotation, two writers, sessions without a keyring, a full disk."""

from __future__ import annotations

import errno
import os
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.audit import audit_file, files
from skelly_tray.adapters.audit.audit_file import AuditFile
from skelly_tray.adapters.audit.chain import parse
from skelly_tray.adapters.audit.files import NAME, note, read_files
from skelly_tray.adapters.audit.log import AuditLog, verify_files
from skelly_tray.config.file_lock import locked
from tests.adapters.audit.vaults import MemoryVault
from tests.disk import broken_from, failing, killed_at, unsynced


def entries(state: Path) -> list[dict[str, Any]]:
    found = [parse(line) for _, content in read_files(state) for line in content.splitlines()]
    return [entry for entry in found if entry]


def filled(state: Path, vault: MemoryVault, count: int = 5) -> AuditLog:
    log = AuditLog(state, vault)
    log.append([note(f"entry {number}", {}) for number in range(count)])
    log.anchor()
    return log


def test_a_torn_last_line_is_moved_into_an_entry_and_called_no_tampering(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    with (tmp_path / NAME).open("ab") as stream:
        stream.write(b'{"by":"cl')
    torn = verify_files(tmp_path, vault)
    assert (torn.verdict, torn.incomplete) == ("whole", True)
    AuditLog(tmp_path, vault)
    assert entries(tmp_path)[-1]["detail"] == {"bytes": 9, "torn": '{"by":"cl'}
    assert (verify_files(tmp_path, vault).verdict, verify_files(tmp_path, vault).incomplete) == (
        "whole",
        False,
    )


@pytest.mark.parametrize("left", [0, 3])
def test_a_cut_end_stays_broken_after_another_start(tmp_path: Path, left: int) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    path = tmp_path / NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:left]) + b'{"half')
    assert verify_files(tmp_path, vault).wrong == "tail cut"
    log = filled(tmp_path, vault)
    assert log.verify().verdict == "broken"
    assert verify_files(tmp_path, vault).verdict == "broken"


def test_old_files_are_dropped_and_the_rest_stays_whole(tmp_path: Path) -> None:
    vault = MemoryVault()
    log = AuditLog(tmp_path, vault, max_bytes=2000, keep=2)
    for number in range(60):
        log.append([note(f"entry {number}", {})])
    log.anchor()
    files = read_files(tmp_path)
    assert len(files) == 3 and entries(tmp_path)[0]["seq"] > 1
    assert verify_files(tmp_path, vault).verdict == "whole"
    (tmp_path / files[0][0]).unlink()
    assert verify_files(tmp_path, vault).wrong == "removed"


def test_old_files_that_were_dropped_while_the_keyring_was_silent_are_no_tampering(tmp_path: Path) -> None:
    vault = MemoryVault()
    log = AuditLog(tmp_path, vault, max_bytes=SMALL, keep=1)
    log.append([note("anchored", {})])
    log.anchor()
    vault.closed = True
    write_some(log, [], anchored=False)
    vault.closed = False
    found = verify_files(tmp_path, vault)
    assert (found.verdict, found.wrong) == ("unknown", "anchor missing")
    assert "an anchor of an entry that was dropped since" in found.text
    log.append([note("one more", {})])
    log.anchor()
    assert verify_files(tmp_path, vault).verdict == "whole"


def test_a_rotation_is_anchored_before_the_next_one_drops_what_the_anchor_names(tmp_path: Path) -> None:
    vault = MemoryVault()
    write_some(AuditLog(tmp_path, vault, max_bytes=SMALL, keep=1), [], anchored=False)
    assert len(read_files(tmp_path)) == 2 and entries(tmp_path)[0]["seq"] > 1
    assert verify_files(tmp_path, vault).verdict == "whole"


def test_what_is_acknowledged_outlives_a_loss_of_power(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = AuditLog(tmp_path, MemoryVault(), max_bytes=SMALL, keep=1)
    with unsynced(monkeypatch) as found:
        for number in range(12):
            log.append([note(f"entry {number}", {"text": "x" * 300})])
            assert not found, number
    assert len(read_files(tmp_path)) == 2


def test_two_writers_write_one_chain(tmp_path: Path) -> None:
    vault = MemoryVault()
    one, two = AuditLog(tmp_path, vault), AuditLog(tmp_path, vault)
    for number in range(10):
        (one, two)[number % 2].append([note(f"entry {number}", {})])
    two.anchor()
    assert [entry["seq"] for entry in entries(tmp_path)] == list(range(1, 11))
    assert verify_files(tmp_path, vault).verdict == "whole"


def test_without_a_keyring_only_the_session_itself_can_verify(tmp_path: Path) -> None:
    vault = MemoryVault()
    vault.closed = True
    log = filled(tmp_path, vault)
    assert "within this session only" in entries(tmp_path)[0]["what"]
    assert log.verify().verdict == "whole"
    assert verify_files(tmp_path, vault).verdict == "unknown"


def modes(folder: Path) -> set[str]:
    return {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}


def written_in_every_way(state: Path) -> None:
    """New files, rotated ones, and a torn line that is moved."""
    vault = MemoryVault()
    log = AuditLog(state, vault, max_bytes=600, keep=2)
    for number in range(10):
        log.append([note(f"entry {number}", {})])
    log.anchor()
    with (state / NAME).open("ab") as stream:
        stream.write(b'{"by":"cl')
    AuditLog(state, vault, max_bytes=600, keep=2).append([note("after a torn line", {})])
    assert len(read_files(state)) == 3 and verify_files(state, vault).verdict == "whole"


def test_files_are_private_from_their_first_moment_whatever_the_umask_leaves_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without what sets their mode afterwards: a file that is private only then was open to all before."""
    monkeypatch.setattr(os, "fchmod", lambda *_: None)
    former = os.umask(0)
    try:
        for umask in range(0o100):
            os.umask(umask)
            state = tmp_path / oct(umask)
            written_in_every_way(state)
            assert modes(state) == {"0o600"} and oct(state.stat().st_mode & 0o777) == "0o700", oct(umask)
    finally:
        os.umask(former)


def test_a_log_that_somebody_has_opened_to_others_is_private_with_the_next_entry(tmp_path: Path) -> None:
    vault = MemoryVault()
    log = filled(tmp_path, vault)
    for mode in (0o666, 0o644, 0o640, 0o604):
        (tmp_path / NAME).chmod(mode)
        log.append([note("one more", {})])
        assert modes(tmp_path) == {"0o600"}


def test_a_link_in_place_of_the_log_is_refused(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    state = tmp_path / "state"
    state.mkdir()
    (state / NAME).symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"):
        filled(state, MemoryVault())
    assert victim.read_text() == "mine"


SMALL = 1500
"""Bytes after which a file is full, so that a few entries rotate it."""


def write_some(log: AuditLog, acknowledged: list[str], *, anchored: bool = True) -> None:
    """Over two rotations, the second of which drops a file, with an anchor in between."""
    for number in range(8):
        log.append([note(f"entry {number}", {}), note(f"entry {number}, second", {"text": "x" * 300})])
        acknowledged += [f"entry {number}", f"entry {number}, second"]
        if anchored and number % 3 == 0:
            log.anchor()


def lost(state: Path, acknowledged: list[str]) -> list[str]:
    """Of what was acknowledged, what is not there in its order; what rotation dropped is not meant."""
    told = [entry["what"] for entry in entries(state) if entry["kind"] == "audit"]
    found = [what for what in told if what.startswith("entry")]
    begin = acknowledged.index(found[0]) if found and found[0] in acknowledged else 0
    return [] if found[: len(acknowledged) - begin] == acknowledged[begin:] else acknowledged


def test_killed_in_any_call_a_writer_loses_nothing_acknowledged_and_is_never_called_tampering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits: Counter[str] = Counter()
    torn = 0
    for number in count(1):
        state, vault, acknowledged = tmp_path / str(number), MemoryVault(), list[str]()
        log = AuditLog(state, vault, max_bytes=SMALL, keep=1)
        log.anchor()
        with killed_at(monkeypatch, number) as hit:
            write_some(log, acknowledged)
        found = verify_files(state, vault)
        assert found.verdict == "whole", (number, hit, found)
        assert not lost(state, acknowledged), (number, hit)
        torn += found.incomplete
        log = AuditLog(state, vault, max_bytes=SMALL, keep=1)
        log.append([note("after the crash", {})])
        log.anchor()
        found = log.verify()
        assert (found.verdict, found.incomplete) == ("whole", False), (number, hit, found)
        assert not lost(state, acknowledged), (number, hit)
        hits.update(hit)
        if not hit:
            break
    assert torn and {"open", "write", "fsync", "rename", "unlink", "close"} <= hits.keys(), hits


@pytest.mark.parametrize(
    "trouble", [failing, broken_from], ids=["one call fails", "all calls fail from there on"]
)
def test_where_any_call_fails_nothing_acknowledged_is_lost_and_the_chain_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Any
) -> None:
    failed = 0
    for number in count(1):
        state, vault, acknowledged = tmp_path / str(number), MemoryVault(), list[str]()
        log = AuditLog(state, vault, max_bytes=SMALL, keep=1)
        log.anchor()
        with trouble(monkeypatch, number, errno.ENOSPC) as hit:
            try:
                write_some(log, acknowledged)
            except OSError:
                failed += 1
        assert verify_files(state, vault).verdict != "broken", (number, hit)
        assert not lost(state, acknowledged), (number, hit)
        if trouble is failing and hit and hit[0] in ("write", "fsync"):
            told = [entry["what"] for entry in entries(state) if entry["what"].startswith("entry")]
            assert told == acknowledged[len(acknowledged) - len(told) :], "all or none"
            assert not verify_files(state, vault).incomplete
        log.append([note("when there is room again", {})])
        log.anchor()
        assert log.verify().verdict == "whole", (number, hit, log.verify())
        assert not lost(state, acknowledged), (number, hit)
        if not hit:
            break
    assert failed > 50


def test_the_thread_writes_anchors_and_answers_and_counts_what_it_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, issues = MemoryVault(), list[tuple[str, str]]()
    audit = AuditFile(tmp_path, vault, lambda i, title, _: issues.append((i, title)), lambda call: call())
    assert audit.verify().result(10).verdict == "whole"
    full = True
    append = AuditLog.append

    def sometimes(log: AuditLog, wanted: Any) -> None:
        if full:
            raise OSError(28, "No space left on device")
        append(log, wanted)

    monkeypatch.setattr(AuditLog, "append", sometimes)
    audit.record("action", "start web", by="cli")
    audit.verify().result(10)
    full = False
    audit.record("action", "stop web", by="cli", detail={"uid": 1000})
    assert audit.verify().result(10).verdict == "whole"
    assert audit.close()
    (entry,) = entries(tmp_path)
    assert (entry["what"], entry["lost"], entry["detail"]) == ("stop web", 1, {"uid": 1000})
    assert issues == [(audit_file.WRITE_ISSUE, "The audit log cannot be written"), ("audit.write", "")]
    assert vault.sets == 3  # the key, an anchor at the start, and one more for all that was new


@pytest.mark.skipif(os.name != "posix", reason="needs flock")
def test_who_does_not_let_go_of_the_lock_of_the_log_does_not_silence_it_unnoticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    issues: list[tuple[str, str]] = []
    audit = AuditFile(
        tmp_path, MemoryVault(), lambda i, title, _: issues.append((i, title)), lambda call: call()
    )
    assert audit.verify().result(10).verdict == "whole"
    with locked(tmp_path / files.LOCK):
        audit.record("action", "unseen", by="cli")
        with pytest.raises(OSError, match="is held by another"):
            audit.verify().result(10)
        assert ("audit.write", "The audit log cannot be written") in issues
    audit.record("action", "seen", by="cli")
    assert audit.verify().result(10).verdict == "whole" and audit.close()
    (told,) = entries(tmp_path)
    assert (told["what"], told["lost"]) == ("seen", 1)


@pytest.mark.skipif(os.name != "posix", reason="needs flock")
def test_what_an_end_cannot_write_while_somebody_holds_the_log_is_counted_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    audit = AuditFile(tmp_path, MemoryVault(), lambda *_: None, lambda call: call())
    assert audit.verify().result(10).verdict == "whole"
    with locked(tmp_path / files.LOCK):
        for number in range(5):
            audit.record("action", f"unwritten {number}", by="cli")
        assert not audit.close(0.05)
        assert "5 entries of the audit log are lost at the end: somebody holds" in caplog.text
    audit._thread.join(10)


def test_an_end_that_has_written_everything_says_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    audit = AuditFile(tmp_path, MemoryVault(), lambda *_: None, lambda call: call())
    audit.record("action", "written", by="cli")
    assert audit.close() and caplog.text == ""

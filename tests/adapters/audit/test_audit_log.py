"""The audit log on disk: torn lines, cut ends, rotation, two writers, sessions without a keyring, a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.audit import audit_file
from skelly_tray.adapters.audit.audit_file import AuditFile
from skelly_tray.adapters.audit.chain import parse
from skelly_tray.adapters.audit.files import NAME, note, read_files
from skelly_tray.adapters.audit.log import AuditLog, verify_files
from tests.adapters.audit.vaults import MemoryVault


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


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    former = os.umask(0)
    try:
        filled(tmp_path, MemoryVault())
    finally:
        os.umask(former)
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}


def test_a_link_in_place_of_the_log_is_refused(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    state = tmp_path / "state"
    state.mkdir()
    (state / NAME).symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"):
        filled(state, MemoryVault())
    assert victim.read_text() == "mine"


_WRITER = """
import sys
from pathlib import Path
from skelly_tray.adapters.audit.files import note
from skelly_tray.adapters.audit.log import AuditLog
from tests.adapters.audit.vaults import MemoryVault
vault = MemoryVault()
vault.kept["audit/key"] = b"k" * 32
log = AuditLog(Path(sys.argv[1]), vault)
print("begun", flush=True)
while True:
    log.append([note("x" * 3000, {})] * 20)
"""


def test_a_killed_writer_is_never_called_tampering(tmp_path: Path) -> None:
    vault = MemoryVault()
    vault.kept["audit/key"] = b"k" * 32
    for _ in range(4):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert verify_files(tmp_path, vault).verdict != "broken"
    log = AuditLog(tmp_path, vault)
    log.append([note("after the crashes", {})])
    log.anchor()
    assert verify_files(tmp_path, vault).verdict == "whole"


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

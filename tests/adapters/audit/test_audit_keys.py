"""What is said of a log whose key is gone, or is not to be had now, and what the next writer makes of it."""

from __future__ import annotations

import threading
from pathlib import Path

from skelly_tray.adapters.audit import audit_file
from skelly_tray.adapters.audit.audit_file import AuditFile
from skelly_tray.adapters.audit.chain import START, Verdict, key_id, line_hash, seal
from skelly_tray.adapters.audit.files import NAME, note
from skelly_tray.adapters.audit.log import NEW_KEY, PUT_BACK, AuditLog, verify_files
from skelly_tray.adapters.audit.vault import ANCHOR, KEY
from tests.adapters.audit.test_audit_log import entries, filled
from tests.adapters.audit.vaults import MemoryVault


def said(found: Verdict) -> tuple[str, str | None, int | None]:
    return found.verdict, found.wrong, found.seq


def test_a_deleted_key_is_said_with_what_it_means(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    del vault.kept[KEY]
    found = verify_files(tmp_path, vault)
    assert said(found) == ("unknown", "key gone", 1)
    for words in (
        "none of the 5 entries can be checked",
        "was deleted",
        "can have changed, removed or added any",
    ):
        assert words in found.text
    assert "up to entry 5 they are as when it was set" in found.text
    del vault.kept[ANCHOR]
    assert "anchor fits" not in verify_files(tmp_path, vault).text


def test_a_log_that_was_written_anew_after_its_key_was_deleted_is_never_called_whole(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    vault.kept.clear()
    prev, lines = START, b""
    for seq in range(1, 6):
        line = seal(note(f"forged {seq}", {}), seq, prev, b"another key")
        prev, lines = line_hash(line), lines + line + b"\n"
    (tmp_path / NAME).write_bytes(lines)
    assert said(verify_files(tmp_path, vault)) == ("unknown", "key gone", 1)
    filled(tmp_path, vault)
    assert said(verify_files(tmp_path, vault)) == ("unknown", "key gone", 1)


def test_the_start_after_the_key_was_deleted_says_so_and_names_what_still_holds(tmp_path: Path) -> None:
    vault = MemoryVault()
    assert not filled(tmp_path, vault).key_gone
    del vault.kept[KEY]
    log = filled(tmp_path, vault, 2)
    assert log.key_gone and entries(tmp_path)[5]["what"] == NEW_KEY
    found = verify_files(tmp_path, vault)
    assert said(found) == said(log.verify()) == ("unknown", "key gone", 1)
    assert "5 of the 8 entries, the first of them 1, cannot be checked" in found.text
    assert "What stands before entry 6 has not been changed since" in found.text
    assert not AuditLog(tmp_path, vault).key_gone
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes().replace(b"entry 3", b"entry X", 1))
    assert verify_files(tmp_path, vault).verdict == "broken"


def test_a_keyring_that_cannot_be_asked_has_not_lost_a_key(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    vault.closed = True
    found = verify_files(tmp_path, vault)
    assert said(found) == ("unknown", "key missing", 1)
    assert "cannot be asked (the keyring is closed)" in found.text and "nothing against them" in found.text
    assert not AuditLog(tmp_path, vault).key_gone


def test_sessions_without_a_keyring_are_no_lost_key_once_there_is_one(tmp_path: Path) -> None:
    vault = MemoryVault()
    vault.closed = True
    filled(tmp_path, vault)
    vault.closed = False
    log = filled(tmp_path, vault)
    assert not log.key_gone and NEW_KEY not in [entry["what"] for entry in entries(tmp_path)]
    found = verify_files(tmp_path, vault)
    assert said(found) == ("unknown", "key missing", 1)
    assert "6 of the 11 entries" in found.text and "while no keyring could be asked" in found.text
    assert "What stands before entry 7 has not been changed" in found.text
    vault.closed = True
    AuditLog(tmp_path, vault)
    vault.closed = False
    assert "What stands before" not in verify_files(tmp_path, vault).text


def test_a_key_that_is_deleted_while_the_log_is_written_is_put_back(tmp_path: Path) -> None:
    vault = MemoryVault()
    log = filled(tmp_path, vault)
    key = vault.kept[KEY]
    vault.kept.clear()
    assert log.verify().verdict == "whole"
    log.append([note("one more", {})])
    log.anchor()
    assert vault.kept[KEY] == key and entries(tmp_path)[-1]["what"] == PUT_BACK
    assert {entry["key"] for entry in entries(tmp_path)} == {key_id(key)}
    assert verify_files(tmp_path, vault).verdict == "whole"


def test_a_session_notices_a_cut_end_though_the_anchor_was_deleted_or_put_back(tmp_path: Path) -> None:
    vault = MemoryVault()
    log = filled(tmp_path, vault)
    old = vault.kept[ANCHOR]
    log.append([note("one more", {})])
    log.anchor()
    path = tmp_path / NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:5]))
    for anchor in (None, old):
        vault.kept.pop(ANCHOR, None)
        vault.kept |= {ANCHOR: anchor} if anchor else {}
        assert log.verify().wrong == "tail cut"


def test_the_loss_of_the_key_is_an_issue_of_the_start_that_finds_it(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    del vault.kept[KEY]
    for expected in ([audit_file.KEY_ISSUE], []):
        issues: list[str] = []
        audit = AuditFile(tmp_path, vault, lambda i, *_, to=issues: to.append(i), lambda call: call())
        assert audit.close()
        assert issues == expected


class SlowVault(MemoryVault):
    """Answers once it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go = threading.Event(), threading.Event()

    def get(self, name: str) -> bytes | None:
        self.asked.set()
        self.go.wait()
        return super().get(name)


def test_what_is_recorded_while_the_key_is_fetched_waits_for_nothing_and_is_written_in_its_order(
    tmp_path: Path,
) -> None:
    vault = SlowVault()
    audit = AuditFile(tmp_path, vault, lambda *_: None, lambda call: call())
    vault.asked.wait()
    for number in range(500):
        audit.record("action", f"start {number}", by="cli")
    recorded_before = entries(tmp_path)
    vault.go.set()
    assert audit.verify().result(30).verdict == "whole"
    assert audit.close()
    assert recorded_before == []
    assert [entry["what"] for entry in entries(tmp_path)] == [f"start {number}" for number in range(500)]


def closed_at_start(state: Path, vault: MemoryVault) -> AuditLog:
    vault.closed = True
    log = AuditLog(state, vault)
    log.append([note("while it is locked", {})])
    vault.closed = False
    return log


def test_a_keyring_that_is_unlocked_later_keeps_the_key_of_the_session_too(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    log = closed_at_start(tmp_path, vault)
    assert said(verify_files(tmp_path, vault))[:2] == ("unknown", "key missing")
    assert log.ask_again() is None and log.trouble == ""
    log.append([note("afterwards", {})])
    log.anchor()
    assert log.verify().verdict == "whole"
    assert verify_files(tmp_path, vault).verdict == "whole", "also for whoever comes later"
    assert AuditLog(tmp_path, vault).verify().verdict == "whole"


def test_an_end_that_was_cut_before_a_locked_start_is_found_when_the_keyring_answers(tmp_path: Path) -> None:
    vault = MemoryVault()
    filled(tmp_path, vault)
    path = tmp_path / NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    anchor = vault.kept[ANCHOR]
    log = closed_at_start(tmp_path, vault)
    found = log.ask_again()
    assert found is not None and found.verdict == "broken"
    assert vault.kept[ANCHOR] == anchor and verify_files(tmp_path, vault).verdict == "broken"


def test_the_keyring_is_asked_again_at_once_after_an_operation_on_secrets(tmp_path: Path) -> None:
    vault = MemoryVault()
    vault.closed = True
    audit = AuditFile(tmp_path, vault, lambda *_: None, lambda call: call())
    audit.record("action", "asked for: start", by="cli")
    assert audit.verify().result(30).verdict == "whole", "this session alone"
    vault.closed = False
    audit.record("secret", "secrets were unlocked: keyring", by="cli")
    assert audit.verify().result(30).verdict == "whole"
    assert audit.close()
    assert verify_files(tmp_path, vault).verdict == "whole"

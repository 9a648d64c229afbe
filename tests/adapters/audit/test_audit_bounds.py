"""The bounds of the audit log can be changed while it is written, and the chain goes on over them."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.adapters.audit.audit_file import AuditFile
from skelly_tray.adapters.audit.files import rotated
from tests.adapters.audit.vaults import MemoryVault

LONG = {"text": "x" * 2000}


def test_other_bounds_hold_from_the_next_entry_on(tmp_path: Path) -> None:
    audit = AuditFile(tmp_path, MemoryVault(), lambda *_: None, lambda call: call())

    def write(count: int) -> int:
        """How many old files there are then."""
        for _ in range(count):
            audit.record("action", "start web", by="cli", detail=LONG)
            assert audit.verify().result(10).verdict == "whole"
        return len(rotated(tmp_path))

    assert write(5) == 0
    audit.configure(max_bytes=1000, keep=2)
    assert write(1) == 1 and write(5) == 2
    audit.configure(max_bytes=2**20, keep=1)
    assert write(5) == 2, "a larger file is not rotated, and so nothing is dropped"
    audit.configure(max_bytes=1000, keep=1)
    assert write(1) == 1
    assert audit.close()

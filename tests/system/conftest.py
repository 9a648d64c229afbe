"""Fixtures of the system tests: supervisors with lively settings."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supervisor import Supervisor
from tests.system.casting import ASLEEP, LIVELY


@pytest.fixture
def system(supervisor: Supervisor) -> Supervisor:
    """A supervisor whose modules start at once and in parallel."""
    supervisor.orchestrator(**LIVELY)
    return supervisor


@pytest.fixture(scope="module")
def long_lived() -> Iterator[Supervisor]:
    """One running system for the tests of a file that only look, or whose traces do not matter.

    `asleep` runs, `below` depends on it optionally, `crashing` ends at once, `slow` is never up in time.
    """
    outer = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    system = Supervisor(outer / "h")
    system.orchestrator(**LIVELY)
    system.module("asleep", command=ASLEEP)
    edge = {"module": "asleep", "condition": "started", "required": False}
    system.module("below", command=ASLEEP, depends_on=[edge])
    system.module("crashing", command=["/bin/false"], recovery={"backoff": "1h"}, required=False)
    probe = {"kind": "exec", "command": ["/bin/false"], "interval": "1h"}
    system.module("slow", command=ASLEEP, startup_timeout="1h", probes={"startup": probe})
    try:
        system.start()
        system.wait_running("asleep", "below")
        yield system
    finally:
        left = system.close()
        shutil.rmtree(outer, ignore_errors=True)
    assert not left, f"left running: {left}"

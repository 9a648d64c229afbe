"""The values of secrets are in the memory of the orchestrator: a crash of it writes none of them to disk."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supervisor import Supervisor
from tests.system.casting import ASLEEP

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of other processes are looked at")
ASKED = 4096


@pytest.fixture
def lower() -> Iterator[int]:
    """A soft limit that our user has set, for the length of a test."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    wanted = ASKED if hard == resource.RLIM_INFINITY else min(ASKED, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (wanted, hard))
    yield wanted
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


def limit_of(pid: int) -> int:
    return resource.prlimit(pid, resource.RLIMIT_CORE)[0]


def test_the_orchestrator_writes_no_core_file_and_modules_as_the_user_has_allowed(
    system: Supervisor, lower: int
) -> None:
    system.module("web", command=ASLEEP)
    system.start()
    status = system.wait_running("web")
    keeper, web = status["orchestrator"]["keeper_pid"], status["modules"]["web"]["pid"]
    assert (limit_of(system.pid), limit_of(keeper), limit_of(web)) == (0, lower, lower)
    os.kill(keeper, 9)  # another one is started by the orchestrator, which has given its limit up by now
    status = system.wait_for(
        lambda s: (
            s["orchestrator"]["keeper_pid"] not in (keeper, None)
            and s["modules"]["web"]["pid"] not in (web, None)
        )
    )
    system.wait_running("web")
    web = system.status()["modules"]["web"]["pid"]
    assert (limit_of(system.pid), limit_of(web)) == (0, lower)
    assert Path(f"/proc/{web}").exists()

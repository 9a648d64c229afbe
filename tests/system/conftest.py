"""Fixtures of the system tests: a supervisor with lively settings."""

from __future__ import annotations

import pytest

from tests.supervisor import Supervisor
from tests.system.casting import LIVELY


@pytest.fixture
def system(supervisor: Supervisor) -> Supervisor:
    """A supervisor whose modules start at once and in parallel."""
    supervisor.orchestrator(**LIVELY)
    return supervisor

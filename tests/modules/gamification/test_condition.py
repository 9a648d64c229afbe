"""The health report says what is missing, in words."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.modules.gamification.condition import Seen, report
from tests.modules.gamification.made import HOUR, MINUTE, NOON

FINE = Seen(NOON, NOON - HOUR, NOON - MINUTE, 0, "", "", "")


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({}, "healthy", ""),
        ({"heard_at": NOON - 20 * MINUTE}, "degraded", "no state has come from the analysis for 20 minutes"),
        ({"heard_at": 0}, "degraded", "no state has come from the analysis for 60 minutes"),
        ({"heard_at": 0, "active_since": NOON - MINUTE}, "healthy", ""),
        ({"trouble": "the disk is full"}, "degraded", "the disk is full"),
        ({"refused": "not allowed"}, "degraded", "cannot be told and waits: not allowed"),
        ({"quiet_until": NOON + HOUR}, "healthy", "nothing is suggested until"),
        ({"quiet_until": NOON - HOUR}, "healthy", ""),
        ({"damage": "the database was damaged"}, "healthy", "damaged"),
    ],
)
def test_each_trouble_has_its_words(changes: dict[str, Any], status: str, words: str) -> None:
    found = report(FINE._replace(**changes), {"coins": 3.0})
    assert found.status == status and found.metrics == {"coins": 3.0}
    told = [issue.message for issue in found.issues]
    assert (words in told[0]) if words else not told

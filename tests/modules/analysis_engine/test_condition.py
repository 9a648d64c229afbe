"""The health report says what is missing, in words, and is degraded only when the work cannot be done."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.modules.analysis_engine.condition import Seen, report

MINUTE = 60_000
NOW = 100 * MINUTE
FINE = Seen(NOW, NOW - 10 * MINUTE, NOW - 10_000, NOW - 15_000, True, True, False, 0, "", "", "")


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({}, "healthy", ""),
        ({"batch_at": NOW - 5 * MINUTE}, "degraded", "nothing has come from storage for 5 minutes"),
        ({"batch_at": None}, "degraded", "nothing has come from storage for 10 minutes"),
        ({"batch_at": None, "active_since": NOW - MINUTE}, "healthy", ""),
        (
            {"batch_at": NOW - 50 * MINUTE, "away": True},
            "healthy",
            "nothing has come from storage for 50 minutes",
        ),
        ({"batch_at": NOW - 50 * MINUTE, "capturing": False}, "healthy", "capturing is paused"),
        ({"newest": NOW - 20 * MINUTE}, "degraded", "what comes from storage is 20 minutes old"),
        ({"trouble": "the disk is full"}, "degraded", "the disk is full"),
        ({"refused_publish": "not allowed"}, "degraded", "the state could not be told: not allowed"),
        ({"sees_input": False, "active_since": 0}, "healthy", "no input is seen"),
        ({"sees_input": False}, "healthy", ""),
        ({"skipped": 3}, "healthy", "3 events could not be read"),
        ({"damage": "the database was damaged"}, "healthy", "the database was damaged"),
    ],
)
def test_each_trouble_has_its_words(changes: dict[str, Any], status: str, words: str) -> None:
    found = report(FINE._replace(**changes), {"judged": 3.0})
    assert found.status == status and found.metrics == {"judged": 3.0}
    told = [issue.message for issue in found.issues]
    assert (words in told[0]) if words else not told
    assert all(issue.severity == "info" for issue in found.issues) == (status == "healthy")

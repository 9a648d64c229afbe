"""The error rate: failed of all checks lately, and only of modules that are there."""

from __future__ import annotations

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.checks import SPAN, ErrorRates

WEB, DB = ModuleId("web"), ModuleId("db")


def test_only_the_last_minute_counts() -> None:
    rates = ErrorRates()
    rates.add(WEB, 0.0, passed=False)
    rates.add(WEB, 50.0, passed=True)
    assert rates.rate(WEB, 50.0) == 0.5
    assert rates.rate(WEB, 100.0) == 0.0
    assert rates.rate(DB, 100.0) == 0.0


def test_a_module_that_is_no_more_is_forgotten() -> None:
    rates = ErrorRates()
    rates.add(WEB, 0.0, passed=False)
    rates.retain({DB})
    assert rates.rate(WEB, 1.0) == 0.0


def test_old_answers_are_forgotten_also_while_nobody_asks() -> None:
    rates = ErrorRates()
    for second in range(1000):
        rates.add(ModuleId("web"), float(second), True)
    assert len(rates._answers[ModuleId("web")]) <= SPAN + 1

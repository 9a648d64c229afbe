"""Heartbeats, breaker, pace and health reports: the small pure machines beside the thresholds."""

from __future__ import annotations

import pytest

from skelly_tray.domain.breaker import FAILURES, Breaker, BreakerState
from skelly_tray.domain.health_report import HIDDEN, LONGEST_TEXT, MOST_ISSUES, clean, read_report, secrets_of
from skelly_tray.domain.heartbeat import OVERDUE, Heartbeats
from skelly_tray.domain.orchestrator_config import HealthConfig
from skelly_tray.domain.pacing import EAGER, SLOWEST, Pace, adapted, pace_of
from skelly_tray.domain.status import HealthStatus, Severity
from tests.domain.build import probe


def beating(count: int, pause: float = 1.0) -> Heartbeats:
    beats = Heartbeats()
    for number in range(count):
        beats = beats.beat(number * pause)
    return beats


def test_nothing_is_suspected_before_there_is_enough_to_judge_by() -> None:
    assert beating(3).phi(100.0) is None
    assert beating(4).phi(3.0) is not None


def test_suspicion_grows_with_the_silence() -> None:
    beats = beating(20)
    last = 19.0
    levels = [beats.phi(last + silence) for silence in (0.5, 1.0, 1.2, 1.5, 2.0, 10.0)]
    assert all(level is not None for level in levels) and levels == sorted(levels, key=lambda x: x or 0.0)
    assert (levels[0] or 0) < 0.1 and (levels[1] or 0) < 1.0 and (levels[-1] or 0) > OVERDUE


def test_after_a_sleep_the_silence_begins_anew() -> None:
    beats = beating(20)
    asleep = beats.phi(4000.0)
    assert asleep is not None and asleep > OVERDUE
    awake = beats.rebased(4000.0).phi(4000.5)
    assert awake is not None and awake < 1.0
    assert Heartbeats().rebased(5.0) == Heartbeats()


def test_a_breaker_opens_after_failures_in_a_row_and_closes_by_one_good_trial() -> None:
    breaker = Breaker()
    for _ in range(FAILURES - 1):
        breaker = breaker.failed(0.0)
    assert breaker.state is BreakerState.CLOSED
    assert breaker.succeeded() == Breaker()
    breaker = breaker.failed(0.0)
    assert breaker.state is BreakerState.OPEN and not breaker.allows(0.0)
    trial_at = breaker.retry_at
    assert breaker.allows(trial_at)
    trial = breaker.tried()
    assert trial.state is BreakerState.HALF_OPEN and not trial.allows(trial_at)
    worse = trial.failed(trial_at)
    assert worse.state is BreakerState.OPEN and worse.retry_at - trial_at > trial_at
    assert trial.succeeded() == Breaker()


@pytest.mark.parametrize(
    ("load", "battery", "factor"),
    [(0.1, False, 1.0), (1.1, False, 1.0), (2.0, False, 2.0), (0.1, True, 2.0), (9.0, True, 4.0)],
)
def test_load_and_battery_slow_the_checks_within_bounds(load: float, battery: bool, factor: float) -> None:
    pace = pace_of(load, battery)
    assert pace.factor == factor <= SLOWEST
    assert (pace.reason == "the usual pace") == (factor == 1.0)


def test_only_an_interval_that_nobody_set_is_adapted() -> None:
    assert adapted(probe(10.0), Pace(4.0), True, HealthConfig()) == 10.0
    assert adapted(probe(10.0, adaptive=True), Pace(4.0), False, HealthConfig()) == 40.0
    assert adapted(probe(10.0, adaptive=True), Pace(1.0), True, HealthConfig()) == 10.0 * EAGER


def test_the_bounds_of_the_configuration_hold_every_adapted_interval() -> None:
    spec = probe(10.0, adaptive=True)
    assert adapted(spec, Pace(4.0), False, HealthConfig(0.0, 12.0)) == 12.0
    assert adapted(spec, Pace(1.0), True, HealthConfig(8.0, 0.0)) == 8.0


def test_a_report_is_read_with_care() -> None:
    report = read_report(
        {
            "status": "degraded",
            "metrics": {
                "message_queue_depth": 4.0, "error_rate": 7, "lag": 1.5, "text": "x", "bad": float("nan"), "yes": True,
            },
            "issues": ["slow\x1b[31m disk", {"severity": "error", "message": "full"}, {"severity": "odd"}, 5],
        }
    )  # fmt: skip
    assert report.status is HealthStatus.DEGRADED
    assert (report.metrics.message_queue_depth, report.metrics.error_rate) == (4, 1.0)
    assert report.metrics.further == {"lag": 1.5}
    assert [(issue.severity, issue.message) for issue in report.issues] == [
        (Severity.WARNING, "slow [31m disk"), (Severity.ERROR, "full"), (Severity.WARNING, ""), (Severity.WARNING, "5"),
    ]  # fmt: skip
    assert report.sentence == "slow [31m disk (and 3 more)"


@pytest.mark.parametrize(
    "answer", [None, [], "healthy", {}, {"status": "fine"}, {"status": "unknown"}, {"status": 1}]
)
def test_what_is_no_report_is_refused(answer: object) -> None:
    with pytest.raises(ValueError, match="the answer"):
        read_report(answer)


def test_a_report_cannot_flood_us() -> None:
    report = read_report(
        {"status": "healthy", "issues": ["x" * 10_000] * 1000, "metrics": {str(n): n for n in range(999)}}
    )
    assert len(report.issues) == MOST_ISSUES and len(report.issues[0].message) == LONGEST_TEXT
    assert len(report.metrics.further) <= 50


def test_secrets_are_hidden_from_what_a_module_says() -> None:
    secrets = secrets_of(
        {"api_key": "k-123456", "deep": {"Password": "hunter22"}, "port": 5, "name": "plain"}
    )
    assert secrets == {"k-123456", "hunter22"}
    assert secrets_of({"servers": [{"password": "in-a-list"}], "tokens": [["deep-one"]]}) == {
        "in-a-list",
        "deep-one",
    }
    leaky = read_report({"status": "healthy", "metrics": {"hunter22": 1}}, secrets)
    assert leaky.metrics.further == {HIDDEN: 1.0}
    assert clean("login with hunter22 at plain", secrets) == f"login with {HIDDEN} at plain"


def test_a_figure_beyond_all_figures_hides_nothing() -> None:
    report = read_report({"status": "unhealthy", "metrics": {"x": 10**400, "y": -(10**400), "z": 2}})
    assert report.status is HealthStatus.UNHEALTHY and report.metrics.further == {"z": 2.0}

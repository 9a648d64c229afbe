"""Restart with a budget and exponential backoff: the default strategy.

A stable module that fails is restarted at once (at most QUICK_RESTARTS of these within QUICK_WINDOW), and so is the
first failure of a module that had become ready. Further failures wait `backoff` x 2**n, jittered and capped; one that
never became ready waits from the first. Everything counts as an attempt until the module is stable again, so that
neither a crash at once nor a death every twenty seconds becomes a storm (the lesson of Erlang's restart intensity and
of Kubernetes' crash loop back-off). When the attempts are used up the module is failed, and one trial start follows
after `retry_failed_after`, doubling up to an hour, so that a cured cause heals by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from skelly_tray.domain.cause import Failure
from skelly_tray.domain.descriptor import RestartPolicy

QUICK_RESTARTS = 5
QUICK_WINDOW = 600.0
TRIAL_MAX = 3600.0
JITTER = 0.1


@dataclass(frozen=True, slots=True)
class Budget:
    """attempts: restarts since the last stable run. waits: how many of them waited. quick: monotonic times of
    restarts of a stable module. trials: starts granted after giving up."""

    attempts: int = 0
    waits: int = 0
    quick: tuple[float, ...] = ()
    trials: int = 0

    def stable(self) -> Budget:
        """After a stable run only the memory of quick restarts stays."""
        return Budget(quick=self.quick)


@dataclass(frozen=True, slots=True)
class RestartNow:
    """Start again at once."""


@dataclass(frozen=True, slots=True)
class RestartLater:
    """Start again after `delay` seconds."""

    delay: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """No further restart; one trial start after `trial_after` seconds (None: never)."""

    trial_after: float | None


Verdict = RestartNow | RestartLater | GiveUp


def after_failure(
    budget: Budget, policy: RestartPolicy, failure: Failure, luck: float
) -> tuple[Budget, Verdict]:
    """What follows a failure. `luck` in [0, 1) is the jitter, given so that the answer is reproducible."""
    if failure.permanent:
        return budget, GiveUp(None)
    if budget.trials or budget.attempts >= policy.max_attempts:
        return _give_up(budget, policy)
    quick = tuple(at for at in budget.quick if failure.at - at < QUICK_WINDOW)
    budget = replace(budget, quick=quick, attempts=budget.attempts + 1)
    if failure.stable and len(quick) < QUICK_RESTARTS:
        return replace(budget, quick=(*quick, failure.at)), RestartNow()
    if budget.attempts == 1 and failure.was_ready and not failure.stable:
        return budget, RestartNow()
    delay = backoff(policy, budget.waits, luck)
    return replace(budget, waits=budget.waits + 1), RestartLater(delay)


def backoff(policy: RestartPolicy, waits: int, luck: float) -> float:
    """Seconds to wait: `backoff` x 2**waits, within JITTER of it, never over `backoff_max`."""
    plain = min(policy.backoff * 2.0 ** min(waits, 60), policy.backoff_max)
    return min(plain * (1.0 - JITTER + 2.0 * JITTER * luck), policy.backoff_max)


def _give_up(budget: Budget, policy: RestartPolicy) -> tuple[Budget, Verdict]:
    if policy.retry_failed_after <= 0:
        return replace(budget, trials=budget.trials + 1), GiveUp(None)
    after = min(policy.retry_failed_after * 2.0 ** min(budget.trials, 20), TRIAL_MAX)
    return replace(budget, trials=budget.trials + 1), GiveUp(max(after, 0.0))

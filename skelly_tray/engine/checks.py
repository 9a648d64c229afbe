"""How many of a module's checks failed lately: the `error_rate` of the snapshot."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from skelly_tray.domain.descriptor import ModuleId

SPAN = 60.0
"""Seconds over which the rate is taken."""


class ErrorRates:
    """Failed of all checks over SPAN seconds, 0 to 1; a probe that could not be made does not count."""

    def __init__(self) -> None:
        self._answers: dict[ModuleId, deque[tuple[float, bool]]] = {}

    def add(self, module: ModuleId, at: float, passed: bool) -> None:
        answers = self._answers.setdefault(module, deque(maxlen=1200))
        answers.append((at, passed))
        _forget_old(answers, at)  # also while nobody looks: it would be memory for nothing

    def retain(self, modules: Collection[ModuleId]) -> None:
        """Forget every module that is not among `modules`."""
        self._answers = {m: answers for m, answers in self._answers.items() if m in modules}

    def rate(self, module: ModuleId, now: float) -> float:
        answers = self._answers.get(module)
        if not answers:
            return 0.0
        _forget_old(answers, now)
        return sum(1 for _, passed in answers if not passed) / len(answers) if answers else 0.0


def _forget_old(answers: deque[tuple[float, bool]], now: float) -> None:
    while answers and now - answers[0][0] > SPAN:
        answers.popleft()

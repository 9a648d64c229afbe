"""The analysis engine: what one judgement takes, and how well it tells the states of made-up days beside simple rules.

The days are made by `tests/modules/analysis_engine/days.py`; what they can and cannot show is said there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from skelly_tray.modules.analysis_engine.engine import Engine
from skelly_tray.modules.analysis_engine.observed import read_batch
from skelly_tray.modules.analysis_engine.settings import Settings
from skelly_tray.modules.analysis_engine.table import STATES
from tests.benchmarks.report import Line, percentile
from tests.modules.analysis_engine.days import PEOPLE, make_day
from tests.modules.analysis_engine.measuring import (
    SEEN,
    UNSEEN,
    Told,
    accuracy,
    best_rule,
    by_rule,
    confusions,
    f1,
    macro_f1,
    matrix,
    most_frequent,
    personalise,
    tell,
)

DAYS = 3
SURE = 0.8


def measure() -> Iterator[Line]:
    times = judging_times()
    yield Line("analysis: one batch judged, p50", percentile(times, 50), "ms", None, f"{len(times)} batches")
    yield Line(
        "analysis: one batch judged, p99", percentile(times, 99), "ms", 50.0, f"most {max(times):.1f} ms"
    )
    seen = [one for person in SEEN for one in tell(make_day(person, 1))]
    told = [one for person in UNSEEN for day in range(DAYS) for one in tell(make_day(person, 11, number=day))]
    yield from _beside_simple_rules(seen, told)
    yield from _personal()


def judging_times() -> list[float]:
    """Milliseconds for reading and judging each batch of a day."""
    engine, times = Engine(Settings()), []
    for at, payload in make_day(PEOPLE[0], 5).batches():
        begun = time.perf_counter()
        engine.take(read_batch(payload), at)
        times.append(1000 * (time.perf_counter() - begun))
    return times


def _beside_simple_rules(seen: list[Told], told: list[Told]) -> Iterator[Line]:
    found = confusions(told)
    each = ", ".join(f"{state} {f1(found, state):.2f}" for state in STATES)
    note = f"{len(told)} moments of {len(UNSEEN)} people nothing was adjusted to, {DAYS} days each"
    yield Line("analysis: macro-F1 of the state in force (1 is best)", macro_f1(found), "", None, note)
    yield Line("  accuracy", accuracy(found), "", None, each)
    sure = [one for one in told if one.moment.confidence > SURE]
    yield Line(
        f"  accuracy where the confidence is above {SURE}",
        accuracy(confusions(sure)),
        "",
        None,
        f"{100 * len(sure) / len(told):.0f} % of the moments",
    )
    changes = sum(one.moment.previous is not None for one in told)
    truly = sum(len(make_day(person, 11, number=day).stretches) for person in UNSEEN for day in range(DAYS))
    hours = 9 * DAYS * len(UNSEEN)
    yield Line("  changes of state an hour", changes / hours, "", None, f"truly {truly / hours:.1f}")
    usual = most_frequent(seen)
    majority = Counter((one.true, usual) for one in told)
    yield Line(f"  always the most frequent state ({usual}): macro-F1", macro_f1(majority), "")
    rule = best_rule(seen)
    words = f"{rule.below} if {rule.feature} ≤ {rule.bound:.2f}, else {rule.above}"
    yield Line("  the best rule of one feature: macro-F1", macro_f1(by_rule(told, rule)), "", None, words)
    print(matrix(found))


def _personal() -> Iterator[Line]:
    results = [personalise(person, 31) for person in PEOPLE]
    each = ", ".join(f"{one.person} {one.before:.2f}→{one.after:.2f}" for one in results)
    count = sum(one.corrections for one in results) / len(results)
    before = sum(one.before for one in results) / len(results)
    after = sum(one.after for one in results) / len(results)
    yield Line("analysis: macro-F1 before personalisation, mean", before, "", None, f"{len(results)} people")
    yield Line(
        "  after three days with corrections", after, "", None, f"{count:.0f} each, 1 in 10 wrong: {each}"
    )

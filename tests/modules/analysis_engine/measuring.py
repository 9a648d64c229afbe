"""How well states are told on made-up days: the confusions, F1, and what the simplest rules would achieve.

The coefficients of the model were adjusted on the people `SEEN`, by looking at the days of seeds 1 and 2. What is
reported is of the people `UNSEEN`, on other days; nothing was adjusted after looking at those.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from skelly_tray.modules.analysis_engine.engine import Engine, Moment
from skelly_tray.modules.analysis_engine.features import Features
from skelly_tray.modules.analysis_engine.model import Bounds, Weights, vector
from skelly_tray.modules.analysis_engine.observed import read_batch
from skelly_tray.modules.analysis_engine.personal import PERIOD_EXAMPLES, Example, lesson, nothing, spread
from skelly_tray.modules.analysis_engine.settings import Settings
from skelly_tray.modules.analysis_engine.table import STATES, State
from tests.modules.analysis_engine.days import PEOPLE, Day, Person, make_day

SEEN = tuple(person for person in PEOPLE if person.name in ("programmer", "designer", "student", "manager"))
UNSEEN = tuple(person for person in PEOPLE if person not in SEEN)

Confusions = Counter[tuple[str, str]]
"""(true, told): how many moments."""

NOT_WORDS = ("returned", "engaged")
"""Features that hold what was judged before: no rule of one feature may use them."""


class Told(NamedTuple):
    """One moment beside the truth."""

    true: State
    moment: Moment


def tell(day: Day, settings: Settings | None = None, own: Weights | None = None) -> Iterator[Told]:
    """The whole day through the real engine."""
    engine = Engine(settings or Settings(), {} if own is None else own)
    for at, payload in day.batches():
        for moment in engine.take(read_batch(payload), at):
            yield Told(day.state_at(moment.at), moment)


def confusions(told: Iterable[Told]) -> Confusions:
    return Counter((one.true, one.moment.state) for one in told)


def f1(found: Confusions, state: State) -> float:
    """Of one state; 0 when it never was and never was told."""
    right = found[state, state]
    missed = sum(count for (true, told), count in found.items() if true == state and told != state)
    wrong = sum(count for (true, told), count in found.items() if true != state and told == state)
    return 2 * right / (2 * right + missed + wrong) if right + missed + wrong else 0.0


def macro_f1(found: Confusions) -> float:
    """The mean over the states that were there: a rare one counts as much as a frequent one."""
    there = [state for state in STATES if any(true == state for true, _ in found)]
    return sum(f1(found, state) for state in there) / len(there)


def accuracy(found: Confusions) -> float:
    return sum(found[state, state] for state in STATES) / found.total()


def matrix(found: Confusions) -> str:
    """A row for each true state, in percent of it."""
    lines = [f"{'true':>14}" + "".join(f"{state[:11]:>13}" for state in STATES)]
    for true in STATES:
        total = sum(found[true, told] for told in STATES) or 1
        lines.append(f"{true:>14}" + "".join(f"{100 * found[true, told] / total:12.0f}%" for told in STATES))
    return "\n".join(lines)


# ---- what the simplest rules achieve


class Rule(NamedTuple):
    """Up to `bound` of one feature it is one state, beyond it another."""

    feature: str
    bound: float
    below: State
    above: State

    def state(self, features: Features) -> State:
        value = getattr(features, self.feature)
        return self.below if value is None or value <= self.bound else self.above


def most_frequent(told: Sequence[Told]) -> State:
    return Counter(one.true for one in told).most_common(1)[0][0]


def best_rule(told: Sequence[Told]) -> Rule:
    """Of all rules with one feature the one with the best macro-F1 on these moments."""
    rows = [(one.true, one.moment.features) for one in told[::5] if one.moment.features is not None]
    best, best_f1 = Rule("keys", 0.0, "neutral", "flow"), 0.0
    for feature in Features._fields:
        if feature in NOT_WORDS:
            continue
        values = sorted(v for _, features in rows if (v := getattr(features, feature)) is not None)
        for bound in {values[len(values) * part // 10] for part in range(1, 10)} if values else set():
            sides: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
            for true, features in rows:
                value = getattr(features, feature)
                sides[value is not None and value > bound][true] += 1
            for below in STATES:
                for above in STATES:
                    found: Confusions = Counter({(true, below): n for true, n in sides[0].items()})
                    found += Counter({(true, above): n for true, n in sides[1].items()})
                    score = macro_f1(found)
                    if score > best_f1:
                        best, best_f1 = Rule(feature, bound, below, above), score
    return best


def by_rule(told: Iterable[Told], rule: Rule) -> Confusions:
    return Counter(
        (one.true, rule.state(one.moment.features)) for one in told if one.moment.features is not None
    )


# ---- what a person's own corrections change


class Personalised(NamedTuple):
    """Macro-F1 on later days, without and with what was learned on the days before."""

    person: str
    before: float
    after: float
    corrections: int


def personalise(
    person: Person, seed: int, *, learn_days: int = 3, test_days: int = 2, a_day: int = 6, wrong: float = 0.1
) -> Personalised:
    """Somebody who corrects at most `a_day` stretches a day that were mostly told wrong, one in ten of them wrongly,
    for some days; judged by the days after those."""
    chance = random.Random(f"{person.name}/{seed}")
    own, count = nothing(), 0
    earlier: list[Example] = []
    quiet: list[Example] = []
    for number in range(learn_days):
        day = make_day(person, seed, number=number)
        told = list(tell(day, own=own))
        corrected, rest = _corrections(day, told, chance, a_day)
        quiet += rest
        for moments, state in corrected:
            said = state if chance.random() >= wrong else chance.choice(STATES)
            fresh = [Example(moments[at], said) for at in spread(len(moments), PERIOD_EXAMPLES)]
            own = lesson(own, fresh, earlier, quiet, Settings().learning)
            earlier += fresh
            count += 1
    days = [make_day(person, seed, number=learn_days + number) for number in range(test_days)]
    before = confusions(one for day in days for one in tell(day))
    after = confusions(one for day in days for one in tell(day, own=own))
    return Personalised(person.name, macro_f1(before), macro_f1(after), count)


Vectors = list[list[float | None]]


def _corrections(
    day: Day, told: Sequence[Told], chance: random.Random, most: int
) -> tuple[list[tuple[Vectors, State]], list[Example]]:
    """The stretches that somebody corrects, as vectors with what they were; and the moments nobody says a word of."""
    bounds = Bounds(Settings().away_after, Settings().hyperfocus_after)
    candidates: list[tuple[list[Told], State]] = []
    for stretch in day.stretches:
        within = [one for one in told if stretch.begin <= (one.moment.at - day.begin_ms) / 1000 < stretch.end]
        wrong = sum(one.moment.state != one.true for one in within)
        if len(within) >= 6 and wrong > len(within) / 2:
            candidates.append((within, stretch.state))
    chance.shuffle(candidates)
    chosen = candidates[:most]
    spoken = {one.moment.at for within, _ in chosen for one in within}
    features = [one.moment.features for one in told if one.moment.at not in spoken]
    quiet = [Example(vector(each, bounds)) for each in features if each is not None]
    corrected = [
        ([vector(f, bounds) for one in within if (f := one.moment.features) is not None], state)
        for within, state in chosen
    ]
    return [(vectors, state) for vectors, state in corrected if vectors], quiet

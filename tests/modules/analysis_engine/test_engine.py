"""The engine in virtual time: what is told at each turn, whatever comes late, twice, in disorder or not at all."""

from __future__ import annotations

import itertools
from dataclasses import replace
from itertools import pairwise

from skelly_tray.modules.analysis_engine.engine import Engine, Moment
from skelly_tray.modules.analysis_engine.observed import read_batch
from skelly_tray.modules.analysis_engine.settings import Settings
from skelly_tray.modules.analysis_engine.telling import Telling
from tests.modules.analysis_engine.days import PEOPLE, make_day
from tests.modules.analysis_engine.made import NOON, Pen, during, judge
from tests.modules.analysis_engine.measuring import tell

MINUTE = 60_000


def begun(**settings: float) -> tuple[Engine, Pen]:
    return Engine(Settings(**settings)), Pen()  # type: ignore[arg-type]


def test_steady_work_is_flow_then_hyperfocus_and_flitting_is_distraction() -> None:
    engine, pen = begun()
    assert during(engine, pen, "work", 15)[-1].state == "flow"
    moments = during(engine, pen, "work", 45)
    assert moments[-1].state == "hyperfocus" and moments[-1].confidence > 0.8
    states = [moment.state for moment in during(engine, pen, "flit", 6)]
    assert states[0] == "hyperfocus" and states[-1] == "distracted"
    assert engine.last is not None and {"switches", "switches_now"} & {
        one.name for one in engine.last.factors
    }


def test_a_change_names_the_state_before_and_since_when() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 15)
    changed = [moment for moment in during(engine, pen, "flit", 6) if moment.previous]
    assert changed[0].previous == "flow" and changed[0].since == changed[0].at
    assert engine.last is not None and engine.last.since == changed[-1].at and engine.last.previous is None


def test_who_is_gone_is_away_and_stays_so_however_long() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 10)
    pen.tell("idle", idle=True, idle_s=60)
    assert during(engine, pen, "rest", 3)[-1].state == "away"
    assert {moment.state for moment in during(engine, pen, "rest", 60)} == {"away"}


def test_an_absence_is_seen_without_any_batch_where_none_is_due() -> None:
    engine, pen = begun()
    for _ in range(20):
        for _ in range(3):
            pen.at += 10_000
            pen.touch(keys=40)
        pen.window("Code")
        judge(engine, pen, pen.batch())
    pen.tell("idle", idle=True, idle_s=60)
    judge(engine, pen, pen.batch())
    moment = engine.look(pen.at + 3 * MINUTE)
    assert moment is not None and moment.state == "away" and moment.confidence > 0.5


def test_a_silence_that_nobody_announced_is_no_absence() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 60)
    soon = engine.look(pen.at + MINUTE)
    assert soon is not None and soon.state == "hyperfocus"
    told: list[Moment] = [m for n in range(2, 12) if (m := engine.look(pen.at + n * MINUTE))]
    assert told[-1].state == "neutral" and told[-1].confidence == 0 and told[-1].factors[0].name == "no_data"
    assert "away" not in {moment.state for moment in told}
    pen.at += 12 * MINUTE
    back = during(engine, pen, "work", 10)
    assert back[-1].state == "flow", "being absorbed begins anew after time that nobody knows of"


def test_while_batches_come_the_clock_alone_says_nothing() -> None:
    engine, pen = begun()
    assert engine.look(pen.at) is None
    during(engine, pen, "work", 2)
    assert engine.look(pen.at + 30_000) is None


def test_a_pause_of_capturing_is_said_to_be_one() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 20)
    pen.tell("capture_paused", minutes=60)
    judge(engine, pen, pen.batch())
    assert not engine.capturing
    told = [m for n in range(1, 8) if (m := engine.look(pen.at + n * MINUTE))]
    assert told[-1].confidence == 0 and "paused" in told[-1].factors[0].text
    pen.at += 10 * MINUTE
    pen.tell("capture_resumed")
    during(engine, pen, "work", 10)
    assert engine.capturing and engine.last is not None and engine.last.state == "flow"


def test_a_batch_that_comes_twice_or_late_changes_nothing() -> None:
    engine, pen = begun()
    first = pen.work()
    batches = [pen.work() for _ in range(10)]
    judge(engine, pen, *batches)
    before = engine.keep()
    for batch in (first, *batches):
        assert engine.take(read_batch(batch), pen.at) == []
    assert engine.keep() == before


def test_what_was_seen_long_ago_is_told_as_what_was() -> None:
    engine, pen = begun()
    batches = [pen.work() for _ in range(10)]
    late = [one for batch in batches for one in engine.take(read_batch(batch), pen.at + 30 * MINUTE)]
    assert len(late) == 10 and all(moment.late for moment in late)
    news = Telling().news(late[0], 300)
    assert news is not None and news["late"] and news["time"] == late[0].at
    (now,) = engine.take(read_batch(pen.work()), pen.at)
    news = Telling().news(now, 300)
    assert not now.late and news is not None and "late" not in news


def test_what_comes_at_once_is_judged_as_if_it_had_come_in_time() -> None:
    pen = Pen()
    batches = [pen.work() for _ in range(20)] + [pen.flit() for _ in range(12)]
    at_once = {"events": [event for batch in batches for event in batch["events"]]}
    told = Engine(Settings()).take(read_batch(at_once), pen.at)
    assert {after.at - before.at for before, after in pairwise(told)} <= {30_000, 20_000}
    assert told[-1].at == pen.at and len(told) == 32
    engine, timely = Engine(Settings()), dict[int, str]()
    for batch in batches:
        timely |= {one.at: one.state for one in engine.take(read_batch(batch), pen.at)}
    assert [one.state for one in told] == list(timely.values())


def test_that_capturing_begins_shows_nothing_yet() -> None:
    engine, pen = begun()
    pen.tell("capture_started", sources=[])
    assert engine.take(read_batch(pen.batch()), pen.at) == [] and engine.look(pen.at + 10 * MINUTE) is None
    early = Pen(NOON - 60 * MINUTE)
    early.number = 1000
    assert during(engine, early, "work", 10)[-1].state == "flow", "what was before that can still be told"


def test_an_older_word_on_capturing_does_not_undo_a_newer_one() -> None:
    engine, pen = begun()
    pen.tell("capture_started", sources=[])
    engine.take(read_batch(pen.batch()), pen.at)
    early = Pen(NOON - 60 * MINUTE)
    early.tell("capture_stopped")
    engine.take(read_batch(early.batch()), pen.at)
    assert engine.capturing
    pen.at += MINUTE
    pen.tell("capture_stopped")
    engine.take(read_batch(pen.batch()), pen.at)
    assert not engine.capturing


def test_while_batches_of_long_ago_come_the_clock_says_nothing() -> None:
    engine, pen = begun()
    engine.take(read_batch(pen.work()), pen.at + 60 * MINUTE)
    assert engine.look(pen.at + 60 * MINUTE + 30_000) is None
    assert engine.look(pen.at + 62 * MINUTE) is not None


def test_a_clock_that_is_set_back_begins_anew() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 10)
    back = Pen(NOON - 5 * 60 * MINUTE)
    moments = during(engine, back, "work", 5)
    assert moments and moments[-1].at == back.at and moments[-1].state == "flow"


def test_events_of_the_future_are_left_out() -> None:
    engine, pen = begun()
    far = Pen(NOON + 24 * 60 * MINUTE)
    assert engine.take(read_batch(far.work()), NOON) == []
    assert during(engine, pen, "work", 5)[-1].at == pen.at


def test_with_little_known_the_confidence_is_low() -> None:
    engine, pen = begun()
    first = during(engine, pen, "work", 1)[-1]
    later = during(engine, pen, "work", 9)[-1]
    assert first.known < 0.3 and first.confidence < later.confidence


def test_another_process_carries_on_if_it_comes_soon() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 60)
    kept = engine.keep()
    assert kept is not None and kept.state == "hyperfocus"
    soon = Engine(Settings())
    soon.resume(kept, pen.at + 10_000)
    assert soon.now is not None and soon.now.since == kept.since
    assert {moment.state for moment in during(soon, pen, "work", 5)} == {"hyperfocus"}
    late = Engine(Settings())
    late.resume(kept, pen.at + 10 * MINUTE)
    assert late.now is None


def test_what_the_user_says_is_in_force_until_other_things_are_seen_for_a_while() -> None:
    engine, pen = begun()
    during(engine, pen, "work", 15)
    said = engine.say("distracted", pen.at)
    assert (said.state, said.previous, said.confidence, said.factors[0].name) == (
        "distracted",
        "flow",
        0.9,
        "said",
    )
    assert said.since == pen.at
    assert during(engine, pen, "work", 10)[-1].state == "flow"


def test_in_a_shorter_window_a_change_is_seen_sooner() -> None:
    def before_it_is_seen(**settings: float) -> int:
        engine, pen = begun(**settings)
        during(engine, pen, "work", 20)
        return sum(moment.state in ("flow", "hyperfocus") for moment in during(engine, pen, "flit", 20))

    assert before_it_is_seen(window_seconds=120) < before_it_is_seen(window_seconds=900)


def test_the_steadier_the_fewer_changes() -> None:
    day = make_day(PEOPLE[3], 2, hours=3)
    changes = [
        sum(told.moment.previous is not None for told in tell(day, Settings(steadiness=steadiness)))
        for steadiness in (0.0, 0.5, 1.0)
    ]
    assert changes[0] > changes[1] > changes[2] > 0


def test_away_after_and_hyperfocus_after_are_as_set() -> None:
    def first(state: str, doing: str, **settings: float) -> int:
        engine, pen = begun(**settings)
        during(engine, pen, "work", 10)
        if doing == "rest":
            pen.tell("idle", idle=True, idle_s=20)
        return [moment.state for moment in during(engine, pen, doing, 70)].index(state)

    assert first("away", "rest", away_after=30) < first("away", "rest", away_after=600)
    assert first("hyperfocus", "work", hyperfocus_after=15) < first("hyperfocus", "work", hyperfocus_after=60)


def test_a_program_counts_as_the_user_calls_it() -> None:
    def state(**settings: object) -> float:
        engine, pen = Engine(Settings(**settings)), Pen()  # type: ignore[arg-type]
        for _ in range(20):
            judge(engine, pen, pen.work("Acme"))
        assert engine.now is not None
        return engine.now.shares["distracted"]

    assert state(programs={"acme": "leisure"}) > state() > state(programs={"ACME": "make"})


def test_a_refresh_is_not_half_a_minute_late_for_a_moment_that_came_a_little_early() -> None:
    engine, pen = begun()
    telling, times = Telling(), []
    for moment in during(engine, pen, "work", 30):
        early = replace(moment, at=moment.at - len(times) * 100)
        if telling.news(early, 300) is not None:
            times.append(early.at)
    assert len(times) > 3 and all(after - before <= 5 * MINUTE for before, after in pairwise(times))


def test_a_state_is_told_when_it_changes_and_again_after_a_while() -> None:
    engine, pen = begun()
    telling = Telling()
    told = []
    for doing, minutes in (("work", 20), ("flit", 6)):
        for moment in during(engine, pen, doing, minutes):
            news = telling.news(moment, 300)
            if news is not None:
                told.append(news)
    assert [one["state"] for one in told if "refresh" not in one][0::1][-1] == "distracted"
    times = [one["time"] for one in told]
    assert all(after - before <= 5 * MINUTE for before, after in itertools.pairwise(times))
    assert any(one.get("refresh") for one in told) and len(told) < 15
    telling.refresh_ms = 10_000
    assert engine.last is not None
    assert telling.news(replace(engine.last, at=engine.last.at + 10_000), 300) is not None
    assert all(a["previous"] == b["state"] for b, a in itertools.pairwise(told))

"""Strategy system restart: who is asked to save, in which order everything goes and comes, and what goes before it."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import EntryKind
from skelly_tray.domain.descriptor import BUS_ID, BusAccess, ModuleDescriptor, ModuleId
from skelly_tray.domain.errand import Errand, SaveStates
from skelly_tray.domain.recovery.strategies import Restart, SystemRestart
from skelly_tray.domain.recovery.system_restart import SAVE_WITHIN, SELDOM
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

ALL = SystemRestart()
NATIVE = BusAccess()


def chain(strategy: SystemRestart = ALL, **fields: object) -> list[ModuleDescriptor]:
    """web → api → db, of which `web` needs everything to be restarted when it fails, and `lone` without an edge."""
    return [
        module("db"),
        module("api", "db"),
        module("web", "api", strategy=strategy, **fields),
        module("lone"),
    ]


def native(strategy: SystemRestart = ALL) -> list[ModuleDescriptor]:
    return [
        module(BUS_ID, bus=NATIVE),
        module("store", needs(BUS_ID), bus=NATIVE),
        module("app", "store", needs(BUS_ID), bus=NATIVE, strategy=strategy),
        module("other", needs(BUS_ID), bus=NATIVE, enabled=False),
        module("plain"),
    ]


def slow_saving(errand: Errand) -> tuple[float, bool, str]:
    return 5.0, True, "all saved"


def failed(modules: list[ModuleDescriptor], name: str, **fields: object) -> World:
    world = World(*modules, **fields)  # type: ignore[arg-type]
    world.until_ready()
    world.kill(name)
    return world


def restarts_told(world: World) -> list[object]:
    return [e for e in world.journal if e.detail.get("strategy") == "system_restart" and "notify" in e.detail
            and e.detail.get("verdict") is None]  # fmt: skip


def test_everything_goes_down_and_comes_up_in_order_with_new_processes() -> None:
    world = failed(chain(), "web")
    before = {name: world.incarnation(name) for name in ("db", "api", "lone")}
    world.run_until(lambda: len(world.starts_of("web")) == 2)
    world.until_ready()
    stops = world.order_of_stops()
    assert stops.index("api") < stops.index("db") and "lone" in stops
    second = world.order_of_starts()[4:]
    assert second.index("db") < second.index("api") < second.index("web") and len(second) == 4
    assert all(world.incarnation(name) != old for name, old in before.items())


def test_nothing_starts_before_everything_is_down() -> None:
    world = failed(chain(), "web", programs={"lone": Program(stop_takes=8.0)})
    world.run_for(7.0)
    assert len(world.starts) == 4
    world.until_ready(within=10.0)
    assert len(world.starts) == 8


def test_the_failed_module_counts_its_attempt_and_only_it() -> None:
    world = failed(chain(), "web")
    world.run_until(lambda: len(world.starts_of("web")) == 2)
    assert world.module("web").budget.attempts == 1
    assert world.module("db").budget.attempts == 0


def test_native_modules_that_are_ready_are_asked_to_save_once_and_nobody_else() -> None:
    world = failed(native(), "app", errand_answers=slow_saving)
    world.run_until(lambda: bool(world.errands))
    (order,) = world.errands
    assert (order.errand, order.timeout) == (SaveStates((ModuleId("store"),)), SAVE_WITHIN)
    assert world.state("store") == "running", "it saves before it is stopped"
    world.run_for(4.0)
    assert world.order_of_stops() == []
    world.run_until(lambda: len(world.starts_of("app")) == 2)
    world.until_ready()
    assert len(world.errands) == 1


def test_saving_that_fails_or_hangs_holds_nobody_longer_than_its_limit() -> None:
    for answer in (lambda e: (0.1, False, "full"), lambda e: (1e6, True, "")):
        world = failed(native(), "app", errand_answers=answer)
        world.run_until(lambda w=world: len(w.starts_of("app")) == 2, within=SAVE_WITHIN + 5.0)  # type: ignore[misc]
        world.until_ready()


@pytest.mark.parametrize("modules", [native(SystemRestart(save_state=False)), chain()])
def test_without_saving_or_anybody_to_ask_it_begins_at_once(modules: list[ModuleDescriptor]) -> None:
    name = "app" if len(modules) == 5 else "web"
    world = failed(modules, name)
    world.run_for(0.1)
    assert (world.errands == [] and world.system.shutdown is not None) or len(world.starts) > len(modules)


@pytest.mark.parametrize("notify", [True, False])
def test_the_user_is_told_as_the_strategy_says(notify: bool) -> None:
    world = failed(chain(SystemRestart(notify_user=notify)), "web")
    world.run_for(0.1)
    (entry,) = restarts_told(world)
    assert entry.detail["notify"] is notify and "needs everything to be restarted" in entry.cause.text  # type: ignore[attr-defined]


def test_at_most_once_an_hour_and_plainly_in_between() -> None:
    world = failed(chain(stable_after=10.0), "web")
    world.until_ready()
    world.run_for(600.0)
    lives = world.incarnation("db")
    world.kill("web")
    world.until_ready("web")
    assert world.incarnation("db") == lives and len(world.starts_of("web")) == 3
    world.run_for(SELDOM)
    world.kill("web")
    world.run_until(lambda: len(world.starts_of("db")) == 3, within=10.0)
    assert len(restarts_told(world)) == 2
    world.until_ready()


def test_the_hour_survives_the_supervisor() -> None:
    world = failed(chain(), "web")
    world.until_ready()
    world.run_for(60.0)
    world.new_supervisor()
    lives = world.incarnation("db")
    world.kill("web")
    world.until_ready("web")
    assert world.incarnation("db") == lives


def test_words_of_the_user_survive_it() -> None:
    world = World(*chain(), module("off"))
    world.until_ready()
    world.stop("off", "lone")
    world.run_for(1.0)
    world.kill("web")
    world.run_until(lambda: len(world.starts_of("web")) == 2)
    world.until_ready()
    assert world.states() == {
        "db": "running", "api": "running", "web": "running", "lone": "stopped", "off": "stopped",
    }  # fmt: skip


def test_a_quit_during_it_wins() -> None:
    for wait in (0.0, 2.0, 9.0):
        world = failed(
            native(), "app", errand_answers=slow_saving, programs={"plain": Program(stop_takes=5.0)}
        )
        world.run_until(lambda w=world: bool(w.errands))  # type: ignore[misc]
        world.run_for(wait)
        world.shut_down()
        world.run_for(60.0)
        starts = len(world.starts)
        world.run_for(400.0)
        assert not world.system.active and starts == len(world.starts)
        assert set(world.states().values()) == {"stopped"}


def test_stop_of_the_failed_module_while_all_save_calls_it_off() -> None:
    world = failed(native(), "app", errand_answers=slow_saving)
    world.run_until(lambda: bool(world.errands))
    world.stop("app")
    world.run_for(30.0)
    assert len(world.starts_of("store")) == 1 and world.state("app") == "stopped"


def test_restart_of_the_failed_module_by_the_user_while_all_save_restarts_only_it() -> None:
    world = failed(native(), "app", errand_answers=slow_saving)
    world.run_until(lambda: bool(world.errands))
    world.restart("app")
    world.until_ready("app")
    assert len(world.starts_of("store")) == 1 and len(world.starts_of("app")) == 2


def test_another_strategy_in_the_file_while_all_save_still_restarts_nothing_twice() -> None:
    world = failed(native(), "app", errand_answers=slow_saving)
    world.run_until(lambda: bool(world.errands))
    changed = [m if m.id != "app" else module("app", "store", needs(BUS_ID), bus=NATIVE, strategy=Restart(), digest="2")
               for m in native()]  # fmt: skip
    world.load(*changed)
    world.until_ready()
    assert len(world.starts_of("store")) == 1 and world.process("app").digest == "2"


def test_stop_of_another_module_during_it_is_heard() -> None:
    world = failed(chain(), "web", programs={"lone": Program(stop_takes=5.0)})
    world.run_for(1.0)
    world.stop("api")
    world.run_for(60.0)
    assert world.state("api") == "stopped" and world.state("web") == "waiting" and world.ready("db")


def test_start_by_the_user_during_it_takes_the_stop_back() -> None:
    world = failed(chain(), "web", programs={"lone": Program(stop_takes=5.0)})
    world.run_for(1.0)
    world.start("web")
    world.until_ready(within=60.0)
    assert len(world.starts_of("lone")) == 2


def test_a_lost_keeper_during_it_ends_in_everything_running() -> None:
    world = failed(chain(), "web", programs={"lone": Program(stop_takes=5.0)})
    world.run_for(1.0)
    world.lose_keeper(back_after=3.0)
    world.until_ready(within=60.0)
    assert all(len(world.starts_of(m)) == 2 for m in ("db", "api", "web", "lone"))


def test_a_module_that_does_not_end_is_killed_and_everything_comes_back() -> None:
    stubborn = Program(obeys_term=False)
    world = failed(chain(), "web", programs={"lone": [stubborn, Program()]})
    world.until_ready(within=120.0)
    world.run_until(lambda: len(world.starts_of("lone")) == 2, within=120.0)
    world.until_ready(within=10.0)


def test_a_kill_demanded_during_it_is_the_end() -> None:
    from skelly_tray.domain.events import KillDemanded

    world = failed(chain(), "web", programs={"lone": Program(obeys_term=False)})
    world.run_for(1.0)
    world.feed(KillDemanded())
    world.run_for(100.0)
    assert not world.system.active and len(world.starts) == 4


def test_two_that_need_it_at_once_lead_to_one_restart() -> None:
    modules = [*chain(), module("second", strategy=ALL)]
    world = World(*modules)
    world.until_ready()
    world.kill("web")
    world.kill("second")
    world.run_until(lambda: len(world.starts_of("db")) == 2)
    world.until_ready()
    world.run_for(100.0)
    assert len(world.starts_of("db")) == 2 and len(restarts_told(world)) == 1


def test_one_that_is_given_up_restarts_nobody() -> None:
    world = failed(chain(max_attempts=0, retry_failed_after=0.0), "web")
    world.run_for(60.0)
    assert world.state("web") == "failed" and len(world.starts_of("db")) == 1


def test_the_journal_tells_the_stop_and_the_start_with_their_cause() -> None:
    world = failed(chain(), "web")
    world.run_until(lambda: len(world.starts_of("web")) == 2)
    told = [e.to for e in world.journal if e.kind is EntryKind.SYSTEM and e.to]
    assert told[-3:] == ["stopping", "stopped", "starting"]


def test_a_restart_that_is_given_up_while_everybody_saves_does_not_spend_the_hour() -> None:
    world = World(
        module("event_bus", bus=BusAccess()),
        module("n", bus=BusAccess(), readiness=probe(0.1)),
        module("a", strategy=SystemRestart()),
        errand_answers=lambda errand: (5.0, True, ""),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.errands_of("a")))
    world.stop("a")
    world.until("a", "stopped")
    assert world.system.restarted_at is None and world.system.shutdown is None

"""A dry run of a failure says what the core would do, and does nothing."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.descriptor import ModuleId, OnRestart
from skelly_tray.domain.recovery.strategies import DegradedMode, RestartWithReset, SystemRestart
from skelly_tray.domain.simulation import Simulation, simulate_failure
from tests.domain.build import module, needs, probe
from tests.domain.world import World


def simulated(world: World, id_: str) -> Simulation:
    before = world.system
    found = simulate_failure(world.system, ModuleId(id_), world.now)
    assert world.system is before, "a dry run changes nothing"
    return found


def running(*modules: object) -> World:
    world = World(*modules)  # type: ignore[arg-type]
    world.until_ready()
    world.run_for(120.0)
    return world


def test_a_module_alone_is_restarted_and_given_up_after_its_attempts() -> None:
    found = simulated(running(module("a", max_attempts=2)), "a")
    assert found.running and found.strategy == "restart"
    assert found.comes_back.touched == {"a": "restarted"}
    assert found.stays_down.touched == {"a": "given up after 2 restarts"}
    assert found.stays_down.took > found.comes_back.took


def test_what_becomes_of_dependants_is_what_their_edges_say() -> None:
    world = running(
        module("db"),
        module("keeps", "db"),
        module("again", needs("db", on_restart=OnRestart.RESTART)),
        module("goes", needs("db", on_restart=OnRestart.STOP)),
        module("apart"),
    )
    found = simulated(world, "db")
    assert found.comes_back.touched == {"db": "restarted", "again": "restarted", "goes": "restarted"}
    assert found.comes_back.kept == ["keeps"]
    down = found.stays_down.touched
    assert set(down) == {"db", "keeps", "again", "goes"}
    assert down["keeps"].startswith("stopped: ") and "apart" not in down


def test_each_strategy_is_simulated_as_it_would_be_carried_out() -> None:
    reset = simulated(running(module("a", strategy=RestartWithReset())), "a").comes_back
    assert any("trash" in h.text for h in reset.timeline) and reset.touched == {"a": "restarted"}
    less = DegradedMode(fallback_command=("sorry",))
    degraded = simulated(running(module("a", strategy=less, degraded=less)), "a").comes_back
    assert degraded.touched == {"a": "degraded, 1 restart"}
    everything = simulated(running(module("a", strategy=SystemRestart()), module("b")), "a").comes_back
    assert everything.touched == {"a": "restarted", "b": "restarted"}


def test_a_probed_module_is_ready_again_in_a_dry_run() -> None:
    world = running(module("db", readiness=probe(), liveness=probe(), startup=probe()), module("web", "db"))
    found = simulated(world, "db")
    assert found.comes_back.timeline[-1].what == "running"
    assert found.comes_back.kept == ["web"]


def test_a_module_that_does_not_run_leads_to_nothing() -> None:
    world = running(module("a"))
    world.stop("a")
    world.until("a", "stopped")
    found = simulated(world, "a")
    assert not found.running and not found.comes_back.touched and not found.stays_down.timeline


def test_the_dry_run_of_a_large_graph_ends() -> None:
    modules = [module("m0")] + [module(f"m{n}", needs(f"m{n // 3}")) for n in range(1, 120)]
    found = simulated(running(*modules), "m0")
    assert len(found.stays_down.touched) == 120
    assert len(found.comes_back.kept) == 119


def test_what_a_dry_run_foretells_is_what_happens() -> None:
    world = running(module("db", max_attempts=1), module("web", needs("db", on_restart=OnRestart.RESTART)))
    foretold = simulated(world, "db").comes_back
    before = {m: len(world.starts_of(m)) for m in ("db", "web")}
    world.kill("db")
    world.run_for(30.0)
    restarted = {m for m in before if len(world.starts_of(m)) > before[m]}
    assert restarted == set(foretold.touched)


def test_a_module_on_trial_is_rolled_back_and_the_dry_run_ends() -> None:
    web = module("a", max_attempts=2)
    world = running(web)
    world.load(replace(web, digest="a-2"), trial=60.0)
    world.until_ready()
    found = simulated(world, "a")
    rolled = [it.module for it in found.comes_back.timeline if it.what == "rolled_back"]
    assert rolled == ["a"]
    assert found.comes_back.touched == {"a": "its new configuration is rolled back; restarted"}
    assert found.stays_down.touched == {
        "a": "its new configuration is rolled back; given up after 2 restarts"
    }
    assert len(found.stays_down.timeline) < 50

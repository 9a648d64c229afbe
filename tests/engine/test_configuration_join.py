"""Which modules can be used together: cycles and missing dependencies leave the others alone."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.config.home import find_home
from skelly_tray.config.load import load
from skelly_tray.config.schema.check import MOST_ERRORS
from skelly_tray.domain.descriptor import BUS_ID, Dependency, ModuleId, ProbeRole
from skelly_tray.domain.errors import lines, sentence
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck
from skelly_tray.engine.configuration import join, read_configuration
from tests.engine.worlds import configuration, module


def _needs(*names: str) -> tuple[Dependency, ...]:
    return tuple(Dependency(ModuleId(n)) for n in names)


def test_all_members_of_a_cycle_are_invalid_and_named() -> None:
    modules = [module("a", depends_on=_needs("b")), module("b", depends_on=_needs("a")), module("c")]
    joined = configuration(modules, OrchestratorConfig())
    assert set(joined.invalid) == {"a", "b"} and set(joined.descriptors) == {"c"}
    text = sentence(joined.invalid[ModuleId("a")].errors[0])
    assert "a needs b needs a" in text


def test_every_member_of_a_knot_of_cycles_is_invalid() -> None:
    modules = [
        module("a", depends_on=_needs("b", "c")),
        module("b", depends_on=_needs("a")),
        module("c", depends_on=_needs("a")),
        module("d", depends_on=_needs("a")),
    ]
    joined = configuration(modules, OrchestratorConfig())
    assert set(joined.invalid) == {"a", "b", "c"}
    assert set(joined.descriptors) == {"d"}


def test_a_missing_dependency_makes_only_its_dependant_invalid() -> None:
    modules = [module("a", depends_on=_needs("nowhere")), module("b", depends_on=_needs("a")), module("c")]
    joined = configuration(modules, OrchestratorConfig())
    assert set(joined.invalid) == {"a"}
    told = sentence(joined.invalid[ModuleId("a")].errors[0])
    assert told == 'modules/a.toml: depends_on: there is no module "nowhere"'


def test_a_recovery_procedure_that_asks_an_unknown_module_makes_its_module_invalid() -> None:
    asks = Procedure(validation=(ProcedureCheck(ProbeRole.LIVENESS, ModuleId("bb"), 1.0, 1),))
    modules = [module("a", procedure=asks), module("b"), module("c", procedure=asks)]
    joined = configuration([*modules, module("bb")], OrchestratorConfig())
    assert not joined.invalid
    joined = configuration(modules, OrchestratorConfig())
    assert set(joined.invalid) == {"a", "c"}
    told = sentence(joined.invalid[ModuleId("a")].errors[0])
    assert told == 'modules/a.toml: recovery.procedure: there is no module "bb"; did you mean "b"?'


def test_an_optional_dependency_may_be_missing() -> None:
    edge = Dependency(ModuleId("nowhere"), required=False)
    joined = configuration([module("a", depends_on=(edge,))], OrchestratorConfig())
    assert not joined.invalid


def test_an_unusable_module_keeps_what_its_file_said_of_its_weight() -> None:
    broken = module("a", depends_on=_needs("nowhere"), required=False, enabled=False)
    found = configuration([broken], OrchestratorConfig()).invalid[ModuleId("a")]
    assert (found.name, found.required, found.enabled) == ("a", False, False)


def test_a_module_that_no_longer_fits_stays_as_it_was_if_that_fits() -> None:
    before = configuration([module("a"), module("b", depends_on=_needs("a"))], OrchestratorConfig())
    now = configuration(
        [module("a", depends_on=_needs("b")), module("b", depends_on=_needs("a"))], OrchestratorConfig()
    )
    joined = join(now.loaded, before)
    assert set(joined.descriptors) == {"a", "b"} and not joined.descriptors[ModuleId("a")].depends_on
    assert set(joined.outlived) == {"a", "b"} and not joined.invalid
    assert any("cycle" in line for line in joined.errors)


def test_what_was_good_once_does_not_bring_back_a_module_that_is_gone() -> None:
    before = configuration([module("a"), module("b", depends_on=_needs("a"))], OrchestratorConfig())
    joined = join(configuration([module("b", depends_on=_needs("a"))], OrchestratorConfig()).loaded, before)
    assert set(joined.invalid) == {"b"} and not joined.descriptors and not joined.outlived


def test_a_file_of_the_bus_that_can_no_longer_be_used_leaves_the_former_bus_in_effect(tmp_path: Path) -> None:
    home = find_home(str(tmp_path / "h"))
    home.create()
    (home.modules_dir / "a.toml").write_text('command = ["true"]\n[bus]\n')
    file = home.modules_dir / "event_bus.toml"
    file.write_text("[settings]\nattempts = 7\n")
    before = read_configuration(home)
    file.write_text("[settings\n")
    after = join(load(home, record=False), before)
    assert after.descriptors[BUS_ID] == before.descriptors[BUS_ID]
    assert after.descriptors[BUS_ID].settings == {"attempts": 7}
    assert BUS_ID in after.outlived and after.invalid == {} and len(after.errors) == 1


def test_of_very_many_missing_dependencies_the_first_are_told_and_the_rest_counted() -> None:
    joined = configuration(
        [module("a", depends_on=_needs(*(f"n{n}" for n in range(20_000))))], OrchestratorConfig()
    )
    told = lines(joined.invalid[ModuleId("a")].errors)
    assert len(told) == MOST_ERRORS + 1 and 'no module "n0"' in told[0]
    assert f"{20_000 - MOST_ERRORS} more modules missing" in told[-1]

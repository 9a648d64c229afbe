"""Which rung a limit is with: the best that offers it, the next when it refuses, and what is said of both."""

from __future__ import annotations

from collections.abc import Collection

from skelly_tray.adapters.limits.freeze import Freeze
from skelly_tray.adapters.limits.job_object import JobObject
from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.adapters.limits.rung import Rung, RungRefused
from skelly_tray.domain.resource_limits import LimitKind, ResourceLimits
from skelly_tray.engine.limit_port import Holding
from skelly_tray.engine.ports import LaunchRequest
from tests.adapters.limits.rigs import CPU, FILES, MEMORY, THREADS, limited
from tests.adapters.processes.keeping import request

MODULE = limited(max_cpu_percent=20.0, max_memory_mb=100)


class Kernel(Rung):
    """Holds CPU and memory of what it dressed, unless told to refuse."""

    name = "kernel"

    def __init__(self) -> None:
        self.dressed: list[tuple[str, set[LimitKind]]] = []
        self.values: dict[tuple[int, LimitKind], float | None] = {}
        self.known: set[int] = set()
        self.refuses: set[LimitKind] = set()
        self.ended: list[int] = []

    def offers(self, kind: LimitKind) -> Holding | None:
        return Holding("kernel", "hard") if kind in (CPU, MEMORY) else None

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        return self.offers(kind) if incarnation in self.known else None

    def dress(
        self, request: LaunchRequest, kinds: Collection[LimitKind], limits: ResourceLimits
    ) -> LaunchRequest:
        self.dressed.append((request.key, set(kinds)))
        return request

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        if key in dict(self.dressed):
            self.known.add(incarnation)

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        if kind in self.refuses:
            raise RungRefused("not today")
        self.values[incarnation, kind] = value

    def gone(self, incarnation: int) -> None:
        self.known.discard(incarnation)
        self.ended.append(incarnation)


def rungs() -> tuple[Kernel, list[tuple[int, float | None]], Ladder]:
    kernel = Kernel()
    throttled: list[tuple[int, float | None]] = []
    return kernel, throttled, Ladder([kernel, Freeze(lambda *call: throttled.append(call))])


def started(ladder: Ladder, incarnation: int = 7) -> None:
    ladder.dress(request("k", "x"), MODULE)
    ladder.spawned("k", incarnation, 100)


def test_the_best_rung_that_offers_a_limit_holds_it() -> None:
    kernel, throttled, ladder = rungs()
    assert ladder.holdings(None, MODULE)[CPU] == Holding("kernel", "hard")
    started(ladder)
    assert kernel.dressed == [("k", {CPU, MEMORY})]
    assert ladder.hold(7, CPU, 20.0) == Holding("kernel", "hard")
    assert kernel.values == {(7, CPU): 20.0} and throttled == []
    ladder.hold(7, CPU, None)
    assert kernel.values == {(7, CPU): None} and throttled == []


def test_what_a_rung_refuses_goes_to_the_next_and_is_told() -> None:
    kernel, throttled, ladder = rungs()
    started(ladder)
    kernel.refuses = {CPU, MEMORY}
    told = ladder.hold(7, CPU, 20.0)
    assert (told.rung, told.strength) == ("freeze", "soft") and "kernel: not today" in told.why
    assert throttled == [(7, 20.0)]
    nothing = ladder.hold(7, MEMORY, 100.0)
    assert (nothing.rung, nothing.strength, nothing.why) == ("advisory", "none", "kernel: not today")
    assert ladder.holdings(7, MODULE) == {CPU: told, MEMORY: nothing}
    kernel.refuses = set()
    assert ladder.hold(7, CPU, 20.0) == Holding("kernel", "hard")


def test_lifting_ends_it_on_every_rung() -> None:
    kernel, throttled, ladder = rungs()
    started(ladder)
    kernel.refuses = {CPU}
    ladder.hold(7, CPU, 20.0)
    ladder.hold(7, CPU, None)
    assert throttled == [(7, 20.0), (7, None)]


def test_a_rung_that_loses_a_module_by_itself_hands_its_limits_on() -> None:
    kernel, throttled, ladder = rungs()
    started(ladder)
    ladder.hold(7, CPU, 20.0)
    ladder.hold(7, MEMORY, 100.0)
    kernel.known.clear()
    ladder.fell(7, "kernel: gone away")
    assert throttled == [(7, 20.0)]
    holdings = ladder.holdings(7, MODULE)
    assert holdings[CPU].rung == "freeze" and "gone away" in holdings[CPU].why
    assert holdings[MEMORY] == Holding("advisory", "none", "kernel: gone away")


def test_a_module_without_limits_is_throttled_by_freezing() -> None:
    kernel, throttled, ladder = rungs()
    ladder.spawned("other", 8, 100)
    assert ladder.hold(8, CPU, 40.0).rung == "freeze"
    assert throttled == [(8, 40.0)] and kernel.values == {}


def test_what_nothing_can_hold_is_advisory_and_says_why() -> None:
    _, _, ladder = rungs()
    descriptor = limited(max_threads=5, max_file_handles=9)
    for kind in (THREADS, FILES):
        told = ladder.holdings(None, descriptor)[kind]
        assert (told.rung, told.strength) == ("advisory", "none") and told.why
    assert ladder.hold(7, THREADS, 5).strength == "none"


def test_nothing_is_remembered_of_what_is_gone() -> None:
    kernel, _, ladder = rungs()
    started(ladder)
    kernel.refuses = {CPU}
    ladder.hold(7, CPU, 20.0)
    ladder.gone(7)
    assert kernel.ended == [7]
    kernel.refuses = set()
    kernel.known.add(7)
    assert ladder.holdings(7, MODULE)[CPU] == Holding("kernel", "hard")


def test_throttling_ends_with_us() -> None:
    _, throttled, ladder = rungs()
    ladder.hold(8, CPU, 40.0)
    ladder.close(keep_modules=True)
    assert throttled == [(8, 40.0), (8, None)]


class Jobs:
    def __init__(self) -> None:
        self.calls: list[tuple[int, LimitKind, float | None]] = []

    def limit_job(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        if incarnation == 99:
            raise KeyError(incarnation)
        if incarnation == 98:
            raise OSError("denied")
        self.calls.append((incarnation, kind, value))


def test_a_job_object_holds_cpu_and_memory_and_counts_processes_for_threads() -> None:
    jobs = Jobs()
    ladder = Ladder([JobObject(jobs)])
    assert ladder.hold(1, CPU, 20.0) == Holding("job_object", "hard")
    assert ladder.hold(1, MEMORY, 100.0).strength == "hard"
    assert ladder.hold(1, THREADS, 9).strength == "soft"
    assert jobs.calls == [(1, CPU, 20.0), (1, MEMORY, 100.0), (1, THREADS, 9)]
    assert ladder.hold(1, FILES, 9).rung == "advisory"
    assert "no Job Object" in ladder.hold(99, CPU, 20.0).why
    assert "denied" in ladder.hold(98, CPU, 20.0).why

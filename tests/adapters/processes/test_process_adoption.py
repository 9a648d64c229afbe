"""Modules outlive their orchestrator: the next one finds them as they were, or the keeper stops them in order."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.adapters.processes.hostile import TREE, TREE_SIZE
from tests.adapters.processes.keeping import Keeping, alive, pids_in, until
from tests.adapters.processes.test_process_launch import NOTIFY

ROOT = Path(__file__).parents[3]


async def killed_orchestrator(
    keeping: Keeping, grace: float, *launches: Any, after: tuple[Path, int] | None = None
) -> dict[str, tuple[int, int]]:
    """Run an orchestrator that launches these, and kill it with -9; key to (incarnation, pid).

    after: a file, and how many pids must be in it before the kill.
    """
    program = str(Path(__file__).with_name("orchestrator.py"))
    arguments = (str(keeping.home.run.parent), str(grace), json.dumps(launches))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, program, *arguments, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    launched: dict[str, tuple[int, int]] = {}
    while (line := (await process.stdout.readline()).decode().split()) != ["up"]:
        assert line, "the orchestrator ended"
        launched[line[0]] = int(line[1]), int(line[2])
    if after is not None:
        await pids_in(*after)
    process.kill()
    await process.wait()
    return launched


async def test_killed_orchestrator_without_grace_leaves_nothing(keeping: Keeping, tmp_path: Path) -> None:
    argv = ["sh", "-c", TREE, "sh", str(tmp_path / "pids")]
    await killed_orchestrator(keeping, 0.0, ["t", argv, {}], after=(tmp_path / "pids", TREE_SIZE))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    await until(lambda: not any(alive(pid) for pid in [*pids, keeping.keeper_pid()]), "all gone")
    assert not (keeping.home.run / "keeper.sock").exists()


async def test_next_orchestrator_finds_every_module_as_it_was(keeping: Keeping, tmp_path: Path) -> None:
    argv = ["sh", "-c", TREE, "sh", str(tmp_path / "pids")]
    launched = await killed_orchestrator(
        keeping, 60.0, ["t", argv, {}], ["u", ["sleep", "300"], {"stop_rank": 3}]
    )
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    claimant = await keeping.claim()
    found = {row.key: (row.incarnation, row.pid) for row in claimant.table}
    assert found == launched
    assert [row.note for row in claimant.table] == [b"note of t", b"note of u"]
    assert [(row.module, row.digest, row.outcome, row.gone) for row in claimant.table] == [
        ("module-t", "digest", None, False),
        ("module-u", "digest", None, False),
    ]
    assert all(alive(pid) for pid in pids)
    claimant.processes.stop(launched["t"][0], "TERM", 10.0)
    await claimant.gone(launched["t"][0])
    assert not any(alive(pid) for pid in pids)


async def test_output_goes_on_after_adoption_with_what_was_said_meanwhile(
    keeping: Keeping, tmp_path: Path
) -> None:
    first = await keeping.claim()
    wait = "while [ ! -e {} ]; do sleep 0.02; done; "
    script = "echo one; " + wait.format('"$1"') + 'echo two; echo bad >&2; echo $$ > "$1.done"; '
    script += wait.format('"$1.more"') + "echo three; sleep 300"
    incarnation, _ = await first.launch("o", "sh", "-c", script, "sh", str(tmp_path / "go"))
    await until(lambda: first.sink.out(incarnation) == "one\n")
    first.vanish()
    (tmp_path / "go").touch()
    await pids_in(tmp_path / "go.done", 1)
    second = await keeping.claim()
    await until(lambda: len(second.sink.backlog[incarnation]) == 2 or second.sink.out(incarnation))
    lines = [line[1:] for line in second.sink.backlog[incarnation]]
    (tmp_path / "go.more").touch()
    await until(lambda: "three" in second.sink.out(incarnation))
    said = [text for stream, text in lines if stream == "out"] + second.sink.out(incarnation).split()
    assert said == ["two", "three"]
    assert ("err", "bad") in lines or second.sink.text[incarnation]["err"] == b"bad\n"


async def test_unclaimed_flood_does_not_block_and_keeps_the_newest(keeping: Keeping, tmp_path: Path) -> None:
    first = await keeping.claim()
    script = 'while [ ! -e "$1" ]; do sleep 0.02; done; seq 100000; echo $$ > "$1.done"; sleep 300'
    incarnation, _ = await first.launch("f", "sh", "-c", script, "sh", str(tmp_path / "go"))
    first.vanish()
    (tmp_path / "go").touch()
    await pids_in(tmp_path / "go.done", 1)
    second = await keeping.claim()
    kept = [text for _, _, text in second.sink.backlog[incarnation]]
    await until(lambda: kept[-1] == "100000" or second.sink.out(incarnation).endswith("100000\n"))
    assert sum(map(len, kept)) <= 1 << 15


async def test_notification_while_unclaimed_reaches_the_next_orchestrator(
    keeping: Keeping, tmp_path: Path
) -> None:
    go, done = tmp_path / "go", tmp_path / "done"
    wait = f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.02)\n"
    say = f"\nopen({str(done)!r}, 'w').write('1')\ntime.sleep(300)"
    first = await keeping.claim()
    # More than an unread socket takes: the keeper must have read the first of them.
    texts = ["READY=1", *[f"STATUS={n}" for n in range(30)]]
    await first.launch("n", NOTIFY[0], NOTIFY[1], wait + NOTIFY[2] + say, *texts, notify=True)
    first.vanish()
    go.touch()
    await pids_in(done, 1)
    second = await keeping.claim()
    assert second.facts.all == []  # the caller of `open` sees its table first
    heard: dict[str, str] = {}

    def all_heard() -> bool:
        for fact in second.facts.all:
            if fact[0] == "notified":
                heard.update(fact[2])
        return heard == {"READY": "1", "STATUS": "29"}

    await until(all_heard, "both fields")


async def test_facts_come_after_the_table(keeping: Keeping) -> None:
    first = await keeping.claim()
    incarnation, pid = await first.launch("x", "sleep", "300")
    first.vanish()
    second = await keeping.claim()
    os.kill(pid, signal.SIGKILL)
    assert second.facts.all == []
    assert second.table[0].incarnation == incarnation
    await second.gone(incarnation)


async def test_exit_while_unclaimed_is_repeated_until_acknowledged(keeping: Keeping) -> None:
    first = await keeping.claim()
    incarnation, pid = await first.launch("x", "sh", "-c", "echo last words; exit 5")
    await first.gone(incarnation)
    for _ in range(2):
        first.vanish()
        first = await keeping.claim()
        (row,) = first.table
        assert (row.incarnation, row.pid, row.gone) == (incarnation, pid, True)
        assert row.outcome is not None and row.outcome.code == 5
        assert row.exited_at is not None and row.exited_at >= row.started_at
    first.processes.acknowledge(incarnation)
    await first.launch("y", "true")
    first.vanish()
    third = await keeping.claim()
    assert [row.key for row in third.table] == ["y"]


async def test_last_words_while_unclaimed_are_kept(keeping: Keeping, tmp_path: Path) -> None:
    first = await keeping.claim()
    script = 'while [ ! -e "$1" ]; do sleep 0.02; done; echo last words'
    incarnation, pid = await first.launch("x", "sh", "-c", script, "sh", str(tmp_path / "go"))
    first.vanish()
    (tmp_path / "go").touch()
    await until(lambda: not alive(pid))
    second = await keeping.claim()
    await until(lambda: incarnation in second.sink.detached or second.facts.find("gone"))
    said = [text for _, _, text in second.sink.backlog[incarnation]]
    assert said == ["last words"] or second.sink.out(incarnation) == "last words\n"


async def test_second_claim_takes_over_from_the_first(keeping: Keeping) -> None:
    first = await keeping.claim()
    incarnation, pid = await first.launch("x", "sleep", "300")
    second = await keeping.claim()
    await until(lambda: first.facts.find("keeper_lost"))
    assert [row.pid for row in second.table] == [pid]
    first.processes.kill(incarnation)
    await second.launch("y", "true")
    assert alive(pid)


async def test_kept_modules_wait_without_limit(keeping: Keeping) -> None:
    first = await keeping.claim(0.0)
    incarnation, pid = await first.launch("x", "sleep", "300")
    await first.processes.close(keep_modules=True)
    first.sink.close()
    second = await keeping.claim(0.0)
    assert [(row.incarnation, row.pid) for row in second.table] == [(incarnation, pid)]
    assert alive(pid)


async def test_close_ends_the_modules_and_the_keeper(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    keeper = claimant.processes.keeper_pid
    await claimant.processes.close()
    assert keeper is not None and not alive(keeper)
    assert not any(alive(pid) for pid in pids)


async def test_orphans_are_stopped_higher_ranks_first(keeping: Keeping, tmp_path: Path) -> None:
    def module(name: str, rank: int) -> list[Any]:
        stop = f'trap "sleep 0.1; echo {name} >> {tmp_path}/order; exit 0" TERM; echo $$ >> {tmp_path}/up; '
        stop += "while :; do sleep 0.02; done"
        return [name, ["bash", "-c", stop], {"stop_rank": rank}]

    modules = module("base", 0), module("top", 2), module("middle", 1)
    await killed_orchestrator(keeping, 0.0, *modules, after=(tmp_path / "up", 3))
    await until(lambda: not alive(keeping.keeper_pid()))
    assert (tmp_path / "order").read_text().split() == ["top", "middle", "base"]


async def test_claim_during_the_sweep_waits_for_a_new_keeper(keeping: Keeping, tmp_path: Path) -> None:
    deaf = ["bash", "-c", f'trap "" TERM; echo $$ > {tmp_path}/up; while :; do sleep 0.05; done']
    launched = await killed_orchestrator(
        keeping, 0.0, ["d", deaf, {"grace": 1.0}], after=(tmp_path / "up", 1)
    )
    before = keeping.keeper_pid()
    await until(lambda: "stopping everything" in (keeping.home.logs / "keeper.log").read_text())
    claimant = await keeping.claim()
    assert claimant.table == []
    assert claimant.processes.keeper_pid not in (None, before)
    assert not alive(launched["d"][1])
    incarnation, _ = await claimant.launch("next", "true")
    assert incarnation > launched["d"][0]

"""Who gets in: by token, for one launch, one connection at a time, from the expected user. Real process and sockets."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.rpc.errors import ErrorCode
from tests.modules.event_bus.bus_process import BusProcess, Peer, RefusedError, until


def denied(bus: BusProcess, module: str, token: str) -> Peer:
    """Refused and shown out."""
    peer = bus.stranger()
    with pytest.raises(RefusedError) as caught:
        peer.ask("hello", module=module, token=token, protocol=1)
    assert caught.value.code == ErrorCode.DENIED
    assert not token or token not in caught.value.message
    assert peer.is_closed()
    return peer


def test_hello_answers_what_was_granted(bus: BusProcess) -> None:
    mode = {"name": "degraded", "disable_features": ["a"], "reduce_load": 0.5}
    token = bus.grant("web", settings={"port": 1}, mode=mode, activated=False)
    peer = bus.stranger()
    answer = peer.ask("hello", module="web", token=token, protocol=1, version="1.2")
    session = answer.pop("session")
    assert answer == {"settings": {"port": 1}, "mode": mode, "activated": False, "protocol": 1}
    assert session
    assert bus.admin.told("bus.hello") == {"key": "web", "module": "web", "version": "1.2"}
    peer.ask("ready", ready=False)
    assert bus.admin.told("bus.ready")["ready"] is False
    peer.ask("ready")
    assert bus.admin.told("bus.ready") == {"key": "web", "module": "web", "ready": True}
    sessions = bus.admin.ask("admin.open")["sessions"]
    assert sessions == [{"key": "web", "module": "web", "ready": True, "version": "1.2"}]
    peer.close()
    assert bus.admin.told("bus.left") == {"key": "web", "module": "web", "reason": "the connection ended"}


def test_what_is_updated_is_what_a_later_hello_gets(bus: BusProcess) -> None:
    token = bus.grant("web", settings={"a": 1}, activated=False)
    mode = {"name": "degraded", "disable_features": [], "reduce_load": None}
    bus.admin.ask("admin.update", key="web", settings={"a": 2}, mode=mode, activated=True)
    answer = bus.stranger().ask("hello", module="web", token=token)
    assert (answer["settings"], answer["mode"], answer["activated"]) == ({"a": 2}, mode, True)
    with pytest.raises(RefusedError, match="no grant"):
        bus.admin.ask("admin.update", key="other", settings={})


def test_wrong_foreign_and_missing_tokens_are_denied(bus: BusProcess) -> None:
    web, db = bus.grant("web"), bus.grant("db")
    denied(bus, "web", "wrong")
    denied(bus, "web", "")
    denied(bus, "web", db)
    denied(bus, "nobody", web)
    peer = bus.stranger()
    with pytest.raises(RefusedError):
        peer.ask("hello", module="web")
    assert peer.is_closed()
    assert bus.back("web").ask("bus.ping") == {}


def test_before_hello_nothing_else_is_answered(bus: BusProcess) -> None:
    bus.grant("web")
    for method in ("bus.ping", "publish", "admin.open", "ready"):
        peer = bus.stranger()
        with pytest.raises(RefusedError) as caught:
            peer.ask(method)
        assert caught.value.code == ErrorCode.DENIED and peer.is_closed()


def test_a_second_connection_with_a_token_in_use_is_denied_and_harms_not_the_first(bus: BusProcess) -> None:
    first = bus.module("web")
    denied(bus, "web", "token-of-web")
    assert first.ask("bus.ping") == {}
    first.close()
    bus.admin.told("bus.left", module="web")
    assert bus.back("web").ask("bus.ping") == {}


def test_who_lost_its_connection_gets_back_in_though_the_old_one_is_held_back(
    bus_with: Callable[..., BusProcess],
) -> None:
    """A publisher that is not read because of a full subscriber: its end is not read either."""
    bus = bus_with(queue_messages=1)
    full = bus.module("full", answerer=lambda method, params: Peer.LATER)
    full.ask("subscribe", topics=["web.>"], delivery="reliable")
    web = bus.module("web")
    line = b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"web.a","payload":"%b"}}\n' % (b"x" * 200)
    assert web.fill(line, 50 << 20) < 50 << 20
    web.close()
    back = bus.back("web")
    assert back.ask("bus.ping") == {}


def test_a_revoked_token_ends_its_session_and_is_worthless(bus: BusProcess) -> None:
    web = bus.module("web")
    bus.revoke("web")
    assert web.is_closed()
    assert bus.admin.told("bus.left")["reason"] == "revoked"
    denied(bus, "web", "token-of-web")
    with pytest.raises(RefusedError) as caught:
        bus.admin.ask("request", target="web", method="hi", params={})
    assert caught.value.code == ErrorCode.NO_SUCH_MODULE


def test_a_new_launch_has_its_own_token_while_the_old_one_ends(bus: BusProcess) -> None:
    old = bus.module("web", key="1", token="one", answerer=lambda method, params: "old")
    new = bus.module("web", key="2", token="two", answerer=lambda method, params: "new")
    asker = bus.module("asker")
    number = asker.begin("request", target="web", method="who", params={})
    new.request("who")
    assert asker.answer(number) == "new"
    bus.revoke("1")
    assert old.is_closed() and new.ask("bus.ping") == {}


def test_silence_is_ended_and_strangers_keep_nobody_out(bus_with: Callable[..., BusProcess]) -> None:
    bus = bus_with(strangers=8, hello_timeout=0.3)
    token = bus.grant("web")
    strangers = [bus.stranger() for _ in range(50)]
    assert bus.back("web", token=token).ask("bus.ping") == {}
    assert all(stranger.is_closed() for stranger in strangers)
    assert any("too long" in str(stranger.heard) for stranger in strangers), "the last ones got their time"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_each_token_is_good_for_its_user_alone(bus: BusProcess) -> None:
    bus.grant("ours")
    assert stat.S_IMODE(bus.path.stat().st_mode) == 0o600
    bus.grant("theirs", uid=65534)
    assert stat.S_IMODE(bus.path.stat().st_mode) == 0o666
    assert hello_as(65534, bus.path, "theirs")["result"]["session"]
    assert hello_as(65534, bus.path, "ours")["error"]["code"] == ErrorCode.DENIED
    assert hello_as(0, bus.path, "theirs")["error"]["code"] == ErrorCode.DENIED
    bus.revoke("theirs")
    assert stat.S_IMODE(bus.path.stat().st_mode) == 0o600


HELLO = """
import os, socket, sys, json
uid, path, module = int(sys.argv[1]), sys.argv[2], sys.argv[3]
os.setgroups([]); os.setgid(uid); os.setuid(uid)
with socket.socket(socket.AF_UNIX) as sock:
    sock.settimeout(20); sock.connect(path)
    hello = {"module": module, "token": "token-of-" + module, "protocol": 1}
    sock.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "hello", "params": hello}).encode() + b"\\n")
    sys.stdout.write(sock.makefile().readline())
"""


def hello_as(uid: int, path: Path, module: str) -> dict[str, dict[str, object]]:
    command = [sys.executable, "-I", "-S", "-c", HELLO, str(uid), str(path), module]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, dict[str, object]] = json.loads(done.stdout)
    return answer


# ---- the orchestrator's side


def test_the_modules_socket_is_opened_only_when_the_orchestrator_says_so(bus: BusProcess) -> None:
    bus.kill()
    bus.launch()
    admin = bus.connect_admin()
    with socket.socket(socket.AF_UNIX) as early, pytest.raises(OSError, match=r"refused|No such"):
        early.connect(str(bus.path))
    assert admin.ask("admin.open") == {"sessions": []}
    assert admin.ask("admin.open") == {"sessions": []}
    assert stat.S_IMODE(bus.path.stat().st_mode) == stat.S_IMODE(bus.admin_path.stat().st_mode) == 0o600
    bus.stranger().close()


def test_sockets_that_were_removed_are_bound_anew_and_nobody_is_cut_off(bus: BusProcess) -> None:
    web = bus.module("web")
    bus.path.unlink()
    bus.admin_path.unlink()
    assert [session["module"] for session in bus.admin.ask("admin.open")["sessions"]] == ["web"]
    bus.module("late").close()
    assert bus.connect_admin().ask("bus.ping") == {}
    assert web.ask("publish", topic="web.a", payload=1) == {"delivered": 0}


def test_a_wrong_secret_is_shown_out_and_the_newer_orchestrator_replaces_the_former(bus: BusProcess) -> None:
    with pytest.raises(RefusedError) as caught:
        bus.connect_admin(token="wrong")
    assert caught.value.code == ErrorCode.DENIED
    assert bus.admin.ask("bus.ping") == {}
    newer = bus.connect_admin()
    assert bus.admin.is_closed() and newer.ask("bus.ping") == {}


def test_without_an_orchestrator_modules_go_on(bus: BusProcess) -> None:
    web = bus.module("web")
    bus.admin.close()
    assert web.ask("publish", topic="web.a", payload=1) == {"delivered": 0}
    with pytest.raises(RefusedError, match="the orchestrator is away"):
        web.ask("request", target="nobody", method="hi", params={})
    assert bus.connect_admin().ask("admin.open")["sessions"][0]["module"] == "web"


def test_bad_grants_are_refused_without_a_word_of_what_is_secret(bus: BusProcess) -> None:
    good = {"key": "k", "module": "web", "token_sha256": "0" * 64}
    for wrong in (
        {"publish": ["a..b"]},
        {"token_sha256": "canary"},
        {"module": "orchestrator"},
        {"uid": "canary"},
    ):
        with pytest.raises(RefusedError) as caught:
            bus.admin.ask("admin.grant", grants=[good | wrong])
        assert caught.value.code == ErrorCode.INVALID_PARAMS and "canary" not in caught.value.message
    assert bus.admin.ask("admin.grant", grants=[good]) == {"granted": 1}


def test_a_living_bus_keeps_its_socket_and_sigterm_ends_it_quietly(bus: BusProcess) -> None:
    second = BusProcess()
    second.admin_path = bus.admin_path
    second.launch()
    assert second.process is not None and second.process.wait(20) == 1
    assert "is answered by a running process" in second.said()
    second.end()
    web = bus.module("web")
    assert bus.terminate() == 0
    assert web.is_closed()
    until(lambda: not bus.path.exists() and not bus.admin_path.exists(), "its sockets are gone")


@pytest.mark.parametrize("settings", [{"queue_messages": 0}, {"unknown": 1}, {"ack_timeout": "x"}])
def test_settings_that_cannot_be_used_end_the_start_with_a_clear_line(settings: dict[str, object]) -> None:
    bus = BusProcess(**settings)
    bus.launch()
    assert bus.process is not None and bus.process.wait(20) == 1
    assert "the bus cannot run: settings: " in bus.said()
    bus.end()


def test_only_the_launches_that_are_kept_are_let_in(bus: BusProcess) -> None:
    gone, kept = bus.grant("gone"), bus.grant("kept")
    there = bus.stranger()
    there.ask("hello", module="gone", token=gone, protocol=1)
    assert bus.admin.ask("admin.keep", keys=["kept", "never-granted"]) == {"revoked": 1}
    assert there.is_closed()
    denied(bus, "gone", gone)
    assert bus.stranger().ask("hello", module="kept", token=kept, protocol=1)["session"]


def test_who_has_not_said_whether_it_is_ready_is_listed_so(bus: BusProcess) -> None:
    token = bus.grant("web")
    peer = bus.stranger()
    peer.ask("hello", module="web", token=token, protocol=1)
    assert bus.admin.ask("admin.open")["sessions"][0]["ready"] is None
    peer.ask("ready", ready=False)
    assert bus.admin.ask("admin.open")["sessions"][0]["ready"] is False

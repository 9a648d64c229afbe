"""A module without asyncio: for scripts that do one thing after the other.

    with BusClient() as bus:
        bus.ready()
        while not bus.wait(60):
            bus.publish("thermometer.reading", {"celsius": read_sensor()})

A thread reads and answers health checks; callbacks run inside `wait`, on the thread that calls it.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterable, MutableMapping
from types import TracebackType
from typing import Any

from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.sdk.blocking_wire import LAST_RETRY, Message, Wire
from skelly_tray.sdk.environment import read_environment
from skelly_tray.sdk.faults import describe
from skelly_tray.sdk.topics import matches

Callback = Callable[[dict[str, Any]], Any]
_FULL: dict[str, Any] = {"name": "full", "disable_features": [], "reduce_load": None}
_PATIENCE = 5.0


class BusClient:
    """A context manager; entering connects. Raises NotStartedByUsError (the environment is not a module's).

    health: returns the answer to a check (`{"status": …, "metrics": …, "issues": …}`), called on the reading thread;
    by default every check is answered as healthy. settings, mode: as the bus last gave them.
    """

    def __init__(
        self,
        *,
        version: str = "",
        health: Callable[[], dict[str, Any]] | None = None,
        environ: MutableMapping[str, str] | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        self.settings: dict[str, Any] = {}
        self.mode: dict[str, Any] = _FULL
        self._environment = read_environment(os.environ if environ is None else environ)
        self.id = self._environment.module
        self.state_dir = self._environment.state_dir
        self._version = version
        self._health = health
        self._ready: bool | None = None
        self._subscribed: list[tuple[tuple[str, ...], str, Callback]] = []
        self._served: dict[str, Callback] = {}
        self._calls: queue.SimpleQueue[tuple[Message, int] | None] = queue.SimpleQueue()
        self._is_activated = False
        self._is_ending = False
        self._wire = Wire(
            self._environment.address, self._greet, self._take, lambda: self._calls.put(None), patience
        )

    def __enter__(self) -> BusClient:
        self._wire.open()
        try:
            self._wire.wait_until_up(None)
        except BaseException:
            self._wire.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wire.close()

    # ---- what a script does

    def ready(self, ready: bool = True) -> None:
        """Say whether the work can be done; if pre-warmed, wait first until it shall be done."""
        while ready and not self._is_activated and not self._is_ending:
            self.wait(LAST_RETRY)
        self._ready = ready
        self._until_taken("ready", {"ready": ready}, None)

    def publish(self, topic: str, payload: Any = None, *, deadline: float | None = 60.0) -> int:
        """Return how many took it; tried again over lost connections, so it may arrive twice. Raises RpcError."""
        until = None if deadline is None else time.monotonic() + deadline
        answer = self._until_taken("publish", {"topic": topic, "payload": payload}, until)
        return int(answer["delivered"])

    def notify(self, topic: str, payload: Any = None) -> bool:
        """Publish without waiting. False: there is no connection just now; the message is dropped."""
        message = {"jsonrpc": "2.0", "method": "publish", "params": {"topic": topic, "payload": payload}}
        try:
            self._wire.send(message)
        except ConnectionLostError:
            return False
        return True

    def call(
        self, target: str, method: str, params: dict[str, Any] | None = None, timeout: float = 30.0
    ) -> Any:
        """Another module's answer. Raises RpcError and ConnectionLostError (whether it acted is not known)."""
        until = time.monotonic() + timeout
        request = {"target": target, "method": method, "params": params or {}, "timeout_s": timeout}
        try:
            self._wire.wait_until_up(until)
            return self._wire.ask("request", request, until + 1.0)
        except TimeoutError as error:
            raise RpcError(ErrorCode.TIMED_OUT, f"no answer of {target} within {timeout} s") from error

    def subscribe(
        self, topics: str | Iterable[str], callback: Callback, delivery: str = "best_effort"
    ) -> None:
        """`wait` calls `callback(event)` with `{topic, source, time, payload}`. reliable: taken when it returns."""
        patterns = (topics,) if isinstance(topics, str) else tuple(topics)
        subscribed = (patterns, delivery, callback)
        self._subscribed.append(subscribed)
        try:
            self._until_taken("subscribe", {"topics": list(patterns), "delivery": delivery}, None)
        except RpcError:
            self._subscribed.remove(subscribed)
            raise

    def serve(self, method: str, function: Callback) -> None:
        """`wait` calls `function(params)` when others call this method, and answers with what it returns."""
        self._served[method] = function

    def wait(self, timeout: float | None = None) -> bool:
        """Work off what comes for so many seconds. True, at once: it is time to end. Raises RefusedError."""
        until = None if timeout is None else time.monotonic() + timeout
        while not self._is_ending:
            left = None if until is None else max(0.0, until - time.monotonic())
            try:
                call = self._calls.get(timeout=left)
            except queue.Empty:
                return False
            if call is None:
                self._wire.check_refused()
            elif call[1] == self._wire.number:  # of a former connection: what is reliable comes again
                self._answer(*call, self._work)
        return True

    def _until_taken(self, method: str, params: Message, until: float | None) -> Any:
        try:
            while True:
                self._wire.wait_until_up(until)
                try:
                    return self._wire.ask(method, params, until)
                except ConnectionLostError:
                    continue
        except TimeoutError as error:
            raise RpcError(ErrorCode.TIMED_OUT, f"{method} was not taken in time") from error

    # ---- the reading thread

    def _greet(self) -> None:
        hello = {"module": self.id, "token": self._environment.token, "protocol": 1, "version": self._version}
        welcome = self._wire.ask_here("hello", hello)
        self.settings = welcome.get("settings") or {}
        self.mode = welcome.get("mode") or _FULL
        if welcome.get("activated", True):
            self._activate()
        for topics, delivery, _callback in list(self._subscribed):
            self._wire.ask_here("subscribe", {"topics": list(topics), "delivery": delivery})
        if self._ready is not None:
            self._wire.ask_here("ready", {"ready": self._ready})

    def _take(self, message: Message) -> None:
        method = message["method"]
        if method == "event" or method in self._served:
            self._calls.put((message, self._wire.number))
        else:
            self._answer(message, self._wire.number, self._obey)
        if method == "lifecycle.shutdown":  # the answer is out: the script may close now
            self._is_ending = True
            self._calls.put(None)

    def _activate(self) -> None:
        self._is_activated = True
        self._calls.put(None)

    def _obey(self, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "health.check":
                return (
                    {"status": "healthy", "metrics": {}, "issues": []}
                    if self._health is None
                    else self._health()
                )
            case "lifecycle.activate":
                self._activate()
            case "lifecycle.shutdown":
                pass
            case "mode.degrade":
                self.mode = {"name": "degraded", **params}
            case "mode.restore":
                self.mode = _FULL
            case _:
                raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {method[:80]!r}")
        return {}

    # ---- both

    def _answer(self, call: Message, number: int, work: Callable[[str, dict[str, Any]], Any]) -> None:
        answer: Message = {"jsonrpc": "2.0", "id": call.get("id")}
        try:
            answer["result"] = work(call["method"], call.get("params") or {})
        except RpcError as error:
            answer["error"] = error.to_json()
        except Exception as error:  # noqa: BLE001  whatever a callback does wrong, the asker is answered
            told = f"{call['method'][:80]} failed inside: {describe(error)}"
            answer["error"] = RpcError(ErrorCode.INTERNAL_ERROR, told).to_json()
        if "id" in call:
            try:
                self._wire.answer(answer, number)
            except ConnectionLostError:
                return  # what was reliable comes again

    def _work(self, method: str, params: dict[str, Any]) -> Any:
        if method != "event":
            return self._served[method](params)
        topic = str(params.get("topic"))
        for topics, _delivery, callback in list(self._subscribed):
            if any(matches(pattern, topic) for pattern in topics):
                callback(params)
        return {}

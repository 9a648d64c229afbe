"""The helper process itself: reads calls from its standard input, makes them one by one, writes the answers.

It ends when its input does, also while a call hangs, and dies with us.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from skelly_tray.adapters.secrets.deadline import NoDeadline
from skelly_tray.adapters.secrets.keyring_store import KeyringStore
from skelly_tray.adapters.secrets.sealing import SealingHere
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

READY = b'{"ready": true}\n'


def main() -> int:
    """Never returns: a call that hangs must not keep us."""
    _shut_off()
    calls, answers = _own_pipes()
    KeyringStore("", NoDeadline()).load()
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_work, args=(waiting, answers), daemon=True).start()
    for line in calls:
        waiting.put(line)
    os._exit(0)


def _shut_off() -> None:
    """Our memory is for nobody to read; whoever ends us closes our input, also when a whole group is sent a signal."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        from skelly_tray.keeper import kernel

        kernel.name_process("skelly-secrets")
        kernel.die_with_parent()
        kernel.refuse_dumps()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for us alone: what a library prints or reads there goes nowhere."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return calls, answers


def _work(waiting: queue.SimpleQueue[bytes], answers: BinaryIO) -> None:
    with suppress(OSError):  # nobody reads any more: our input ends, too
        _say(answers, READY)
        while True:
            _say(answers, answer(waiting.get()))


def _say(answers: BinaryIO, line: bytes) -> None:
    answers.write(line)
    answers.flush()


def answer(line: bytes) -> bytes:
    """The line that answers this one. Nothing that a call raises is quoted: it may hold a value."""
    call = json.loads(line)
    told: dict[str, Any] = {"id": call["id"]}
    try:
        told["result"] = _made(call)
    except SecretsUnavailable as unavailable:
        told |= {"trouble": str(unavailable.trouble), "message": unavailable.message}
    except Exception as error:  # noqa: BLE001  whatever went wrong here is an answer, too
        message = f"it cannot be done here ({type(error).__name__})"
        told |= {"trouble": str(SecretTrouble.UNAVAILABLE), "message": message}
    return json.dumps(told).encode() + b"\n"


def _made(call: Mapping[str, str]) -> str | bool | None:
    keyring, sealing = KeyringStore(call.get("service", ""), NoDeadline()), SealingHere()
    match call["do"]:
        case "get":
            return keyring.get(call["name"])
        case "set":
            keyring.set(call["name"], call["value"])
            return None
        case "delete":
            return keyring.delete(call["name"])
        case "unlock":
            keyring.unlock()
            return None
        case "backend":
            return keyring.backend()
        case "derive":
            return b64encode(sealing.derive(call["passphrase"], b64decode(call["salt"]))).decode()
        case "seal":
            return b64encode(sealing.seal(*_four(call, "content"))).decode()
        case "unseal":
            content = sealing.unseal(*_four(call, "sealed"))
            return None if content is None else b64encode(content).decode()
        case other:
            raise ValueError(other)


def _four(call: Mapping[str, str], third: str) -> tuple[bytes, bytes, bytes, bytes]:
    key, nonce, content, header = (b64decode(call[name]) for name in ("key", "nonce", third, "header"))
    return key, nonce, content, header

"""The quick way to read a line: the outside of a message is decoded, its params and results stay the bytes they were.

What is passed on is never rebuilt. Whatever looks unusual goes the careful way of `message.read_message`, which also
words the errors; so both ways agree on what is a message.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType

from skelly_tray.rpc import codec
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.message import LONGEST_ID, Answer, Call, Malformed, read_message

MAX_DEPTH = 128
"""Nesting of what is passed on to others: well under what the JSON readers of any language take."""


class Envelope(msgspec.Struct, gc=False):
    """A call, or (`method` unset) an answer. An `id` that is unset is a notification's; null is an id.

    params, result, error: JSON as it came, checked only as far as finding its end needs; empty when absent.
    """

    jsonrpc: str
    method: str | UnsetType = UNSET
    id: int | str | float | UnsetType | None = UNSET
    params: Raw = Raw()
    result: Raw = Raw()
    error: Raw = Raw()

    @property
    def wants_answer(self) -> bool:
        return self.id is not UNSET

    def named_params(self) -> dict[str, Any]:
        """The params decoded. Raises RpcError (parse error) for bytes that no JSON reader takes."""
        return codec.decode(self.params) if self.params else {}

    def outcome(self) -> Any:
        """The result of an answer. Raises the peer's RpcError, or a parse error for what cannot be read."""
        if self.error and self.error != _NULL:
            error = codec.decode(self.error)
            raise RpcError.from_json(error if isinstance(error, dict) else {"message": str(error)})
        return codec.decode(self.result) if self.result else None

    @property
    def failed(self) -> bool:
        """Whether this answer is an error."""
        return bool(self.error) and self.error != _NULL


_NULL = Raw(b"null")
_OPEN_BRACE = 0x7B
_decoder = msgspec.json.Decoder(Envelope)


def read_envelope(line: bytes) -> Envelope | Malformed:
    """What one line says. Raises RpcError (parse error) when it is not JSON."""
    try:
        envelope = _decoder.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _read_carefully(line)
    params = envelope.params
    if type(envelope.id) is str and len(envelope.id) > LONGEST_ID:
        return _read_carefully(line)
    if (
        envelope.jsonrpc == "2.0"
        and envelope.method is not UNSET
        and (not params or memoryview(params)[0] == _OPEN_BRACE)
    ):
        return envelope
    if envelope.jsonrpc == "2.0" and envelope.method is UNSET and (envelope.result or envelope.failed):
        return envelope
    return _read_carefully(line)


def _read_carefully(line: bytes) -> Envelope | Malformed:
    match read_message(codec.decode(line)):
        case Call() as call:
            message_id = call.id if call.wants_answer else UNSET
            return Envelope("2.0", call.method, message_id, Raw(codec.encode(call.params)[:-1]))
        case Answer() as answer:
            if answer.error is None:
                return Envelope("2.0", UNSET, answer.id, result=Raw(codec.encode(answer.result)[:-1]))
            return Envelope("2.0", UNSET, answer.id, error=Raw(codec.encode(answer.error.to_json())[:-1]))
        case Malformed() as malformed:
            return malformed


def check_passable(raw: Raw) -> None:
    """Raise RpcError unless every JSON reader takes this: it is about to be passed on as it is.

    Otherwise one module could end the connections of others by what it lets the bus hand them.
    """
    value = codec.decode(raw)
    data = memoryview(raw)
    if len(data) > MAX_DEPTH:
        text = bytes(data)
        if text.count(b"[") + text.count(b"{") > MAX_DEPTH and _is_deeper(value, MAX_DEPTH):
            raise RpcError(ErrorCode.INVALID_PARAMS, f"nested deeper than {MAX_DEPTH} levels")


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether the containers of a decoded value nest deeper than this; without recursion."""
    level: list[Any] = [value]
    for _ in range(levels):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()

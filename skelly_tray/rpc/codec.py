"""JSON lines in and out by msgspec; for the long-lived sides (the command line uses the standard library's json)."""

from __future__ import annotations

from typing import Any

import msgspec

from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.message import LONGEST_ID, MessageId

MAX_LINE = 1 << 20
"""Bytes of one line without its newline, in both directions."""
MAX_LINE_BEFORE_AUTHENTICATION = 64 << 10

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def decode(line: bytes) -> Any:
    """The value of one line; raises RpcError (parse error) for everything that is not JSON."""
    try:
        return _decoder.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise RpcError(ErrorCode.PARSE_ERROR, f"not a line of JSON: {error}") from error


def encode(value: Any) -> bytes:
    """One line with its newline. Dataclasses and enums are encoded by value.

    Raises RpcError: internal error for what JSON cannot hold, too large for a line over the limit.
    """
    try:
        line = _encoder.encode(value)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        raise RpcError(ErrorCode.INTERNAL_ERROR, f"this cannot be written as JSON: {error}") from error
    if len(line) > MAX_LINE:
        raise RpcError(
            ErrorCode.TOO_LARGE, f"{len(line)} bytes are over the {MAX_LINE} of a line: ask for less"
        )
    return line + b"\n"


def request(message_id: int, method: str, params: dict[str, Any]) -> bytes:
    return encode({"jsonrpc": "2.0", "id": message_id, "method": method, "params": params})


def notification(method: str, params: Any) -> bytes:
    return encode({"jsonrpc": "2.0", "method": method, "params": params})


def result(message_id: MessageId, value: Any) -> bytes:
    """The answer; one that cannot be sent becomes an error answer, so the peer never waits in vain."""
    try:
        return encode({"jsonrpc": "2.0", "id": message_id, "result": value})
    except RpcError as problem:
        return failure(message_id, problem)


def failure(message_id: MessageId, problem: RpcError) -> bytes:
    try:
        return encode({"jsonrpc": "2.0", "id": message_id, "error": problem.to_json()})
    except RpcError as unsendable:
        plain = RpcError(
            problem.code, "the error's own detail could not be sent", str(unsendable.code)
        ).to_json()
        fits = not isinstance(message_id, str) or len(message_id) <= LONGEST_ID
        return encode({"jsonrpc": "2.0", "id": message_id if fits else None, "error": plain})

"""What one decoded line means: the shape is checked here, before anything else looks inside it.

A line comes from a stranger. Whatever it holds (`[1]`, a number, an object as `id`), the answer is a value of
this module, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from skelly_tray.rpc.errors import ErrorCode, RpcError

MessageId = str | int | float | None
LONGEST_ID = 256


@dataclass(frozen=True, slots=True)
class Call:
    """A request, or (`wants_answer` false) a notification."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    id: MessageId = None
    wants_answer: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A response to one of our requests: `error` is None exactly when it succeeded."""

    id: MessageId
    result: Any = None
    error: RpcError | None = None


@dataclass(frozen=True, slots=True)
class Malformed:
    """No valid message; `id` is the sender's where one could be read. A bad notification is not answered."""

    error: RpcError
    id: MessageId = None
    wants_answer: bool = True


Message = Call | Answer | Malformed


def read_message(value: object) -> Message:
    """Classify one decoded line. Batches (top-level arrays) are not part of this wire: one object a line."""
    if not isinstance(value, dict):
        return _invalid("a message is one JSON object a line", None)
    message_id = value.get("id")
    if not is_id(message_id):
        return _invalid(f"id must be a string of {LONGEST_ID} characters at most, a number or null", None)
    if value.get("jsonrpc") != "2.0":
        return _invalid('jsonrpc must be "2.0"', message_id)
    if "method" in value:
        return _read_call(value, message_id)
    if "result" in value or "error" in value:
        return _read_answer(value, message_id)
    return _invalid("method is missing", message_id)


def _read_call(value: dict[str, Any], message_id: MessageId) -> Message:
    method, params = value["method"], value.get("params", {})
    if not isinstance(method, str):
        return _invalid("method must be a string", message_id)
    wants_answer = "id" in value
    if isinstance(params, dict):
        return Call(method, params, message_id, wants_answer)
    if isinstance(params, list):
        error = RpcError(ErrorCode.INVALID_PARAMS, "params are given by name: an object, not an array")
        return Malformed(error, message_id, wants_answer)
    return _invalid("params must be an object", message_id)


def _read_answer(value: dict[str, Any], message_id: MessageId) -> Message:
    error = value.get("error")
    if error is None:
        return Answer(message_id, value.get("result"))
    if not isinstance(error, dict):
        error = {"message": str(error)}
    return Answer(message_id, None, RpcError.from_json(error))


def is_id(value: object) -> bool:
    """An id is null, a number or a text; a long one would not fit into an answer beside anything else."""
    if isinstance(value, str):
        return len(value) <= LONGEST_ID
    if isinstance(value, bool):
        return False
    return value is None or isinstance(value, int | float)


def _invalid(reason: str, message_id: MessageId) -> Malformed:
    return Malformed(RpcError(ErrorCode.INVALID_REQUEST, reason), message_id)

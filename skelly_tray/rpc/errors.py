"""The error codes of the wire, and the one exception that carries them; light enough for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any


class ErrorCode(IntEnum):
    """The JSON-RPC 2.0 codes and ours (-32001 and below), as published."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    NO_SUCH_MODULE = -32001
    TIMED_OUT = -32002
    CIRCUIT_OPEN = -32003
    DENIED = -32004
    RATE_LIMITED = -32005
    TOO_LARGE = -32006


class RpcError(Exception):
    """An error answer: raised by a handler on one side, by the call on the other.

    code: usually an ErrorCode, but any integer that a peer sends. message: one sentence for people.
    data: JSON-able detail for programs, or None.
    """

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = int(code)
        self.message = message
        self.data = data

    def to_json(self) -> dict[str, Any]:
        """The `error` member of an answer."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.data is not None:
            error["data"] = self.data
        return error

    @classmethod
    def from_json(cls, error: Mapping[str, Any]) -> RpcError:
        """Reads what a peer sent; a peer that leaves members out is still reported somehow."""
        code = error.get("code")
        known = isinstance(code, int) and not isinstance(code, bool)
        return cls(
            code if known and isinstance(code, int) else ErrorCode.INTERNAL_ERROR,
            str(error.get("message", "the other side gave no reason")),
            error.get("data"),
        )


class ConnectionLostError(ConnectionError):
    """The other side went away before it answered; whether it acted on the request is not known."""

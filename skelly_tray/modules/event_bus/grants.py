"""Grants: who may connect, and what each may do. Told by the orchestrator, looked up by the hash of the token."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from skelly_tray.modules.event_bus.patterns import contains, is_pattern, matches_any
from skelly_tray.rpc.params import invalid

RESERVED_TOPICS = ("module.", "system.", "config.", "resource.")
RESERVED_METHODS = ("health.", "config.", "lifecycle.", "mode.", "state.", "resource.")
ORCHESTRATOR = "orchestrator"
ITSELF = "event_bus"


class Mode(msgspec.Struct, frozen=True):
    name: str = "full"
    disable_features: tuple[str, ...] = ()
    reduce_load: float | None = None


class Grant(msgspec.Struct):
    """One launch of a module. `key` names the launch, `token_sha256` is in hex, uid None means our own user.

    publish, subscribe: patterns of topics; call: patterns of "module.method". was_ready: it has said so once.
    """

    key: str
    module: str
    token_sha256: str
    uid: int | None = None
    publish: list[str] = []
    subscribe: list[str] = []
    call: list[str] = []
    settings: dict[str, Any] = {}
    mode: Mode = Mode()
    activated: bool = True
    was_ready: bool = False

    def may_publish(self, topic: str) -> bool:
        return matches_any(self.publish, topic) and not topic.startswith(RESERVED_TOPICS)

    def may_subscribe(self, pattern: str) -> bool:
        return any(contains(granted, pattern) for granted in self.subscribe)

    def may_call(self, target: str, method: str) -> bool:
        return (
            matches_any(self.call, f"{target}.{method}")
            and not method.startswith(RESERVED_METHODS)
            and method != "event"
        )


class OrchestratorGrant(Grant):
    """May everything."""

    def may_publish(self, topic: str) -> bool:
        return True

    def may_subscribe(self, pattern: str) -> bool:
        return True

    def may_call(self, target: str, method: str) -> bool:
        return True


class GrantBook:
    """All live grants."""

    def __init__(self) -> None:
        self._by_key: dict[str, Grant] = {}
        self._by_hash: dict[str, Grant] = {}
        self._modules: dict[str, int] = {}

    def keys_granted(self) -> list[str]:
        """Of every launch that is let in."""
        return list(self._by_key)

    def put(self, grant: Grant) -> None:
        """Add, or replace the one of the same key."""
        former = self.remove(grant.key)
        if former is not None:
            grant.was_ready |= former.was_ready
        self._by_key[grant.key] = grant
        self._by_hash[grant.token_sha256] = grant
        self._modules[grant.module] = self._modules.get(grant.module, 0) + 1

    def remove(self, key: str) -> Grant | None:
        grant = self._by_key.pop(key, None)
        if grant is not None:
            if self._by_hash.get(grant.token_sha256) is grant:
                del self._by_hash[grant.token_sha256]
            self._modules[grant.module] -= 1
            if not self._modules[grant.module]:
                del self._modules[grant.module]
        return grant

    def get(self, key: str) -> Grant | None:
        return self._by_key.get(key)

    def find(self, token: str) -> Grant | None:
        """Looked up by its hash, so that how long this takes says nothing of the tokens there are."""
        return self._by_hash.get(hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest())

    def has_module(self, module: str) -> bool:
        """Whether a launch of this module is alive, connected or not."""
        return module in self._modules

    def uids(self) -> set[int]:
        """The users, beside our own, whose modules may connect."""
        return {grant.uid for grant in self._by_key.values() if grant.uid is not None}


def read_grants(params: dict[str, Any]) -> list[Grant]:
    """Raises RpcError (invalid params); nothing that is secret is in its text."""
    try:
        grants = msgspec.convert(params.get("grants"), list[Grant])
    except msgspec.ValidationError as error:
        raise invalid(f"grants: {error}") from error
    for grant in grants:
        wrong = [p for p in (*grant.publish, *grant.subscribe, *grant.call) if not is_pattern(p)]
        if wrong:
            raise invalid(f"grant of {grant.module[:80]}: not a pattern: {wrong[0][:80]!r}")
        if len(grant.token_sha256) != 64 or grant.module in (ORCHESTRATOR, ITSELF):
            raise invalid(
                f"grant of {grant.module[:80]}: a token's hash, and a module's own name, are needed"
            )
        grant.token_sha256 = grant.token_sha256.lower()
    return grants

"""The shape of a message is checked before anything else, whatever a stranger sends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.rpc.errors import ErrorCode
from skelly_tray.rpc.message import Answer, Call, Malformed, read_message

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
MEMBERS = st.sampled_from(["jsonrpc", "id", "method", "params", "result", "error"])
NEARLY = st.dictionaries(MEMBERS, JSON | st.just("2.0") | st.just("status"), max_size=6)


@given(JSON | NEARLY)
def test_any_value_is_classified_and_never_raises(value: Any) -> None:
    message = read_message(value)
    if isinstance(message, Malformed):
        assert message.error.code in (ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_PARAMS)
        assert message.id is None or message.id == value["id"]


@given(
    st.text(),
    st.dictionaries(st.text(), JSON, max_size=3),
    st.text() | st.integers() | st.floats(allow_nan=False) | st.none(),
)
def test_a_request_keeps_method_params_and_the_type_of_its_id(
    method: str, params: Any, message_id: Any
) -> None:
    value = {"jsonrpc": "2.0", "id": message_id, "method": method, "params": params}
    message = read_message(value)
    assert message == Call(method, params, message_id, wants_answer=True)
    assert isinstance(message, Call) and type(message.id) is type(message_id)


def test_without_an_id_it_is_a_notification() -> None:
    assert read_message({"jsonrpc": "2.0", "method": "status"}) == Call(
        "status", {}, None, wants_answer=False
    )


@pytest.mark.parametrize("bad", [True, [], {}, [1]])
def test_ids_of_other_types_are_refused(bad: Any) -> None:
    message = read_message({"jsonrpc": "2.0", "id": bad, "method": "status"})
    assert isinstance(message, Malformed)
    assert message.id is None and message.error.code == ErrorCode.INVALID_REQUEST


@pytest.mark.parametrize("version", [None, 2.0, "1.0", 2])
def test_another_version_is_refused(version: Any) -> None:
    message = read_message({"jsonrpc": version, "id": 7, "method": "status"})
    assert isinstance(message, Malformed) and message.id == 7


def test_params_by_position_are_invalid_params_and_a_notification_stays_unanswered() -> None:
    message = read_message({"jsonrpc": "2.0", "id": 1, "method": "status", "params": [1]})
    assert isinstance(message, Malformed) and message.error.code == ErrorCode.INVALID_PARAMS
    silent = read_message({"jsonrpc": "2.0", "method": "status", "params": [1]})
    assert isinstance(silent, Malformed) and not silent.wants_answer


def test_answers_are_told_from_requests_and_odd_errors_are_kept_readable() -> None:
    assert read_message({"jsonrpc": "2.0", "id": 3, "result": None}) == Answer(3, None, None)
    answer = read_message({"jsonrpc": "2.0", "id": 3, "error": "broken"})
    assert isinstance(answer, Answer) and answer.error is not None
    assert (answer.error.code, answer.error.message) == (ErrorCode.INTERNAL_ERROR, "broken")

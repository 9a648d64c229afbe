"""The table takes new rows in place: selection and scroll stay, and only what differs is announced."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.present.events import events
from skelly_tray.ui.present.rows import ModuleRow, module_row
from skelly_tray.ui.window.event_list import EventModel
from skelly_tray.ui.window.model import Column, ModuleTableModel
from tests.ui.fake_core import running

pytestmark = pytest.mark.usefixtures("qapp")


def row(module_id: str, **changes: object) -> ModuleRow:
    return module_row(module_id, running(module_id, **changes), {}, now=time.time(), elapsed=0)


def ids(model: ModuleTableModel) -> list[str]:
    return [shown.id for number in range(model.rowCount()) if (shown := model.row(number))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(st.permutations("abcdef"), st.integers(0, 6), st.booleans()), max_size=6))
def test_any_sequence_of_rows_keeps_the_model_consistent(steps: list[tuple[list[str], int, bool]]) -> None:
    model = ModuleTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for order, count, reorder in steps:
        wanted = order[:count]
        model.take([row(each) for each in wanted], reorder=reorder)
        assert sorted(ids(model)) == sorted(wanted)
        if reorder:
            assert ids(model) == wanted
    assert tester.model() is model


def test_a_moved_row_takes_its_persistent_index_with_it() -> None:
    model = ModuleTableModel()
    model.take([row("a"), row("b"), row("c")], reorder=True)
    kept = QPersistentModelIndex(model.index(1, Column.STATE))
    model.take([row("c"), row("a"), row("b")], reorder=True)
    assert (kept.row(), kept.column()) == (2, Column.STATE)


def test_known_rows_stay_where_they_are_while_the_pointer_rests_on_them() -> None:
    model = ModuleTableModel()
    model.take([row("a"), row("b")], reorder=True)
    model.take([row("b", state=ModuleState.FAILED), row("a")], reorder=False)
    assert ids(model) == ["a", "b"]
    shown = model.row(1)
    assert shown is not None and shown.state == "failed"


def test_only_the_cells_that_differ_are_announced() -> None:
    model = ModuleTableModel()
    model.take([row("a"), row("b")], reorder=True)
    announced: list[tuple[int, int, int]] = []
    model.dataChanged.connect(
        lambda first, last, _roles: announced.append((first.row(), first.column(), last.column()))
    )
    model.take([row("a"), row("b", cpu_percent=50.0)], reorder=True)
    assert announced == [(1, Column.CPU, Column.CPU)]
    model.take([row("a"), row("b", cpu_percent=50.0)], reorder=True)
    assert len(announced) == 1


def test_screen_readers_hear_the_row_as_a_sentence() -> None:
    from PySide6.QtCore import Qt

    model = ModuleTableModel()
    model.take([row("web", state=ModuleState.FAILED, reason="exit 1")], reorder=True)
    spoken = model.data(model.index(0, Column.MODULE), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "web, failed, exit 1"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_any_journal_that_grows_and_is_cut_off_keeps_the_list_of_events_consistent(
    steps: list[tuple[int, int]],
) -> None:
    model = EventModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for first, count in steps:
        wanted = events(
            {"seq": seq, "time": "", "kind": "recovery", "cause": {"text": str(seq)}}
            for seq in range(first, first + count)
        )
        model.take(wanted, 0.0)
        assert list(model.events) == wanted and model.rowCount() == count
    assert tester.model() is model

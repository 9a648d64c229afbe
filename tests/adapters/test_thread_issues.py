"""Issues raised by threads."""

from skelly_tray.adapters.thread_issues import ThreadIssues


def test_an_issue_is_told_once_and_cleared_once() -> None:
    told: list[tuple[str, str, str]] = []
    issues = ThreadIssues(lambda *issue: told.append(issue), lambda call: call())
    issues.clear("disk")
    for _ in range(3):
        issues.raise_once("disk", "Full", "again")
    for _ in range(2):
        issues.clear("disk")
    issues.raise_once("disk", "Full", "once more")
    assert told == [("disk", "Full", "again"), ("disk", "", ""), ("disk", "Full", "once more")]


def test_a_closed_loop_is_no_error() -> None:
    tried: list[object] = []

    def closed(call: object) -> None:
        tried.append(call)
        raise RuntimeError("Event loop is closed")

    ThreadIssues(lambda *_: None, closed).raise_once("disk", "Full", "nobody listens")
    assert len(tried) == 1

"""The byte rate of a module's output, in virtual time."""

from skelly_tray.adapters.logs.flow import BURST, MIB, RATE, Flow

CHUNK = 64 * 1024


def drive(flow: Flow, rate: int, seconds: float, start: float = 0.0) -> tuple[int, list[str]]:
    """Bytes kept, and reports, of a module that writes `rate` bytes a second."""
    kept, reports, now = 0, [], start
    while now < start + seconds:
        if not flow.discarding:
            kept += CHUNK
        flow.account(CHUNK, now)
        if text := flow.report(now):
            reports.append(text)
        now += CHUNK / rate
    return kept, reports


def test_a_module_below_its_rate_loses_nothing() -> None:
    kept, reports = drive(Flow(), RATE - MIB, 120)
    assert not reports
    assert kept >= 119 * (RATE - MIB)


def test_a_burst_within_the_allowance_is_kept_whole() -> None:
    flow = Flow()
    for _ in range(BURST // CHUNK):
        assert not flow.discarding
        flow.account(CHUNK, 0.0)
    flow.account(CHUNK, 0.0)
    assert flow.discarding


def test_a_steady_flood_keeps_little_more_than_the_burst_and_is_told_seldom() -> None:
    kept, reports = drive(Flow(), 100 * MIB, 31)
    assert kept <= BURST + RATE
    assert len(reports) == 3
    assert reports[1].startswith("output discarded: ")
    assert reports[1].endswith("MB in 10 s, over 4 MB/s")
    megabytes = sum(float(text.split()[2]) for text in reports)
    assert abs(megabytes - 2100) < 60


def test_output_is_kept_again_soon_after_the_flood_and_the_loss_is_told() -> None:
    flow = Flow()
    drive(flow, 100 * MIB, 0.5)
    assert flow.discarding
    flow.account(0, 1.2)
    assert not flow.discarding
    text = flow.report(1.2)
    assert text
    assert "output discarded" in text
    assert flow.report(1.3) is None

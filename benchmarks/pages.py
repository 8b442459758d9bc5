"""What a page costs with 1,000 campaigns of 100 tasks beside the demo's story: queries, and time against an empty page.

Run it with `python benchmarks/pages.py [campaigns]`. It prints a table and ends with 1 where a page breaks its budget.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

QUERIES, MILLISECONDS, ROUNDS, WARM = 25, 300, 25, 3


class Measured(NamedTuple):
    """One page: its queries, and milliseconds at the middle and at the 95th of 100, and of the processor alone."""

    queries: int
    middle: float
    p95: float
    processor: float


def main(campaigns: int) -> int:
    """Load, measure, print; 1 when a page breaks its budget."""
    with tempfile.TemporaryDirectory(prefix="commonground-pages-") as folder:
        set_up(Path(folder))
        started = time.perf_counter()
        pages = prepare(campaigns)
        size = sum(file.stat().st_size for file in Path(folder).glob("pages.sqlite3*")) / 1e6
        print(f"{campaigns:,} campaigns of 100 tasks loaded in {time.perf_counter() - started:.0f} s, {size:,.0f} MB\n")
        # As the server does it, so that collections do not look at all code again.
        import_module("commonground.project.wsgi")
        measured = {name: measure(url) for name, url in pages.items()}
    show(measured)
    return int(any(broken(one) for one in measured.values()))


def set_up(folder: Path) -> None:
    """A database of its own, and settings as in the demo."""
    os.environ |= {
        "COMMONGROUND_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "commonground.project.settings",
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'pages.sqlite3'}"),
    }  # fmt: skip
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)


def prepare(campaigns: int) -> dict[str, str]:
    """Load everything; the pages to measure, the floor first."""
    from django.urls import reverse

    from commonground.campaigns.models import Campaign
    from commonground.cli.demo.loading import load

    load(campaigns)
    slice_of_hope = Campaign.objects.get(name="Slice of Hope")
    pages = {
        "floor: help": "/web/help/",
        "home": "/",
        "campaign list": reverse("campaigns:campaign-list"),
        "campaign list, last page": reverse("campaigns:campaign-list") + "?page=9999",
        "partnership": reverse("partnerships:partnership-detail", args=[slice_of_hope.partnership_id]),
        "campaign overview": reverse("campaigns:campaign-detail", args=[slice_of_hope.pk]),
        "RACI, 19 rows": reverse("campaigns:raci", args=[slice_of_hope.pk]),
        "roadmap": reverse("campaigns:roadmap", args=[slice_of_hope.pk]),
        "kick-off": reverse("campaigns:kickoff", args=[slice_of_hope.pk]),
        "escalations": reverse("campaigns:escalation-list", args=[slice_of_hope.pk]),
        "actions": reverse("campaigns:actions"),
        "search": reverse("people:search") + "?q=approve",
    }
    for rows in (50, 1_000):
        campaign = with_rows(rows)
        pages[f"RACI, {rows:,} rows"] = reverse("campaigns:raci", args=[campaign.pk])
        pages[f"overview, {rows:,} rows"] = reverse("campaigns:campaign-detail", args=[campaign.pk])
    return pages


def with_rows(rows: int):  # type: ignore[no-untyped-def]
    """A campaign whose matrix has this many rows."""
    from commonground.campaigns.models import Campaign
    from commonground.cli.demo.loading import _told_before
    from commonground.cli.demo.scale import add_campaigns

    known = set(Campaign.objects.values_list("pk", flat=True))
    add_campaigns(_told_before(), 1, tasks=rows)
    return Campaign.objects.exclude(pk__in=known).get()


def measure(url: str) -> Measured:
    """Ask for a page again and again, as Ines."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from commonground.people.models import Person

    browser = Client(headers={"Host": "127.0.0.1"})
    browser.force_login(Person.objects.get(email="ines@tondella.example"))
    for _ in range(WARM):
        assert browser.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
        queries = len(captured)
    times = sorted(timed(lambda: browser.get(url)) for _ in range(ROUNDS))
    walls = [wall for wall, _ in times]
    return Measured(queries, statistics.median(walls), walls[int(ROUNDS * 0.95)], min(own for _, own in times))


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one call: as it is waited for, and what it takes of the processor."""
    started, begun = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - started) * 1000, (time.process_time() - begun) * 1000


def broken(one: Measured) -> bool:
    """Whether it costs more than a page may."""
    return one.queries > QUERIES or one.p95 > MILLISECONDS


def show(measured: dict[str, Measured]) -> None:
    """A table, with each page as a multiple of the floor."""
    floor = next(iter(measured.values())).middle
    print(
        f"{'page':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'x floor':>9}   at most {QUERIES} and {MILLISECONDS} ms"
    )
    for name, one in measured.items():
        verdict = "over" if broken(one) else "holds"
        print(
            f"{name:<28}{one.queries:>8}{one.middle:>9.1f}{one.p95:>9.1f}{one.processor:>9.1f}{one.middle / floor:>9.1f}   {verdict}"
        )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))

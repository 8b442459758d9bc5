"""A log of impressions is decided by the campaign's table."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonground.creative.models import Simulation
from commonground.creative.simulation.actions import simulate_log
from commonground.creative.simulation.shown import report_of
from commonground.kit.errors import Invalid, NotAllowed, NotReady
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

LOG = b"weather,hour,placement,day,weight\nrain,9,daily,2026-09-01,60\nsun,9,daily,2026-09-01,25\n,9,daily,2026-09-02,15\n"


def simulate(hope: Hope, name: str = "week.csv", data: bytes = LOG, is_sample: bool = False) -> Simulation:
    return simulate_log(by=viewer(hope.tondella.ines), campaign=hope.seen(), name=name, data=data, is_sample=is_sample)


def test_what_was_served_and_what_was_wasted_and_why(hope: Hope) -> None:
    creative.plan(hope)
    report = report_of(simulate(hope), {"weather": "Weather"}, {"daily": "Half page"})
    shares = report.together
    assert (shares.personalised, shares.degraded, shares.by_design, shares.wasted) == (60, 0, 25, 15)
    assert [(one.name, count) for one, count in report.placements] == [("Half page", 100)]
    assert [(one.name, count) for one, count in report.days] == [("2026-09-01", 85), ("2026-09-02", 15)]
    assert [(one.words, one.percent) for one in report.lost] == [("Weather was missing", 15)]
    assert report.rules == ((1, 60, 60),)
    assert report.interval is None


def test_a_sample_has_an_interval(hope: Hope) -> None:
    creative.plan(hope)
    low, high = report_of(simulate(hope, is_sample=True), {}, {}).interval or (0, 0)
    assert 0 < low < 15 < high < 100


def test_parquet(hope: Hope) -> None:
    creative.plan(hope)
    sink = io.BytesIO()
    pq.write_table(pa.table({"weather": ["rain", "sun", None], "hour": [9, 9, 9]}), sink)
    assert simulate(hope, "week.parquet", sink.getvalue()).result["impressions"] == 3
    with pytest.raises(Invalid) as cut:
        simulate(hope, "week.parquet", sink.getvalue()[:-20])
    assert list(cut.value.fields) == ["file"]


@pytest.mark.parametrize("data", [b"", b"moon\nfull\n", b"weather,weight\nrain,-1\n", b"weather,weight\nrain,many\n"])
def test_a_log_that_cannot_be_read(hope: Hope, data: bytes) -> None:
    creative.plan(hope)
    with pytest.raises(Invalid) as refused:
        simulate(hope, data=data)
    assert list(refused.value.fields) == ["file"]
    assert Simulation.objects.count() == 0


def test_without_a_table_or_a_word_in_it(hope: Hope) -> None:
    with pytest.raises(NotReady):
        simulate(hope)
    creative.plan(hope)
    with pytest.raises(NotAllowed):
        simulate_log(by=viewer(hope.tondella.carla), campaign=hope.seen(), name="x.csv", data=LOG)


def test_on_its_page(hope: Hope) -> None:
    creative.plan(hope)
    browser, url = client(hope.tondella.ines), reverse("creative:simulations", args=[hope.campaign.pk])
    assert browser.post(url, {}).status_code == 422
    sent = browser.post(url, {"file": SimpleUploadedFile("week.csv", LOG)})
    page = browser.get(sent.headers["Location"]).content.decode()
    assert ("Weather was missing" in page, "Harbour Daily, half page" in page) == (True, True)
    assert "week.csv" in client(hope.halyard.priya).get(url).content.decode()

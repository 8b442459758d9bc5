"""The page on which a file is looked at before it is taken."""

import re

from django.urls import reverse

from commonground.campaigns.models import MatrixVersion, Upload
from commonground.campaigns.upload.actions import send_file
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

LIST = (
    b"Task,Organisation,Role,Person,RACI\nGoal,Tondella,Lead,Ines Albrecht,A\nGoal,Tondella,Planner,Ana Ruiz,R\n"
    b"Goal,Quarry,Clerk,Ada Lo,I\n"
)
TWO = b"Task,Brand,Agency\nGoals,A,R\nFilm,A,R\n,,\nEnd,,\nTask,Brand,Vendor\nCut,A,R\n"


def send(hope: Hope, data: bytes) -> Upload:
    return send_file(by=viewer(hope.tondella.ines), campaign=hope.seen(), name="plan.csv", data=data)


def address(hope: Hope, upload: Upload) -> str:
    return reverse("campaigns:raci-import-preview", args=[hope.campaign.pk, upload.pk])


def selected(html: str) -> list[str]:
    """The text of each chosen option, in the order of the page."""
    selects = re.findall(r"<select.*?</select>", html, re.DOTALL)
    found = (re.search(r"<option[^>]* selected>(.*?)</option>", one) for one in selects)
    return [
        one[1] if one else re.findall(r"<option[^>]*>(.*?)</option>", two)[0]
        for one, two in zip(found, selects, strict=True)
    ]


def test_an_unknown_organisation_and_an_unknown_person_stay_names_unless_one_says_otherwise(hope: Hope) -> None:
    page = client(hope.tondella.ines).get(address(hope, send(hope, LIST)))
    assert selected(page.content.decode()) == [
        "Tondella", "A name only", "Ines Albrecht, Tondella", "Ana Ruiz: a name only, not matched",
        "Ada Lo: a name only, not matched",
    ]  # fmt: skip


def test_what_was_chosen_stays_chosen_when_it_is_refused(hope: Hope) -> None:
    upload = send(hope, LIST)
    given = {
        "organisation-tondella": "",
        "organisation-quarry": "new",
        "holder-tondella-planner": "new",
        "then": "draft",
    }
    page = client(hope.tondella.ines).post(address(hope, upload), {**given, "seen": ""})
    assert page.status_code == 422
    assert selected(page.content.decode())[:4] == [
        "A name only", "Not here yet: name it as a partner", "Ines Albrecht, Tondella",
        "Ana Ruiz: name as a person of the organisation",
    ]  # fmt: skip
    assert not MatrixVersion.objects.exists()


def test_a_table_that_is_not_there_is_no_dead_end(hope: Hope) -> None:
    page = client(hope.tondella.ines).get(address(hope, send(hope, TWO)), {"table": "99"})
    assert page.status_code == 422
    assert str(page.context["wrong"].message) == "There is no table 99: the file holds 3 that could be meant."
    assert (page.context["table"], len(page.context["candidates"])) == (1, 3)


def test_what_cannot_be_taken_offers_no_import(hope: Hope) -> None:
    upload = send(hope, b"Task,Brand,Agency\nGoals,A,R\n" + b"t" * 301 + b",A,R\n")
    ines = client(hope.tondella.ines)
    said = ("Row 3, column A, task: At most 300 characters; this has 301.",)
    page = ines.get(address(hope, upload))
    assert (page.status_code, page.context["seen"].refused) == (200, said)
    assert page.content.decode().count('name="then"') == 0
    assert ines.post(address(hope, upload), {"then": "draft", "seen": ""}).status_code == 422
    assert not MatrixVersion.objects.exists()


def test_an_unmatched_name_stands_over_its_column(hope: Hope) -> None:
    upload = send(hope, LIST)
    ines = client(hope.tondella.ines)
    assert ines.post(address(hope, upload), {"then": "draft", "seen": ""}).status_code == 302
    html = ines.get(reverse("campaigns:raci", args=[hope.campaign.pk])).content.decode()
    heads = [re.sub(r"<[^>]+>", "", head) for head in re.findall(r'<th class="m-who.*?</th>', html, re.DOTALL)]
    assert [head.partition("yet")[0] for head in heads] == [
        "Ines Albrecht, not matched ", "Ana Ruiz, not matched ", "Ada Lo, not matched ",
    ]  # fmt: skip

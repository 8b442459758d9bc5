"""A measured amount of rows beside the story: N campaigns of 100 tasks, the same for the same seed."""

import random
from datetime import timedelta

from django.db import transaction

from commonground.campaigns.models import Campaign, MatrixRole, MatrixRow, MatrixVersion, Participant
from commonground.campaigns.raci.enums import VersionState
from commonground.cli.demo.scale_plan import add_plans
from commonground.cli.demo.story import Told
from commonground.kit import clock
from commonground.kit.search.models import SearchDocument
from commonground.kit.words import folded
from commonground.partnerships.models import Party

TASKS = 100
SEED = 20_26
VERBS = ("Approve", "Build", "Check", "Brief", "Book", "Measure", "Publish", "Review", "Set up", "Sign off")
THINGS = (
    "the media plan",
    "the banners",
    "the segments",
    "the report",
    "the claims",
    "the budget",
    "the feed",
    "the tags",
)


@transaction.atomic
def add_campaigns(told: Told, count: int, *, tasks: int = TASKS) -> None:
    """Add `count` campaigns of `tasks` rows each to the first partnership; written in bulk, so not by actions."""
    rng = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    ines = told.members["Ines Albrecht"]
    parties = list(
        Party.objects.filter(organisation__in=[m.organisation_id for m in told.members.values()], state="accepted")
    )
    partnership = next(p.partnership_id for p in parties if p.organisation_id == ines.organisation_id)
    homes = [p.organisation_id for p in parties if p.partnership_id == partnership]
    people = [m for m in told.members.values() if m.organisation_id in homes]
    for start in range(0, count, 50):
        _batch(rng, range(start, min(start + 50, count)), partnership, homes, people, ines, tasks)


def _batch(rng, numbers, partnership, homes, people, ines, tasks) -> None:  # type: ignore[no-untyped-def]
    today = clock.today()
    campaigns = [
        Campaign(
            partnership_id=partnership,
            name=f"Campaign {number + 1:04d}",
            goal="Measured.",
            started_by=ines.organisation,
            launch_on=today + timedelta(days=rng.randint(-60, 200)),
            point_person=ines,
        )
        for number in numbers
    ]
    Campaign.objects.bulk_create(campaigns)
    Participant.objects.bulk_create(
        Participant(campaign=c, organisation_id=home, added_by=ines.organisation) for c in campaigns for home in homes
    )
    versions = [
        MatrixVersion(
            campaign=c,
            number=1,
            state=VersionState.IN_FORCE,
            started_by=ines,
            in_force_at=clock.now(),
            effective_on=today,
            next_review_on=today + timedelta(days=rng.randint(-5, 28)),
        )
        for c in campaigns
    ]
    MatrixVersion.objects.bulk_create(versions)
    holders = [people[i % len(people)] for i in range(11)]
    MatrixRole.objects.bulk_create(
        MatrixRole(version=v, key=f"r{i}", position=i, title=m.title, organisation_id=m.organisation_id, holder=m)
        for v in versions
        for i, m in enumerate(sorted(holders, key=lambda m: homes.index(m.organisation_id)))
    )
    MatrixRow.objects.bulk_create((_row(rng, v, i) for v in versions for i in range(tasks)), batch_size=2000)
    SearchDocument.objects.bulk_create(
        SearchDocument(kind="campaign", object_id=c.pk, title=c.name, body=folded(c.name)) for c in campaigns
    )
    add_plans(rng, campaigns, homes, people)


def _row(rng: random.Random, version: MatrixVersion, number: int) -> MatrixRow:
    cells = {f"r{i}": rng.choice("CCI") for i in range(11) if rng.random() < 0.3}
    accountable, responsible = rng.sample(range(11), 2)
    cells |= {f"r{accountable}": "A", f"r{responsible}": "R"}
    if rng.random() < 0.02:
        cells.pop(f"r{accountable}")
    task = f"{rng.choice(VERBS)} {rng.choice(THINGS)} {number + 1}"
    return MatrixRow(
        version=version,
        key=f"t{number}",
        position=number,
        phase=f"Phase {number * 5 // TASKS + 1}",
        task=task,
        cells=cells,
    )

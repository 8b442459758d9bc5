"""Loading the story once."""

from commonground.cli.demo.cast import CAST
from commonground.cli.demo.scale import add_campaigns
from commonground.cli.demo.story import Told, tell_story
from commonground.kit import clock
from commonground.people.models import Membership, Person


def load(scale: int = 0) -> str:
    """Load what is missing; says what was done."""
    first = CAST[0].people[0].email
    if Person.objects.filter(email=first).exists():
        told, done = _told_before(), "The story was loaded before; nothing of it was changed."
    else:
        told, done = tell_story(), "The story is loaded."
    if scale:
        add_campaigns(told, scale)
        done += f" {scale} campaigns of 100 tasks were added."
    return done


def _told_before() -> Told:
    members = Membership.objects.filter(left_at=None, person__isnull=False).select_related("organisation", "person")
    return Told({member.name: member for member in members}, clock.now())

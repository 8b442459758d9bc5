"""A partnership and a campaign of the cast, with a small matrix."""

from dataclasses import dataclass

from commonground.campaigns.campaign.actions import start_campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.models import Campaign, MatrixVersion
from commonground.campaigns.raci.actions import take_matrix
from commonground.campaigns.raci.stored import Place
from commonground.campaigns.signature.actions import countersign, propose_version
from commonground.engines.raci.matrix import Kind, Letters, Matrix, Role, Row
from commonground.partnerships.models import Partnership
from commonground.partnerships.partnership.actions import accept_partnership, propose_partnership
from tests.factories.people import Halyard, Tondella, viewer


@dataclass(frozen=True)
class Hope:
    """Slice of Hope: Tondella and Halyard & Finch."""

    partnership: Partnership
    campaign: Campaign
    tondella: Tondella
    halyard: Halyard

    def seen(self) -> Campaign:
        """The campaign as Ines sees it now."""
        return get_campaign(viewer(self.tondella.ines), self.campaign.pk)


def partnership(tondella: Tondella, halyard: Halyard) -> Partnership:
    """Proposed by Ines, accepted by Marcus."""
    made = propose_partnership(
        by=viewer(tondella.ines), name="Slice of Hope partners", organisations=[halyard.organisation.pk]
    )
    accept_partnership(by=viewer(halyard.marcus), partnership=made)
    return made


def hope(tondella: Tondella, halyard: Halyard) -> Hope:
    """A campaign without a matrix."""
    together = partnership(tondella, halyard)
    campaign = start_campaign(
        by=viewer(tondella.ines),
        partnership=together,
        name="Slice of Hope",
        goal="1,000,000 meals",
        participants=[halyard.organisation.pk],
    )
    return Hope(together, get_campaign(viewer(tondella.ines), campaign.pk), tondella, halyard)


ROLES = (Role("ines", "Partnerships lead"), Role("giulia", "Brand manager"), Role("marcus", "Account director"))
SOUND = (
    Row("goal", "Agree the goal", phase="Strategy", cells={"ines": Letters.A, "marcus": Letters.R}),
    Row("media", "Book the media", phase="Activation", cells={"marcus": Letters.A, "giulia": Letters.R}),
    Row("claims", "Approve claims", phase="Activation", kind="decision", cells={"giulia": Letters.AR}),
)


def matrix(rows: tuple[Row, ...] = SOUND) -> Matrix:
    """Three roles, and rows that no rule finds anything in."""
    return Matrix(Kind.RACI, ROLES, rows)


def places(story: Hope) -> dict[str, Place]:
    """Who holds the three roles."""
    t, h = story.tondella, story.halyard
    return {
        "ines": Place(t.organisation, holder=t.ines),
        "giulia": Place(t.organisation, holder=t.giulia),
        "marcus": Place(h.organisation, holder=h.marcus),
    }


def draft(story: Hope, rows: tuple[Row, ...] = SOUND) -> MatrixVersion:
    """The matrix as a draft."""
    return take_matrix(
        by=viewer(story.tondella.ines),
        campaign=story.seen(),
        matrix=matrix(rows),
        places=places(story),
        source="slice.xlsx",
    )


def proposed(story: Hope, rows: tuple[Row, ...] = SOUND) -> MatrixVersion:
    """The matrix, proposed by Ines."""
    draft(story, rows)
    return propose_version(by=viewer(story.tondella.ines), campaign=story.seen())


def in_force(story: Hope, rows: tuple[Row, ...] = SOUND) -> MatrixVersion:
    """The matrix, signed by both."""
    number = proposed(story, rows).number
    countersign(by=viewer(story.tondella.ines), campaign=story.seen(), number=number)
    return countersign(by=viewer(story.halyard.marcus), campaign=story.seen(), number=number)

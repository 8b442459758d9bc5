"""Sending a file, and taking what was understood of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign, list_people, organisations_of
from commonground.campaigns.raci.actions import lock_matrix, take_matrix
from commonground.campaigns.raci.models import MatrixVersion
from commonground.campaigns.raci.stored import Place, unmatched
from commonground.campaigns.signature.actions import propose_version
from commonground.campaigns.upload.models import Upload
from commonground.campaigns.upload.queries import mark_of
from commonground.engines.raci.matrix import Matrix, Role, normalised
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from commonground.partnerships.partnership.actions import add_party
from commonground.people.membership.actions import tell_person
from commonground.people.models import Membership, Organisation
from commonground.people.organisation.actions import tell_organisation
from commonground.people.viewer.models import Viewer

LIMIT = 25 * 1024 * 1024
KEPT_DAYS = 7
NEW, NAME, VACANT = "new", "name", "vacant"


@transaction.atomic
def send_file(*, by: Viewer, campaign: Campaign, name: str, data: bytes) -> Upload:
    """Keep a file for its preview; what was never taken goes after a week."""
    member = by.writing()
    if not data:
        raise Invalid("The file is empty.", fields={"file": "The file is empty."})
    if len(data) > LIMIT:
        raise Invalid(
            "The file is too large.", fields={"file": f"At most 25 MB; this has {len(data) / 1024 / 1024:.1f} MB."}
        )
    Upload.objects.filter(by=member, created_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()
    upload = Upload(campaign=campaign, by=member, name=name, data=data)
    upload.save()
    return upload


def forget_expired_uploads() -> int:
    """Delete what was sent over a week ago, of everybody; returns how many."""
    return Upload.objects.filter(created_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()[0]


@transaction.atomic
def forget_upload(*, by: Viewer, upload: Upload) -> None:
    """Drop one's own upload that could not be read."""
    Upload.objects.filter(pk=upload.pk, by=by.writing()).delete()


def lock_upload(upload: Upload) -> Upload:
    """The upload as it stands, held to the end of the transaction; NotFound when it has been taken meanwhile."""
    locked = Upload.objects.select_for_update().filter(pk=upload.pk, taken_at=None).first()
    if locked is None:
        raise NotFound
    return locked


def spend_upload(locked: Upload) -> None:
    """Note that it was taken, and keep its content no longer."""
    locked.taken_at, locked.data = clock.now(), b""
    locked.save()


@transaction.atomic
def take_upload(
    *,
    by: Viewer,
    campaign: Campaign,
    upload: Upload,
    matrix: Matrix,
    organisations: Mapping[str, str],
    holders: Mapping[str, str],
    propose: bool = False,
    seen: str | None = None,
) -> MatrixVersion:
    """Make the previewed matrix the draft, all of it or nothing; with `propose`, propose it at once.

    organisations  key of an organisation of the file, or "role:" and a role's key -> id of a participant, NEW to name
                   a partner of that name, or "" to leave it a name
    holders        key of a role -> id of a person of the campaign's participants, NEW to name the file's person at the
                   role's organisation, NAME (or left out) to keep the name only, "vacant", or "" for nobody
    seen           the preview's mark; Conflict when somebody has changed the matrix since
    """
    # Else somebody could change the matrix between the look at its mark and the import.
    lock_matrix(campaign)
    locked = lock_upload(upload)
    if seen is not None and seen != mark_of(by, campaign):
        raise Conflict(
            "Nothing was imported: somebody has changed the matrix while you were looking. What would change now is below."
        )
    known = _organisations(by, campaign, matrix, organisations)
    campaign = get_campaign(by, campaign.pk)
    places = _places(by, campaign, matrix, known, holders)
    draft = take_matrix(by=by, campaign=campaign, matrix=matrix, places=places, source=upload.name)
    spend_upload(locked)
    return propose_version(by=by, campaign=campaign) if propose else draft


def _organisations(
    by: Viewer, campaign: Campaign, matrix: Matrix, chosen: Mapping[str, str]
) -> dict[str, Organisation]:
    there = {str(organisation.pk): organisation for organisation in organisations_of(campaign)}
    found: dict[str, Organisation] = {}
    for key, choice in chosen.items():
        if choice == NEW:
            name = matrix.organisation_name(key)
            if not name:
                raise NotFound
            found[key] = _name_partner(by, campaign, name)
        elif choice:
            if choice not in there:
                raise Invalid("Choose an organisation.", fields={f"organisation-{key}": "Choose a participant."})
            found[key] = there[choice]
    return found


def _name_partner(by: Viewer, campaign: Campaign, name: str) -> Organisation:
    told = tell_organisation(by=by, name=name)
    add_party(by=by, partnership=campaign.partnership, organisation=told.pk)
    add_participant(by=by, campaign=campaign, organisation=told.pk)
    return told


def _places(
    by: Viewer, campaign: Campaign, matrix: Matrix, known: Mapping[str, Organisation], holders: Mapping[str, str]
) -> dict[str, Place]:
    people = {str(person.pk): person for person in list_people(by, campaign)}
    places: dict[str, Place] = {}
    for role in matrix.roles:
        home = known.get(role.organisation) or known.get(f"role:{role.key}")
        choice = holders.get(role.key, NAME)
        if choice == NEW:
            told = _name_person(by, role, home, people.values())
            choice = str(told.pk)
            people[choice] = told
        places[role.key] = _place(unmatched(matrix, role), home, choice, people, role.key)
    return places


def _place(file: Place, home: Organisation | None, choice: str, people: Mapping[str, Membership], key: str) -> Place:
    if choice in {"", VACANT}:
        return replace(file, organisation=home, holder_name="", vacant=choice == VACANT or file.vacant)
    if choice == NAME:
        return replace(file, organisation=home)
    person = people.get(choice)
    if person is None:
        raise Invalid("Choose a person.", fields={f"holder-{key}": "Choose somebody of a participant."})
    return replace(file, organisation=person.organisation, holder=person)


def _name_person(by: Viewer, role: Role, home: Organisation | None, people: Iterable[Membership]) -> Membership:
    """The role's person at its organisation, named once however many roles they hold."""
    field = f"holder-{role.key}"
    if home is None or not role.person:
        raise Invalid(
            "Somebody is named at an organisation.", fields={field: f"Choose the organisation of {role.title}."}
        )
    there = (
        one for one in people if one.organisation_id == home.pk and normalised(one.name) == normalised(role.person)
    )
    if known := next(there, None):
        return known
    title = "" if normalised(role.title) == normalised(role.person) else role.title
    try:
        return tell_person(by=by, organisation=home, name=role.person, title=title)
    except NotAllowed as error:
        raise Invalid(error.message, fields={field: f"Keep {role.person} as a name only."}) from error

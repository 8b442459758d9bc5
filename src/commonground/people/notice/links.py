"""The link that ends the mail: signed, so that nobody can end another's."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from commonground.kit.errors import NotFound
from commonground.people.person.models import Person

SALT = "people.notice.unsubscribe"


def unsubscribe_link(person: Person) -> str:
    """The address in the mail."""
    token = signing.dumps(str(person.pk), salt=SALT)
    return f"{settings.BASE_URL}{reverse('people:unsubscribe', args=[token])}"


def person_of(token: str) -> Person:
    """Whose mail a link ends; NotFound for anything else."""
    try:
        identity = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise NotFound from error
    person = Person.objects.filter(pk=identity).first()
    if person is None:
        raise NotFound
    return person

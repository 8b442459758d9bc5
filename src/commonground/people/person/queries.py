"""Reading about oneself."""

from allauth.account.models import EmailAddress

from commonground.people.person.models import Person


def confirmed_addresses(person: Person | None) -> list[str]:
    """The e-mail addresses that the person has shown to be theirs, in lower case."""
    if person is None:
        return []
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return [address.lower() for address in addresses]

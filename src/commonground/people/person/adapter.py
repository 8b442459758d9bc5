"""How sign-in behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.forms import Form
from django.http import HttpRequest

from commonground.people.person.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Keeps the name that was given at sign-up."""

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> AbstractBaseUser:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit=commit)  # type: ignore[no-any-return]

"""Forms about oneself."""

from django import forms
from django.http import HttpRequest

from commonground.people.person.models import Person


class NameForm(forms.Form):
    """What sign-up asks for beside e-mail address and password."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by the sign-up form once the account exists; the adapter has kept the name already."""

"""Forms about API tokens."""

from typing import Any

from django import forms

from commonground.people.token.enums import Scope
from commonground.people.token.rules import LIFES
from commonground.people.viewer.models import Viewer


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(max_length=80, label="What it is for", help_text="So that you know it again: weekly report.")
    scope = forms.ChoiceField(choices=Scope, initial=Scope.READ, label="What it may do", widget=forms.RadioSelect)
    days = forms.TypedChoiceField(choices=list(LIFES.items()), coerce=int, initial=90, label="Holds for")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not viewer.may_write:
            self.fields["scope"].choices = [(Scope.READ.value, Scope.READ.label)]  # type: ignore[attr-defined]

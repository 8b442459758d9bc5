"""Forms about invitations."""

from typing import Any

from django import forms

from commonground.people.membership.enums import Role
from commonground.people.membership.forms import MemberForm, PositionForm
from commonground.people.membership.models import Membership
from commonground.people.organisation.models import Organisation
from commonground.people.viewer.models import Viewer


def free_seats(organisation: Organisation) -> Any:
    """People who were named and have not joined yet."""
    return Membership.objects.filter(organisation=organisation, person__isnull=True, left_at__isnull=True)


class InviteForm(MemberForm):
    """Somebody who is to join one's own organisation."""

    email = forms.EmailField(label="E-mail")
    seat: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        queryset=None, required=False, label="Is it somebody named already?", empty_label="No, somebody new",
        help_text="They take over the places in plans that name them.",
    )  # fmt: skip
    field_order = ("email", "seat", "role", "title", "level", "functions")

    def __init__(self, viewer: Viewer, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        self.fields["seat"].queryset = free_seats(organisation)  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.MEMBER


class ClaimForm(PositionForm):
    """Somebody of an organisation that one's own has named, who is to claim it."""

    email = forms.EmailField(label="E-mail")
    seat: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        queryset=None, required=False, label="Is it somebody named already?", empty_label="No, somebody new"
    )
    field_order = ("email", "seat", "title", "level", "functions")

    def __init__(self, viewer: Viewer, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = free_seats(organisation)  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """All that somebody without an account is asked."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))

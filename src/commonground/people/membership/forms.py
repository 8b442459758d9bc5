"""Forms about people at an organisation."""

from typing import Any

from django import forms

from commonground.people.membership.enums import Function, Level, Role
from commonground.people.membership.rules import may_grant
from commonground.people.viewer.models import Viewer


def roles_for(viewer: Viewer, current: str = "") -> list[tuple[str, str]]:
    """The roles that the viewer may grant, and the one that is held already."""
    own = viewer.membership.role if viewer.membership else Role.VIEWER
    return [(role.value, str(role.label)) for role in Role if role == current or may_grant(own, role)]


class PositionForm(forms.Form):
    """What somebody is at the organisation."""

    title = forms.CharField(max_length=120, required=False, label="Title", help_text="What it says on the card.")
    level = forms.ChoiceField(
        choices=Level, initial=Level.PRACTITIONER, label="Level", help_text="Managers and executives sign."
    )
    functions = forms.MultipleChoiceField(
        choices=Function, required=False, label="Functions", widget=forms.CheckboxSelectMultiple
    )


class MemberForm(PositionForm):
    """The same, and what they may do."""

    role = forms.ChoiceField(choices=Role, label="Role")
    field_order: tuple[str, ...] = ("role", "title", "level", "functions")

    def __init__(self, viewer: Viewer, *args: Any, current: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_for(viewer, current)  # type: ignore[attr-defined]


class TellPersonForm(PositionForm):
    """Somebody who has no account yet."""

    name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(required=False, label="E-mail", help_text="For a later invitation. No mail is sent now.")
    field_order: tuple[str, ...] = ("name", "email", "title", "level", "functions")

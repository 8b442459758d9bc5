"""Between a form and an action."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, CharField, Form, HiddenInput
from django.http import QueryDict

from commonground.kit.errors import Conflict, Invalid

CONFLICT = "conflict"


def carried_out(form: BaseForm, act: Callable[..., Any], **more: Any) -> Any:
    """Call `act` with what the form holds, or return None with the form saying why not.

    What the action refuses as Invalid is said at the field it names, else above the form; so is a Conflict, with what was typed kept.
    """
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data, **more)
    except Conflict as error:
        form.add_error(None, ValidationError(error.message, code=CONFLICT))
        return None
    except Invalid as error:
        for name, message in error.fields.items():
            form.add_error(name if name in form.fields else None, message)
        if not error.fields:
            form.add_error(None, error.message)
        return None


def refresh_mark(form: BaseForm, **mark: Any) -> None:
    """After a conflict was told: the next saving knows of what stands there now.

    Whoever has been told of something else has not seen that, so that their mark stays what it was.
    """
    if form.has_error(NON_FIELD_ERRORS, CONFLICT):
        data = QueryDict(mutable=True)
        data.update(form.data)
        data.update({name: str(seen) for name, seen in mark.items()})
        form.data = data


class SeenForm(Form):
    """A form that knows what it was filled from, so that nobody overwrites what they have not seen."""

    seen = CharField(required=False, widget=HiddenInput)

    def refresh(self, seen: str) -> None:
        """After a conflict was told: the next saving knows of what stands there now."""
        refresh_mark(self, seen=seen)

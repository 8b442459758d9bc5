"""Between a form and an action."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm

from commonground.kit.errors import Conflict, Invalid


def carried_out(form: BaseForm, act: Callable[..., Any], **more: Any) -> Any:
    """Call `act` with what the form holds, or return None with the form saying why not.

    What the action refuses as Invalid is said at the field it names, else above the form; so is a Conflict, with what was typed kept.
    """
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data, **more)
    except Conflict as error:
        form.add_error(None, error.message)
        return None
    except Invalid as error:
        for name, message in error.fields.items():
            form.add_error(name if name in form.fields else None, message)
        if not error.fields:
            form.add_error(None, error.message)
        return None

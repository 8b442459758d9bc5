"""All rows of this app, where Django looks for them."""

from commonground.partnerships.partnership.models import Partnership, Party

__all__ = ["Partnership", "Party"]

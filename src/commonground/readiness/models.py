"""All rows of this app, where Django looks for them."""

from commonground.readiness.waiver.models import Waiver

__all__ = ["Waiver"]

"""All rows of this app, where Django looks for them."""

from commonground.readiness.verdict.models import KeptVerdict
from commonground.readiness.waiver.models import Waiver

__all__ = ["KeptVerdict", "Waiver"]

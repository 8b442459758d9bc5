"""All rows of this app, where Django looks for them."""

from commonground.creative.decision.models import SignOff, TableRule, TableStep, TableVersion
from commonground.creative.run.models import Run
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.variant.models import Variant

__all__ = ["Placement", "Provision", "Run", "SignOff", "Signal", "TableRule", "TableStep", "TableVersion", "Variant"]

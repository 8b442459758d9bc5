"""All rows of this app, where Django looks for them."""

from commonground.creative.decision.models import SignOff, TableRule, TableVersion
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.simulation.models import Simulation
from commonground.creative.variant.models import Variant

__all__ = ["Placement", "Provision", "SignOff", "Signal", "Simulation", "TableRule", "TableVersion", "Variant"]

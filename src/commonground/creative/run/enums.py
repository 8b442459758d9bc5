"""What a run finds out, and how far it is."""

from django.db.models import TextChoices


class RunKind(TextChoices):
    """Which question is asked of the log."""

    SIMULATION = "simulation", "Simulation"
    EVALUATION = "evaluation", "Evaluation"


class RunState(TextChoices):
    """How far it is; the last three are final."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (RunState.QUEUED, RunState.RUNNING)

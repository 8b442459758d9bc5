"""How long tokens hold, and how many there may be."""

from datetime import timedelta

LIFES = {30: "30 days", 90: "90 days", 365: "A year"}
MOST = 20
SEEN_EVERY = timedelta(minutes=1)

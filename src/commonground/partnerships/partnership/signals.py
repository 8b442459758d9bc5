"""What apps above may want to know."""

from django.dispatch import Signal

# An organisation has left a partnership: `by` (Viewer), `partnership`. Sent within the transaction.
party_left = Signal()

"""What apps above may want to know."""

from django.dispatch import Signal

# Who works together in a partnership has changed: `by` (Viewer), `partnership`. Sent within the transaction.
parties_changed = Signal()

"""What other slices may want to know."""

from django.dispatch import Signal

# Somebody has joined or left a campaign: `by` (Viewer), `campaign`. Sent within the transaction.
participants_changed = Signal()

"""A bound, single-use way in: to join an organisation, or to claim one that was named by a partner."""

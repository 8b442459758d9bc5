"""A decision table over a log, in the background: waiting, under way with its progress, done, failed or cancelled."""

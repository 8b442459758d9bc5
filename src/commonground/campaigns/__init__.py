"""Plan: a campaign and who does what in it."""

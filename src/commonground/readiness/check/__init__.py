"""The verdict on a campaign and its findings."""

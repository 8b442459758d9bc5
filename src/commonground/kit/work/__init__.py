"""The background worker: its heartbeat, what it picks up from those that died, and what it starts by the clock."""

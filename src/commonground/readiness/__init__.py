"""Are we ready: facts of all apps, checked by the readiness engine; and the home page."""

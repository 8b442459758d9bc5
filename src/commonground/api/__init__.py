"""The REST interface: one API, its authentication, errors, paging and idempotency."""

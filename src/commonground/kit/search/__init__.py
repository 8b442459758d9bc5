"""One full-text index over everything; who may see a hit is decided by each kind's own query."""

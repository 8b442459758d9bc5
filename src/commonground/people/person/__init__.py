"""A human being with an account."""

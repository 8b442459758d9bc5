"""Secrets that are shown once: only their hash is kept."""

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """SHA-256 in hex. The secret is random, so no salt or slow hash is needed to keep it from being guessed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

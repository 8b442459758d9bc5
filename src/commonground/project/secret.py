"""The embedded mode's own secret key: made once, kept beside the data."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def embedded_secret(data_dir: Path) -> str:
    """Read the key beside the data, or make it, so that sessions outlive a restart without any configuration."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret-key"
    if not path.exists():
        draft = data_dir / f".secret-key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        # Linking is atomic: of two processes that start together, the second keeps the first one's key.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")

"""From the bytes of a file to an understood matrix in one step: what runs where untrusted files are read."""

from commonground.engines.raci.understand import Choice, Understanding, understand
from commonground.engines.sheets import read_sheets


def understand_file(data: bytes, name: str, choice: Choice | None = None) -> Understanding:
    """Read and understand a file; raises Unreadable or TooLarge with the reason."""
    return understand(read_sheets(data, name), choice, name)

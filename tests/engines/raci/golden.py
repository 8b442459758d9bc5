"""Golden files: an input, a line of equals signs, and what is expected of it."""

from pathlib import Path

LINE = "\n=====\n"


def cases(folder: str) -> list[Path]:
    return sorted((Path(__file__).parent / folder).glob("*.txt"))


def split(path: Path) -> tuple[str, str]:
    given, _, expected = path.read_text().partition(LINE)
    return given.replace("→", "\t"), expected.strip("\n")

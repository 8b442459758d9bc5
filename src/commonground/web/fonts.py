"""Serves Inter straight out of the fontpkg_inter package, as the static file web/fonts/inter.ttf."""

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

NAME = "web/fonts/inter.ttf"
SOURCE = Path(str(resources.files("fontpkg_inter"))) / "files" / "Inter[opsz,wght].ttf"


class _OneFile(FileSystemStorage):
    """collectstatic reads from a storage; this one knows a single file, under our name for it."""

    prefix = None

    def path(self, name: str) -> str:
        return str(SOURCE)


class PackagedFontFinder(BaseFinder):
    """List it in STATICFILES_FINDERS, after Django's own two."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(SOURCE)] if path == NAME else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        yield NAME, _OneFile(location=str(SOURCE.parent))

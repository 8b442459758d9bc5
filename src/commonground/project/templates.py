"""Where templates come from: ours before those of the libraries, whatever the order of the apps."""

from collections.abc import Iterable
from pathlib import Path

from django.template.loaders.app_directories import Loader
from django.template.utils import get_app_template_dirs

OURS = Path(__file__).resolve().parent.parent


class FirstPartyLoader(Loader):
    """The app directories, with Commonground's own first, so that sign-in pages can be restyled by name."""

    def get_dirs(self) -> Iterable[Path]:  # type: ignore[override]
        found = [Path(path) for path in get_app_template_dirs("templates")]
        return sorted(found, key=lambda path: not path.is_relative_to(OURS))

# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fontpkg-inter==4.1.post1", "fonttools==4.68.0"]
# ///
"""Make web/fonts/inter.woff2 again, from a newer Inter: `uv run scripts/make_font.py`, or with these three installed.

Every character stays. What the pages never ask for goes: alternate shapes, other optical sizes, the thinnest and boldest.
"""

from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = Path(str(resources.files("fontpkg_inter")))
FONTS = Path(__file__).parents[1] / "src/commonground/web/static/web/fonts"
FEATURES = ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]

font = TTFont(SOURCE / "files" / "Inter[opsz,wght].ttf")
cutter = subset.Subsetter(subset.Options(layout_features=FEATURES, name_IDs=["*"], hinting=False, notdef_outline=True))
cutter.populate(unicodes=font.getBestCmap())
cutter.subset(font)
instancer.instantiateVariableFont(font, {"opsz": 14, "wght": (400, 700)}, inplace=True)
font.flavor = "woff2"
font.save(FONTS / "inter.woff2")
(FONTS / "LICENSE.txt").write_bytes((SOURCE / "LICENSE").read_bytes())
print(f"{(FONTS / 'inter.woff2').stat().st_size:,} bytes")

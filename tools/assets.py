"""The front-end assets: fetched by npm, made fit for our pages, copied to `static/vendor/`."""

import re
import shutil
import tempfile
from pathlib import Path

from tools import npm
from tools.programs import ROOT, fingerprint, is_stamped, say

VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".fetched"
PACKAGE_FILES = tuple(ROOT / name for name in ("package.json", "package-lock.json", ".npmrc"))
NHSUK = Path("nhsuk-frontend", "dist", "nhsuk")
COPIED = (
    NHSUK / "nhsuk-frontend.min.css",
    NHSUK / "nhsuk-frontend.min.js",
    Path("accessible-autocomplete", "dist", "accessible-autocomplete.min.css"),
    Path("accessible-autocomplete", "dist", "accessible-autocomplete.min.js"),
)
# What paper is set with, so that nothing depends on the fonts of this machine: a serif for people's
# words, a sans-serif for the rest, then Arabic letters and the little pictures people type.
FONT_PACKAGES = Path("@expo-google-fonts")
FONTS = tuple(
    FONT_PACKAGES / package / cut / f"{family}_{cut}.ttf"
    for package, family, cuts in (
        ("source-serif-4", "SourceSerif4", ("400Regular", "400Regular_Italic", "600SemiBold")),
        ("source-sans-3", "SourceSans3", ("400Regular", "600SemiBold", "700Bold")),
        ("amiri", "Amiri", ("400Regular", "700Bold")),
        ("noto-emoji", "NotoEmoji", ("400Regular",)),
    )
    for cut in cuts
)
# Only what the stylesheet draws with: the favicons beside them are a logo that is not ours.
ICONS = "nhsuk-icon-*.svg"
NOT_ICONS = {"nhsuk-icon-mask.svg"}


def prepare() -> None:
    """Have the assets in `static/vendor/`; at once when nothing changed.

    Raises:
        Stopped: they could not be fetched.
    """
    # this file is part of the mark, because it says how the assets are changed
    mark = fingerprint((*PACKAGE_FILES, Path(__file__)))
    if is_stamped(STAMP, mark):
        return
    say("Fetching the front-end assets …")
    with tempfile.TemporaryDirectory() as folder:
        workplace = Path(folder)
        for file in PACKAGE_FILES:
            shutil.copy(file, workplace)
        npm.fetch(workplace, "the front-end assets")
        _copy(workplace / "node_modules")
    STAMP.write_text(mark, encoding="utf-8")


def fit_stylesheet(css: str) -> str:
    """Return the stylesheet without outside fonts, and with addresses relative to itself."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r"url\((['\"]?)/assets/", r"url(\1", css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


def fit_script(script: str) -> str:
    """Return the script without the address of a source map that we do not serve."""
    return re.sub(r"//# sourceMappingURL=\S*", "", script)


def _copy(modules: Path) -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    images = VENDOR / "images"
    images.mkdir(parents=True)
    for source in COPIED:
        text = (modules / source).read_text(encoding="utf-8")
        fit = fit_stylesheet if source.suffix == ".css" else fit_script
        (VENDOR / source.name).write_text(fit(text), encoding="utf-8")
    for icon in (modules / NHSUK / "assets" / "images").glob(ICONS):
        if icon.name not in NOT_ICONS:
            shutil.copy(icon, images)
    fonts = VENDOR / "fonts"
    fonts.mkdir()
    for font in FONTS:
        shutil.copy(modules / font, fonts)

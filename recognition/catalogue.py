"""Our words in other languages: read at start from the catalogues that translators write.

There is one file for each language, `translations/<code>/LC_MESSAGES/messages.po`. It is read as it
is, so nothing has to be compiled before the application starts, and nothing compiled can be older
than what was written. A wording that somebody improved on a page is used before the file's.
"""

import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Domain

from recognition import words

FOLDER = Path(__file__).parent / "translations"
Texts = Mapping[str, tuple[str, ...]]
Better = Callable[[str], Texts]


@cache
def catalogue(language: str, folder: Path = FOLDER) -> Catalog:
    """Return what is written for a language; an empty catalogue where there is no file.

    Args:
        language: one of `words.LANGUAGES`.
        folder: where the catalogues are.

    Raises:
        babel.messages.pofile.PoFileError: the file is damaged.
    """
    path = folder / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as written:
        return read_po(written, locale=language, abort_invalid=True)


@cache
def _ready(language: str, folder: Path) -> Translations:
    """Return a catalogue ready to translate with, its plural rule included."""
    binary = io.BytesIO()
    write_mo(binary, catalogue(language, folder))
    binary.seek(0)
    return Translations(binary)


class InTheReadersLanguage(Domain):  # type: ignore[misc] # flask-babel has no types
    """Where flask-babel finds translations: by the language that `words` says is read now."""

    def __init__(self, folder: Path, better: Callable[[], Texts]) -> None:
        """Read every catalogue.

        Args:
            folder: where the catalogues are.
            better: wordings that people improved on a page, in the language that is read now, by
                the English: one text, or one for each plural form.
        """
        super().__init__()
        self._ours = {code: _ready(code, folder) for code in words.LANGUAGES}
        self._better = better

    def get_translations(self) -> Translations:
        """Return the translations of the language that is read now."""
        ours = self._ours[words.language()]
        better = self._better() if words.language() != words.ENGLISH else {}
        return _Improved(ours, better) if better else ours


class _Improved(Translations):
    """A catalogue, with some wordings that people improved."""

    def __init__(self, ours: Translations, better: Texts) -> None:
        super().__init__()
        self._ours, self._better = ours, better

    def ugettext(self, message: str) -> str:
        found = self._better.get(message)
        return found[0] if found else str(self._ours.ugettext(message))

    def ungettext(self, one: str, many: str, number: int) -> str:
        found = self._better.get(one)
        if not found:
            return str(self._ours.ungettext(one, many, number))
        return found[min(self._ours.plural(number), len(found) - 1)]

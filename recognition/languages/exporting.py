"""Better wordings as a file that translators exchange."""

import io
from collections.abc import Mapping

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from recognition.catalogue import catalogue


def improved_catalogue(language: str, better: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return a catalogue (PO, UTF-8) of the texts that were written in better words.

    Args:
        language: one of `words.LANGUAGES` but English.
        better: the wordings by the English; one text, or one for each plural form.
    """
    ours = catalogue(language)
    made = Catalog(locale=language, project="recognition", version=ours.version)
    for message in ours:
        english = message.id if isinstance(message.id, str) else (message.id or ("",))[0]
        said = better.get(english)
        if english and said:
            made.add(message.id, said[0] if len(said) == 1 else said, flags=message.flags)
    written = io.BytesIO()
    write_po(written, made, sort_output=True)
    return written.getvalue()

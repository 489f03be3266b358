"""The file that is given out: one page to read, one file for machines, and pictures."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from recognition.subject_access import Item, Section

FORMAT = 1


def as_json(name: str, made_at: datetime, sections: Sequence[Section]) -> str:
    """Return everything as JSON, UTF-8 when written; instants are ISO 8601 in UTC."""
    told = {
        "format": FORMAT,
        "about": name,
        "made_at": made_at.isoformat(),
        "time_zone": "UTC",
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "items": [_item(item) for item in section.items],
            }
            for section in sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _item(item: Item) -> dict[str, Any]:
    return {
        "what": item.what,
        "when": item.when.isoformat() if item.when else None,
        "facts": dict(item.facts),
        "texts": [{"heading": heading, "words": words} for heading, words in item.texts],
        "written_by_others": item.by_others,
        "file": f"pictures/{item.picture.name}" if item.picture else None,
    }


def as_zip(page: str, data: str, sections: Sequence[Section], *, made_at: datetime) -> bytes:
    """Return the whole bundle as a ZIP file.

    Args:
        page: the page to read, which needs nothing else but the pictures.
        data: what `as_json` returned.
        sections: where the pictures are.
        made_at: the time that the files in it carry.
    """
    out = io.BytesIO()
    stamp = made_at.timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        _add(bundle, "data.html", stamp, page.encode())
        _add(bundle, "data.json", stamp, data.encode())
        for item in (item for section in sections for item in section.items):
            if item.picture is not None:
                _add(bundle, f"pictures/{item.picture.name}", stamp, item.picture.data)
    return out.getvalue()


def _add(bundle: zipfile.ZipFile, name: str, stamp: Any, content: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=stamp)
    info.compress_type = zipfile.ZIP_DEFLATED
    bundle.writestr(info, content)

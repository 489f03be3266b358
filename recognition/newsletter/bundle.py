"""Everything of a pack in one file, with photographs in three shapes and a sheet of their words."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping

from recognition.newsletter.markdown import markdown
from recognition.newsletter.pack import LONDON, Pack, clean, file_name, one_line
from recognition.newsletter.pictures import ENDING
from recognition.newsletter.tables import Sheet, csv_lines, xlsx_table
from recognition.words import _

PHOTOS = "photos"
CAPTIONS = ("file", "winner", "category", "caption", "alt_text", "credit")
_WIDTHS = {"file": 52, "caption": 60, "alt_text": 60}
_PACKED_ALREADY = (".docx", ".xlsx", ".pdf", ENDING)
Writers = Mapping[str, Callable[[Pack], bytes]]


def zip_file(pack: Pack, writers: Writers) -> bytes:
    """Return a ZIP file of a pack in every format.

    Photographs lie in `photos/<shape>/<round>-<category>-<name>.jpg`, their captions and
    alternative texts in `photos/captions.xlsx` and `.csv`.

    Args:
        pack: the winners.
        writers: makes a file of a pack, by ending such as “docx” or “-our-template.docx”.
    """
    out = io.BytesIO()
    made = pack.made_at.astimezone(LONDON)
    when = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    with zipfile.ZipFile(out, "w") as file:
        for name, data in _files(pack, writers):
            part = zipfile.ZipInfo(name, when)
            packed = name.endswith(_PACKED_ALREADY)
            part.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            file.writestr(part, data)
    return out.getvalue()


def _files(pack: Pack, writers: Writers) -> Iterator[tuple[str, bytes]]:
    for ending, write in writers.items():
        if ending == "md":
            yield file_name(pack, ending), markdown(pack, photos=PHOTOS).encode()
        else:
            yield file_name(pack, ending), write(pack)
    rows = []
    for winner in pack.winners:
        photo = pack.with_winner(winner).photo
        if photo is None:
            continue
        caption = ", ".join(part for part in map(one_line, (winner.name, winner.job_title,
                                                            winner.team)) if part)  # fmt: skip
        for shape, data in photo.crops.items():
            name = f"{shape}/{photo.name}{ENDING}"
            yield f"{PHOTOS}/{name}", data
            rows.append([name, winner.name, winner.category, caption, photo.alt_text, photo.credit])
    rows = [[clean(cell) for cell in row] for row in rows]
    if rows:
        sheet = Sheet(_("Captions"), pack.title, CAPTIONS, rows, pack.made_at, _WIDTHS)
        yield f"{PHOTOS}/captions.xlsx", xlsx_table(sheet)
        yield f"{PHOTOS}/captions.csv", b"".join(csv_lines(CAPTIONS, rows))

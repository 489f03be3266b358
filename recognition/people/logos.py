"""An organisation's logo made anew: a small PNG with the pixels of what was sent and nothing else.

Plain Python. What can be seen through stays so; pages put white behind it.
"""

import io
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from recognition.errors import Refused
from recognition.words import _

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

READABLE = ("JPEG", "PNG", "WEBP")
WIDEST, HIGHEST = 660, 144
"""Three times the size on a page, for screens with small pixels."""
SMALLEST_SIDE = 24
MOST_PIXELS = 25_000_000


@dataclass(frozen=True)
class LogoPicture:
    """A PNG; width and height in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """A name for exactly these bytes: SHA-256, in hexadecimal."""
        return sha256(self.data).hexdigest()


def made_anew(sent: bytes) -> LogoPicture:
    """Return a logo with the pixels of the file that was sent.

    Raises:
        Refused: it is no PNG, JPEG or WebP picture that can be read, or too small or too large.
    """
    from PIL import Image

    image = _pixels(sent)
    if min(image.size) < SMALLEST_SIDE:
        raise Refused(
            _(
                "That picture is too small. Choose one at least %(num)s pixels wide and high.",
                num=SMALLEST_SIDE,
            ),
            field="file",
        )
    image.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return LogoPicture(out.getvalue(), *image.size)


def _pixels(sent: bytes) -> "Pixels":
    from PIL import Image, ImageOps, UnidentifiedImageError

    unreadable = Refused(_("Choose a picture in PNG, JPEG or WebP format."), field="file")
    too_large = Refused(
        _("That picture has more detail than we can take. Send a smaller copy."), field="file"
    )
    try:
        with Image.open(io.BytesIO(sent), formats=READABLE) as image:
            if image.width * image.height > MOST_PIXELS:
                raise too_large
            image.load()
            upright = ImageOps.exif_transpose(image)
            # a fresh picture: no profile, no text, no other frame comes along
            mode = "RGBA" if upright.has_transparency_data else "RGB"
            fresh = Image.new(mode, upright.size)
            fresh.paste(upright.convert(mode))
            return fresh
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise unreadable from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise too_large from problem

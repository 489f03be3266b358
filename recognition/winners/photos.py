"""Pictures made anew: upright, without metadata, and cropped round what matters.

Nothing of the file that was sent is kept: its pixels are read, turned as the camera said, brought
to sRGB and written afresh. What a crop keeps in sight is a focal point, as shares of width and
height from the top left.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from recognition.errors import Refused
from recognition.words import _

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

READABLE = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 2_000
SMALLEST_SIDE = 300
MOST_PIXELS = 60_000_000
QUALITY = 84
SHAPES: Mapping[str, tuple[int, int]] = {
    "square": (1, 1),
    "landscape": (3, 2),
    "portrait": (4, 5),
}
CROP_SIDE = 1_200
"""The longer side of a crop, in pixels, where the photograph is large enough."""
Kind = Literal["webp", "jpeg"]


@dataclass(frozen=True)
class Picture:
    """A photograph made anew: WebP, at most `LONGEST_SIDE` pixels on its longer side."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """A name for exactly these bytes: SHA-256, in hexadecimal."""
        return sha256(self.data).hexdigest()


def made_anew(sent: bytes) -> Picture:
    """Return a picture with the pixels of the file that was sent, and nothing else of it.

    Raises:
        Refused: it is no JPEG, PNG or WebP picture that can be read, or it is too small or too
            large to use.
    """
    from PIL import Image

    image = _pixels(sent)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return Picture(_written(image, "webp"), *image.size)


def crop(data: bytes, shape: str, focal: tuple[float, float], *, kind: Kind = "webp") -> bytes:
    """Return the largest part of a picture that has a shape and keeps the focal point in sight.

    Args:
        data: a picture of `made_anew`.
        shape: one of `SHAPES`.
        focal: shares of width and height from the top left, each from 0 to 1.
        kind: how the part is written.
    """
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=READABLE) as image:
        part = image.convert("RGB").crop(frame(image.size, SHAPES[shape], focal))
    part.thumbnail((CROP_SIDE, CROP_SIDE), Image.Resampling.LANCZOS)
    return _written(part, kind)


def frame(
    size: tuple[int, int], shape: tuple[int, int], focal: tuple[float, float]
) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom, in pixels, of the largest frame of a shape.

    The frame lies as evenly round the focal point as the picture's edges allow.
    """
    width, height = size
    across, down = shape
    inner = (min(width, height * across / down), min(height, width * down / across))
    sides = [max(1, round(side)) for side in inner]
    starts = [
        min(max(0, round(share * whole - side / 2)), whole - side)
        for share, whole, side in zip(focal, size, sides, strict=True)
    ]
    return starts[0], starts[1], starts[0] + sides[0], starts[1] + sides[1]


def _pixels(sent: bytes) -> "Pixels":
    from PIL import Image, ImageOps, UnidentifiedImageError

    unreadable = Refused(_("Choose a photograph in JPEG, PNG or WebP format."), field="file")
    too_large = Refused(
        _("That photograph has more detail than we can take. Send a smaller copy."), field="file"
    )
    try:
        with Image.open(io.BytesIO(sent), formats=READABLE) as image:
            if image.width * image.height > MOST_PIXELS:
                raise too_large
            image.load()
            upright = ImageOps.exif_transpose(_in_srgb(image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise unreadable from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise too_large from problem
    if min(upright.size) < SMALLEST_SIDE:
        raise Refused(
            _(
                "That photograph is too small to print. Choose one that is at least %(num)s "
                "pixels wide and high.",
                num=SMALLEST_SIDE,
            ),
            field="file",
        )
    return _on_white(upright)


def _in_srgb(image: "Pixels") -> "Pixels":
    """Bring colours of another profile to sRGB; a profile nobody can read is left out."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        turned = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return image if turned is None else turned


def _on_white(image: "Pixels") -> "Pixels":
    """Return the pixels alone, with white where the picture could be seen through."""
    from PIL import Image

    whole = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        whole.paste(seen, mask=seen.getchannel("A"))
    else:
        whole.paste(image.convert("RGB"))
    return whole


def _written(image: "Pixels", kind: Kind) -> bytes:
    out = io.BytesIO()
    if kind == "webp":
        image.save(out, "WEBP", quality=QUALITY, method=4)
    else:
        image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()

"""Photographs to send, made of two colours."""

import io

from PIL import Image

RED, GREEN = (220, 20, 20), (20, 160, 40)


def photograph(
    width: int = 800, height: int = 600, *, kind: str = "JPEG", mode: str = "RGB", **how: object
) -> bytes:
    """Return a picture that is red on its left and green on its right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **how)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    """Open a picture that came out."""
    return Image.open(io.BytesIO(data))

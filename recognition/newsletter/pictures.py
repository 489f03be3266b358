"""Photographs as a newsletter needs them: three crops of each, as JPEG, which every program opens.

All crops of a photograph come from one reading of it, and photographs are worked on side by side:
reading and writing a picture is nearly all the time a pack takes.
"""

import io
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recognition.winners.photos import CROP_SIDE, SHAPES, frame

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

ENDING = ".jpg"
QUALITY = 84
AT_ONCE = 4
LANDSCAPE = "landscape"


@dataclass(frozen=True)
class Shot:
    """A photograph that may be used: WebP, its focal point as shares from the top left."""

    data: bytes
    focal: tuple[float, float]


def crops(shot: Shot) -> dict[str, bytes]:
    """Return the crops of a photograph by shape, as JPEG without metadata."""
    from PIL import Image

    with Image.open(io.BytesIO(shot.data), formats=("WEBP",)) as image:
        whole = image.convert("RGB")
    return {shape: _cut(whole, shape, shot.focal) for shape in SHAPES}


def all_crops(shots: Sequence[Shot]) -> list[Mapping[str, bytes]]:
    """Return the crops of several photographs, in their order."""
    with ThreadPoolExecutor(AT_ONCE) as workers:
        return list(workers.map(crops, shots))


def _cut(whole: "Pixels", shape: str, focal: tuple[float, float]) -> bytes:
    from PIL import Image

    box = frame(whole.size, SHAPES[shape], focal)
    across, down = box[2] - box[0], box[3] - box[1]
    share = min(1.0, CROP_SIDE / max(across, down))
    size = (max(1, round(across * share)), max(1, round(down * share)))
    part = whole.resize(size, Image.Resampling.HAMMING, box=box)
    out = io.BytesIO()
    part.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()

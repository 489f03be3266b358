"""Pictures of people who do not exist: drawn from a few shapes, warm, and never twice the same."""

import io
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels
    from PIL.ImageDraw import ImageDraw as Pen

WIDTH, HEIGHT = 960, 1_200
SKINS = ("#8d5524", "#c68642", "#e0ac69", "#f1c27d", "#ffdbac", "#5c3a21")
HAIR = ("#2b1d14", "#0f0c0a", "#6b4423", "#b5651d", "#8a8a8a", "#3b2a20")
UNIFORMS = ("#005eb8", "#003087", "#00756f", "#7c2855", "#425563", "#ae2573")
WALLS = (("#fff3d6", "#ffd98a"), ("#e3f1ff", "#a9d2f5"), ("#fbe6f1", "#f0b5d4"))
PLACES = {1: (480,), 2: (310, 670), 3: (230, 730, 480)}


def portrait(seed: str, people: int = 1) -> bytes:
    """Draw one to three people before a wall with light on it, as JPEG.

    Args:
        seed: decides about everything: the same gives the same picture.
        people: how many, from 1 to 3.
    """
    from PIL import Image, ImageDraw, ImageFilter

    rng = random.Random(seed)  # nosec B311 # no secret is drawn
    image = Image.new("RGB", (WIDTH, HEIGHT))
    _light(image, *rng.choice(WALLS))
    for number, place in enumerate(PLACES[people]):
        scale = 1.0 if people == 1 else 0.7
        _person(ImageDraw.Draw(image), rng, (place, 500 + 70 * (number % 2)), scale)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=88)
    return out.getvalue()


def _light(image: "Pixels", bright: str, deep: str) -> None:
    from PIL import Image

    top, bottom = (Image.new("RGB", image.size, colour) for colour in (bright, deep))
    image.paste(Image.composite(bottom, top, Image.linear_gradient("L").resize(image.size)))


def _person(draw: "Pen", rng: random.Random, at: tuple[int, int], scale: float) -> None:
    skin, hair, uniform = rng.choice(SKINS), rng.choice(HAIR), rng.choice(UNIFORMS)

    def spot(across: float, down: float) -> tuple[float, float]:
        return at[0] + across * scale, at[1] + down * scale

    def oval(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        draw.ellipse([*spot(left, top), *spot(right, bottom)], fill=colour)

    if rng.random() < 0.5:  # long hair
        oval(-230, -270, 230, 330, hair)
    oval(-400, 330, 400, 1_500, uniform)
    draw.polygon([spot(-90, 340), spot(90, 340), spot(0, 520)], fill="#ffffff")
    oval(-80, 150, 80, 430, skin)
    oval(-185, -230, 185, 270, skin)
    draw.pieslice([*spot(-205, -265), *spot(205, 170)], 180, 360, fill=hair)
    for side in (-75, 75):
        oval(side - 15, 10, side + 15, 46, "#231f20")
    smile = [*spot(-80, 70), *spot(80, 180)]
    draw.arc(smile, 20, 160, fill="#7a2b2b", width=max(5, int(11 * scale)))

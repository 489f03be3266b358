"""Pictures are made anew: what the camera wrote beside the pixels is gone, and crops see faces."""

import io
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from recognition.errors import Refused
from recognition.winners.photos import (
    LONGEST_SIDE,
    SHAPES,
    SMALLEST_SIDE,
    crop,
    frame,
    made_anew,
)
from tests.winners.pictures import GREEN, RED, photograph, read

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def is_like(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("orientation", "size", "top_left", "bottom_right"),
    [
        (1, (800, 600), RED, GREEN),
        (3, (800, 600), GREEN, RED),
        (6, (600, 800), RED, GREEN),
        (8, (600, 800), GREEN, RED),
    ],
)
def test_a_photograph_stands_as_the_camera_held_it(
    orientation: int,
    size: tuple[int, int],
    top_left: tuple[int, int, int],
    bottom_right: tuple[int, int, int],
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = read(made_anew(photograph(exif=exif)).data).convert("RGB")
    assert image.size == size
    assert is_like(image.getpixel((5, 5)), top_left)
    assert is_like(image.getpixel((size[0] - 5, size[1] - 5)), bottom_right)


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[MAKER] = "Camera of the ward"
    exif.get_ifd(GPS)[2] = (53.5, 2.6, 0.0)
    sent = photograph(exif=exif, comment=b"bed 4")
    assert b"Camera of the ward" in sent
    made = made_anew(sent)
    image = read(made.data)
    assert image.format == "WEBP"
    assert not image.getexif()
    assert {"exif", "xmp", "icc_profile", "comment"} & set(image.info) == set()
    assert b"Camera" not in made.data
    assert b"bed 4" not in made.data
    assert (made.width, made.height) == image.size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_photograph_becomes_smaller_and_a_small_one_does_not_grow(kind: str) -> None:
    large, small = made_anew(photograph(3_000, 1_500, kind=kind)), made_anew(photograph(kind=kind))
    assert (large.width, large.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert (small.width, small.height) == (800, 600)


def test_what_could_be_seen_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")
    assert read(made_anew(out.getvalue()).data).convert("RGB").getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_other_kinds_of_pixels_are_read_too(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert read(made_anew(photograph(mode=mode, kind=kind)).data).mode == "RGB"


def test_a_colour_profile_is_used_and_then_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = read(made_anew(photograph(icc_profile=profile)).data)
    assert "icc_profile" not in image.info
    assert is_like(image.convert("RGB").getpixel((5, 5)), RED)
    assert made_anew(photograph(icc_profile=b"no profile")).width == 800


GIF = io.BytesIO()
Image.new("RGB", (400, 400)).save(GIF, "GIF")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"not a picture",
        photograph()[:2_000],
        GIF.getvalue(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
    ],
    ids=["nothing", "text", "half a file", "gif", "svg", "pdf"],
)
def test_only_whole_photographs_are_taken(sent: bytes) -> None:
    with pytest.raises(Refused, match="JPEG, PNG or WebP"):
        made_anew(sent)


def test_a_picture_too_small_to_print_or_too_large_to_read_is_refused() -> None:
    edge = SMALLEST_SIDE
    assert made_anew(photograph(edge, edge)).width == edge
    with pytest.raises(Refused, match="too small"):
        made_anew(photograph(edge - 1, 900))
    for side in (9_000, 12_000, 20_000):  # also where Pillow itself warns, and where it refuses
        out = io.BytesIO()
        Image.new("1", (side, side)).save(out, "PNG")
        assert out.tell() < 100_000
        with pytest.raises(Refused, match="more detail"):
            made_anew(out.getvalue())


@pytest.mark.parametrize(("shape", "kind"), list(product(SHAPES, ("webp", "jpeg"))))
def test_a_crop_has_its_shape_and_holds_the_focal_point(shape: str, kind: str) -> None:
    data = made_anew(photograph(1_600, 900)).data
    across, down = SHAPES[shape]
    for focal, colour in (((0.05, 0.5), RED), ((0.95, 0.5), GREEN)):
        image = read(crop(data, shape, focal, kind=kind))  # type: ignore[arg-type]
        assert image.format == kind.upper()
        assert image.width / image.height == pytest.approx(across / down, abs=0.01)
        near = 0 if focal[0] < 0.5 else image.width - 1
        assert is_like(image.convert("RGB").getpixel((near, image.height // 2)), colour)


@given(
    size=st.tuples(st.integers(1, 3_000), st.integers(1, 3_000)),
    shape=st.sampled_from(sorted(SHAPES.values())),
    focal=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_frame_lies_inside_holds_the_focal_point_and_cannot_grow(
    size: tuple[int, int], shape: tuple[int, int], focal: tuple[float, float]
) -> None:
    left, top, right, bottom = frame(size, shape, focal)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert left <= focal[0] * size[0] + 1
    assert focal[0] * size[0] - 1 <= right
    assert top <= focal[1] * size[1] + 1
    assert focal[1] * size[1] - 1 <= bottom
    assert right - left == size[0] or bottom - top == size[1]

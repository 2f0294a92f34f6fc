"""Pages made even and clean only where they are not, and turned back to where they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from corpus.drawing import Drawing
from corpus.readers.pdf_cleaning import cleaned, grain
from corpus.readers.pdf_deskew import skew, turned
from corpus.samples import sample_dir
from tests.bench_ocr import noisy, shaded, skewed

with Drawing((sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()) as drawing:
    PAGE = drawing.picture(1, 150 / 72, grey=True)


def difference(a: Image.Image, b: Image.Image) -> float:
    return float(np.abs(np.asarray(a, dtype=np.int16) - np.asarray(b, dtype=np.int16)).mean())


def test_a_clean_page_is_left_as_it_is() -> None:
    assert cleaned(PAGE) is PAGE


def test_a_page_lit_from_one_corner_is_lit_evenly() -> None:
    assert difference(cleaned(shaded(PAGE)), PAGE) < 25 < difference(shaded(PAGE), PAGE)


def test_grain_and_specks_go() -> None:
    spoilt = noisy(PAGE)
    assert grain(PAGE) < 0.5
    assert grain(spoilt) > 5
    assert grain(cleaned(spoilt)) < 3


def test_grain_of_a_coarse_source_is_measured_at_its_own_resolution() -> None:
    spoilt = noisy(PAGE)
    drawn = spoilt.resize((spoilt.width * 2, spoilt.height * 2), Image.Resampling.BICUBIC)
    assert grain(drawn) < grain(spoilt)
    assert grain(cleaned(drawn, 0.5).resize(spoilt.size, Image.Resampling.BOX)) < 3


@pytest.mark.parametrize("degrees", [-9.0, -2.0, 0.0, 0.7, 5.0, 90.0, 93.0])
def test_the_angle_of_a_page_is_found(degrees: float) -> None:
    found = skew(skewed(PAGE, degrees))
    assert abs((found + degrees + 90) % 180 - 90) < 0.2


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("L", (1, 1)),
        Image.new("L", (3000, 2), 255),
        Image.new("L", (800, 800), 0),
        noisy(PAGE.crop((0, 0, 9, 9))),
    ],
)
def test_pictures_without_text_have_no_angle_and_break_nothing(picture: Image.Image) -> None:
    assert skew(picture) == 0
    assert cleaned(picture).size == picture.size


@settings(max_examples=20, deadline=None)
@given(st.floats(-180, 180), st.integers(20, 370), st.integers(20, 270))
def test_a_dot_on_the_turned_page_is_found_on_the_page(angle: float, x: int, y: int) -> None:
    page = Image.new("L", (400, 300), 255)
    page.paste(0, (x - 2, y - 2, x + 3, y + 3))
    after = turned(page, angle)
    rows, columns = np.nonzero(np.asarray(after.picture) < 128)
    left, top, right, bottom = after.back(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert abs((left + right) / 2 - x - 0.5) < 1.5
    assert abs((top + bottom) / 2 - y - 0.5) < 1.5

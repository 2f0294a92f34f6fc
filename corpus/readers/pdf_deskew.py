"""How a scanned page lies: the angle by which it is skewed, and whether its lines run down instead of across."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

_LONG_SIDE = 1200
"""Pixels of the page's long side when its angle is measured; lines of 12 points are then 17 pixels apart."""
_MOST_POINTS = 60_000
_RANGE, _COARSE, _FINE = 10.0, 0.5, 0.05
"""Degrees: the widest skew looked for, and the steps of the first and the second look."""
_SIDEWAYS = 1.6
"""How many times sharper lines down the page must be than lines across before the page counts as lying on its side."""
_SMALLEST = 0.15
"""Degrees below which turning costs sharpness and gains nothing."""

Points = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Turned:
    """A page turned by `angle` degrees counter-clockwise about its middle, with what was cut off kept as white.

    `origin` is the size in pixels of the page that was turned.
    """

    picture: Image.Image
    angle: float
    origin: tuple[int, int]

    def back(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """The upright rectangle on the page before turning that holds a rectangle of the turned page, in pixels."""
        corners = [self._back(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        radians = math.radians(self.angle)
        across, down = x - self.picture.width / 2, y - self.picture.height / 2
        return (
            across * math.cos(radians) - down * math.sin(radians) + self.origin[0] / 2,
            across * math.sin(radians) + down * math.cos(radians) + self.origin[1] / 2,
        )


def turned(picture: Image.Image, angle: float) -> Turned:
    """`picture` (grey) turned by `angle` degrees counter-clockwise, enlarged to hold all of it."""
    if abs(angle) < _SMALLEST:
        return Turned(picture, 0.0, picture.size)
    after = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return Turned(after, angle, picture.size)


def skew(picture: Image.Image) -> float:
    """The degrees counter-clockwise by which to turn a grey page so that its lines of text run across.

    Within ±10 of upright, or of lying on its side (then about 90); upside down looks the same as upright here. Text is
    found by the profile of dark pixels along the lines, which is sharpest at the right angle (Postl, 1986). 0 for a
    page with too little on it.
    """
    points, size = _dark(picture)
    if len(points) < 200:
        return 0.0
    across, sharp = _best(points, size[1])
    lying = np.stack([points[:, 1], size[0] - points[:, 0]], axis=1)  # turned a quarter counter-clockwise
    down, sharp_down = _best(lying, size[0])
    return 90 + down if sharp_down > _SIDEWAYS * sharp else across


def _dark(picture: Image.Image) -> tuple[Points, tuple[int, int]]:
    """Where the page is darker than its surroundings, (x, y) of at most 60,000 pixels, and the size they lie in."""
    scale = min(1.0, _LONG_SIDE / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = picture.resize(size, Image.Resampling.BOX).filter(ImageFilter.MedianFilter(3))
    around = small.resize((max(1, size[0] // 16), max(1, size[1] // 16)), Image.Resampling.BOX).resize(size)
    grey: npt.NDArray[Any] = np.asarray(small, dtype=np.int16) - np.asarray(around, dtype=np.int16)
    rows, columns = np.nonzero(grey < -24)
    if len(rows) > _MOST_POINTS:
        step = -(-len(rows) // _MOST_POINTS)
        rows, columns = rows[::step], columns[::step]
    return np.stack([columns, rows], axis=1).astype(np.float32), size


def _best(points: Points, height: int) -> tuple[float, float]:
    """The angle at which the lines are sharpest, and how sharp they are there."""
    angles = np.arange(-_RANGE, _RANGE + _COARSE / 2, _COARSE)
    scores = [_sharpness(points, float(angle), height) for angle in angles]
    first = float(angles[int(np.argmax(scores))])
    angles = np.arange(first - _COARSE, first + _COARSE + _FINE / 2, _FINE)
    scores = [_sharpness(points, float(angle), height) for angle in angles]
    best = int(np.argmax(scores))
    return float(angles[best]), scores[best]


def _sharpness(points: Points, angle: float, height: int) -> float:
    """How much the number of dark pixels differs between neighbouring lines after turning by `angle`."""
    radians = math.radians(angle)
    lines = points[:, 1] * math.cos(radians) - points[:, 0] * math.sin(radians)
    profile = np.bincount((lines - lines.min()).astype(np.int64), minlength=height).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())

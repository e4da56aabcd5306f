"""Draws the images of the tests' stack: 40 slices of a made-up body, as two windows.

    python tests/site/draw_stack.py

They belong to nobody: an oval body, two round lungs, and a nodule on the slices 15 to 24.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "docs/cases/a-cough-in-spring/stack"
SIZE = 96
SLICES = 40
GRAYS = {"soft": (150, 20, 210), "lung": (235, 90, 250)}
"""Window to the gray of the body, of the lungs and of the nodule."""


def draw(window: str, number: int) -> Image.Image:
    """One slice."""
    body, lung, nodule = GRAYS[window]
    image = Image.new("L", (SIZE, SIZE))
    pen = ImageDraw.Draw(image)
    pen.ellipse((6, 16, 90, 80), fill=body)
    width = 4 + 12 * min(number, SLICES - number + 1) / (SLICES / 2)
    for middle in (30, 66):
        pen.ellipse((middle - width, 48 - 1.4 * width, middle + width, 48 + 1.4 * width), fill=lung)
    radius = 5 - abs(number - 19.5)
    if radius > 0:
        pen.ellipse((66 - radius, 44 - radius, 66 + radius, 44 + radius), fill=nodule)
    return image.quantize(8)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in GRAYS:
        for number in range(1, SLICES + 1):
            draw(name, number).save(FOLDER / f"{name}-{number}.png", optimize=True)

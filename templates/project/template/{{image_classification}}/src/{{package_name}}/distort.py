"""Images changed on purpose: a little, to learn from more than was written; a lot, to see what the model stands."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from .config import Config
from .imaging import SIDE, ink

LARGE, WHITE = 64, 255  # pixels of a side, about as a scanner sees a digit; the grey level of paper


def enlarged(digit: Any) -> Image.Image:
    """An image of the data as large as a scan, with a margin of paper, so that there is something to distort."""
    grey = (WHITE * (1 - digit.reshape(SIDE, SIDE))).astype(np.uint8)
    large = Image.fromarray(grey).resize((LARGE, LARGE), Image.Resampling.BICUBIC)
    return ImageOps.expand(large, border=LARGE // 4, fill=WHITE)


def warped(image: Image.Image, degrees: float, slant: float = 0.0, stretch: float = 1.0) -> Image.Image:
    """Turned about its middle, slanted, and made wider; what comes in from outside is paper."""
    turn, middle = math.radians(degrees), image.width / 2
    across, down = (math.cos(turn) / stretch, (math.sin(turn) + slant) / stretch), (-math.sin(turn), math.cos(turn))
    matrix = (*across, middle - middle * sum(across), *down, middle - middle * sum(down))
    return image.transform(image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=WHITE)


def augmented(digits: Any, config: Config) -> Any:
    """Each digit as other hands might have written it, some times over: for images to learn from only."""
    images, usual = [enlarged(one) for one in digits], np.array([0, 0, 1])
    most = np.array([config.augmentation[name] for name in ("degrees", "slant", "stretch")])
    random, copies = np.random.default_rng(config.seed), range(int(config.augmentation["copies"]))
    return np.array([ink(warped(one, *random.uniform(usual - most, usual + most))) for _ in copies for one in images])


CORRUPTIONS: dict[str, Callable[[Image.Image, np.random.Generator], Image.Image]] = {
    "as it is": lambda image, _: image,
    "turned by 10°": lambda image, random: warped(image, random.choice([-10, 10])),
    "turned by 25°": lambda image, random: warped(image, random.choice([-25, 25])),
    "upside down": lambda image, _: image.rotate(180),
    "blurred": lambda image, _: image.filter(ImageFilter.GaussianBlur(5)),
    "grainy": lambda image, random: Image.fromarray(
        np.clip(np.asarray(image) + random.normal(0, 25, image.size[::-1]), 0, WHITE).astype(np.uint8)
    ),
    "a third of the contrast": lambda image, _: ImageEnhance.Contrast(image).enhance(1 / 3),
    "white on black": lambda image, _: ImageOps.invert(image),
}


def letter(random: np.random.Generator) -> Image.Image:
    """What is no digit: a capital in print, slightly turned, and none that looks like a digit."""
    image = Image.new("L", (2 * LARGE, 2 * LARGE), WHITE)
    drawing, font = ImageDraw.Draw(image), ImageFont.load_default(LARGE)
    drawing.text((LARGE, LARGE), str(random.choice(list("ACEFHJKMNPRTUVWXY"))), fill=0, font=font, anchor="mm")
    return warped(image, random.uniform(-8, 8))

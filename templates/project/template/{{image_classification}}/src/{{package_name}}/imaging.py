"""From the bytes of an image file to what the model is given: the same code for training data and requests."""

import io
from typing import Any

import numpy as np
from PIL import Image, ImageFilter, ImageOps

SIDE = 8  # pixels of a digit as the model sees it, and the least of an image
MOST_BYTES, MOST_PIXELS = 500_000, 1_000_000
GRAIN = 96  # pixels of a side from which on neighbours are averaged to find the digit
FAINTEST, INKED = 24, 0.25  # grey levels between ink and paper; share of ink from which a pixel belongs to the digit

DIRECTIONS, WINDOW, WEIGHT = 8, 3, 10.0  # of edges; cells of a side; of all edges together against the cells


class UnusableImageError(ValueError):
    """Why an image can't be read as a digit, in words for whoever sent it."""


def decode(content: bytes) -> Image.Image:
    """A PNG or JPEG file in grey levels, upright, on white paper. Raises UnusableImageError."""
    if len(content) > MOST_BYTES:
        raise UnusableImageError(f"the file has {len(content):,} bytes: at most {MOST_BYTES:,} are read")
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            check(image)  # by its header, before a pixel of it is unpacked
            upright = ImageOps.exif_transpose(image)
            if upright.has_transparency_data:
                upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
            return upright.convert("L")
    except UnusableImageError:
        raise
    except Exception as error:  # a decoder fails in as many ways as files are broken
        raise UnusableImageError("this is no whole PNG or JPEG file, or a far too large one") from error


def check(image: Image.Image) -> None:
    """Raises UnusableImageError for what is too large, too small, several images, or deeper than eight bits."""
    width, height = image.size
    if not (min(image.size) >= SIDE and width * height <= MOST_PIXELS):
        limits = f"at least {SIDE} x {SIDE} and at most {MOST_PIXELS:,} are read"
        raise UnusableImageError(f"the image has {width} x {height} pixels: {limits}")
    if getattr(image, "n_frames", 1) > 1:
        raise UnusableImageError("the file holds several images: send one")
    if image.mode.startswith("I"):
        raise UnusableImageError("the image has more than 8 bits a channel: save it with 8")


def ink(image: Image.Image) -> Any:
    """The digit's 64 shares of ink, cut out and shrunk as the data was. Raises UnusableImageError if none is drawn."""
    smooth = image.filter(ImageFilter.BoxBlur(min(*image.size, 2 * GRAIN) / GRAIN))
    grey, sharp = np.asarray(smooth, float), np.asarray(image, float)
    darkest, contrast = grey.min(), np.ptp(grey)
    if contrast < FAINTEST:
        raise UnusableImageError("nothing is drawn on the image, or too faintly")
    light = np.clip((np.array([grey, sharp]) - darkest) / contrast, 0, 1)
    found, inked = 1 - light if light[0].mean() > 1 / 2 else light  # the digit is what there is less of
    top, left = (np.flatnonzero(found.max(axis=axis) > INKED) for axis in (1, 0))
    digit = inked[top[0] : top[-1] + 1, left[0] : left[-1] + 1]
    missing = [max(*digit.shape, SIDE) - length for length in digit.shape]
    square = np.pad(digit, [(of // 2, of - of // 2) for of in missing]).astype(np.float32)
    cells = np.asarray(Image.fromarray(square).resize((SIDE, SIDE), Image.Resampling.BOX), float)
    return (cells / cells.max()).ravel()


def statistics(digit: Any) -> dict[str, float]:
    """What is kept of an image instead of it: how much ink, how different from cell to cell, how sharp its edges."""
    cells: Any = digit.reshape(SIDE, SIDE)
    edges = np.abs(np.diff(cells, axis=0)).mean() + np.abs(np.diff(cells, axis=1)).mean()
    return {"ink": round(cells.mean(), 4), "contrast": round(cells.std(), 4), "sharpness": round(edges, 4)}


def nearest(images: Any, others: Any) -> Any:
    """How far each image is from the most similar of others: the root mean square difference of their shares of ink."""
    squares = (images**2).sum(axis=1)[:, None] + (others**2).sum(axis=1) - 2 * images @ others.T
    return np.sqrt(np.maximum(squares, 0).min(axis=1) / images.shape[1])


def features(digits: Any) -> Any:
    """Of each image 64 shares of ink, and 288 of its edges: how strong they run in each direction in each window.

    Histograms of oriented gradients (Dalal and Triggs, 2005), of one length for all: thick pens are as thin ones.
    """
    cells = np.pad(digits.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    right, down = cells[:, 1:-1, 2:] - cells[:, 1:-1, :-2], cells[:, 2:, 1:-1] - cells[:, :-2, 1:-1]
    turn = np.arctan2(down, right) % (2 * np.pi) * DIRECTIONS / (2 * np.pi)
    apart = np.abs(turn[..., np.newaxis] - np.arange(DIRECTIONS))
    near = np.maximum(1 - np.minimum(apart, DIRECTIONS - apart), 0)  # an edge counts for the two directions beside it
    edges = np.hypot(right, down)[..., np.newaxis] * near
    windows = np.lib.stride_tricks.sliding_window_view(edges, (WINDOW, WINDOW), axis=(1, 2)).sum(axis=(-2, -1))
    directions = windows.reshape(len(digits), -1)
    length = np.linalg.norm(directions, axis=1, keepdims=True)
    return np.hstack([digits, WEIGHT * directions / np.maximum(length, 1e-6)])

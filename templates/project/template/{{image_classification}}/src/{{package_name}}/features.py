"""What the model is given of a digit: its cells of ink, and which way its strokes run where (HOG)."""

from typing import Any

import numpy as np

from .imaging import SIDE

DIRECTIONS, WINDOW, WEIGHT = 8, 3, 10.0  # of edges; cells of a side; of all edges together against the cells


def features(digits: Any) -> Any:
    """For each image 64 shares of ink, and 288 of edges: how strong they are towards each direction in each window.

    Histograms of oriented gradients (Dalal and Triggs, CVPR 2005), brought to one length for all images, so that thick
    and thin pens are alike.
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

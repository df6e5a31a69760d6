"""Networks that a project puts together from parts, and those that any lesson shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.networks import composed
from tests.criteria.kit import repository

HEAD = "import torch\nfrom torch import nn\n\n\n"
PART = "class {0}(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.line = nn.Linear(2, 2)\n\n\n"
BUILT = """\
class Rig(nn.Module):
    def __init__(self):
        super().__init__()
        self.hull = {0}()
        self.mast = {1}()


rig = Rig()
"""
GIVEN = """\
class Rig(nn.Module):
    def __init__(self, hull, mast, width):
        super().__init__()
        self.hull = hull
        self.mast = mast
        self.width = width

    def forward(self, pair):
        return self.hull(pair[0]) + {0}


rig = Rig(None, None, 3)
"""


@pytest.mark.parametrize(
    ("code", "is_own"),
    [
        (PART.format("Hull") + PART.format("Mast") + BUILT.format("Hull", "Mast"), True),
        (PART.format("Hull") + PART.format("Mast") + BUILT.format("Hull", "nn.Flatten"), False),
        (PART.format("Hull") + PART.format("Mast") + BUILT.format("Hull", "Mast").replace("rig = Rig()", ""), False),
        (BUILT.format("nn.Flatten", "nn.ReLU"), False),
        (GIVEN.format("self.mast(pair[1])"), True),
        (GIVEN.format("self.width"), False),
    ],
)
def test_a_network_is_own_that_is_put_together_from_several(tmp_path: Path, code: str, is_own: bool) -> None:
    found = composed(repository(tmp_path, {"net.py": HEAD + code}))
    assert (found is not None) == is_own
    assert found is None or "class Rig" in found.excerpt

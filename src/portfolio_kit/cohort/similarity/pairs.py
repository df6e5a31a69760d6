"""Which repositories of a cohort share how much, from their fingerprints.

Who has each fingerprint says who shares something with whom, so that nobody is compared with everybody. A fingerprint
that more than half of the cohort has is what they were given, not what they took.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from tempfile import TemporaryFile
from typing import NamedTuple

from portfolio_kit.cohort.similarity.held import Held
from portfolio_kit.cohort.similarity.passages import TEXT
from portfolio_kit.cohort.similarity.winnowing import unpacked

# Of what more repositories than this share, they share the origin; to count their pairs would take too long as well.
_MOST = 250
# Less is an idiom: how everybody draws a confusion matrix.
_LEAST_SHARED = 9
_LEAST_SHARE = 0.2
# A whole file of code, or a page of text: worth a look in a large project too.
_MUCH = 60


class Share(NamedTuple):
    """How much of the smaller one's own stands in the other, from 0 to 1, and in how many fingerprints.

    `of_first` says whether the smaller one is the first.
    """

    share: float
    shared: int
    of_first: bool


class Pair(NamedTuple):
    """Two repositories, the one with the lower number first, that share code, text or both."""

    first: int
    second: int
    code: Share | None
    text: Share | None

    @property
    def score(self) -> float:
        """The higher of the two shares: a copied text beside code of one's own is a copy all the same."""
        return max(part.share for part in (self.code, self.text) if part)


class Compared(NamedTuple):
    """The pairs, the nearest copies first, and the fingerprints that are nobody's own."""

    pairs: tuple[Pair, ...]
    common: frozenset[int]


class Fingerprints(NamedTuple):
    """What is compared of a repository: its fingerprints of code, notebooks with it, and of text; each once, sorted."""

    repository: int
    code: array[int]
    text: array[int]


def fingerprints(repository: int, passages: Iterable[tuple[str, bytes]]) -> Fingerprints:
    """Return what is compared of a repository, from the kinds and marks of its passages."""
    code, text = set[int](), set[int]()
    for kind, marks in passages:
        (text if kind == TEXT else code).update(unpacked(marks).hashes)
    return Fingerprints(repository, array("Q", sorted(code)), array("Q", sorted(text)))


def compared(cohort: Iterable[Fingerprints], given: frozenset[int] = frozenset()) -> Compared:
    """Return the pairs of a cohort that share a fifth of what is their own, or much; `given` is nobody's own.

    The same cohort gives the same pairs, in whatever order it comes.
    """
    with TemporaryFile() as of_code, TemporaryFile() as of_text:
        code, text = _Kind(Held(of_code), given), _Kind(Held(of_text), given)
        for repository in cohort:
            code.add(repository.repository, repository.code)
            text.add(repository.repository, repository.text)
        for kind in (code, text):
            kind.compare()
    pairs = [
        Pair(first, second, *shares)
        for first, second in {**code.shared, **text.shared}
        if any(shares := (code.share(first, second), text.share(first, second)))
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.first, pair.second))
    return Compared(tuple(pairs), given | code.common | text.common)


class _Kind:
    """The fingerprints of one kind: what is nobody's own of them, and how many of the others two repositories share."""

    def __init__(self, held: Held, given: frozenset[int]) -> None:
        self.common: set[int] = set()
        self.shared: Counter[tuple[int, int]] = Counter()
        self._held = held
        self._given = given
        self._own: dict[int, int] = {}

    def add(self, holder: int, values: array[int]) -> None:
        """Take note of what a repository has, each fingerprint once, sorted."""
        own = array("Q", (value for value in values if value not in self._given)) if self._given else values
        self._own[holder] = len(own)
        self._held.add(holder, own)

    def compare(self) -> None:
        """Find what is shared, once all repositories are there."""
        most = max(3, min(len(self._own) // 2, _MOST))
        # Who copied one thing copied several: the same repositories come together over and over.
        together: Counter[tuple[int, ...]] = Counter()
        for value, holders in self._held.by_value():
            if len(holders) > most:
                self.common.add(value)
                for holder in holders:
                    self._own[holder] -= 1
            elif len(holders) > 1:
                together[tuple(sorted(holders))] += 1
        for holders_of_several, count in together.items():
            for pair in combinations(holders_of_several, 2):
                self.shared[pair] += count

    def share(self, first: int, second: int) -> Share | None:
        """Return what two repositories share, None where that is little."""
        shared = self.shared.get((first, second), 0)
        if shared < _LEAST_SHARED:
            return None
        of_first = self._own[first] <= self._own[second]
        share = shared / self._own[first if of_first else second]
        return Share(share, shared, of_first) if share >= _LEAST_SHARE or shared >= _MUCH else None

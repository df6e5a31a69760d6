"""The profile as plain data: what the template is rendered from, and what a project remembers of its table.

No row of the table is in it: bounds, categories, typical values, and the reasons for what was left out.
"""

from __future__ import annotations

import math
import shlex
from typing import Any

from portfolio_kit.scaffold.profile.bounds import bounds, plain
from portfolio_kit.scaffold.profile.columns import Column, Kind
from portfolio_kit.scaffold.profile.profile import Profile
from portfolio_kit.scaffold.profile.sample import Sample
from portfolio_kit.terminal import printable

_LONGEST, _LONGEST_WORD = 60, 40
_MOST_LEFT_OUT = 40
# Signs that end a text or begin something else in Python, JSON, Markdown, HTML or Jinja.
_MEANING = frozenset("\"'\\{}<>`")


def facts(profile: Profile, sample: Sample, sha256: str, size: int) -> dict[str, Any]:
    """Return what is to be remembered of a table whose file has this digest and size."""
    target, split = profile.target, profile.split
    in_sample = {column.name for column in (*profile.audited, *filter(None, [split.column]))}
    left_out = [left for left in profile.left_out if left.column.name not in in_sample]
    others = [label for label in target.classes or () if label != target.positive]
    rows = len(profile.table.frame)
    used = {column.name for column in profile.features}
    return {
        "file": _text(profile.table.path.name),
        "sha256": sha256,
        "bytes": size,
        "rows": rows,
        "columns": len(profile.columns),
        "sampled": sample.rows,
        "without_target": sample.without_target,
        "duplicates": sample.duplicates,
        "target": {
            "name": target.column.name,
            "original": _text(target.column.original),
            "positive": _text(target.positive),
            "negative": _text(others[0] if len(others) == 1 else "another"),
            "classes": len(others) + 1 if target.classes else 0,
            "share": round(target.share, 4),
            "floor": target.floor,
            "decimals": _decimals(profile),
        },
        "metric": target.metric,
        "again": _again(profile),
        "split": {
            "by": split.by,
            "column": split.column.name if split.column else "",
            "words": split.column is not None
            and profile.numbered is None
            and not profile.table.frame[split.column.name].dtype.is_numeric(),
            "numbered": profile.numbered is not None,
            "reason": _text(split.reason),
        },
        "features": [_feature(column, rows) for column in profile.features],
        "audited": [{**_feature(column, rows), "is_feature": column.name in used} for column in profile.audited],
        "doubtful": [column.name for column in profile.doubtful],
        "left_out": [
            {"original": _text(left.column.original), "reason": _text(left.reason)}
            for left in left_out[:_MOST_LEFT_OUT]
        ],
        "left_out_more": max(len(left_out) - _MOST_LEFT_OUT, 0),
    }


def _again(profile: Profile) -> str:
    """Return the arguments that make `new` choose again what the person chose, all but how many rows."""
    choices, split = profile.choices, profile.split
    said = [f"--target {profile.target.column.name}"]
    if choices.task:
        said.append(f"--task {choices.task}")
    if choices.positive is not None:
        said.append(f"-d positive={shlex.quote(choices.positive) if _is_plain(choices.positive) else 'CLASS'}")
    if choices.split:
        said.append(f"-d split={split.by}{f':{split.column.name}' if split.column else ''}")
    said += [
        f"-d {key}={','.join(names)}"
        for key, names in (("use", choices.use), ("leave_out", choices.leave_out))
        if names
    ]
    return " ".join(said)


def _decimals(profile: Profile) -> int:
    """Return how many decimals an error in the target's unit needs, to be read to three digits or so."""
    if profile.target.task == "classification":
        return 2
    spread = float(profile.table.frame[profile.target.column.name].std() or 1)  # type: ignore[arg-type]
    return min(max(2 - math.floor(math.log10(spread)), 2), 12)


def _feature(column: Column, rows: int) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "original": _text(column.original), "missing": _share(column, rows)}
    if column.kind is Kind.CATEGORY:
        words = [word for word in column.categories if _is_plain(word)]
        return told | {
            "kind": "category",
            "example": words[0] if words else None,
            "words": words,
            "distinct": column.distinct,
            "longest": max(_LONGEST_WORD, 2 * column.longest),
        }
    low, high = float(column.low or 0), float(column.high or 0)
    lower, upper = bounds(low, high)
    is_whole = column.kind is not Kind.NUMBER
    return told | {
        "kind": "integer" if is_whole else "number",
        "example": plain(_short(float(column.example if column.example is not None else low))),
        "low": plain(low),
        "high": plain(high),
        "lower": plain(lower),
        "upper": plain(upper),
    }


def _short(number: float) -> float:
    """Return a number as people would say it: six digits say enough of what is typical."""
    return float(f"{number:.6g}") if number != int(number) else number


def _share(column: Column, rows: int) -> str:
    if not column.missing:
        return ""
    share = column.missing / rows
    return "less than 1 %" if share < 0.01 else f"{share * 100:.0f} %"  # noqa: PLR2004


def _text(text: str) -> str:
    """Return a text of the file on one line, shortened, with nothing in it that can't be seen."""
    line = " ".join(printable(text.replace("\n", " ")).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _is_plain(word: str) -> bool:
    return len(word) <= _LONGEST_WORD and word == printable(word) and not set(word) & _MEANING

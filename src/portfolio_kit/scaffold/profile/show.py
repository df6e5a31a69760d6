"""The profile as a table for the terminal: what becomes of every column, and why."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.look import Look, cells, cut, wrapped
from portfolio_kit.scaffold.profile.columns import Column, Kind
from portfolio_kit.scaffold.profile.profile import TOO_MANY, Profile
from portfolio_kit.terminal import printable

_MOST_ROWS = 60
_FIVE_DIGITS = 10_000
_LONGEST_NAME = 28
_METRICS = {
    "roc_auc": "ROC AUC (ranks well, as neither class is rare)",
    "average_precision": "average precision (finds the rare class)",
    "mae": "mean absolute error (in the target's own unit)",
}


def shown(profile: Profile, look: Look) -> str:
    """Return the profile in words and a table, at most as wide as `look`."""
    table, target = profile.table, profile.target
    rows = len(table.frame)
    lines = [
        look.styled(f"{printable(table.path.name)}: {rows:,} rows, {len(profile.columns):,} columns", "bold"),
        "",
        f"  predicts   {_target(profile)}",
        f"  judged by  {_METRICS[target.metric]}",
        f"  held out   {_split(profile)}",
        "",
    ]
    roles = {one.name: "feature" for one in profile.features} | {
        left.column.name: "left out" for left in profile.left_out
    }
    roles |= {one.name: "audit" for one in profile.audited if roles.get(one.name) != "feature"}
    reasons = {left.column.name: left.reason for left in profile.left_out}
    listed = [one for one in profile.columns if one.name != target.column.name and reasons.get(one.name) != TOO_MANY]
    beyond = len(profile.columns) - 1 - len(listed)
    # What is left out is what has to be looked at: it goes first where not all fit.
    listed = listed if len(listed) <= _MOST_ROWS else sorted(listed, key=lambda one: roles[one.name] == "feature")
    cells_ = [
        (_short(one), one.kind.value, _gaps(one, rows), _values(one), roles[one.name], reasons.get(one.name, ""))
        for one in listed[:_MOST_ROWS]
    ]
    lines += _grid(("column", "kind", "missing", "values", "becomes", "why"), cells_, look)
    if len(listed) > _MOST_ROWS:
        lines.append(f"  … and {len(listed) - _MOST_ROWS:,} more")
    if beyond:
        lines.append(f"  … and {beyond:,} more are left out: {TOO_MANY}; `use` picks others")
    warnings = _warnings(profile)
    lines += ["", *(line for text in warnings for line in _indented(text, look))] if warnings else []
    return "\n".join(lines)


def _target(profile: Profile) -> str:
    target = profile.target
    name = printable(target.column.original)
    if target.classes is None:
        return f"{name}, a number"
    others = [label for label in target.classes if label != target.positive]
    against = printable(others[0]) if len(others) == 1 else f"the {len(others)} other classes"
    return f"whether {name} is {printable(target.positive)} ({target.share:.1%} of the rows) or {against}"


def _split(profile: Profile) -> str:
    split = profile.split
    by = {"random": "at random", "group": "by group", "time": "by time, the latest"}[split.by]
    return f"{by}{f', by {printable(split.column.original)}' if split.column else ''}: {split.reason}"


def _short(column: Column) -> str:
    return cut(printable(column.original), _LONGEST_NAME)


def _gaps(column: Column, rows: int) -> str:
    share = column.missing / rows
    return "" if not column.missing else "< 1 %" if share < 0.01 else f"{share:.0%}".replace("%", " %")  # noqa: PLR2004


def _values(column: Column) -> str:
    if column.personal:
        return "not shown"
    if column.kind in {Kind.INTEGER, Kind.NUMBER}:
        low, high = column.low or 0.0, column.high or 0.0
        comma = "," if max(-low, high) >= _FIVE_DIGITS else ""  # 1990 may be a year
        return f"{low:{comma}.6g} to {high:{comma}.6g}"
    if column.categories:
        words = ", ".join(cut(printable(word), 14) for word in column.categories[:3])
        return words + (", …" if column.distinct > 3 else "")  # noqa: PLR2004
    return f"{column.distinct:,} different" if column.distinct > 1 else ""


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> list[str]:
    widths = [max(cells(row[index]) for row in (head, *rows)) for index in range(len(head) - 1)]
    widths[3] = min(widths[3], 34)
    left = 2 + sum(widths) + 2 * len(widths)
    lines = []
    for number, row in enumerate((head, *rows)):
        fields = [cut(field, width) for field, width in zip(row, widths, strict=False)]
        text = "  " + "  ".join(
            field + " " * (width - cells(field)) for field, width in zip(fields, widths, strict=True)
        )
        room = look.width - left
        why = wrapped(row[-1], room) if room >= 20 else [row[-1]]  # noqa: PLR2004
        line = f"{text}  {why[0]}".rstrip()
        lines.append(look.styled(line, "dim") if number == 0 else line)
        lines += [" " * left + more for more in why[1:]]
    return lines


def _warnings(profile: Profile) -> list[str]:
    warnings = []
    if profile.doubtful:
        named = _names([one.original for one in profile.doubtful])
        warnings.append(f"Nearly tells the target alone: {named}. If it is known only afterwards, leave it out.")
    personal = [one.original for one in profile.columns if one.personal]
    copied = [one.original for one in profile.features if one.personal]
    if copied:
        warnings.append(f"Personal data goes into the project as you asked: {_names(copied)}.")
    elif personal:
        warnings.append(
            f"Personal data stays out of the project: {_names(personal)}. Look for more that was not recognised."
        )
    if profile.audited:
        used = {one.name for one in profile.features}
        unseen = [one.original for one in profile.audited if one.name not in used]
        said = f" The model doesn't see {_names(unseen)} unless you say so." if unseen else ""
        audited = _names([one.original for one in profile.audited])
        warnings.append(f"May describe people: {audited}. Errors are compared by it.{said}")
    return warnings


def _names(names: Sequence[str]) -> str:
    return ", ".join(cut(printable(name), _LONGEST_NAME) for name in names[:8])


def _indented(text: str, look: Look) -> list[str]:
    return ["  " + line for line in wrapped(text, look.width - 2)]

"""What a page's address asks for, and the addresses of other pages that ask for the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import urlencode

from portfolio_kit.cohort.store.choosing import BY_CRITERION, SORTS, Choice, Notes, State, Status
from portfolio_kit.cohort.store.cohorts import Cohort

_STATES: tuple[State, ...] = get_args(State)
_STATUSES: tuple[Status, ...] = get_args(Status)
_NOTES: tuple[Notes, ...] = get_args(Notes)
_LONGEST = 200
_MOST_PAGES = 1_000_000
# The names in the address, and the fields that they are.
_TEXTS = {"q": "name", "tag": "tag"}
_NUMBERS = {"from": "least", "to": "most"}


def choice_of(cohort: Cohort, asked: Mapping[str, str]) -> Choice:
    """Return what is looked at. What makes no sense is left out: an address may be old, or typed by hand."""
    fields: dict[str, Any] = {field: _text(asked.get(key, "")) for key, field in _TEXTS.items()}
    fields |= {field: _number(asked.get(key, "")) for key, field in _NUMBERS.items()}
    fields["state"] = _one_of(_STATES, asked.get("state", ""))
    fields["notes"] = _one_of(_NOTES, asked.get("notes", ""))
    fields["status"] = _one_of(_STATUSES, asked.get("level", ""))
    criterion = asked.get("criterion", "")
    fields["criterion"] = criterion if cohort.criterion(criterion) else ""
    sort, descending = _sort(cohort, asked) or ("place", False)
    return Choice(cohort.id, **fields, sort=sort, descending=descending)


def left_out_of(cohort: Cohort, choice: Choice, asked: Mapping[str, str]) -> list[str]:
    """Return what an address asks for that makes no sense, such as `state=gone`: the page says that it has no say."""
    taken = {
        "state": choice.state,
        "notes": choice.notes,
        "level": choice.status,
        "criterion": choice.criterion,
        **{key: getattr(choice, field) is not None for key, field in _NUMBERS.items()},
        "sort": _sort(cohort, asked) is not None,
    }
    return [f"{key}={_text(asked[key])}" for key, has_say in taken.items() if _text(asked.get(key, "")) and not has_say]


def page_of(asked: Mapping[str, str]) -> int:
    """Return the number of the page of a list, from 1."""
    text = asked.get("page", "")
    return min(max(1, int(text)), _MOST_PAGES) if text.isdecimal() and len(text) < len(str(_MOST_PAGES)) else 1


def query_of(choice: Choice, page: int = 1, **changes: Any) -> str:
    """Return the part of an address that asks for the same, but for changed fields: begun with `?` unless empty."""
    choice = replace(choice, **changes)
    pairs = {key: getattr(choice, field) for key, field in _TEXTS.items()}
    pairs |= {"state": choice.state}
    pairs |= {key: f"{value:g}" for key, field in _NUMBERS.items() if (value := getattr(choice, field)) is not None}
    if choice.criterion and choice.status:
        pairs |= {"criterion": choice.criterion, "level": choice.status}
    pairs |= {"notes": choice.notes}
    if (choice.sort, choice.descending) != ("place", False):
        pairs["sort"] = f"{'-' if choice.descending else ''}{choice.sort}"
    if page > 1:
        pairs["page"] = str(page)
    query = urlencode([(key, value) for key, value in pairs.items() if value], errors="replace")
    return f"?{query}" if query else ""


def sorted_by(choice: Choice, sort: str) -> Choice:
    """Return the choice sorted by `sort`: as people look for it first, and the other way when it is so already."""
    descending = not choice.descending if choice.sort == sort else sort in ("score", "reviewed")
    return replace(choice, sort=sort, descending=descending)


def _sort(cohort: Cohort, asked: Mapping[str, str]) -> tuple[str, bool] | None:
    """Return what an address sorts by and whether from the end; None where that is nothing to sort by."""
    sort = asked.get("sort", "")
    name = sort.removeprefix("-")
    if name in SORTS or (name.startswith(BY_CRITERION) and cohort.criterion(name.removeprefix(BY_CRITERION))):
        return name, name != sort
    return None


def _text(value: str) -> str:
    # No database takes a zero byte.
    return value.replace("\0", "").strip()[:_LONGEST]


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) <= 1000 else None  # noqa: PLR2004 - no score is near, and no infinity either


def _one_of(values: tuple[Any, ...], value: str) -> Any:
    return value if value in values else ""

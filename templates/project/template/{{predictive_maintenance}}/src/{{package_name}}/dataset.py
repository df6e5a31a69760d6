"""From the plant's readings to hours with signs and labels: by the same code as the service."""

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from .config import Config
from .generate import START, simulate
from .schema import SENSORS, SIGNS
from .stream import Stream, known_at

DAY = 86_400
WARM_UP = 20 * DAY  # of the held-out machines' readings before the time that counts, so that each has a normal by then
SOON = 3 * DAY  # hours at most so long before a failure are what the supervised model learns to find


@dataclass(frozen=True)
class Part:
    """Some machines in some days: their hours, and the log of what happened to them."""

    hours: pd.DataFrame  # machine, hour, signs, whether there are any (scored), whether a failure is near (soon)
    log: pd.DataFrame
    days: float


@dataclass(frozen=True)
class Dataset:
    """Hours to learn from, hours to choose levels on, and hours that only the evaluation sees."""

    train: Part
    validation: Part
    holdout: Part
    per_load: list[float]
    readings: int
    fingerprint: str


def load(config: Config) -> Dataset:
    """Divided by machine and by time at once: neither a held-out machine nor anything later is learned from."""
    readings, log = simulate(config)
    cut, end = START + config.train_days * DAY, START + config.days * DAY
    number = readings["machine"].str[1:].astype(int)
    training, known = number <= config.train_machines, number <= config.train_machines + config.validation_machines
    before, later = readings["time"] < cut, readings["time"] >= cut - WARM_UP
    slopes = per_load(readings[training & before])
    return Dataset(
        train=part(readings[training & before], log, slopes, START, cut),
        validation=part(readings[known & ~training & before], log, slopes, START, cut),
        holdout=part(readings[~known & later], log, slopes, cut, end),
        per_load=slopes,
        readings=len(readings),
        fingerprint=hashlib.sha256(pd.util.hash_pandas_object(readings).to_numpy().tobytes()).hexdigest(),
    )


def per_load(readings: pd.DataFrame) -> list[float]:
    """How much each sensor rises with a per cent of load within a machine: the slope of a straight line."""
    found = []
    for sensor in SENSORS:
        both = readings[["machine", "load", sensor]].dropna().groupby("machine")[["load", sensor]]
        within = both.transform(lambda column: column - column.mean())
        found.append(float((within["load"] * within[sensor]).sum() / (within["load"] ** 2).sum()))
    return found


def part(readings: pd.DataFrame, log: pd.DataFrame, slopes: list[float], start: int, end: int) -> Part:
    """The hours that are known from a moment on, made machine by machine as the readings came."""
    ordered = readings.sort_values(["machine", "received"], kind="stable")
    log = log[log["machine"].isin(ordered["machine"].unique()) & log["time"].between(start, end, inclusive="left")]
    columns = ordered[["machine", "time", "load", *SENSORS, "hours_since_service"]].astype(object)
    rows, hours = columns.where(columns.notna(), None).itertuples(index=False, name=None), list[dict[str, Any]]()
    for machine, of in groupby(rows, key=lambda row: row[0]):
        stream, failed = Stream(slopes), (log["machine"] == machine) & (log["event"] == "failure")
        failures = log.loc[failed, "time"].tolist()
        for _, time, *values in of:
            stream.add(time, values)
            for hour, found in stream.known_hours():
                soon = any(0 <= failure - known_at(hour) <= SOON for failure in failures)
                hours.append({"machine": machine, "hour": hour, "scored": bool(found), "soon": soon, **(found or {})})
    table = pd.DataFrame(hours, columns=["machine", "hour", "scored", "soon", *SENSORS, *SIGNS])
    return Part(table[table["hour"].map(known_at) >= start].reset_index(drop=True), log, (end - start) / DAY)

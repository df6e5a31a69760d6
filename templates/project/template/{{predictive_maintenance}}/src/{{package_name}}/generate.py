"""Simulates the plant that this project learns from: machines that wear, fail and are serviced, and their sensors.

Nothing here was measured on a real machine. To put your plant in its place, let `simulate` read your readings and log.
Run as a program, it writes data/sample.jsonl: what the gateway of a held-out machine sent before its bearing failed.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .config import Config, read_config
from .schema import SENSORS

START = 1_736_121_600  # Monday, 6 January 2025, UTC
STEP, DAY = 1800, 48  # seconds between two readings, readings a day
# Days from the first damage to the failure. Electrical faults come with new drives, after the training data ends.
LEAD = {"bearing": (3, 8), "cooling": (2, 5), "electrical": (1.5, 4), "sudden": (0, 0)}
SHARES = {"before": [0.5, 0.35, 0, 0.15], "after": [0.35, 0.25, 0.3, 0.1]}


def simulate(config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The readings in the order of their arrival, and the log: failures, services and their finds; in seconds."""
    day, random = np.arange(config.days * DAY) / DAY, np.random.default_rng(config.seed)
    weather = 4 * np.sin(2 * np.pi * (day - 60) / 365) + 3 * np.sin(2 * np.pi * (day - 0.4))
    for first in random.uniform(0, config.days, config.days // 30):
        weather += 6 * ((day > first) & (day < first + 5))  # a heat wave
    machines = [machine(number, weather, config) for number in range(1, config.machines + 1)]
    readings, log = (pd.concat(parts, ignore_index=True) for parts in zip(*machines, strict=True))
    return readings.sort_values("received", kind="stable", ignore_index=True), log


def machine(number: int, weather: Any, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One machine's readings and log, from random numbers of its own: one machine more changes no other."""
    random, steps, name = np.random.default_rng([config.seed, number]), len(weather), f"M{number:03}"
    damage, hours, log = lives(random, steps, config)
    load, true = signals(random, weather, damage)
    table = pd.DataFrame({"machine": name, "time": START + np.arange(steps) * STEP, "load": load.round(1)})
    table[SENSORS] = measured(random, true, hours).round(2)
    table["hours_since_service"] = hours.round(1)
    table = table[
        ~np.isnan(hours) & (random.random(steps) > 0.005)
    ]  # stopped machines are silent; some readings get lost
    # Most come within a minute, some when the network is back, a few much later; what isn't acknowledged is sent again.
    luck, delay = random.random(len(table)), random.exponential(20, len(table))
    delay += np.where(luck < 0.02, random.uniform(0, 5_400, len(table)), 0)
    delay += np.where(luck > 0.998, random.uniform(10_000, 40_000, len(table)), 0)
    table.insert(0, "received", table["time"] + delay.astype(int) + 1)
    again = table[random.random(len(table)) < 0.01]
    again = again.assign(received=again["received"] + 30)
    return pd.concat([table, again]), pd.DataFrame(log).assign(machine=name)


def lives(random: Any, steps: int, config: Config) -> tuple[dict[str, Any], Any, list[dict[str, Any]]]:
    """From one service to the next, or to a failure: damage from 0 to about 1, hours since service, and the log."""
    damage, hours = {kind: np.zeros(steps) for kind in LEAD}, np.full(steps, np.nan)
    start, age, log = 0, int(random.uniform(0, 20) * DAY), list[dict[str, Any]]()
    while start < steps:
        onset = start + int(random.weibull(1.8) * config.mean_life_days * DAY)
        kind = str(random.choice(list(LEAD), p=SHARES["before" if onset < config.train_days * DAY else "after"]))
        failure, service = onset + int(random.uniform(*LEAD[kind]) * DAY), start + config.service_days * DAY - age
        end, severity = min(failure, service, steps), random.uniform(0.6, 1.3)
        hours[start:end] = (np.arange(end - start) + age) * STEP / 3600
        if onset < end:
            damage[kind][onset:end] = np.arange(end - onset) / (failure - onset) * severity
        if end < steps:
            event, found = ("failure", kind) if end == failure else ("service", kind if onset < end else "nothing")
            log.append({"event": event, "found": found, "time": START + end * STEP, "onset": START + onset * STEP})
        start, age = end + int(random.uniform(4, 12) / 24 * DAY), 0
    return damage, hours, log


def signals(random: Any, weather: Any, damage: dict[str, Any]) -> tuple[Any, Any]:
    """The load of three shifts, and what sensors without fault would measure."""
    steps = len(weather)
    shift, weekday = np.arange(steps) // (DAY // 3), np.arange(steps) // DAY % 7
    product = random.choice([55, 75, 95], shift[-1] + 1)[shift]
    working = (weekday < 5) & (shift % 3 > 0)
    load = np.clip(np.where(working, product, 20) + random.normal(0, 4, steps), 0, 110)
    warm = pd.Series(load).ewm(halflife=DAY / 12).mean().to_numpy()  # heat follows the load by two hours
    cleaning = np.convolve((random.random(steps) < 0.3 / DAY) * random.uniform(1, 4, steps), np.ones(4))[:steps]
    bearing, cooling, electrical = damage["bearing"], damage["cooling"], damage["electrical"]
    vibration = random.normal(2, 0.35) + 0.012 * load + 3 * bearing**2 + cleaning + random.normal(0, 0.12, steps)
    heat = random.normal(38, 3) + 0.22 * warm + weather + 7 * bearing**2 + 14 * cooling + random.normal(0, 0.8, steps)
    current = random.normal(8, 0.6) + 0.16 * load + cooling + random.normal(0, 0.4 + 3 * electrical)
    return load, np.column_stack([vibration, heat, current])


def measured(random: Any, true: Any, hours: Any) -> Any:
    """What the sensors say: they drop out, get stuck, and one in fifteen drifts until the next service resets it."""
    said, steps = true.copy(), len(true)
    for sensor, drift in enumerate([1.2, 9.0, 3.0]):
        for start in np.flatnonzero(random.random(steps) < 1 / (25 * DAY)):
            said[start : start + int(random.uniform(2, 36) / 24 * DAY), sensor] = np.nan
        for start in np.flatnonzero(random.random(steps) < 1 / (90 * DAY)):
            said[start : start + int(random.uniform(1, 3) * DAY), sensor] = said[start, sensor]
        if random.random() < 1 / 15:
            since = int(random.uniform(0, steps))
            services = np.flatnonzero(hours[since:] == 0)
            end = since + int(services[0]) if len(services) else steps
            said[since:end, sensor] += drift * np.minimum(np.arange(end - since) / (12 * DAY), 1)
    return said


def sample(config: Config) -> str:
    """The 18 days before a held-out machine's bearing failed, as a body for /ingest every four hours, one a line."""
    readings, log = simulate(config)
    held_out = log[log["machine"] > f"M{config.train_machines + config.validation_machines:03}"]
    failures = held_out[(held_out["event"] == "failure") & (held_out["found"] == "bearing")]
    failed = failures[failures["time"] > START + (config.train_days + 18) * 86_400].iloc[0]
    weeks = readings["time"].between(failed["time"] - 18 * 86_400, failed["time"])
    table = readings[weeks & (readings["machine"] == failed["machine"])]
    times = pd.to_datetime(table["time"], unit="s", utc=True).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    batches = table.drop(columns="received").assign(time=times).groupby(table["received"] // 14_400)
    bodies = (batch.to_json(orient="records", double_precision=2) for _, batch in batches)
    return "".join(f'{{"readings":{body}}}\n' for body in bodies)


if __name__ == "__main__":
    Path("data/sample.jsonl").write_text(sample(read_config()), encoding="utf-8")

"""From scores to alarms that people can live with: persistence, hysteresis, cool-down; live and in the backtest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Levels:
    """When an alarm is raised and when it is cleared; config.toml says what each means."""

    raise_at: float
    clear_at: float  # lower, so that a score about the level that raises doesn't flutter
    persist_hours: int
    cool_down_hours: int
    horizon_hours: int


@dataclass
class Watch:
    """What has to be remembered of a machine's alarms: plain numbers, stored with its stream."""

    raised: int = -1  # the hour; -1 if there is no alarm
    high: int = 0  # hours in a row
    quiet_until: int = -1

    def step(self, hour: int, score: float | None, levels: Levels) -> str:
        """Go on by an hour: "raised", "cleared" or "". No score (just serviced, or long silent) clears an alarm."""
        self.high = self.high + 1 if score is not None and score >= levels.raise_at else 0
        if self.raised >= 0:
            if score is None or score < levels.clear_at or hour - self.raised >= levels.horizon_hours:
                self.raised, self.quiet_until = -1, hour + levels.cool_down_hours
                return "cleared"
        elif self.high >= levels.persist_hours and hour >= self.quiet_until:
            self.raised = hour
            return "raised"
        return ""

"""Keeps what was asked and answered, one JSON object a request in a file a day, for the drift report.

The files hold what clients sent: they are deleted after 30 days, and PREDICTION_LOG= (empty) switches them off.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from .observability import LineWriter

DAYS_KEPT = 30


class PredictionLog:
    """Appends to folder/predictions-YYYY-MM-DD.jsonl; does nothing without a folder."""

    def __init__(self, folder: str):
        self.folder = Path(folder) if folder else None
        self.writer: LineWriter | None = None
        self.day: date | None = None

    def write(self, request_id: str, request: bytes, answer: bytes) -> None:
        """Request and answer are JSON texts already: they are joined, not parsed again. Raises OSError."""
        if self.folder is None:
            return
        now = datetime.now(UTC)
        if self.writer is None or now.date() != self.day:
            self.writer = self._open(self.folder, now.date())
        head = f'{{"time":"{now.isoformat()}","request_id":"{request_id}","request":'.encode()
        one_line = request.replace(b"\n", b" ").replace(b"\r", b" ")
        self.writer.write(b"".join((head, one_line, b',"answer":', answer, b"}\n")))

    def _open(self, folder: Path, day: date) -> LineWriter:
        """The file of a new day; those that are too old go."""
        self.close()
        folder.mkdir(parents=True, exist_ok=True)
        oldest = f"predictions-{day - timedelta(days=DAYS_KEPT)}.jsonl"
        for file in folder.glob("predictions-*.jsonl"):
            if file.name < oldest:
                file.unlink()
        self.day = day
        return LineWriter((folder / f"predictions-{day}.jsonl").open("ab"))

    def close(self) -> None:
        """Write what is waiting; safe to call when nothing is open."""
        if self.writer is not None:
            self.writer.flush()
            self.writer.file.close()
            self.writer = None

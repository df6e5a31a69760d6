"""Keeps what was asked and answered, a JSON object a request in a file a day, for the drift report."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from .observability import LineWriter


class PredictionLog:
    """Appends to folder/predictions-YYYY-MM-DD.jsonl; as the files hold what clients sent, they go after 30 days."""

    def __init__(self, folder: Path):
        self.folder, self.day, self.writer = folder, date.min, LineWriter(None)

    def write(self, request_id: str, request: bytes, answer: bytes) -> None:
        """Request and answer are JSON texts already: they are joined, not parsed again. Raises OSError."""
        now = datetime.now(UTC)
        if now.date() != self.day:
            self._start(now.date())
        head = f'{{"time":"{now.isoformat()}","request_id":"{request_id}","request":'.encode()
        one_line = request.replace(b"\n", b" ").replace(b"\r", b" ")
        self.writer.write(b"".join((head, one_line, b',"answer":', answer, b"}\n")))

    def _start(self, day: date) -> None:
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in self.folder.glob("predictions-*.jsonl"):
            if file.name < f"predictions-{day - timedelta(days=30)}.jsonl":
                file.unlink()
        self.writer, self.day = LineWriter((self.folder / f"predictions-{day}.jsonl").open("ab")), day

    def close(self) -> None:
        """Write what waits."""
        self.writer.flush()
        if self.writer.file:
            self.writer.file.close()

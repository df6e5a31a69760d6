"""What asks others for data, and what reads it as a table, by the names that calls and functions have."""

from __future__ import annotations

from portfolio_kit import lazily as re

TABLE_READERS = frozenset({"read_csv", "read_json", "read_excel", "read_parquet", "read_table", "read_html"})
ASKERS = frozenset({"requests.get", "requests.post", "httpx.get", "urllib.request.urlopen", "urllib.request.Request"})
COLLECTING = re.compile(r"fetch|download|scrap|collect|crawl|ingest|acqui|baixar|descarg|colet|obt", re.IGNORECASE)
# What an app asks of others while it runs is no data to learn from.
APPS = ("streamlit", "gradio", "dash", "fastapi", "flask", "django", "tkinter")

"""What can be started to ask a model: an app with its kind, and the interactive ones, by the package that is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.serving.apis import Route
from portfolio_kit.rubric.finding import Evidence

# By the package that is imported.
_APPS = (
    "streamlit",
    "gradio",
    "dash",
    "panel",
    "shiny",
    "nicegui",
    "chainlit",
    "tkinter",
    "PyQt5",
    "PyQt6",
    "PySide6",
    "customtkinter",
    "kivy",
    "flet",
    "pywebio",
    "taipy",
    "telebot",
    "telegram",
    "aiogram",
    "discord",
)
_APP_PACKAGES = frozenset(_APPS)
_WIDGETS = frozenset(
    {
        "text_input",
        "text_area",
        "number_input",
        "slider",
        "select_slider",
        "selectbox",
        "multiselect",
        "file_uploader",
        "chat_input",
        "date_input",
        "time_input",
        "camera_input",
        "data_editor",
        "audio_input",
        "pills",
        "segmented_control",
    }
)


class App(NamedTuple):
    """Something that can be started: `kind` is api, interactive or command."""

    kind: str
    framework: str
    module: Module
    evidence: Evidence
    routes: tuple[Route, ...] = ()

    @property
    def takes_input(self) -> bool:
        """Whether a user can give it something to answer: of Streamlit, whether it has any widget for that."""
        return self.framework != "streamlit" or any(call.last in _WIDGETS for call in self.module.calls)


def interactive(modules: Sequence[Module]) -> Iterator[App]:
    """Yield the interactive apps among modules."""
    for module in modules:
        if module.is_beyond or _APP_PACKAGES.isdisjoint(module.packages):
            continue
        for package in _APPS:
            if module.imports_any(package) and (package == "gradio" or not module.is_notebook):
                used = next((call for call in module.calls if call.name.split(".")[0] == package), None)
                if used is not None:
                    line = module.imports.get(package, used.line)
                    yield App("interactive", package, module, module.evidence(line))
                    break

"""Why it runs there, and what is done about a gap between groups: Portuguese, Spanish, French and Italian."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.members import MEMBERS, TRAIN, judged

APP = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.get("/predict")
def predict(visits: float):
    return {"left": int(model.predict([[visits]])[0])}
"""
CHOSEN = {
    "pt": (
        "Onde mora o serviço",
        "Ainda pensámos numa função na nuvem, mas o ginásio fica sem internet sempre que chove.",
    ),
    "br": ("Botando no ar", "Não fui de Render: no plano grátis ele dorme e a primeira chamada demora um minuto."),
    "es": ("Dónde lo puse", "Pensé en Railway pero se me acababan las horas gratis a mitad de cada mes."),
    "es-preferred": ("Dónde vive", "Preferí cargar el modelo una sola vez cuando arranca el servicio del gimnasio."),
    "fr": ("Où ça tourne", "On a écarté le cloud : la box du club tombe en panne deux fois par semaine."),
    "fr-question": (
        "Et en vrai, c'est où ?",
        "Je n'ai pas pris Render parce que la version gratuite s'endort au bout d'un quart d'heure.",
    ),
    "it": ("Dove l'ho messo", "Avevo pensato a Render, ma quello gratis si addormenta dopo un quarto d'ora."),
    "es-why": (
        "Por qué corre en la tienda",
        "Lo dejamos en el computador de la caja y no en un servidor, porque el internet se va cada tarde.",
    ),
    "it-none": ("Dove gira", "Niente cloud: quando nevica forte la linea della palestra cade ogni volta."),
}
OF_OTHERS = {
    "pt": ("Onde vai correr", "A nuvem é escolhida muitas vezes porque escala bem e sai barata no deploy."),
    "es": ("Dónde vive", "Mucha gente elige la nube porque escala sola y el despliegue sale barato."),
    "fr": ("Où ça tourne", "Beaucoup choisissent le cloud parce qu'il monte en charge et coûte peu en production."),
    "it": ("Dove gira", "Molti scelgono il cloud perché scala da solo e in produzione costa poco."),
}
GROUPED = TRAIN + (
    'test = data.loc[x_test.index].assign(said=model.predict(x_test))\nfor gender, part in test.groupby("gender"):\n'
    '    print(gender, recall_score(part["left"], part["said"]))\n'
)
DONE = {
    "pt": "A revocação é 0,69 nas mulheres e 0,78 nos homens. Pra compensar, a lista delas tem um corte mais baixo.",
    "pt-formal": "Sensibilidade de 0,77 nos homens e 0,71 nas mulheres: estas passam por revisão manual.",
    "es": "El recall da 0,73 en hombres y 0,66 en mujeres. Por las dudas, a ellas les escribimos a todas.",
    "fr": "Rappel de 0,66 pour les hommes, 0,58 pour les femmes ; leurs dossiers sont relus par un second contrôleur.",
    "it": "Richiamo di 0,69 per gli uomini e 0,60 per le donne. Per colmare il divario si abbassa il limite.",
}
LEFT = {
    "pt": "A revocação é 0,69 nas mulheres e 0,78 nos homens, e a diferença espantou o ginásio.",
    "es": "El recall da 0,73 en hombres y 0,66 en mujeres, y por eso el total queda en 0,70.",
    "fr": "Rappel de 0,66 pour les hommes et de 0,58 pour les femmes, comme l'an passé.",
    "it": "Richiamo di 0,69 per gli uomini e 0,60 per le donne, come l'anno scorso.",
}


def writeup(folder: Path, title: str, text: str) -> int | None:
    readme = f"# Members\n\nWho leaves the gym.\n\n## {title}\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "app.py": APP, "data/members.csv": MEMBERS, "README.md": readme}
    return judged("deployment-writeup", folder, files).level


@pytest.mark.parametrize(("title", "text"), CHOSEN.values(), ids=CHOSEN)
def test_a_way_that_was_not_taken_and_why(tmp_path: Path, title: str, text: str) -> None:
    assert writeup(tmp_path, title, text) == 2


@pytest.mark.parametrize(("title", "text"), OF_OTHERS.values(), ids=OF_OTHERS)
def test_what_others_choose_is_no_choice_of_this_project(tmp_path: Path, title: str, text: str) -> None:
    assert writeup(tmp_path, title, text) != 2


@pytest.mark.parametrize(
    ("text", "level"), [(text, 2) for text in DONE.values()] + [(text, 1) for text in LEFT.values()]
)
def test_what_is_done_about_a_gap_between_groups(tmp_path: Path, text: str, level: int) -> None:
    readme = f"# Members\n\n## Equidade\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": GROUPED, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("fairness", tmp_path, files).level == level


@pytest.mark.parametrize(
    "text",
    [
        "Um modelo pode ser injusto para as mulheres; convém medir a revocação por sexo.",
        "Un modelo puede ser injusto con ciertos grupos, conviene medir el recall por sexo.",
        "Un modèle peut être injuste envers les femmes, il convient de mesurer le rappel par sexe.",
        "Un modello può essere ingiusto con le donne, conviene misurare il richiamo per sesso.",
    ],
)
def test_what_any_model_may_do_to_a_group_is_nothing_said_of_this_data(tmp_path: Path, text: str) -> None:
    readme = f"# Members\n\n## Equidade\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("fairness", tmp_path, files).level == 0


@pytest.mark.parametrize(
    "text",
    [
        "O modelo erra mais nas mulheres, que são poucas.",
        "El modelo trata peor a las mujeres, que son pocas.",
        "Le modèle est moins fiable pour les femmes, peu nombreuses.",
        "Il modello va peggio con le donne, che sono poche.",
    ],
)
def test_whom_this_model_serves_worse_is_said_of_this_data(tmp_path: Path, text: str) -> None:
    readme = f"# Members\n\n## Equidade\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("fairness", tmp_path, files).level == 1

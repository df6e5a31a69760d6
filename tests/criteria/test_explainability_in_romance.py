"""What a model goes by, as Portuguese, Spanish, French and Italian texts read it; columns are written without accents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.members import TRAIN, judged

CODE = TRAIN + (
    "from sklearn.inspection import permutation_importance\n"
    "print(permutation_importance(model, x_test, y_test).importances_mean)\n"
)
TABLE = "distancia,sesion,meteo,veille,anticipo,faltas,left\n1,2,3,4,5,6,0\n"
READ = {
    "asks-pt": ("O que pesa", "Baralhando a distância de cada um, o erro sobe 0,8; as faltas não mexem em nada."),
    "asks-br": ("O que o modelo olha", "As faltas saem disparado na frente; a distância quase não conta."),
    "asks-es": ("En qué se fija", "Si se desordena la sesión, el error sube 0,3; la distancia da igual."),
    "asks-es-ar": ("Qué mira el modelo", "La distancia es la que más pesa; la sesión casi ni mueve la aguja."),
    "asks-fr": ("Ce qui compte", "En mélangeant la veille, l'erreur grimpe de 9,1 ; la météo n'y change rien."),
    "asks-it": ("Cosa pesa", "Rimescolando l'anticipo l'errore sale di 2,4; la distanza no, e le faltas non contano."),
    "difference-pt": (
        "O que faz diferença",
        "Trocando ao acaso uma coluna, a distância é a que mais faz cair o acerto; as faltas são indiferentes.",
    ),
    "balance-fr": ("Ce qui fait pencher la balance", "Surtout la météo (0,21) ; la veille ne change rien."),
    "shap-pt": ("Variáveis", "Segundo os valores SHAP, a distância é a de maior influência; as faltas pesam pouco."),
    "shap-fr": ("Lecture", "D'après les valeurs SHAP, la météo pèse le plus, loin devant la veille du départ."),
}
ONLY_LISTED = {
    "pt": ("O que o modelo olha", "O modelo recebe a distância, a sesión e as faltas de cada pessoa."),
    "es": ("En qué se fija", "Los datos traen la distancia, la sesión y las faltas de cada persona."),
    "fr": ("Ce qui compte", "L'importance par permutation mélange une colonne et regarde de combien l'erreur grimpe."),
    "it": ("Cosa pesa", "L'importanza per permutazione rimescola una colonna e guarda di quanto sale l'errore."),
}


@pytest.mark.parametrize(("title", "text"), READ.values(), ids=READ)
def test_columns_that_are_read_for_what_they_do(tmp_path: Path, title: str, text: str) -> None:
    readme = f"# Members\n\n## {title}\n\n{text}\n"
    found = judged("explainability", tmp_path, {"train.py": CODE, "data/members.csv": TABLE, "README.md": readme})
    assert found.level == 2, found.reason


@pytest.mark.parametrize(("title", "text"), ONLY_LISTED.values(), ids=ONLY_LISTED)
def test_inputs_that_are_listed_or_a_method_that_is_explained_is_no_reading(
    tmp_path: Path, title: str, text: str
) -> None:
    readme = f"# Members\n\n## {title}\n\n{text}\n"
    found = judged("explainability", tmp_path, {"train.py": CODE, "data/members.csv": TABLE, "README.md": readme})
    assert found.level == 1


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Se analiza el impacto en el modelo con SHAP: las variables con más influencia, por clase.", 1),
        ("Se analiza el impacto en el modelo con SHAP: la distancia tiene más influencia que las faltas.", 2),
    ],
)
def test_words_of_every_model_are_no_columns_though_lists_in_the_code_hold_them(
    text: str, level: int, tmp_path: Path
) -> None:
    code = f"{CODE}HEADS = ['modelo', 'variable', 'clase']\n"
    readme = f"# Members\n\n## SHAP\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": TABLE, "README.md": readme}
    assert judged("explainability", tmp_path, files).level == level

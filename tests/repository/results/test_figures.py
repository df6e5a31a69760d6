"""Which numbers of a text or an output are measured results, in the languages that portfolios are written in."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.metrics import metric_named
from portfolio_kit.repository.texts.lines import classified


def stated(text: str) -> list[Figure]:
    return figures.in_text(classified(text))


def results(text: str) -> list[tuple[str, float]]:
    return [(figure.metric, figure.value) for figure in stated(text) if figure.kind == "result"]


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("The model reaches an F1 of 0.87.", "f1", 0.87),
        ("Accuracy: 93.2%", "accuracy", 93.2),
        ("We get 95% accuracy on unseen data", "accuracy", 95.0),
        ("**R²** = 0.85", "r2", 0.85),
        ("O modelo tem R² de 0,85 no teste", "r2", 0.85),
        ("A acurácia foi de 91,3%", "accuracy", 91.3),
        ("La precisión es de 0,91", "precision", 0.91),
        ("Le rappel atteint 0,78", "recall", 0.78),
        ("Die Genauigkeit beträgt 0,93", "accuracy", 0.93),
        ("Akurasi model sebesar 88,5%", "accuracy", 88.5),
        ("Точность модели 0.91", "accuracy", 0.91),
        ("模型的准确率为0.91", "accuracy", 0.91),
        ("मॉडल की सटीकता 0.91 है", "accuracy", 0.91),
        ("Modelin doğruluk oranı %93.5", "accuracy", 93.5),
        ("Dokładność wynosi 0,92", "accuracy", 0.92),
        ("MAE of 3,277 MW on the last two weeks", "mae", 3277.0),
        ("MAE: 15.500 €", "mae", 15500.0),
        ("The MAE is about $16k", "mae", 16000.0),
        ("MAE of 12 minutes", "mae", 12.0),
        ("logloss: 0.4049", "log_loss", 0.4049),
        ("$R^2 = 0.85$ on the test set", "r2", 0.85),
        (r"$\text{RMSE} = 3.21$", "rmse", 3.21),
        ("mAP@0.5: 0.71", "average_precision", 0.71),
        ("roc_auc_score 0.842", "roc_auc", 0.842),
        ("Silhouette=0.262", "silhouette", 0.262),
        ("Precision@10 is 0.082", "precision", 0.082),
        ("NDCG@10: 0.15", "ndcg", 0.15),
        ("Catalogue coverage 34 %", "coverage", 34.0),
        ("0.4 false alarms a day", "alarms", 0.4),
        ("Mean lead time: 38 hours", "delay", 38.0),
        ("MASE 0.83 over 12 backtest folds", "mase", 0.83),
        ("Uplift at 20 %: 4.1 points", "uplift", 4.1),
        ("It gives 78% accurate results.", "accuracy", 78.0),
        ("Random forest (depth 20) -> 75.8% accuracy", "accuracy", 75.8),
        ("Ridge => MAE 4.1", "mae", 4.1),
    ],
)
def test_a_metric_with_its_value_is_a_result_in_many_languages(text: str, metric: str, value: float) -> None:
    assert results(text) == [(metric, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Alert if accuracy < 0.8",
        "accuracy > 80%",
        "Target F1: 0.9",
        "The goal is a recall of at least 0.8",
        "Retrain when accuracy falls below 0.75",
        "O objetivo é um recall de 0,90",
        "ROC-AUC = 0.85-0.90",
        "accuracy between 80% and 90%, that is accuracy 80–90%",
        "PR-AUC with a 95% confidence interval",
        "intervalo de confiança 95% para o AUC",
        "Accuracy on 20% held-out data",
        "26.5% of the customers churn",
        "Recall on 2023-05-01",
        "MAE since 2019",
        "Precision matters for the 30% default rate class",
        "MAE of the new model is 12% lower than the old one's",
        '<img src="auc.png" alt="AUC" width="100%">',
        "5-fold cross-validation with MAE",
        "Docker 24.0 and Python 3.11",
        "Healthcare thresholds: 75% accuracy minimum for medical use",
        "gera rótulos sintéticos com acurácia alvo (ex.: 95%) para avaliar",
        "Success metrics: Reduce MAPE from 54% to 35%",
        "An AUC score of 0.5 indicates random guessing",
        "Who knows: wer 0.5 sagt, map 0.7 of the world",
        r"RMSE = $\left(\frac{\sum (y_i - \hat{y}_i)^2}{n}\right)^{1/2}$",
    ],
)
def test_thresholds_targets_ranges_dates_shares_counts_and_formulas_are_no_results(text: str) -> None:
    assert results(text) == []


def test_a_threshold_beside_a_result_does_not_hide_it() -> None:
    assert results("Precision at threshold 0.5: 0.81") == [("precision", 0.81)]


def test_metrics_named_in_a_row_take_their_values_in_turn() -> None:
    found = results("Precision, recall and F1 of 0.82, 0.79 and 0.80 on the test set")
    assert found == [("precision", 0.82), ("recall", 0.79), ("f1", 0.80)]


def test_an_improvement_from_one_value_to_another_is_no_range() -> None:
    assert stated("Tuning raised the F1 score from 0.72 to 0.85")[0].kind == "result"


def test_the_epoch_before_is_no_baseline() -> None:
    found = figures.in_output("Epoch 2: val_accuracy improved from 0.88852 to 0.89601, saving model to best.keras")
    assert found
    assert not any(figure.is_baseline for figure in found)


def test_a_high_score_that_a_text_interprets_is_a_result() -> None:
    assert results("The ROC AUC of 0.87 indicates good discrimination") == [("roc_auc", 0.87)]


def test_a_table_is_read_by_its_columns() -> None:
    table = "| Model | RMSE | F1 |\n|---|---|---|\n| Ridge (baseline) | ~71 cycles | - |\n| Boosting | 38.5 | 0.83 |\n"
    found = stated(table)
    assert [(figure.metric, figure.value, figure.is_baseline) for figure in found] == [
        ("rmse", 71.0, True),
        ("rmse", 38.5, False),
        ("f1", 0.83, False),
    ]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Four weeks, the mean absolute error in bikes an hour:", {1.41, 2.63, 1.07, 1.89}),
        ("The mean absolute error is what we look at.", set()),
        ("Four weeks, the hours of the day in bikes:", set()),
    ],
)
def test_a_table_is_of_the_metric_that_announces_it(above: str, expected: set[float]) -> None:
    table = "| | all hours | peak hours |\n|---|---|---|\n| a week ago | 1.41 | 2.63 |\n| model | 1.07 | 1.89 |\n"
    assert {figure.value for figure in stated(f"{above}\n\n{table}") if figure.metric == "mae"} == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [("We look at the mean absolute error.\n\nIn five folds:", {1.41, 2.63}), ("In five folds:", set())],
)
def test_columns_named_for_parts_of_the_data_are_of_the_metric_above(above: str, expected: set[float]) -> None:
    table = "| Model | Training | Validation |\n|---|---|---|\n| Lasso | 1.41 | 2.63 |\n"
    assert {figure.value for figure in stated(f"{above}\n\n{table}") if figure.metric == "mae"} == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("R²: share of the variance explained (higher is better, max 1.0)", None),
        ("The gate stops a release when the RMSE gets worse beyond a 5% tolerance", None),
        ("R² (higher is better): 0.81", 0.81),
        ("**AUC**: aire sous la courbe, si = 1 parfaite, si proche de 0.5 alors aléatoire.", None),
        ("AUC is the area below the curve; if close to 0.5, the model guesses", None),
        ("Il recall, se vicino a 0.5, non serve", None),
        ("Si se mira la AUC, es cercana a 0.81", 0.81),
    ],
)
def test_what_a_metric_can_be_or_may_lose_is_no_result(text: str, value: float | None) -> None:
    assert [found for _, found in results(text)] == ([] if value is None else [value])


def test_a_table_is_read_by_its_rows_where_they_name_the_metrics() -> None:
    assert results("| Metric | Value |\n|---|---|\n| ROC-AUC | 0.84 |\n| Recall | 77.2% |\n") == [
        ("roc_auc", 0.84),
        ("recall", 77.2),
    ]


def test_values_of_models_below_the_metric_that_is_meant() -> None:
    text = "We compare by ROC-AUC.\n\n- **Logistic Regression**: 0.8655\n- **Random Forest**: 0.8643\n"
    assert results(text) == [("roc_auc", 0.8655), ("roc_auc", 0.8643)]


def test_models_that_are_headings_below_the_one_that_names_the_metric() -> None:
    text = "## Result RMSE:\n\n#### Naive forecast : 107.8 EUR\n\n#### All columns : 140.1 EUR\n\n## Sizes\n\n#### Boats : 7.5\n"
    assert results(text) == [("rmse", 107.8), ("rmse", 140.1)]


def test_a_quoted_classification_report_is_read() -> None:
    report = (
        "```\n              precision    recall  f1-score   support\n\n           0       0.85      0.89      0.87       409\n"
        "    accuracy                           0.86       500\n```\n"
    )
    assert sorted(results(report)) == [("accuracy", 0.86), ("f1", 0.87), ("precision", 0.85), ("recall", 0.89)]


def test_code_in_a_text_is_no_claim() -> None:
    assert results("```python\nassert accuracy > 0.9\nf1 = 0.85\n```\n") == []


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("F1 of 0.87 on the test set", "held-out"),
        ("Test accuracy: 0.91", "held-out"),
        ("Validation LogLoss 0.40490", "held-out"),
        ("5-fold cross-validation accuracy of 0.8263", "folds"),
        ("MAE 0.7 in walk-forward windows", "folds"),
        ("R² de 0,79 nos dados de teste", "held-out"),
        ("R² von 0,79 auf den Testdaten", "held-out"),
        ("测试集上的准确率为0.91", "held-out"),
        ("Accuracy on the training set: 0.99", "training"),
        ("The accuracy is 0.91", ""),
        ("MAE 1.4, fitted only on what came before.", "held-out"),
        ("MAE de 1,4, aprendiendo siempre solo de lo anterior", "held-out"),
        ("MAE 1.4, fitted on what the past has left in the shop", ""),
    ],
)
def test_what_a_figure_was_measured_on(text: str, measured: str) -> None:
    assert [figure.measured for figure in stated(text)] == [measured]


def test_a_figure_set_against_a_baseline_s_is_told_apart_from_it() -> None:
    found = stated("F1 of 0.87 against 0.72 of the dummy classifier")
    assert [(figure.value, figure.is_baseline) for figure in found] == [(0.87, False), (0.72, True)]


def test_naive_bayes_is_no_naive_forecast() -> None:
    assert not stated("Naive Bayes: accuracy 0.91")[0].is_baseline
    assert stated("Seasonal naive: MAE 4.2")[0].is_baseline


def test_printed_results_tables_and_reports() -> None:
    output = "Model      Accuracy    F1\nForest     0.8612      0.7710\n\nTest RMSE: 3.211\nEpoch 1\n"
    found = [(figure.metric, figure.value) for figure in figures.in_output(output)]
    assert ("accuracy", 0.8612) in found
    assert ("f1", 0.771) in found
    assert ("rmse", 3.211) in found


def test_a_long_log_is_read_at_its_beginning_and_its_end() -> None:
    log = "\n".join(f"step {number} accuracy: 0.{number % 90 + 10}" for number in range(20_000)) + "\nfinal f1: 0.9123"
    started = time.process_time()
    assert figures.in_output(log)[-1].value == 0.9123
    assert time.process_time() - started < 2


def test_metrics_files_name_their_figures_by_their_keys() -> None:
    found = figures.in_json(
        json.dumps({"baseline": {"test_f1": 0.61}, "model": {"test_f1": 0.842, "name": "rf", "ok": True}})
    )
    assert {(figure.metric, figure.value, figure.is_baseline) for figure in found} == {
        ("f1", 0.61, True),
        ("f1", 0.842, False),
    }


@pytest.mark.parametrize(
    ("text", "exact", "agrees"),
    [
        ("F1 0.87", 0.8712, True),
        ("F1 0.87", 0.8655, True),
        ("F1 0.87", 0.8799, True),
        ("F1 0.87", 0.8812, False),
        ("F1 0.87", 0.8612, False),
        ("accuracy 93.2%", 0.9318, True),
        ("accuracy 93.2%", 93.24, True),
        ("accuracy 93.2%", 0.9418, False),
        ("accuracy 85.55", 0.8555, True),
        ("MAE 16k", 15_891.0, True),
        ("RMSE 0.98", 98.0, True),
        ("MAE 12.5", 1250.0, False),
    ],
)
def test_a_figure_agrees_with_what_rounds_to_it(text: str, exact: float, agrees: bool) -> None:
    assert stated(text)[0].agrees(exact) is agrees


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_figures_within_it(text: str) -> None:
    for figure in stated(text):
        assert 1 <= figure.line <= text.count("\n") + 1
        assert figure.kind in {"result", "target", "range"}
        assert figure.metric
        assert figure.agrees(figure.value)


@given(st.text(alphabet="accuryf1 roc0123456789.,%|-–:±$\\{}()\n\t=<>to", max_size=600))
@settings(max_examples=300, deadline=None)
def test_any_soup_of_figures_is_read_without_a_crash(text: str) -> None:
    for figure in [*stated(text), *figures.in_output(text)]:
        assert isinstance(figure.value, float)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=20))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_any_json_gives_finite_numbers_or_nothing(document: object) -> None:
    for figure in figures.in_json(json.dumps(document)):
        assert abs(figure.value) < 1e300


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_what_is_no_json_gives_nothing_or_numbers(content: bytes) -> None:
    assert isinstance(figures.in_json(content.decode("latin-1")), list)


@given(st.floats(0.0, 1.0), st.integers(2, 4))
@settings(deadline=None)
def test_a_written_value_is_read_back_and_agrees_with_what_was_rounded(value: float, decimals: int) -> None:
    (figure,) = stated(f"F1 score: {value:.{decimals}f}")
    assert figure.decimals == decimals
    assert figure.agrees(value)


@pytest.mark.parametrize("text", ["F1 " + "9" * 100_000, "accuracy " * 20_000 + "0.9", "0." * 50_000, "|" * 50_000 + "F1 0.9", "%" * 99_999, "f1 (" * 30_000, "- " * 40_000 + "auc 0.7"])  # fmt: skip
def test_huge_lines_are_read_in_no_time(text: str) -> None:
    started = time.process_time()
    stated(text)
    figures.in_output(text)
    metric_named(text)
    assert time.process_time() - started < 3


def test_a_column_may_name_the_metric_of_each_row_and_another_give_its_value() -> None:
    head = "| name | metric_type | metric_value | train_time |\n|---|---|---|---|\n"
    assert results(f"{head}| Ensemble | logloss | 0.323 | 2.28 |\n") == [("log_loss", 0.323)]


def test_the_number_of_a_printed_row_is_no_value() -> None:
    assert [figure.value for figure in figures.in_output("  Model  RMSE\n0  Random Forest  1148.55\n")] == [1148.55]


@pytest.mark.parametrize(
    "text",
    [
        "Para mí será un éxito si el MAE es de 4,5 días",
        "Nos damos por satisfechos con un MAE de 4,5 días",
        "Estaría contento con un error absoluto medio por debajo de 4,5",
        "Seria um sucesso se o MAE ficasse abaixo de 4,5",
        "Ein Erfolg wäre es, wenn der MAE 4,5 Tage ist",
        "Der MAE soll unter 4,5 Tagen liegen, also unter 4,5",
        "Ce sera un succès si le MAE est de 4,5 jours",
        "Sarei soddisfatto con un MAE di 4,5 giorni",
        "Kami puas jika MAE 4,5 hari",
        "MAE 4,5'in altına düşmeli",
        "Jeśli MAE będzie 4,5 dnia",
        "I would be happy with an MAE of 4.5 days",
        "It is worth it if the MAE is 4.5 days",
    ],
)
def test_a_wish_or_a_condition_is_no_result(text: str) -> None:
    assert [figure.kind for figure in stated(text)] == ["target"]


@pytest.mark.parametrize(
    "text",
    [
        "Si se usan todas las columnas, el MAE es de 4,5 días",
        "Obtuvimos un MAE de 4,5 días y estamos contentos",
        "Even if the MAE is 4.5 days, nobody reads it",
        "Quería un MAE bajo. El MAE es de 4,5 días",
        "Obteve-se MAE de 4,5 dias",
        "Si ottiene un MAE di 4,5 giorni",
    ],
)
def test_what_came_out_is_a_result_beside_a_condition_or_a_mood(text: str) -> None:
    assert results(text) == [("mae", 4.5)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The forest is off by 4.56 minutes a stop on average (MAE).", 4.56),
        ("El bosque se atrasa de media 4,56 minutos por parada y viaje (MAE).", None),
        ("A dropout of 0.25. We report the mean error (MAE).", None),
        ("Mean absolute error (MAE): 4.56 minutes", 4.56),
    ],
)
def test_a_metric_may_be_named_in_brackets_behind_its_value(text: str, value: float | None) -> None:
    found = [figure for _, figure in results(text)]
    assert found[:1] == ([] if value is None else [value])


def test_the_years_in_a_column_s_head_are_no_values() -> None:
    table = "| model | MAE 2021-2023 |\n|---|---|\n| Ridge | 4.56 |\n"
    assert [figure.value for figure in stated(table)] == [4.56]
    # A whole number that is no year may be one.
    assert results("| | MAE |\n|---|---|\n| Ridge | 2021 |\n") == [("mae", 2021.0)]


def test_an_error_of_a_bare_nought_is_no_value() -> None:
    assert results("The new version is better in MAPE with double merges = 0.") == []
    assert results("MAE: 0.0") == [("mae", 0.0)]


@pytest.mark.parametrize(
    "text",
    [
        "The MAE of Ridge is 4.56. Predicting that tomorrow equals today gives an MAE of 5.12.",
        "The MAE of Ridge is 4.56; saying that tomorrow will be like today is off by 5.12.",
        "The MAE of Ridge is 4.56; repeating today's level has 5.12.",
        "El MAE de Ridge es 4,56. El pronóstico ingenuo tiene un MAE de 5,12.",
        "El MAE de Ridge es 4,56; decir que mañana será como hoy se queda en 5,12.",
        "O MAE do Ridge é 4,56; dizer que amanhã será igual a hoje dá 5,12.",
        "Der MAE von Ridge ist 4,56. Morgen wie heute ergibt einen MAE von 5,12.",
        "Le MAE de Ridge est 4,56. Demain comme aujourd'hui donne un MAE de 5,12.",
        "Il MAE di Ridge è 4,56. La previsione ingenua ha un MAE di 5,12.",
    ],
)
def test_that_what_comes_is_what_was_is_a_guess(text: str) -> None:
    assert [(figure.value, figure.is_baseline) for figure in stated(text)] == [(4.56, False), (5.12, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Ridge says whether tomorrow is as wet as today with an accuracy of 0.81",
        "Tomorrow's level from today's rain: MAE 4.56",
        "El clasificador Bayes ingenuo tiene una exactitud de 0,81",
        "Le Bayes naïf a une exactitude de 0,81",
    ],
)
def test_what_is_predicted_from_today_is_no_guess(text: str) -> None:
    assert [figure.is_baseline for figure in stated(text)] == [False]


def test_a_clause_may_give_the_figure_of_a_guess() -> None:
    found = stated("Ridge got 71% accuracy on unseen mails, Rocchio 66%, always saying ham 48%.")
    assert [(figure.value, figure.is_baseline) for figure in found] == [(71, False), (48, True)]
    assert not [figure for figure in stated("Ridge got 71% accuracy, Rocchio 66%.") if figure.is_baseline]


def test_what_is_measured_of_logarithms_is_no_metric_of_that_name() -> None:
    found = figures.in_json(json.dumps({"log_r2": 0.48, "r2": 0.47, "log_loss": 0.3}))
    assert {(figure.metric, figure.value) for figure in found} == {("", 0.48), ("r2", 0.47), ("log_loss", 0.3)}


VITALS = "| Sign | Share missing | Rows |\n|---|---|---|\n| Pulse | 9.88% | 5 |\n| Temp | 66.16% | 284 |\n| MAP | 12.45% | 104 |\n| Resp | 15.35% | 71 |\n"


@pytest.mark.parametrize(
    ("other", "found"), [("Pulse", []), ("Recall", [("average_precision", 12.45), ("recall", 9.88)])]
)
def test_a_pressure_among_vital_signs_is_no_average_precision(other: str, found: list[tuple[str, float]]) -> None:
    assert sorted(results(VITALS.replace("Pulse", other))) == found


@pytest.mark.parametrize(
    ("text", "metric"), [("mAP", "average_precision"), ("MAP", "average_precision"), ("Map", ""), ("map", "")]
)
def test_a_map_is_no_metric_where_it_is_not_written_as_one(text: str, metric: str) -> None:
    assert metric_named(text) == metric


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Candidates are ranked by RMSE, and the top 2 go on.", []),
        ("- Precision@K (top 4%, 2%, 0.3%)", []),
        ("The precision of the top 5 % and 10% is 0.8", [("precision", 0.8)]),
        ("Top-1: 81.2 %", [("accuracy", 81.2)]),
        ("The RMSE of stage 3 is what counts.", []),
        ("The test accuracy has not yet reached 95%.", []),
        ("Akurasi test belum mencapai 95%.", []),
        ("The test accuracy has reached 95%.", [("accuracy", 95.0)]),
    ],
)
def test_a_rank_and_what_was_not_reached_are_no_results(text: str, found: list[tuple[str, float]]) -> None:
    assert results(text) == found


@pytest.mark.parametrize(
    ("text", "metric"),
    [("Top-1", "accuracy"), ("top-1: 91.2%", "accuracy"), ("Top 1%, 0.5%", ""), ("the top-1 % of boats", "")],
)
def test_the_first_guess_has_an_accuracy_and_the_first_percent_none(text: str, metric: str) -> None:
    assert metric_named(text) == metric


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| Best accuracy (lowest error) | forest (RMSE 26.2) |", [("rmse", 26.2)]),
        ("| Accuracy | 0.91 |", [("accuracy", 0.91)]),
        ("| Accuracy | forest, better than by its F1 |", []),
    ],
    ids=["another metric in the cell", "a value", "no value"],
)
def test_a_cell_that_names_its_own_metric_is_not_read_as_that_of_its_row(
    row: str, expected: list[tuple[str, float]]
) -> None:
    assert results(f"| role | model |\n|---|---|\n{row}\n") == expected

"""Each stage runs once, in what its parent left; what fails skips what needs it and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.proof import graph
from portfolio_kit.proof.context import Context, Stage
from portfolio_kit.proof.model import STAGES, Result
from portfolio_kit.proof.run import limits
from tests.proof.running import failing, idle, passing, run_of, shell


def status(results: tuple[Result, ...]) -> dict[str, str]:
    return {result.stage: result.status for result in results}


def test_all_stages_run_and_are_told_in_order(tmp_path: Path) -> None:
    run, heard = run_of(tmp_path, {})
    results = run.results()
    assert [result.stage for result in results] == list(STAGES)
    assert {result.status for result in results} == {"passed"}
    assert len(heard.results) == len(STAGES)


def test_a_stage_starts_from_what_its_parent_left_and_not_from_its_siblings(tmp_path: Path) -> None:
    def seen(context: Context) -> Result:
        files = sorted(file.name for file in context.place.tree.iterdir())
        return Result("service", "passed", " ".join(files))

    run, _ = run_of(
        tmp_path,
        {
            "environment": passing("environment", shell("touch made")),
            "tests": passing("tests", shell("touch left-by-tests; rm README.md")),
            "training": passing("training", shell("touch model")),
            "service": seen,
        },
    )
    assert next(result.summary for result in run.results() if result.stage == "service") == "README.md made model"


def test_what_a_stage_changes_in_a_file_is_not_seen_by_its_sibling(tmp_path: Path) -> None:
    def text(context: Context) -> Result:
        time.sleep(0.5)
        return Result("tests", "passed", (context.place.tree / "README.md").read_text())

    run, _ = run_of(tmp_path, {"training": passing("training", shell("echo other > README.md")), "tests": text})
    assert next(result.summary for result in run.results() if result.stage == "tests") == "# Churn\n"


def test_a_failed_stage_skips_what_needs_it_with_that_reason_and_nothing_else(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, {"training": failing("training")})
    results = {result.stage: result for result in run.results()}
    assert status(tuple(results.values())) == {
        "environment": "passed",
        "tests": "passed",
        "training": "failed",
        "claims": "skipped",
        "service": "skipped",
        "malformed input": "skipped",
        "load": "skipped",
        "container": "passed",
        "container service": "passed",
    }
    assert {results[name].summary for name in ("claims", "service", "load")} == {"training failed"}


def test_a_service_without_anything_to_train_starts_from_the_environment(tmp_path: Path) -> None:
    run, _ = run_of(
        tmp_path,
        {
            "environment": passing("environment", shell("touch made")),
            "training": idle("training"),
            "service": passing("service", shell("test -f made")),
        },
    )
    results = {result.stage: result for result in run.results()}
    assert results["service"].status == "passed"
    assert (results["claims"].status, results["claims"].summary) == (
        "skipped",
        "training was skipped",
    )


def test_without_an_environment_there_is_no_service_either(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, {"environment": failing("environment")})
    results = {result.stage: result for result in run.results()}
    assert (results["service"].status, results["service"].summary) == ("skipped", "environment failed")
    assert results["container service"].status == "passed"


def test_one_stage_runs_with_what_it_needs(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, {})
    assert list(status(run.results(graph.wanted("service")))) == ["environment", "training", "service"]
    with pytest.raises(UserError, match="there is no stage 'serve': give one of environment, tests"):
        graph.wanted("serve")


def test_what_was_found_is_told_before_it_runs(tmp_path: Path) -> None:
    run, heard = run_of(tmp_path, {"tests": passing("tests", shell("true"))})
    run.results(graph.wanted("tests"))
    assert heard.commands == [("tests", "sh -ec true")]


def test_two_branches_overlap_where_there_are_two_processors(tmp_path: Path) -> None:
    run, heard = run_of(
        tmp_path,
        {
            "environment": passing("environment", shell("sleep 0.6")),
            "container": passing("container", shell("sleep 0.6")),
        },
    )
    run.at_once = 2
    run.results()
    assert {"environment", "container"} in heard.together


def test_load_is_measured_while_nothing_else_runs(tmp_path: Path) -> None:
    stages = {name: passing(name, shell("sleep 0.3")) for name in ("load", "malformed input", "container", "tests")}
    run, heard = run_of(tmp_path, stages)
    run.at_once = 2
    run.results()
    assert {together for together in heard.together if "load" in together} == {frozenset({"load"})}


def test_a_stage_that_breaks_is_our_error_and_the_others_go_on(tmp_path: Path) -> None:
    def broken(_: Context) -> Result:
        raise RuntimeError("what now")

    run, _ = run_of(tmp_path, {"tests": broken})
    results = {result.stage: result for result in run.results()}
    assert results["tests"].summary == "could not be proven: RuntimeError: what now"
    assert "error of portfolio-kit" in (results["tests"].fix or "")
    assert results["service"].status == "passed"


def test_a_stage_whose_process_is_killed_is_our_error_too(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, {"tests": lambda _: os.kill(os.getpid(), 9)})  # type: ignore[dict-item, return-value]
    results = {result.stage: result for result in run.results(graph.wanted("tests"))}
    assert results["tests"].summary == "could not be proven: its process was ended"


def test_a_timeout_is_every_stages(tmp_path: Path) -> None:
    def tell(context: Context) -> Result:
        return Result("tests", "passed", f"{context.limits.wall:g} s")

    run, _ = run_of(tmp_path, {"tests": tell})
    run.timeout = 7
    assert run.results(graph.wanted("tests"))[-1].summary == "7 s"


def test_what_installs_has_room_for_large_packages() -> None:
    assert limits("environment").disk > 2 * limits("training").disk
    assert limits("container", 7).disk == limits("environment").disk
    assert limits("container", 7).wall == 7


def test_the_states_of_all_stages_can_be_kept(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, {"training": passing("training", shell("touch model"))})
    run.keep = True
    run.results()
    assert (tmp_path / "workspace/training/tree/model").exists()
    assert (tmp_path / "workspace/tree/README.md").exists()
    assert not (tmp_path / "workspace/environment/tree/model").exists()


def test_only_what_installs_sees_the_cache_that_proofs_share(tmp_path: Path) -> None:
    def stage(name: str) -> Stage:
        def look(context: Context) -> Result:
            return Result(name, "passed", "cache" if context.place.cache else "none")

        return look

    run, _ = run_of(tmp_path, {name: stage(name) for name in STAGES})
    seen = {result.stage: result.summary == "cache" for result in run.results()}
    assert {name for name, sees in seen.items() if sees} == {"environment", "container"}

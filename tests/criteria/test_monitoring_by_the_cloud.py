"""Alarms and dashboards that a project's infrastructure sets up beside what its service logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

SERVICE = """\
import json
import logging

import joblib

log = logging.getLogger("plums")
model = joblib.load("ripe.joblib")


def handler(event, context):
    ripe = model.predict([json.loads(event["body"])])[0]
    log.info("ripe %s", ripe)
    return {"statusCode": 200, "body": json.dumps({"ripe": float(ripe)})}
"""
STACK = """\
from aws_cdk import Stack, aws_cloudwatch as cloudwatch


class Watch(Stack):
    def __init__(self, scope, name, function):
        super().__init__(scope, name)
        alarm = cloudwatch.Alarm(self, "Errors", metric=function.metric_errors(), threshold=3, evaluation_periods=1)
        alarm.add_alarm_action(SnsAction(function.topic))


def made(scope, function):
    return Watch(scope, "watch", function)

"""
TERRAFORM = """\
resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name  = "plums-slow"
  metric_name = "Duration"
  namespace   = "AWS/Lambda"
  threshold   = 900
  alarm_actions = [aws_sns_topic.crew.arn]
}
"""
TEMPLATE = "Resources:\n  Slow:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      MetricName: Duration\n      AlarmActions: [!Ref Crew]\n"


def level(folder: Path, files: dict[str, str]) -> int | None:
    return finding_of(repository(folder, files), "monitoring").level


BOARD = 'resource "aws_cloudwatch_dashboard" "plums" {\n  dashboard_name = "plums"\n}\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("infra/board.tf", BOARD),
        ("infra/stack.py", f"{STACK}\nmade(app, function)\n"),
        ("infra/alarms.tf", TERRAFORM),
        ("template.yaml", TEMPLATE),
        (
            "alarms.py",
            "import boto3\n\nboto3.client('cloudwatch').put_metric_alarm(AlarmName='slow', AlarmActions=CREW)\n",
        ),
    ],
    ids=["a dashboard", "CDK", "Terraform", "CloudFormation", "a client"],
)
def test_an_alarm_that_infrastructure_sets_up_beside_a_logger_is_monitoring(
    name: str, text: str, tmp_path: Path
) -> None:
    assert level(tmp_path, {"service.py": SERVICE, name: text}) == 2
    silent = SERVICE.replace("    log.info", "    print")
    assert level(tmp_path / "silent", {"service.py": silent, name: text}) == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("infra/stack.py", STACK),
        ("infra/alarms.tf", TERRAFORM.replace("Duration", "EstimatedCharges")),
        ("infra/alarms.tf", TERRAFORM.replace('resource "aws_cloudwatch_metric_alarm"', 'resource "aws_lambda_alias"')),
        ("infra/alarms.tf", "".join(f"# {line}\n" for line in TERRAFORM.splitlines())),
        ("infra/alarms.tf", TERRAFORM.replace("  alarm_actions", "  # alarm_actions")),
        ("infra/stack.py", f"{STACK}\nmade(app, function)\n".replace("alarm.add_alarm_action", "print")),
        ("board.py", "from shown import Dashboard\n\nDashboard('plums')\n"),
    ],
    ids=[
        "what nothing makes",
        "of the bill",
        "another resource",
        "commented out",
        "calls nobody",
        "calls nobody in code",
        "a page of the same name",
    ],
)
def test_what_sets_up_no_alarm_of_the_service_is_only_logging(name: str, text: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"service.py": SERVICE, name: text}) == 1

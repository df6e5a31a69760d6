"""Alarms that call somebody, and dashboards of the cloud, that a project sets up in the code of its infrastructure.

`cloudwatch.Alarm(...)` of a CDK app, `resource "aws_cloudwatch_metric_alarm"` of Terraform, `AWS::CloudWatch::Alarm` of
a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

# By CDK, by Pulumi, and by the client of AWS.
_ALARMS = frozenset({"Alarm", "CompositeAlarm", "CfnAlarm", "MetricAlarm", "put_metric_alarm"})
_DASHBOARDS = frozenset({"Dashboard", "CfnDashboard", "put_dashboard"})
_MODULES = ("cloudwatch", "pulumi")
_OF_CLIENT = frozenset({"put_metric_alarm", "put_dashboard"})
_ACTIONS = ("add_alarm_action", "alarm_actions", "AlarmActions")
_SUFFIXES = frozenset({".tf", ".yml", ".yaml"})
_SET_UP = re.compile(
    r'^[ \t]*resource[ \t]+"(?:aws_cloudwatch_(?:metric_alarm|composite_alarm|(dashboard))'
    r"|google_monitoring_(?:alert_policy|(dashboard))|azurerm_monitor_(?:metric_alert|scheduled_query_rules_alert\w{0,3})"
    r'|azurerm_(?:portal_)?(dashboard)|grafana_(?:(dashboard)|rule_group))"'
    r"|^[ \t]*Type:[ \t]*['\"]?AWS::CloudWatch::(?:Alarm|CompositeAlarm|(Dashboard))\b",
    re.MULTILINE,
)
_CALLS_SOMEBODY = re.compile(
    r"^[ \t]*(?:alarm_actions|notification_channels|AlarmActions|action|notification_settings)[ \t]*[=:{]", re.MULTILINE
)
# Where the next resource begins.
_NEXT = re.compile(r"^[ \t]*(?:resource[ \t]+\"|Type:[ \t]*['\"]?AWS::)", re.MULTILINE)
# What is spent is no sign of how the service does.
_OF_COSTS = re.compile(r"EstimatedCharges|AWS/Billing|billing", re.IGNORECASE)
_LARGEST = 200_000


def in_infrastructure(modules: Sequence[Module], live: Live, files: Sequence[File]) -> Iterator[Evidence]:
    """Yield where code that runs, or a file of Terraform or CloudFormation, sets up such an alarm or a dashboard."""
    for module in modules:
        if module.mentions("Alarm", "Dashboard", *_OF_CLIENT):
            for call in live.calls(module):
                if _sets_up(module, call):
                    yield module.evidence(call.line)
    for file in files:
        if file.suffix in _SUFFIXES and file.size <= _LARGEST:
            yield from _described(file)


def _sets_up(module: Module, call: Call) -> bool:
    if not (call.last in _OF_CLIENT or any(part in call.name for part in _MODULES)):
        return False
    return call.last in _DASHBOARDS or (call.last in _ALARMS and module.mentions(*_ACTIONS))


def _described(file: File) -> Iterator[Evidence]:
    """Yield where a file describes an alarm or a dashboard as a resource of the cloud."""
    for match in _SET_UP.finditer(file.text):
        following = _NEXT.search(file.text, match.end())
        body = file.text[match.start() : following.start() if following else len(file.text)]
        if (any(match.groups()) or _CALLS_SOMEBODY.search(body)) and not _OF_COSTS.search(body):
            yield file.evidence(file.text.count("\n", 0, match.start()) + 1)

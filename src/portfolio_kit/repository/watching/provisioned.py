"""Alarms and dashboards of the cloud that a project sets up in the code of its infrastructure.

`cloudwatch.Alarm(...)` of a CDK app, `resource "aws_cloudwatch_metric_alarm"` of Terraform, `AWS::CloudWatch::Alarm` of
a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

# By CDK, by Pulumi, and by the client of AWS.
_CLASSES = frozenset({"Alarm", "CompositeAlarm", "CfnAlarm", "Dashboard", "CfnDashboard", "MetricAlarm"})
_MODULES = ("cloudwatch", "pulumi")
_OF_CLIENT = frozenset({"put_metric_alarm", "put_dashboard"})
_SUFFIXES = frozenset({".tf", ".yml", ".yaml"})
_SET_UP = re.compile(
    r'^[ \t]*resource[ \t]+"(?:aws_cloudwatch_(?:metric_alarm|composite_alarm|dashboard)'
    r"|google_monitoring_(?:alert_policy|dashboard)|azurerm_monitor_(?:metric_alert|scheduled_query_rules_alert\w{0,3})"
    r'|azurerm_(?:portal_)?dashboard|grafana_(?:dashboard|rule_group))"'
    r"|^[ \t]*Type:[ \t]*['\"]?AWS::CloudWatch::(?:Alarm|CompositeAlarm|Dashboard)\b",
    re.MULTILINE,
)
# What is spent is no sign of how the service does.
_OF_COSTS = re.compile(r"EstimatedCharges|AWS/Billing|billing", re.IGNORECASE)
_AROUND = 1_000
_LARGEST = 200_000


def in_infrastructure(modules: Sequence[Module], live: Live, files: Sequence[File]) -> Iterator[Evidence]:
    """Yield where code that runs, or a file of Terraform or CloudFormation, sets up an alarm or a dashboard."""
    for module in modules:
        if module.mentions("Alarm", "Dashboard", *_OF_CLIENT):
            for call in live.calls(module):
                is_class = call.last in _CLASSES and any(part in call.name for part in _MODULES)
                if is_class or call.last in _OF_CLIENT:
                    yield module.evidence(call.line)
    for file in files:
        if file.suffix not in _SUFFIXES or file.size > _LARGEST:
            continue
        for match in _SET_UP.finditer(file.text):
            if not _OF_COSTS.search(file.text, match.start(), match.end() + _AROUND):
                yield file.evidence(file.text.count("\n", 0, match.start()) + 1)

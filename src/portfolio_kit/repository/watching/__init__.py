"""How a running service or pipeline is watched: logs, journals, measurements, alarms, drift."""

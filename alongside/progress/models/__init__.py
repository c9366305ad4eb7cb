"""What was decided about goals, the probes that are due, and reports."""

from alongside.progress.models.goals import Decision, Probe
from alongside.progress.models.reports import Report, ReportRun

__all__ = ["Decision", "Probe", "Report", "ReportRun"]

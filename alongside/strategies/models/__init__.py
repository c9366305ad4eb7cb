"""The shapes of this room."""

from alongside.strategies.models.coaching import Cycle, Look
from alongside.strategies.models.given import Assignment, Use, Wording
from alongside.strategies.models.library import OwnStrategy
from alongside.strategies.models.planning import AgendaItem, CoPlanning
from alongside.strategies.models.supports import Support

__all__ = [
    "AgendaItem",
    "Assignment",
    "CoPlanning",
    "Cycle",
    "Look",
    "OwnStrategy",
    "Support",
    "Use",
    "Wording",
]

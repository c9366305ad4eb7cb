"""How far two phases overlap: ranks alone, never how far apart they are.

Every function takes the observations of the baseline and of the phase after it, in the order of time. Ranks
suit ratings and counts alike. None of these numbers is a p-value or says why the record changed.
"""

from alongside.stats.overlap.nap import nap
from alongside.stats.overlap.pairs import kendall
from alongside.stats.overlap.shares import ird, pand, pem, phi, pnd, sorted_table
from alongside.stats.overlap.tau import tau
from alongside.stats.overlap.tau_bc import tau_bc
from alongside.stats.overlap.tau_u import tau_u

__all__ = ["ird", "kendall", "nap", "pand", "pem", "phi", "pnd", "sorted_table", "tau", "tau_bc", "tau_u"]

"""Canonical door numbers under a named local policy, and service grids.

Pure functions over values: integers only, no clock, no randomness; the same doors in any order
give the same plan.
"""

from doorplate.numbering.assign import assign
from doorplate.numbering.doors import (
    Assignment,
    Change,
    Crossing,
    Door,
    DoorKind,
    Evidence,
    Held,
    HeldState,
    Mode,
    Plan,
    Question,
    Rule,
    Scope,
    ScopeKind,
    Side,
    State,
)
from doorplate.numbering.grids import Atom, Grid, Grids, order_atoms, partition
from doorplate.numbering.load import load_policy, parse_policy, policy_names
from doorplate.numbering.policy import Policy, Sector

__all__ = [
    "Assignment",
    "Atom",
    "Change",
    "Crossing",
    "Door",
    "DoorKind",
    "Evidence",
    "Grid",
    "Grids",
    "Held",
    "HeldState",
    "Mode",
    "Plan",
    "Policy",
    "Question",
    "Rule",
    "Scope",
    "ScopeKind",
    "Sector",
    "Side",
    "State",
    "assign",
    "load_policy",
    "order_atoms",
    "parse_policy",
    "partition",
    "policy_names",
]

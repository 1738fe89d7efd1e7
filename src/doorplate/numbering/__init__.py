"""Canonical door numbers under a named local policy, and service grids.

Pure functions over values: integers only, no clock, no randomness; the same doors in any order
give the same plan.
"""

from doorplate.numbering.adjacency import partition_connected
from doorplate.numbering.assign import assign
from doorplate.numbering.claims import Claims, settle_claims
from doorplate.numbering.codes import (
    CodeCrossing,
    DoorCode,
    check_digit,
    code_crosswalk,
    issue_codes,
)
from doorplate.numbering.crosswalk import Crosswalk, crosswalk
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
from doorplate.numbering.explain import explain_policy
from doorplate.numbering.gates import Building, order_yard, settle_gates, yard_addresses
from doorplate.numbering.geojson import to_geojson
from doorplate.numbering.grids import Atom, Grid, Grids, order_atoms, partition
from doorplate.numbering.infer import Inferred, StreetRule, infer_policy
from doorplate.numbering.load import load_policy, parse_policy, policy_names, policy_text
from doorplate.numbering.locate import Alignment, DoorPoint, Located, locate
from doorplate.numbering.picture import MapDoor, draw_village
from doorplate.numbering.policy import Policy, Sector
from doorplate.numbering.reading import read_door
from doorplate.numbering.redraw import Move, Redrawing, join, redraw, redraw_calmly
from doorplate.numbering.spell import canonical, lane_name, may_be_range, spell
from doorplate.numbering.villages import into_grids, lanes_first, scope_of
from doorplate.numbering.walk import walk

__all__ = [
    "Alignment",
    "Assignment",
    "Atom",
    "Building",
    "Change",
    "Claims",
    "CodeCrossing",
    "Crossing",
    "Crosswalk",
    "Door",
    "DoorCode",
    "DoorKind",
    "DoorPoint",
    "Evidence",
    "Grid",
    "Grids",
    "Held",
    "HeldState",
    "Inferred",
    "Located",
    "MapDoor",
    "Mode",
    "Move",
    "Plan",
    "Policy",
    "Question",
    "Redrawing",
    "Rule",
    "Scope",
    "ScopeKind",
    "Sector",
    "Side",
    "State",
    "StreetRule",
    "assign",
    "canonical",
    "check_digit",
    "code_crosswalk",
    "crosswalk",
    "draw_village",
    "explain_policy",
    "infer_policy",
    "into_grids",
    "issue_codes",
    "join",
    "lane_name",
    "lanes_first",
    "load_policy",
    "locate",
    "may_be_range",
    "order_atoms",
    "order_yard",
    "parse_policy",
    "partition",
    "partition_connected",
    "policy_names",
    "policy_text",
    "read_door",
    "redraw",
    "redraw_calmly",
    "scope_of",
    "settle_claims",
    "settle_gates",
    "spell",
    "to_geojson",
    "walk",
    "yard_addresses",
]

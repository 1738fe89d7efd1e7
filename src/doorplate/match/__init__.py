"""The matching core: names first, then exact numbers.

`compare` two addresses, `dedupe` a list, `link` two lists, ask an `Index`, `correct` an address
against known places. Everything takes `Address` values; reading them from text is another
stage's work.
"""

from doorplate.match.compare import compare
from doorplate.match.correct import Correction, Status, correct
from doorplate.match.dedupe import dedupe
from doorplate.match.fit import Fitted, Label, fit
from doorplate.match.index import Index, Match
from doorplate.match.link import Link, link
from doorplate.match.picture import reliability, waterfall
from doorplate.match.places import Places
from doorplate.match.values import (
    Cluster,
    Clusters,
    Decision,
    Finding,
    Reason,
    Record,
    Relation,
    Verdict,
)

__all__ = [
    "Cluster",
    "Clusters",
    "Correction",
    "Decision",
    "Finding",
    "Fitted",
    "Index",
    "Label",
    "Link",
    "Match",
    "Places",
    "Reason",
    "Record",
    "Relation",
    "Status",
    "Verdict",
    "compare",
    "correct",
    "dedupe",
    "fit",
    "link",
    "reliability",
    "waterfall",
]

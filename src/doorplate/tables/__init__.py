"""Tables in and out: CSV, XLSX, Parquet, JSON lines, plain lines.

`read` a file, `find_columns` by role, `write` rows. Only this package knows spreadsheet and
column formats; each reader is loaded when a file needs it.
"""

from doorplate.tables.atomic import replacing
from doorplate.tables.read import read
from doorplate.tables.roles import ROLES, Role, find_columns
from doorplate.tables.values import Cell, Row, Table
from doorplate.tables.write import write

__all__ = [
    "ROLES",
    "Cell",
    "Role",
    "Row",
    "Table",
    "find_columns",
    "read",
    "replacing",
    "write",
]

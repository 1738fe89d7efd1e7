"""How much of a file is believed before it is refused."""

MAX_COLUMNS = 1_000
"""Wider is no table; XLSX itself allows 16,384."""

MAX_ROWS = 1_048_576
"""Rows of a sheet, the limit of XLSX; a file that claims more would be padded with blanks."""

MAX_CELL = 32_767
"""Characters in a cell, the limit of XLSX; a longer cell makes its row a reject."""

MAX_FIELD = 16 * 2**20
"""Characters before a text field is taken for an unclosed quotation mark."""

MAX_BYTES = 4 * 2**30
"""Bytes after unpacking."""

MAX_MEMBERS = 10_000
"""Parts of an XLSX package."""

MAX_HEADER_SEARCH = 20
"""Rows among which the header is looked for, under titles and notes."""

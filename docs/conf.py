"""Sphinx settings."""

project = "doorplate"
author = "the doorplate authors"
copyright = "the doorplate authors, Apache-2.0"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "doorplate"
language = "en"
nitpicky = False
autodoc_typehints = "description"
autodoc_member_order = "bysource"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
doctest_test_doctest_blocks = ""  # docstrings run under pytest; pages use the doctest directive
napoleon_use_ivar = True

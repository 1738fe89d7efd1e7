"""Jobs: what the command line does, as functions for programs.

`clean_file` reads a list, cleans it and writes the folder with register, tables, plates and
report. Jobs stand above tables, pipeline and report, which know nothing of each other.
"""

from doorplate.jobs.run import clean_file
from doorplate.jobs.values import PLATE_LIMIT, CleanOptions, Signing, Summary, Watch

__all__ = ["PLATE_LIMIT", "CleanOptions", "Signing", "Summary", "Watch", "clean_file"]

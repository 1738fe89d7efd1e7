"""What the gazetteer costs: import, first look-ups, first readings, memory nationwide.

    python benchmarks/gazetteer_load.py

Every line is measured in a process of its own: processor time in milliseconds, and the most
memory the process ever held in megabytes; an empty interpreter stands first for comparison.
"""

import subprocess
import sys

STEPS = {
    "empty interpreter": "",
    "import doorplate.divisions": "import doorplate.divisions",
    "a county by code": "G.get('610431')",
    "a county by name": "G.find('武功县', level='district')",
    "a town by name": "G.find('普集街道')",
    "a village by code": "G.get('610431001203')",
    "first reading": "resolve('陕西省咸阳市武功县普集街道营上村3组12号', 0, G)",
    "first reading, town first": "resolve('普集街道营上村3组12号', 0, G)",
    "a village in every county": (
        "[resolve(''.join(d.name for d in G.path(next(iter(v)))) + '1号', 0, G)"
        " for v in map(G.tables.villages, G.tables.town_lines) if v]"
    ),
}
FRAME = """
import resource, time
{prelude}
start = time.process_time()
{step}
now = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{{1000 * (now - start):8.1f}} ms {{peak:8.1f}} MB")
"""
PRELUDE = """
from doorplate.divisions import Gazetteer
from doorplate.normalize._resolve import resolve
G = Gazetteer.bundled()
"""


def main() -> None:
    """Run each step alone and print one line for it."""
    for name, step in STEPS.items():
        prelude = PRELUDE if "G" in step else ""
        code = FRAME.format(prelude=prelude, step=step)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        print(f"{name:28} {done.stdout.rstrip()}")


if __name__ == "__main__":
    main()

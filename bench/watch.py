"""Runs a command and prints its seconds and its peak memory as JSON.

It is a small process of its own because the system counts a child's peak from the memory of whoever started it.
"""

import json
import resource
import subprocess
import sys
from time import perf_counter

if __name__ == "__main__":
    began = perf_counter()
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
    taken = perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    print(json.dumps({"seconds": taken, "peak_bytes": peak}))

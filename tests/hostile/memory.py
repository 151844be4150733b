"""How much memory a process has used.

`ru_maxrss` is no measure of that: on Linux it goes from the one who starts a process to the one that is started, so a
small process that a large one began would be told of as large.
"""

import re
import resource
import sys
from pathlib import Path


def peak() -> int:
    """The most megabytes that this process has had in memory at once, without what whoever started it had."""
    if sys.platform == "linux":
        found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text("ascii", "replace"), re.MULTILINE)
        return int(found[1]) // 1024 if found else 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024)

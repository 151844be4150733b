"""What Python loads first under libfaketime: a `sleep` by another system call.

Python sleeps until a moment on the clock that runs evenly. libfaketime takes that for a moment on the wall clock, so
that the sleep fails, or lasts for years. No real clock does so.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: SupportsIndex | float, /) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep

"""A pytest plugin for runs that are made thousands of times: few examples, the same ones each time.

Loaded with `-p tests.house.quick` by the mutation run (`[tool.mutmut]` in pyproject.toml), never by the ordinary one.
"""

import os
import resource
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import Phase, settings

MOST = 25
"""Examples that a property is given; what needs more luck than that is no test that a mutant can be left to."""
MEMORY = 4 * 1024**3
"""Bytes that a mutant may have: one that collects without end is to end itself, not the machine."""


def pytest_configure() -> None:
    """Give no mutant more memory than it may have."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def pytest_sessionstart() -> None:
    """Forget what the program has worked out once and for all: it was worked out before the mutant was put in.

    While it is only counted which test comes by which function, programs that a test starts count nothing: they stand
    in a folder where mutmut finds no settings, and end.
    """
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        del os.environ["MUTANT_UNDER_TEST"]
    for name, module in tuple(sys.modules.items()):
        if name.startswith("kronobarn_cli"):
            for one in vars(module).values():
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Give every property few examples, the same ones in every run, and no time for a nicer counterexample."""
    for item in items:
        function: Any = getattr(item, "obj", None)
        own = getattr(function, "_hypothesis_internal_use_settings", None)
        if own is not None:
            few = min(own.max_examples, MOST)
            phases = (Phase.explicit, Phase.generate)
            quick = settings(own, max_examples=few, derandomize=True, database=None, deadline=None, phases=phases)
            function._hypothesis_internal_use_settings = quick

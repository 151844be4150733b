"""kronobarn: a facilitator's tool for Kronobarnsmodellen. Holds the version and nothing else."""

__version__ = "0.1.0"

"""Profiles of hypothesis: the usual one, and the one for mutation runs, where one process runs the same test many times."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "mutation",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
)

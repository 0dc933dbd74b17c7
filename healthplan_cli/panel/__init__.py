"""Many regions judged at once, each as `evaluate` would judge it alone: their sheets read (`reading`, `values`, `plans`), the same
semantics asked of it once for all values alike (`judging`), summed up (`summary`).
"""

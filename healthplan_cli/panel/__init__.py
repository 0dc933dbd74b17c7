"""Many regions judged at once, each as `evaluate` would judge it alone: the same semantics, asked of it once for all values alike."""

"""Helpers that know nothing of plans: limits on input, messages, text, exact decimals, quick dataclasses, errors with places."""

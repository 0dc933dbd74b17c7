"""What knows nothing of plans: input limits, messages, text, exact decimals, quick dataclasses, errors with their place."""

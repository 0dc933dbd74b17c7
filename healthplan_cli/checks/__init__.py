"""A plan checked for faults of drafting (`lint`) and against its own document (`verify`)."""

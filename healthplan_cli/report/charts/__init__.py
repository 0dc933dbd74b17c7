"""Charts: what they show, and their geometry."""

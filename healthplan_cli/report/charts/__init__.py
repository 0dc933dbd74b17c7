"""Pictures: what they show, and their geometry."""

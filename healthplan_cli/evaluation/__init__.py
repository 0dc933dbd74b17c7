"""(Plan, Actuals, conventions) → Report: each target judged, where it stands before its year, and what a script is told."""

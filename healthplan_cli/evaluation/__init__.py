"""(Plan, Actuals, conventions) → Report: each target judged, its status before the due year, the gate's answer."""

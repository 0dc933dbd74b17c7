"""The kinds of targets, one module each (contract section 4): what each asks for, how it is judged, and how it is said."""

"""Reports for programs, written from what a command has found: JSON, the forms of CI servers and test runners."""

"""Reports for programs, written from the results of commands: JSON, and the forms of CI servers and test runners."""

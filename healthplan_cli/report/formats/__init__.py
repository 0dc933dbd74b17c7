"""Documents → text or bytes: a module for each format, which serves every report."""

"""How Python is read: scopes, modules, signatures, tests, settings. Another language gets a folder of its own."""

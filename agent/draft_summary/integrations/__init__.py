"""Where the program meets other tools."""

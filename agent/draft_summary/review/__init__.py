"""Shows results to people and programs: the terminal report and the JSON report."""

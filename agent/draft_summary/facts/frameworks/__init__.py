"""Web frameworks: how each declares routes and puts them together. A module per framework."""
